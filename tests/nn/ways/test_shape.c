// Shapes: lines through corners that lie off by no more than they may.
#include "tests/support/support.h"

#include "nn/ways/shape.h"

#include <math.h>

enum { TRIES = 200 };

static struct handwriting written(const struct shape *shape, uint64_t stream)
{
    struct random random;
    struct handwriting digit = {.count = 0};
    random_init(&random, 3, stream);
    handwriting_add_stroke(&digit, (const struct point[]){{30, 30}}, 1);
    shape_write(&digit, shape, &random);
    return digit;
}

// A box that is as wide as high, about the middle: half of 15 to 17.5 pixels on each side.
static void test_a_shape_takes_the_place_of_what_was_there(void **state)
{
    (void)state;
    const struct shape shape = {
        .least_width = 1, .most_width = 1, .line = {{{0, 0, 0.5f, 0}, {1, 0, 1, 0}}}};
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = written(&shape, (uint64_t)i);
        assert_int_equal(digit.strokes, 1);
        assert_int_equal(digit.points[0], digit.count);
        struct path_box box = handwriting_box(&digit);
        assert_true(box.width >= 15 && box.width <= 17.5f);
        assert_float_equal(box.left, -box.right, 1e-5);
        assert_float_equal(box.top, 0, 1e-5);
        assert_float_equal(box.bottom, box.right, 1e-5);
    }
}

static void test_every_line_is_a_stroke(void **state)
{
    (void)state;
    const struct shape shape = {
        .least_width = 1,
        .most_width = 1,
        .line = {{{0.1f, 0, 0, 0}, {0.1f, 0, 1, 0}}, {{0.9f, 0, 0, 0}, {0.9f, 0, 1, 0}}},
    };
    struct handwriting digit = written(&shape, 1);
    assert_int_equal(digit.strokes, 2);
    assert_true(digit.point[0].x < 0 && digit.point[digit.points[0]].x > 0);
}

static void test_a_corner_lies_off_by_no_more_than_it_may(void **state)
{
    (void)state;
    const struct shape shape = {
        .least_width = 1, .most_width = 1, .line = {{{0.5f, 0.2f, 0.1f, 0}, {0.5f, 0, 1, 0}}}};
    float left = 100, right = -100;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = written(&shape, (uint64_t)i);
        struct point first = digit.point[0], last = digit.point[digit.count - 1];
        assert_float_equal(last.x, 0, 1e-6);
        assert_float_equal(first.y, -0.8f * last.y, 1e-5);
        left = fminf(left, first.x);
        right = fmaxf(right, first.x);
    }
    assert_true(left > -3.5f && left < -2);
    assert_true(right < 3.5f && right > 2);
}

static int count_mirrored(float chance)
{
    const struct shape shape = {.least_width = 0.5f,
                                .most_width = 1,
                                .mirrored = chance,
                                .line = {{{0, 0, 0.1f, 0}, {1, 0, 1, 0}}}};
    int mirrored = 0;
    for (int i = 0; i < TRIES; i++)
        mirrored += written(&shape, (uint64_t)i).point[0].x > 0;
    return mirrored;
}

static void test_a_shape_is_mirrored_as_often_as_it_says(void **state)
{
    (void)state;
    assert_int_equal(count_mirrored(0), 0);
    assert_in_range(count_mirrored(0.3f), TRIES * 2 / 10, TRIES * 4 / 10);
    assert_int_equal(count_mirrored(1), TRIES);
}

// Lines of as many corners as there may be, of which none is all zeros.
static void test_the_longest_line_is_written_whole(void **state)
{
    (void)state;
    struct shape shape = {.least_width = 1, .most_width = 1};
    for (int i = 0; i < PATH_CORNERS; i++)
        shape.line[0][i] =
            (struct corner){(float)((i + 1) % 2), 0, (float)i / (PATH_CORNERS - 1), 0};
    struct handwriting digit = written(&shape, 1);
    assert_int_equal(digit.strokes, 1);
    assert_true(digit.point[digit.count - 1].y > 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_shape_takes_the_place_of_what_was_there),
        cmocka_unit_test(test_every_line_is_a_stroke),
        cmocka_unit_test(test_a_corner_lies_off_by_no_more_than_it_may),
        cmocka_unit_test(test_a_shape_is_mirrored_as_often_as_it_says),
        cmocka_unit_test(test_the_longest_line_is_written_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
