// Several digits on the pad are read one by one, and all of them as one are never sure.
#include "tests/support/support.h"

#include "app/work/reading/digit_row.h"
#include "app/work/reading/pad_reading.h"
#include "nn/data/practice.h"
#include "nn/net/model.h"
#include "tests/support/fitted.h"
#include "tests/support/several_digits.h"

#include <stdlib.h>
#include <string.h>

static struct lenet lenet;
static struct model_info info;
static struct reading reading;
static struct digit_row row;
static struct pad pad;

static int load(void **state)
{
    (void)state;
    return model_load(&lenet, &info, LENETPAD_SOURCE_ASSETS "/lenet5.safetensors", NULL) &&
                   pad_init(&pad, NULL)
               ? 0
               : -1;
}

static int unload(void **state)
{
    (void)state;
    pad_free(&pad);
    return 0;
}

// Onto the pad with the pen, 100 units high, at the left edge `x`.
static void write_digit(int digit, float x, float y)
{
    struct drawing drawing;
    assert_true(practice_drawing(&drawing, digit, 7, NULL));
    struct drawing_extent extent = drawing_extent(&drawing, 0);
    float unit = 100 / (float)(extent.bottom - extent.top);
    fit_by(&drawing, unit, extent_corner(&extent), (struct point){x, y});
    for (size_t i = 0; i < drawing.count; i++) {
        for (size_t k = 0; k < drawing.stroke[i].count; k++) {
            struct point at = drawing.stroke[i].point[k];
            assert_true(k == 0 ? pad_begin(&pad, PAD_STROKE, at.x, at.y, 12)
                               : pad_move(&pad, at.x, at.y, 12));
        }
        pad_end(&pad);
    }
    drawing_free(&drawing);
}

// A straight line of the pen or of the eraser.
static void draw_line(enum pad_op_kind kind, struct point from, struct point to, float diameter)
{
    assert_true(pad_begin(&pad, kind, from.x, from.y, diameter) &&
                pad_move(&pad, to.x, to.y, diameter));
    pad_end(&pad);
}

static void read_row(int current)
{
    digit_row_read_pad(&row, current, &reading, &lenet, &info.calibration, NULL, &pad);
}

static void say_is(const char *wanted)
{
    char text[DIGIT_ROW_TEXT];
    digit_row_say(&row, text);
    assert_string_equal(text, wanted);
}

static void test_several_digits_are_read_from_left_to_right(void **state)
{
    (void)state;
    pad_clear(&pad);
    write_digit(8, 350, 200);
    write_digit(3, 30, 190);
    write_digit(2, 190, 210);
    read_row(-1);
    assert_int_equal(row.count, 3);
    say_is("328");
    assert_int_equal(row.current, 1); // it has the latest stroke
    assert_int_equal(reading.best, 2);
    assert_memory_equal(reading.normalized.digit, row.digit[1].image, sizeof row.digit[1].image);
    assert_true(row.digit[1].place.left > 185 && row.digit[1].place.right < 340);
    read_row(2);
    assert_int_equal(reading.best, 8);
    row.digit[0].sure = false;
    say_is("3? 2 8");
    row.digit[0].digit = false;
    say_is("? 2 8");
}

static void test_each_is_read_as_if_it_stood_alone(void **state)
{
    (void)state;
    static struct reading alone;
    pad_clear(&pad);
    write_digit(3, 30, 190);
    reading_of_pad(&alone, &lenet, &info.calibration, &pad);
    write_digit(5, 190, 210);
    read_row(0);
    assert_int_equal(row.count, 2);
    assert_memory_equal(reading.normalized.digit, alone.normalized.digit,
                        sizeof alone.normalized.digit);
    assert_memory_equal(reading.probability, alone.probability, sizeof alone.probability);
}

