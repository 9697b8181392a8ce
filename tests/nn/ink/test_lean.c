// The lean of ink: taken away where it is unusual, left alone where it is not, and the way back to
// where the ink was.
#include "nn/ink/lean.h"

#include "nn/data/practice.h"
#include "nn/ink/ink.h"
#include "nn/ink/normalize.h"
#include "tests/support/fitted.h"
#include "tests/support/likeness.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { SIDE = 400 };

static uint8_t grey[SIDE * SIDE];

// A pen's line through the middle of a sheet, 300 units high, its top `slope` x 300 further right.
static const struct ink *bar_of_slope(float slope, float pen)
{
    static struct ink ink = {SIDE, SIDE, grey};
    memset(grey, 0, sizeof grey);
    ink_draw(&ink, (struct point){200 + 150 * slope, 50}, (struct point){200 - 150 * slope, 350},
             pen);
    return &ink;
}

static struct sheet sheet_of(const struct ink *ink)
{
    return (struct sheet){ink->grey, ink->width, ink->height, (size_t)ink->width};
}

static double lean_of(const struct ink *ink)
{
    struct sheet sheet = sheet_of(ink);
    struct pen_field field;
    pen_look(&field, &sheet, (struct square){0, 0, SIDE});
    return lean_too_much(&field);
}

static double lean_of_bar(float slope)
{
    return lean_of(bar_of_slope(slope, 12));
}

static void test_a_usual_lean_is_left_alone(void **state)
{
    (void)state;
    assert_true(lean_of_bar(0) == 0);
    assert_true(lean_of_bar(0.246f) == 0);
    assert_true(lean_of_bar(0.256f) > 0);
    assert_true(lean_of_bar(-0.346f) == 0);
    assert_true(lean_of_bar(-0.356f) < 0);
}

static void test_what_is_too_much_is_taken_away(void **state)
{
    (void)state;
    assert_float_equal(lean_of_bar(0.75f), 0.5, 5e-3);
    assert_float_equal(lean_of_bar(-0.75f), -0.4, 5e-3);
}

static void test_lines_across_dots_and_paper_do_not_lean(void **state)
{
    (void)state;
    static struct ink across = {SIDE, SIDE, grey};
    memset(grey, 0, sizeof grey);
    assert_true(lean_of(&across) == 0);
    ink_draw(&across, (struct point){20, 190}, (struct point){380, 210}, 10);
    assert_true(lean_of(&across) == 0);
    memset(grey, 0, sizeof grey);
    ink_draw(&across, (struct point){200, 200}, (struct point){200, 200}, 30);
    assert_true(lean_of(&across) == 0);
}

// The faintest ink that can be, where all that is taken away would divide by nothing.
static void test_the_faintest_ink_is_read_without_a_lean(void **state)
{
    (void)state;
    struct ink ink = *bar_of_slope(1, 12);
    for (int i = 0; i < SIDE * SIDE; i++)
        grey[i] = grey[i] > 128;
    struct normalized normalized;
    normalize_grey(&normalized, ink.grey, ink.width, ink.height, SIDE);
    assert_false(normalized.empty);
    assert_true(normalized.slant == 0);
    assert_true(isfinite(normalized.mass_x));
}

// The middle of each row's ink, in pixels.
static double middle_of_row(const uint8_t *row, int count)
{
    double sum = 0, moment = 0;
    for (int x = 0; x < count; x++) {
        sum += row[x];
        moment += row[x] * (x + 0.5);
    }
    return moment / sum;
}

