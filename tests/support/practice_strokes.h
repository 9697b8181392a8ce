// Practice digits as the strokes of a file, for tests that read, split or learn many drawings.
#ifndef TESTS_SUPPORT_PRACTICE_STROKES_H
#define TESTS_SUPPORT_PRACTICE_STROKES_H

#include "tests/support/support.h"

#include "nn/data/practice.h"

// From 0 to 9 again and again, no two drawn alike. The caller frees them.
static inline struct strokes practice_strokes(int count)
{
    struct strokes strokes = {.box_width = 500, .box_height = 500};
    for (int i = 0; i < count; i++) {
        struct strokes_digit digit = {.label = i % 10};
        assert_true(practice_drawing(&digit.drawing, digit.label, (uint64_t)i, NULL));
        assert_true(strokes_add_digit(&strokes, &digit));
    }
    return strokes;
}

#endif
