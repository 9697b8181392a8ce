// Practice digits side by side, as a picture and as a picture's file.
#ifndef TESTS_SUPPORT_SEVERAL_DIGITS_H
#define TESTS_SUPPORT_SEVERAL_DIGITS_H

#include "tests/support/support.h"

#include "app/pictures/picture.h"
#include "nn/data/practice.h"
#include "tests/support/fitted.h"

enum { SEVERAL_CELL = 100, SEVERAL_HIGH = 60 }; // of each digit: its place, and its height
enum { SEVERAL_LINE = 8 };

// With its middle there.
static inline void several_digits_place(struct drawing *drawing, int digit, struct point at)
{
    assert_true(practice_drawing(drawing, digit, 7, NULL));
    struct drawing_extent extent = drawing_extent(drawing, 0);
    float unit = SEVERAL_HIGH / (float)(extent.bottom - extent.top);
    fit_by(drawing, unit, extent_middle(&extent), at);
}

// The middle of one's place: eight are a line, as what is small beside the whole is no digit.
static inline struct point several_digits_at(int index)
{
    return (struct point){SEVERAL_CELL * ((float)(index % SEVERAL_LINE) + 0.5f),
                          SEVERAL_CELL * ((float)(index / SEVERAL_LINE) + 0.5f)};
}

// Line after line. The caller frees the ink.
static inline void several_digits_ink(struct ink *ink, const char *text)
{
    int count = (int)strlen(text);
    int across = count < SEVERAL_LINE ? count : SEVERAL_LINE;
    int down = (count + SEVERAL_LINE - 1) / SEVERAL_LINE;
    assert_true(ink_init(ink, SEVERAL_CELL * across, SEVERAL_CELL * down, NULL));
    for (int i = 0; i < count; i++) {
        struct drawing drawing;
        several_digits_place(&drawing, text[i] - '0', several_digits_at(i));
        ink_draw_drawing(ink, &drawing, 7);
        drawing_free(&drawing);
    }
}

static inline void several_digits_save(const char *path, const char *text)
{
    struct ink ink;
    several_digits_ink(&ink, text);
    assert_true(picture_save_ink(&ink, path, NULL));
    ink_free(&ink);
}

// The same as strokes. The caller frees the drawing.
static inline void several_digits_drawing(struct drawing *drawing, const char *text)
{
    *drawing = (struct drawing){0};
    for (int i = 0; text[i]; i++) {
        struct drawing digit;
        several_digits_place(&digit, text[i] - '0', several_digits_at(i));
        for (size_t s = 0; s < digit.count; s++) {
            struct stroke *stroke = drawing_add_stroke(drawing);
            assert_non_null(stroke);
            for (size_t k = 0; k < digit.stroke[s].count; k++)
                assert_true(
                    stroke_add(stroke, digit.stroke[s].point[k].x, digit.stroke[s].point[k].y));
        }
        drawing_free(&digit);
    }
}

#endif
