// What must hold of pen strokes that were read, whatever they were read from.
#ifndef TESTS_FUZZ_STROKES_CHECK_H
#define TESTS_FUZZ_STROKES_CHECK_H

#include "tests/fuzz/fuzz.h"

#include "nn/ink/normalize.h"
#include "nn/strokes/strokes.h"
#include "nn/strokes/strokes_text.h"

#include <math.h>
#include <string.h>

enum { FEW_POINTS = 300 }; // as many as are drawn for each input

static inline void check_point(struct point point, float most)
{
    FUZZ_PROMISE(fabsf(point.x) <= most && fabsf(point.y) <= most);
}

// The points of a digit. `most`: of a coordinate.
static inline size_t check_digit(const struct strokes_digit *digit, float most)
{
    size_t points = 0;
    FUZZ_PROMISE(digit->label >= -1 && digit->label <= 9);
    FUZZ_PROMISE(memchr(digit->writer, '\0', sizeof digit->writer));
    for (size_t s = 0; s < digit->drawing.count; s++) {
        const struct stroke *stroke = &digit->drawing.stroke[s];
        FUZZ_PROMISE(stroke->count > 0);
        for (size_t i = 0; i < stroke->count; i++)
            check_point(stroke->point[i], most);
        points += stroke->count;
    }
    return points;
}

static inline void check_same(const struct strokes *a, const struct strokes *b)
{
    FUZZ_PROMISE(a->count == b->count && a->box_width == b->box_width &&
                 a->box_height == b->box_height);
    for (size_t i = 0; i < a->count; i++) {
        const struct strokes_digit *x = &a->digit[i], *y = &b->digit[i];
        FUZZ_PROMISE(x->label == y->label && !strcmp(x->writer, y->writer) &&
                     x->drawing.count == y->drawing.count);
        for (size_t s = 0; s < x->drawing.count; s++) {
            FUZZ_PROMISE(x->drawing.stroke[s].count == y->drawing.stroke[s].count);
            FUZZ_PROMISE(!memcmp(x->drawing.stroke[s].point, y->drawing.stroke[s].point,
                                 x->drawing.stroke[s].count * sizeof(struct point)));
        }
    }
}

// What was read can be saved, unless a name or a coordinate is not of the format's, and comes back.
static inline void check_round_trip(const struct strokes *strokes)
{
    char path[600];
    struct strokes again;
    struct status status = {0};
    snprintf(path, sizeof path, "%s/saved.strokes", fuzz_folder());
    if (!strokes_save(strokes, path, &status)) {
        FUZZ_PROMISE(status.code == STATUS_USAGE);
        return;
    }
    FUZZ_PROMISE(strokes_load(&again, path, &status));
    check_same(strokes, &again);
    strokes_free(&again);
}

static inline void check_strokes(const uint8_t *data, size_t size, float most)
{
    static struct normalized normalized;
    struct strokes strokes;
    struct status status = {0};
    char *text = malloc(size + !size); // no zero behind it
    FUZZ_PROMISE(text);
    if (size > 0)
        memcpy(text, data, size);
    if (!strokes_parse(&strokes, text, size, "strokes", &status)) {
        FUZZ_PROMISE(status.code == STATUS_BAD_DATA && status.message[0]);
        FUZZ_PROMISE(!strokes.digit && strokes.count == 0);
    } else {
        FUZZ_PROMISE(strokes.count > 0 && strokes.box_width > 0 && strokes.box_height > 0);
        for (size_t i = 0; i < strokes.count; i++)
            if (check_digit(&strokes.digit[i], most) <= FEW_POINTS && i == 0)
                normalize_drawing(&normalized, &strokes.digit[i].drawing);
        check_round_trip(&strokes);
    }
    strokes_free(&strokes);
    free(text);
}

#endif
