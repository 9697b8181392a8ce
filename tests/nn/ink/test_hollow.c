// Outlines of strokes are told from strokes.
#include "tests/support/support.h"

#include "nn/data/practice.h"
#include "nn/ink/reading.h"

#include "tests/support/fitted.h"

enum { SIDE = 280, DIGITS = 300 };

static struct ink blank_sheet(void)
{
    struct ink ink;
    assert_true(ink_init(&ink, SIDE, SIDE, NULL));
    return ink;
}

static void erase_drawing(struct ink *ink, const struct drawing *drawing, float diameter)
{
    for (size_t i = 0; i < drawing->count; i++)
        for (size_t k = 0; k < drawing->stroke[i].count; k++)
            ink_erase(ink, drawing->stroke[i].point[k > 0 ? k - 1 : 0], drawing->stroke[i].point[k],
                      diameter);
}

// How many of the digits are taken for outlines: laid with a pen, of which a thinner one erases the
// middle, if its width is not 0.
static int count_outlines(float pen, float erased)
{
    int count = 0;
    struct ink ink = blank_sheet();
    for (int i = 0; i < DIGITS; i++) {
        struct drawing drawing;
        struct normalized normalized;
        assert_true(practice_drawing(&drawing, i % 10, (uint64_t)i, NULL));
        fit_at_middle(&drawing, SIDE - 80, (struct point){SIDE / 2, SIDE / 2});
        ink_clear(&ink);
        ink_draw_drawing(&ink, &drawing, pen);
        if (erased > 0)
            erase_drawing(&ink, &drawing, erased);
        normalize_grey(&normalized, ink.grey, SIDE, SIDE, SIDE);
        count += normalized.outline;
        drawing_free(&drawing);
    }
    ink_free(&ink);
    return count;
}

static void test_outlines_of_strokes_are_told(void **state)
{
    (void)state;
    assert_true(count_outlines(44, 34) >= 0.95 * DIGITS);
    assert_true(count_outlines(34, 26) >= 0.95 * DIGITS);
}

static void test_strokes_of_a_hairline_are_hardly_taken_for_outlines(void **state)
{
    (void)state;
    assert_true(count_outlines(4, 0) <= 0.03 * DIGITS);
}

static void test_strokes_of_a_pen_are_never_outlines(void **state)
{
    (void)state;
    assert_int_equal(count_outlines(14, 0), 0);
    assert_int_equal(count_outlines(34, 0), 0);
}

// A zero so slim that its hole is as long and narrow as a stroke.
static bool slim_zero_is_outline(float pen)
{
    struct ink ink = blank_sheet();
    const struct point corner[] = {{140, 30},  {152, 50},  {152, 230},
                                   {140, 250}, {128, 230}, {128, 50}};
    for (int i = 0; i < 6; i++)
        ink_draw(&ink, corner[i], corner[(i + 1) % 6], pen);
    struct normalized normalized;
    normalize_grey(&normalized, ink.grey, SIDE, SIDE, SIDE);
    ink_free(&ink);
    return normalized.outline;
}

static void test_a_slim_zero_is_one_unless_a_hairline_wrote_it(void **state)
{
    (void)state;
    assert_false(slim_zero_is_outline(9));
    assert_true(slim_zero_is_outline(6));
}

static void test_an_outline_is_never_sure(void **state)
{
    (void)state;
    static struct lenet nothing;
    const struct calibration sure_of_all = {.temperature = 1, .probability = 0, .logit = -1};
    struct reading *reading = calloc(1, sizeof *reading);
    assert_non_null(reading);
    struct normalized *normalized = &reading->normalized;
    for (int row = 4; row < 24; row++)
        memset(&normalized->digit[row][8], 255, 3);
    const struct normalized plain = *normalized;
    reading_of_normalized(reading, &nothing, &sure_of_all, &plain);
    assert_true(reading->sure);
    struct normalized outline = plain;
    outline.outline = true;
    reading_of_normalized(reading, &nothing, &sure_of_all, &outline);
    assert_false(reading->sure);
    assert_int_equal(reading->doubt, READING_OUTLINE);
    free(reading);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_outlines_of_strokes_are_told),
        cmocka_unit_test(test_strokes_of_a_hairline_are_hardly_taken_for_outlines),
        cmocka_unit_test(test_strokes_of_a_pen_are_never_outlines),
        cmocka_unit_test(test_a_slim_zero_is_one_unless_a_hairline_wrote_it),
        cmocka_unit_test(test_an_outline_is_never_sure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
