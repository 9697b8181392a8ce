// Practice digits side by side, as a picture and as a picture's file.
#ifndef TESTS_SUPPORT_SEVERAL_DIGITS_H
#define TESTS_SUPPORT_SEVERAL_DIGITS_H

#include "tests/support/support.h"

#include "app/pictures/picture.h"
#include "nn/data/practice.h"

enum { SEVERAL_CELL = 100, SEVERAL_HIGH = 60 }; // of each digit: its place, and its height

static inline void several_digits_add(struct ink *ink, int digit, float x, float y)
{
    struct drawing drawing;
    assert_true(practice_drawing(&drawing, digit, 7, NULL));
    struct drawing_extent extent = drawing_extent(&drawing, 0);
    float unit = SEVERAL_HIGH / (float)(extent.bottom - extent.top);
    for (size_t i = 0; i < drawing.count; i++)
        for (size_t k = 0; k < drawing.stroke[i].count; k++) {
            struct point *point = &drawing.stroke[i].point[k];
            point->x = x + unit * (point->x - (float)(extent.left + extent.right) / 2);
            point->y = y + unit * (point->y - (float)(extent.top + extent.bottom) / 2);
        }
    ink_draw_drawing(ink, &drawing, 7);
    drawing_free(&drawing);
}

// One row of them. The caller frees the ink.
static inline void several_digits_ink(struct ink *ink, const char *text)
{
    int count = (int)strlen(text);
    assert_true(ink_init(ink, SEVERAL_CELL * count, SEVERAL_CELL, NULL));
    for (int i = 0; i < count; i++)
        several_digits_add(ink, text[i] - '0', SEVERAL_CELL * ((float)i + 0.5f), SEVERAL_CELL / 2);
}

static inline void several_digits_save(const char *path, const char *text)
{
    struct ink ink;
    several_digits_ink(&ink, text);
    assert_true(picture_save_ink(&ink, path, NULL));
    ink_free(&ink);
}

#endif
