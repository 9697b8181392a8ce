// From where on a drawing or a picture is like no digit: too black, too flat, too small.
#include "tests/support/turning_point.h"

#include "nn/ink/reading.h"

static struct reading reading;

// A network that knows nothing: only the shape matters.
static bool is_possible(const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE])
{
    static const struct lenet nothing;
    reading_of_digit(&reading, &nothing, &calibration_unknown, digit);
    return reading.evidence.possible;
}

// `count` pixels of a block of 20 columns.
static bool too_black(int count)
{
    uint8_t digit[DIGIT_SIDE][DIGIT_SIDE] = {{0}};
    for (int i = 0; i < count; i++)
        digit[4 + i / 20][4 + i % 20] = 255;
    return !is_possible((const uint8_t(*)[DIGIT_SIDE])digit);
}

static bool high_enough(int height)
{
    uint8_t digit[DIGIT_SIDE][DIGIT_SIDE] = {{0}};
    for (int row = 0; row < height; row++)
        digit[5 + row][4] = digit[5 + row][23] = 255;
    return is_possible((const uint8_t(*)[DIGIT_SIDE])digit);
}

static bool long_enough(int height)
{
    uint8_t digit[DIGIT_SIDE][DIGIT_SIDE] = {{0}};
    for (int row = 0; row < height; row++)
        digit[5 + row][14] = 255;
    return is_possible((const uint8_t(*)[DIGIT_SIDE])digit);
}

static bool dark_enough_to_measure(int grey)
{
    uint8_t digit[DIGIT_SIDE][DIGIT_SIDE] = {{0}};
    for (int row = 0; row < 10; row++)
        digit[5 + row][14] = (uint8_t)grey;
    return is_possible((const uint8_t(*)[DIGIT_SIDE])digit);
}

static void test_no_digit_is_blacker_flatter_or_smaller(void **state)
{
    (void)state;
    ASSERT_TURNS(too_black, 236);
    ASSERT_TURNS(high_enough, 10); // of 20 columns
    ASSERT_TURNS(long_enough, 6);
    ASSERT_TURNS(dark_enough_to_measure, 65);
}

static bool line_is_possible(float length, float side)
{
    static const struct lenet nothing;
    struct drawing drawing = {0};
    struct stroke *stroke = drawing_add_stroke(&drawing);
    assert_true(stroke_add(stroke, 100, 100) && stroke_add(stroke, 100, 100 + length));
    reading_of_drawing(&reading, &nothing, &calibration_unknown, &drawing, side);
    drawing_free(&drawing);
    return reading.evidence.possible;
}

// On a square of 2000. The pen stands over the line's ends: 17.5 of the box's 20 pixels are line.
static bool line_is_long_enough(int length)
{
    return line_is_possible((float)length, 2000);
}

static void test_a_drawing_of_a_twenty_fifth_of_the_pad_is_a_dot(void **state)
{
    (void)state;
    ASSERT_TURNS(line_is_long_enough, 70); // 2000 x 0.04 x 17.5 / 20
    assert_true(line_is_possible(1, 0));   // of a pad that nobody knows
}

// A zigzag that fills the box down to `percent` of its height; below, one line.
static bool drawn_too_black(int percent)
{
    static const struct lenet nothing;
    struct drawing drawing = {0};
    struct stroke *stroke = drawing_add_stroke(&drawing);
    for (int i = 0; i * 20 <= 10 * percent; i++)
        assert_true(stroke_add(stroke, i % 2 ? 800.0f : 0.0f, (float)(i * 20)));
    assert_true(stroke_add(stroke, 400, (float)(10 * percent)) && stroke_add(stroke, 400, 1000));
    reading_of_drawing(&reading, &nothing, &calibration_unknown, &drawing, 0);
    drawing_free(&drawing);
    return !reading.evidence.possible;
}

static double ink_read(void)
{
    double sum = 0;
    for (int i = 0; i < DIGIT_SIDE * DIGIT_SIDE; i++)
        sum += reading.normalized.digit[i / DIGIT_SIDE][i % DIGIT_SIDE] / 255.0;
    return sum;
}

static void test_a_drawing_may_have_less_ink_than_a_picture(void **state)
{
    (void)state;
    int turn = 10;
    while (!drawn_too_black(turn))
        turn++;
    assert_true(drawn_too_black(turn) && ink_read() > 185 && ink_read() < 190);
    assert_true(!drawn_too_black(turn - 1) && ink_read() < 185 && ink_read() > 180);
}

enum { SIDE = 120 };

// Whether the ink is a blob, which is possible as no digit.
static bool is_dot(struct ink *ink)
{
    static const struct lenet nothing;
    reading_of_ink(&reading, &nothing, &calibration_unknown, ink);
    ink_free(ink);
    assert_true(!reading.normalized.blob || (!reading.evidence.possible && !reading.sure));
    return reading.normalized.blob;
}

// `width` x `height` pixels of ink.
static bool block_is_dot(int width, int height)
{
    struct ink ink;
    assert_true(ink_init(&ink, SIDE, SIDE, NULL));
    for (int i = 0; i < width * height; i++)
        ink.grey[(20 + i / width) * SIDE + 40 + i % width] = 255;
    return is_dot(&ink);
}

// What a pen leaves that goes from one point to another.
static bool line_is_dot(float length, float pen)
{
    struct ink ink;
    assert_true(ink_init(&ink, SIDE, SIDE, NULL));
    ink_draw(&ink, (struct point){60, 60 - length / 2}, (struct point){60, 60 + length / 2}, pen);
    return is_dot(&ink);
}

// A block of 80 x 80 pixels with a square hole.
static bool ring_is_dot(int hole)
{
    struct ink ink;
    assert_true(ink_init(&ink, SIDE, SIDE, NULL));
    for (int y = 0; y < 80; y++)
        for (int x = 0; x < 80; x++) {
            int from = (80 - hole) / 2, to = from + hole;
            bool inside = x >= from && x < to && y >= from && y < to;
            ink.grey[(y + 20) * SIDE + x + 20] = inside ? 0 : 255;
        }
    return is_dot(&ink);
}

static bool block_is_long(int height)
{
    return !block_is_dot(20, height);
}

static bool block_is_open(int hole)
{
    return !ring_is_dot(hole);
}

static void test_a_blob_as_wide_as_high_is_a_dot_and_no_one(void **state)
{
    (void)state;
    assert_true(block_is_dot(19, 16) && block_is_dot(4, 5) && block_is_dot(16, 19));
    assert_int_equal(reading.doubt, READING_DOT);
    for (int pen = 5; pen < 20; pen += 3) {
        assert_true(line_is_dot(0, (float)pen));
        assert_false(line_is_dot(2 * (float)pen, (float)pen)); // a short, thick 1
    }
    ASSERT_TURNS(block_is_long, 31);
    ASSERT_TURNS(block_is_open, 41); // a quarter of it is paper at 40
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_digit_is_blacker_flatter_or_smaller),
        cmocka_unit_test(test_a_drawing_of_a_twenty_fifth_of_the_pad_is_a_dot),
        cmocka_unit_test(test_a_drawing_may_have_less_ink_than_a_picture),
        cmocka_unit_test(test_a_blob_as_wide_as_high_is_a_dot_and_no_one),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