static void test_all_of_them_at_once_are_never_sure(void **state)
{
    (void)state;
    char text[80];
    pad_clear(&pad);
    write_digit(1, 100, 200);
    reading_of_pad(&reading, &lenet, &info.calibration, &pad);
    assert_int_not_equal(reading.doubt, READING_SEVERAL);
    write_digit(1, 220, 200);
    reading_of_pad(&reading, &lenet, &info.calibration, &pad);
    assert_false(reading.sure);
    assert_int_equal(reading.doubt, READING_SEVERAL);
    reading_describe(&reading, text, sizeof text);
    assert_string_equal(text, "not sure: several digits");
    reading_of_logits(&reading, &info.calibration); // as with a part of the network silenced
    assert_int_equal(reading.doubt, READING_SEVERAL);
}

static void test_one_digit_is_no_row(void **state)
{
    (void)state;
    pad_clear(&pad);
    read_row(-1);
    assert_int_equal(row.count, 0);
    assert_true(reading.empty);
    write_digit(4, 100, 200);
    read_row(-1);
    assert_int_equal(row.count, 0);
    assert_int_equal(reading.best, 4);
}

static void test_what_the_eraser_leaves_is_still_several(void **state)
{
    (void)state;
    pad_clear(&pad);
    write_digit(3, 30, 190);
    write_digit(2, 190, 210);
    write_digit(8, 350, 200);
    draw_line(PAD_ERASE, (struct point){400, 180}, (struct point){390, 330}, 80);
    assert_null(pad_strokes(&pad));
    read_row(0);
    assert_in_range(row.count, 2, 4); // a crumb of the 8 may be there
    assert_int_equal(row.digit[0].best, 3);
    assert_int_equal(row.digit[1].best, 2);
    assert_int_equal(reading.best, 3);
}

// ---- On a picture -------------------------------------------------------------------------------

// The caller frees them.
static struct digits digits_of_picture(const char *text)
{
    struct ink ink;
    struct digits digits;
    several_digits_ink(&ink, text);
    struct digits_sheet sheet = {.ink = &ink, .drawn = true};
    assert_true(digits_find(&digits, &sheet, NULL));
    ink_free(&ink);
    return digits;
}

// Onto the pad as a picture that was opened.
static void open_picture(const char *text)
{
    struct digits digits = digits_of_picture(text);
    struct pad_picture picture;
    assert_true(pad_picture_make_digits(&picture, &digits, NULL));
    assert_true(pad_put_picture(&pad, &picture, NULL));
    digits_free(&digits);
}

static void test_a_picture_of_several_begins_with_its_first_and_each_is_read_alone(void **state)
{
    (void)state;
    static struct reading alone;
    struct digits digits = digits_of_picture("328");
    open_picture("328");
    for (int i = 0; i < 3; i++) {
        read_row(i == 0 ? -1 : i);
        assert_int_equal(row.current, i);
        say_is("328");
        reading_of_ink(&alone, &lenet, &info.calibration, &digits.digit[i].ink); // as `classify`
        assert_memory_equal(reading.probability, alone.probability, sizeof alone.probability);
        assert_memory_equal(row.digit[i].image, alone.normalized.digit, sizeof row.digit[i].image);
    }
    digits_free(&digits);
}

static void test_the_places_of_a_pictures_digits_are_those_on_the_pad(void **state)
{
    (void)state;
    float x, y, unit = PAD_SIDE / 400.0f;
    open_picture("3208");
    for (int i = 0; i < 4; i++) {
        read_row(i);
        const struct drawing_extent *place = &row.digit[i].place;
        float middle = ((float)i + 0.5f) * SEVERAL_CELL * unit;
        assert_float_equal((float)(place->left + place->right) / 2, middle, 4);
        assert_float_equal((float)(place->top + place->bottom) / 2, PAD_SIDE / 2, 4);
        assert_float_equal((float)(place->bottom - place->top), (SEVERAL_HIGH + 7) * unit, 6);
        // And so are those of the network's pixels.
        float mass_x = reading.normalized.mass_x, mass_y = reading.normalized.mass_y;
        reading_point_on_pad(&reading.normalized, &pad, mass_x, mass_y, &x, &y);
        assert_true(x > place->left && x < place->right && y > place->top && y < place->bottom);
        assert_float_equal(x, middle, 25);
    }
}

