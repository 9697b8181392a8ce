// The slant of drawings: taken away where it is unusual, left alone where it is not.
#include "nn/strokes/slant.h"

#include "nn/data/practice.h"
#include "nn/ink/normalize.h"
#include "tests/support/likeness.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

static struct drawing bar_of_slope(float slope)
{
    struct drawing drawing = {0};
    struct stroke *stroke = drawing_add_stroke(&drawing);
    for (int i = 0; i <= 10; i++)
        assert_true(stroke_add(stroke, 50 - slope * 10 * (float)i, 10 * (float)i));
    return drawing;
}

static double slant_of_bar(float slope)
{
    struct drawing drawing = bar_of_slope(slope);
    double slant = slant_too_much(&drawing);
    drawing_free(&drawing);
    return slant;
}

static void test_a_usual_lean_is_left_alone(void **state)
{
    (void)state;
    assert_true(slant_of_bar(0) == 0);
    assert_true(slant_of_bar(0.24f) == 0);
    assert_true(slant_of_bar(-0.34f) == 0);
}

static void test_what_is_too_much_is_taken_away(void **state)
{
    (void)state;
    assert_float_equal(slant_of_bar(0.75f), 0.5, 1e-5);
    assert_float_equal(slant_of_bar(-0.85f), -0.5, 1e-5);
}

static void test_lines_across_and_dots_do_not_lean(void **state)
{
    (void)state;
    assert_true(slant_of_bar(20) == 0);
    struct drawing dot = {0}, nothing = {0};
    assert_true(stroke_add(drawing_add_stroke(&dot), 3, 4));
    assert_true(slant_too_much(&dot) == 0);
    assert_true(slant_too_much(&nothing) == 0);
    drawing_free(&dot);
}

static void test_points_that_are_not_finite_do_not_count(void **state)
{
    (void)state;
    struct drawing drawing = bar_of_slope(0.75f);
    struct stroke *stroke = drawing.stroke;
    assert_true(stroke_add(stroke, NAN, 5) && stroke_add(stroke, 7, INFINITY));
    assert_float_equal(slant_too_much(&drawing), 0.5, 1e-5);
    drawing_free(&drawing);
}

// A digit slanted by 30 degrees is nearer to itself upright than without this.
static void test_a_slanted_digit_comes_back(void **state)
{
    (void)state;
    double with = 0, without = 0;
    for (int label = 0; label < 10; label++) {
        struct drawing drawing = {0};
        struct normalized upright, slanted, as_it_is;
        assert_true(practice_drawing(&drawing, label, 3, NULL));
        normalize_drawing(&upright, &drawing);
        for (size_t s = 0; s < drawing.count; s++)
            for (size_t i = 0; i < drawing.stroke[s].count; i++)
                drawing.stroke[s].point[i].x -= 0.577f * drawing.stroke[s].point[i].y;
        normalize_drawing(&slanted, &drawing);
        normalize_drawing_with_pen(&as_it_is, &drawing, 2.5f);
        with += mean_difference(&slanted, &upright);
        without += mean_difference(&as_it_is, &upright);
        drawing_free(&drawing);
    }
    assert_true(with < 0.75 * without);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_usual_lean_is_left_alone),
        cmocka_unit_test(test_what_is_too_much_is_taken_away),
        cmocka_unit_test(test_lines_across_and_dots_do_not_lean),
        cmocka_unit_test(test_points_that_are_not_finite_do_not_count),
        cmocka_unit_test(test_a_slanted_digit_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
