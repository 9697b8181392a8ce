// From where on a pen is made wider or thinner and grey is ink, and how wide the pens are that are
// found and made.
#include "tests/support/turning_point.h"

#include "nn/data/practice.h"
#include "nn/ink/normalize.h"
#include "nn/ink/pen.h"
#include "tests/support/fitted.h"

#include <math.h>

static void assert_near(int found, int expected, int within)
{
    if (abs(found - expected) > within)
        fail_msg("%d, not %d", found, expected);
}

static struct ink sheet; // for whoever needs one

static void lay_line(int side, float width, float length)
{
    assert_true(ink_init(&sheet, side, side, NULL));
    float middle = (float)side / 2;
    ink_draw(&sheet, (struct point){middle, middle - length / 2},
             (struct point){middle, middle + length / 2}, width);
}

// The mean width of the line in the normalised digit, in hundredths of a pixel.
static int width_normalized(float share)
{
    struct normalized normalized;
    lay_line(400, 400 * share * 0.9f, 400 * (1 - share) * 0.9f);
    normalize_grey(&normalized, sheet.grey, 400, 400, 400);
    ink_free(&sheet);
    int sum = 0;
    for (int row = 10; row < 18; row++)
        for (int column = 0; column < DIGIT_SIDE; column++)
            sum += normalized.digit[row][column];
    return (int)lrint(sum * 100 / 255.0 / 8);
}

// In hundredths of a pixel: what came in, what comes out.
static void test_pens_are_changed_below_2_2_and_above_2_7_pixels(void **state)
{
    (void)state;
    static const int widths[][2] = {{150, 232}, {200, 232}, {220, 232}, {230, 230}, {240, 240},
                                    {250, 250}, {260, 260}, {270, 270}, {280, 281}, {350, 286}};
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++)
        assert_near(width_normalized((float)widths[i][0] / 2000), widths[i][1], 2);
}

// The pens that are found in practice digits laid with one pen: the mean, in hundredths of a pixel.
static int width_found(float size, float share)
{
    static struct pen_field field;
    float pen = size * share;
    double sum = 0;
    for (int i = 0; i < 40; i++) {
        struct drawing drawing;
        assert_true(practice_drawing(&drawing, i % 10, (uint64_t)i, NULL));
        fit_at_corner(&drawing, size - pen, (struct point){pen / 2, pen / 2});
        assert_true(ink_init(&sheet, 512, 512, NULL));
        ink_draw_drawing(&sheet, &drawing, pen);
        drawing_free(&drawing);
        pen_look(&field, &(struct sheet){sheet.grey, 512, 512, 512},
                 (struct square){0, 0, (int)size});
        sum += (double)field.width / 40;
        ink_free(&sheet);
    }
    return (int)lrint(100 * sum);
}

static void test_pens_are_as_wide_as_they_were_measured(void **state)
{
    (void)state;
    assert_near(width_found(40, 0.03f), 221, 4); // of 240
    assert_near(width_found(40, 0.2f), 1555, 10);
    assert_near(width_found(400, 0.03f), 204, 4);
    assert_near(width_found(400, 0.1f), 757, 5); // of 800
    assert_near(width_found(400, 0.2f), 1555, 10);
}

// Two fat bars with a gap of `gap` pixels of the field between them, made thinner.
static int changed_mean(int gap, float wanted, int side)
{
    static struct pen_field field;
    static uint8_t grey[PEN_FIELD][PEN_FIELD];
    assert_true(ink_init(&sheet, side, side, NULL));
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++)
            sheet.grey[y * side + x] = abs(2 * x - side) < gap * side / 80          ? 128
                                       : abs(2 * x - side) < (gap + 40) * side / 80 ? 255
                                                                                    : 0;
    pen_look(&field, &(struct sheet){sheet.grey, side, side, (size_t)side},
             (struct square){0, 0, side});
    pen_change(grey, &field, wanted, NORMALIZE_BOX);
    ink_free(&sheet);
    int sum = 0;
    for (int i = 0; i < PEN_FIELD * PEN_FIELD; i++)
        sum += grey[i / PEN_FIELD][i % PEN_FIELD];
    return sum / 100;
}

// Blurred pictures (of 60 pixels) keep grey gaps as ink, sharp ones (of 160) open them.
static void test_another_pen_leaves_as_much_ink_as_was_measured(void **state)
{
    (void)state;
    static const int ink[][3] = {{60, 1, 384},     {60, 60, 1528},   {60, 150, 14488},
                                 {160, 1, 623},    {160, 10, 1034},  {160, 25, 3050},
                                 {160, 60, 11366}, {160, 150, 14498}};
    for (size_t i = 0; i < sizeof ink / sizeof ink[0]; i++)
        assert_near(changed_mean(8, (float)ink[i][1] / 10, ink[i][0]), ink[i][2], 2);
}

// A bar of 100 x 100 pixels and a smudge: how dark it must be to move the box.
static bool smudge_counts(int grey)
{
    struct normalized normalized;
    assert_true(ink_init(&sheet, 200, 200, NULL));
    for (int y = 50; y < 150; y++)
        for (int x = 50; x < 66; x++)
            sheet.grey[y * 200 + x] = 240;
    sheet.grey[190 * 200 + 55] = (uint8_t)grey;
    normalize_grey(&normalized, sheet.grey, 200, 200, 200);
    ink_free(&sheet);
    return normalized.scale > 6;
}

static void test_ink_begins_at_an_eighth_of_the_darkest(void **state)
{
    (void)state;
    ASSERT_TURNS(smudge_counts, 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pens_are_changed_below_2_2_and_above_2_7_pixels),
        cmocka_unit_test(test_pens_are_as_wide_as_they_were_measured),
        cmocka_unit_test(test_another_pen_leaves_as_much_ink_as_was_measured),
        cmocka_unit_test(test_ink_begins_at_an_eighth_of_the_darkest),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