static void test_a_straightened_bar_stands_upright_with_all_its_ink(void **state)
{
    (void)state;
    struct sheet sheet = sheet_of(bar_of_slope(0.5f, 12));
    struct pen_field field;
    static uint8_t upright[LEAN_SIDE][LEAN_WIDTH];
    pen_look(&field, &sheet, (struct square){0, 0, SIDE});
    lean_straighten(upright, &field, 0.5);
    for (int y = 15; y < 65; y++)
        assert_float_equal(middle_of_row(upright[y], LEAN_WIDTH), LEAN_WIDTH / 2.0, 0.3);
    double before = 0, after = 0;
    for (int y = 0; y < LEAN_SIDE; y++) {
        for (int x = 0; x < PEN_SIDE; x++)
            before += field.grey[y + PEN_MARGIN][x + PEN_MARGIN];
        for (int x = 0; x < LEAN_WIDTH; x++)
            after += upright[y][x];
    }
    assert_true(fabs(after / before - 1) < 0.01);
}

static void test_every_pixel_leads_back_to_its_ink(void **state)
{
    (void)state;
    // Thin and fat: with the pen as it is, and changed.
    const float pens[] = {6, 36};
    for (int i = 0; i < 2; i++) {
        const struct ink *ink = bar_of_slope(0.8f, pens[i]);
        struct normalized normalized;
        // Cut from a larger sheet, so that the corner is not at 0.
        normalize_grey(&normalized, ink->grey + 30 * SIDE + 20, SIDE - 20, SIDE - 30, SIDE);
        assert_float_equal(normalized.slant, 0.55, 0.02);
        for (int row = 9; row < 23; row++) {
            const uint8_t *pixels = normalized.digit[row - LENET_BORDER];
            double column = middle_of_row(pixels, DIGIT_SIDE) + LENET_BORDER;
            double scale = (double)normalized.scale, slant = (double)normalized.slant;
            double y = (double)normalized.origin_y + scale * (row + 0.5);
            double x = (double)normalized.origin_x + scale * column - slant * y;
            assert_true(fabs(x - (180 + (170 - y) * 0.8)) < scale / 2);
        }
    }
}

// The ink of a digit that leans, by `slope` x its height.
static void normalize_leaning(struct normalized *out, const struct drawing *drawing, float slope)
{
    struct ink ink = {SIDE, SIDE, grey};
    memset(grey, 0, sizeof grey);
    for (size_t s = 0; s < drawing->count; s++)
        for (size_t i = 1; i < drawing->stroke[s].count; i++) {
            struct point end[2];
            for (int k = 0; k < 2; k++) {
                struct point point = drawing->stroke[s].point[i - 1 + (size_t)k];
                end[k] = (struct point){point.x - slope * (point.y - SIDE / 2.0f), point.y};
            }
            ink_draw(&ink, end[0], end[1], 20);
        }
    normalize_grey(out, grey, SIDE, SIDE, SIDE);
}

static void test_a_leaning_digit_comes_back(void **state)
{
    (void)state;
    double nearer = 0, further = 0;
    for (int label = 0; label < 10; label++) {
        struct drawing drawing = {0};
        struct normalized upright, leaning, more;
        assert_true(practice_drawing(&drawing, label, 3, NULL));
        fit_at_corner(&drawing, SIDE / 2, (struct point){SIDE / 4, SIDE / 4});
        normalize_leaning(&upright, &drawing, 0);
        normalize_leaning(&leaning, &drawing, 0.577f);
        normalize_leaning(&more, &drawing, 0.9f);
        nearer += mean_difference(&leaning, &more); // both end at the same lean
        further += mean_difference(&leaning, &upright);
        drawing_free(&drawing);
    }
    assert_true(nearer < 0.5 * further);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_usual_lean_is_left_alone),
        cmocka_unit_test(test_what_is_too_much_is_taken_away),
        cmocka_unit_test(test_lines_across_dots_and_paper_do_not_lean),
        cmocka_unit_test(test_the_faintest_ink_is_read_without_a_lean),
        cmocka_unit_test(test_a_straightened_bar_stands_upright_with_all_its_ink),
        cmocka_unit_test(test_every_pixel_leads_back_to_its_ink),
        cmocka_unit_test(test_a_leaning_digit_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
