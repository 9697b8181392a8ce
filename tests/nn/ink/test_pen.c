// The pen of grey ink against pens that are known, because the ink was laid here.
#include "tests/support/support.h"

#include "nn/data/practice.h"
#include "nn/ink/normalize.h"
#include "nn/ink/pen.h"

#include "tests/support/fitted.h"
#include "tests/support/likeness.h"

#include <math.h>

enum { SIDE = 512, DIGITS = 60 };

// Draws a practice digit so that its longer side, ink and all, is `size` pixels.
static void draw(struct ink *ink, struct drawing *drawing, float size, float pen)
{
    fit_at_corner(drawing, size - pen, (struct point){20 + pen / 2, 10 + pen / 2});
    ink_clear(ink);
    ink_draw_drawing(ink, drawing, pen);
}

static void test_width_of_a_known_pen_is_found(void **state)
{
    (void)state;
    struct ink ink;
    assert_true(ink_init(&ink, SIDE, SIDE, NULL));
    const float shares[] = {0.03f, 0.06f, 0.12f, 0.18f}; // of the digit's longer side
    const float sizes[] = {40, 90, 400};
    for (int trial = 0; trial < 12; trial++) {
        float size = sizes[trial / 4], pen = shares[trial % 4] * size;
        double sum = 0, worst = 0;
        for (int i = 0; i < DIGITS; i++) {
            struct drawing drawing;
            assert_true(practice_drawing(&drawing, i % 10, (uint64_t)i, NULL));
            draw(&ink, &drawing, size, pen);
            drawing_free(&drawing);
            static struct pen_field field;
            struct sheet sheet = {ink.grey, SIDE, SIDE, SIDE};
            pen_look(&field, &sheet, (struct square){20, 10, (int)size});
            double error = (double)field.width - (double)(pen / size * PEN_SIDE);
            sum += error / DIGITS;
            worst = fmax(worst, fabs(error));
        }
        if (fabs(sum) > 1.2 || worst > 6)
            fail_msg("size %g pen %g: %.2f on average, %.2f at worst", (double)size, (double)pen,
                     sum, worst);
    }
    ink_free(&ink);
}

static void test_ink_of_any_pen_and_size_is_read_like_strokes(void **state)
{
    (void)state;
    struct ink ink;
    assert_true(ink_init(&ink, SIDE, SIDE, NULL));
    const float pens[][2] = {{480, 15}, {480, 85}, {200, 38}, {100, 18}, {480, 4}, {60, 2}};
    for (int trial = 0; trial < 6; trial++) {
        double corrected = 0, drawn = 0;
        for (int i = 0; i < DIGITS; i++) {
            struct drawing drawing;
            struct normalized wanted, read, plain;
            assert_true(practice_drawing(&drawing, i % 10, (uint64_t)i, NULL));
            draw(&ink, &drawing, pens[trial][0], pens[trial][1]);
            normalize_drawing(&wanted, &drawing);
            normalize_grey(&read, ink.grey, SIDE, SIDE, SIDE);
            normalize_drawing_with_pen(&plain, &drawing,
                                       fmaxf(0.5f, 20 * pens[trial][1] / pens[trial][0]));
            corrected += likeness(&read, &wanted) / DIGITS;
            drawn += likeness(&plain, &wanted) / DIGITS;
            drawing_free(&drawing);
        }
        if (corrected < 0.96 || drawn > 0.95)
            fail_msg("size %g pen %g: %.3f alike, %.3f with the pen left as it was",
                     (double)pens[trial][0], (double)pens[trial][1], corrected, drawn);
    }
    ink_free(&ink);
}

static void test_a_dot_of_any_size_is_a_dot(void **state)
{
    (void)state;
    struct ink ink;
    assert_true(ink_init(&ink, SIDE, SIDE, NULL));
    struct normalized small, large;
    ink_draw(&ink, (struct point){250, 250}, (struct point){250, 250}, 30);
    normalize_grey(&small, ink.grey, SIDE, SIDE, SIDE);
    ink_draw(&ink, (struct point){250, 250}, (struct point){250, 250}, 300);
    normalize_grey(&large, ink.grey, SIDE, SIDE, SIDE);
    assert_false(small.empty || large.empty);
    assert_true(likeness(&small, &large) > 0.95);
    ink_free(&ink);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_width_of_a_known_pen_is_found),
        cmocka_unit_test(test_ink_of_any_pen_and_size_is_read_like_strokes),
        cmocka_unit_test(test_a_dot_of_any_size_is_a_dot),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
