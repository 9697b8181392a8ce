// Points that are where they should be, but for rounding.
#ifndef TESTS_SUPPORT_POINTS_H
#define TESTS_SUPPORT_POINTS_H

#include "tests/support/support.h"

#include "nn/strokes/strokes.h"

static inline void assert_point(struct point point, float x, float y)
{
    assert_float_equal(point.x, x, 1e-5);
    assert_float_equal(point.y, y, 1e-5);
}

#endif