static void test_what_is_drawn_on_a_picture_of_several_is_one_of_them(void **state)
{
    (void)state;
    open_picture("3208");
    write_digit(1, 300, 330);
    read_row(-1);
    assert_int_equal(row.count, 5);
    say_is("32081");
    assert_int_equal(row.current, 4); // the latest stroke is there
    assert_int_equal(reading.best, 1);
    // A stroke through another one.
    read_row(-1);
    const struct drawing_extent place = row.digit[2].place;
    float left = (float)place.left, bottom = (float)place.bottom;
    draw_line(PAD_ERASE, (struct point){left - 5, bottom}, (struct point){left + 8, bottom}, 30);
    read_row(-1);
    assert_int_equal(row.count, 5);
    assert_int_equal(row.current, 2);
    read_row(4);
    assert_int_equal(row.current, 4);
    for (int i = 0; i < 8 && !pad_untouched_picture(&pad); i++)
        pad_undo(&pad);
    read_row(-1);
    say_is("3208");
}

static void test_what_is_drawn_beside_small_digits_leaves_them_as_they_were(void **state)
{
    (void)state;
    static struct digit_row before;
    float x, y, wanted_x, wanted_y;
    open_picture("314159265358");
    read_row(9);
    before = row;
    struct normalized normalized = reading.normalized;
    reading_point_on_pad(&normalized, &pad, 16, 16, &wanted_x, &wanted_y);
    draw_line(PAD_STROKE, (struct point){250, 360}, (struct point){250, 500}, 40);
    read_row(-1);
    assert_int_equal(row.count, 13);
    assert_int_equal(row.current, 12);
    for (int i = 0; i < 12; i++) {
        assert_memory_equal(row.digit[i].image, before.digit[i].image, sizeof row.digit[i].image);
        assert_float_equal((float)row.digit[i].place.left, (float)before.digit[i].place.left, 0.1f);
    }
    read_row(9);
    reading_point_on_pad(&reading.normalized, &pad, 16, 16, &x, &y);
    assert_float_equal(x, wanted_x, 0.1f);
    assert_float_equal(y, wanted_y, 0.1f);
    // What is rubbed out is gone, and nothing else.
    const struct drawing_extent place = row.digit[2].place;
    float middle = (float)(place.top + place.bottom) / 2;
    draw_line(PAD_ERASE, (struct point){(float)place.left, middle},
              (struct point){(float)place.right, middle}, 50);
    read_row(-1);
    assert_int_equal(row.count, 12);
    assert_memory_equal(row.digit[2].image, before.digit[3].image, sizeof row.digit[2].image);
}

static void test_a_picture_of_one_digit_that_is_drawn_on_stays_one(void **state)
{
    (void)state;
    static struct reading whole;
    open_picture("3");
    read_row(-1);
    assert_int_equal(row.count, 0);
    assert_int_equal(reading.best, 3);
    write_digit(1, 30, 30);
    read_row(-1);
    assert_int_equal(row.count, 0);
    reading_of_ink(&whole, &lenet, &info.calibration, &pad.sheet);
    assert_memory_equal(reading.probability, whole.probability, sizeof whole.probability);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_several_digits_are_read_from_left_to_right),
        cmocka_unit_test(test_each_is_read_as_if_it_stood_alone),
        cmocka_unit_test(test_all_of_them_at_once_are_never_sure),
        cmocka_unit_test(test_one_digit_is_no_row),
        cmocka_unit_test(test_what_the_eraser_leaves_is_still_several),
        cmocka_unit_test(test_a_picture_of_several_begins_with_its_first_and_each_is_read_alone),
        cmocka_unit_test(test_the_places_of_a_pictures_digits_are_those_on_the_pad),
        cmocka_unit_test(test_what_is_drawn_on_a_picture_of_several_is_one_of_them),
        cmocka_unit_test(test_what_is_drawn_beside_small_digits_leaves_them_as_they_were),
        cmocka_unit_test(test_a_picture_of_one_digit_that_is_drawn_on_stays_one),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
