// Shapes: lines through corners that lie off by no more than they may.
#include "tests/support/points.h"

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

// From corner to corner of its box: 15 to 17.5 pixels high, a half of that to all of it wide.
static const struct shape diagonal = {
    .least_width = 0.5f,
    .most_width = 1,
    .line = {{{{0, 0, 1, 0}, {1, 0, 0, 0}}}},
};

static void test_a_shape_takes_the_place_of_what_was_there(void **state)
{
    (void)state;
    float narrowest = 100, widest = 0;
    for (int i = 0; i < TRIES; i++) {
        struct handwriting digit = written(&diagonal, (uint64_t)i);
        assert_int_equal(digit.strokes, 1);
        assert_int_equal(digit.points[0], digit.count);
        struct path_box box = handwriting_box(&digit);
        assert_true(box.height >= 15 && box.height <= 17.5f);
        assert_float_equal(box.left, -box.right, 1e-5);
        assert_float_equal(box.top, -box.bottom, 1e-5);
        narrowest = fminf(narrowest, box.width / box.height);
        widest = fmaxf(widest, box.width / box.height);
    }
    assert_true(narrowest >= 0.5f && narrowest < 0.52f);
    assert_true(widest <= 1 && widest > 0.98f);
}

// Of the frame there are two.
static void test_what_is_not_off_draws_no_number(void **state)
{
    (void)state;
    struct random random, same;
    struct handwriting digit = {.count = 0};
    random_init(&random, 3, 1);
    random_init(&same, 3, 1);
    struct frame frame = shape_write(&digit, &diagonal, &random);
    struct frame again = shape_frame(&same, 0.5f, 1);
    assert_memory_equal(&frame, &again, sizeof frame);
    assert_int_equal(random_next(&random), random_next(&same));
}

static void test_straight_lines_take_the_place_of_what_was_there(void **state)
{
    (void)state;
    const struct point corner[] = {{0, 0}, {1, 0}, {1, 1}};
    const struct frame frame = {10, 16};
    struct handwriting digit = {.count = 0};
    handwriting_add_stroke(&digit, (const struct point[]){{30, 30}}, 1);
    shape_write_straight(&digit, corner, 3, &frame);
    assert_int_equal(digit.strokes, 1);
    assert_point(digit.point[0], -5, -8);
    assert_point(digit.point[digit.count / 2], 5, -8);
    assert_point(digit.point[digit.count - 1], 5, 8);
}

static void test_every_line_is_a_stroke(void **state)
{
    (void)state;
    const struct shape shape = {
        .least_width = 1,
        .most_width = 1,
        .line = {{{{0.1f, 0, 0, 0}, {0.1f, 0, 1, 0}}}, {{{0.9f, 0, 0, 0}, {0.9f, 0, 1, 0}}}},
    };
    struct handwriting digit = written(&shape, 1);
    assert_int_equal(digit.strokes, 2);
    assert_true(digit.point[0].x < 0 && digit.point[digit.points[0]].x > 0);
}

static void test_a_corner_lies_off_by_no_more_than_it_may(void **state)
{
    (void)state;
    struct point least = {100, 100}, most = {-100, -100};
    for (int i = 0; i < TRIES; i++) {
        struct random random;
        random_init(&random, 3, (uint64_t)i);
        struct point point = shape_point(&random, 0.5f, 0.2f, 0.3f, 0.1f);
        least = (struct point){fminf(least.x, point.x), fminf(least.y, point.y)};
        most = (struct point){fmaxf(most.x, point.x), fmaxf(most.y, point.y)};
    }
    assert_true(least.x >= 0.3f && least.x < 0.35f && most.x <= 0.7f && most.x > 0.65f);
    assert_true(least.y >= 0.2f && least.y < 0.225f && most.y <= 0.4f && most.y > 0.375f);
}

static int count_mirrored(float chance)
{
    struct shape shape = diagonal;
    shape.mirrored = chance;
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
        shape.line[0].corner[i] =
            (struct corner){(float)((i + 1) % 2), 0, (float)i / (PATH_CORNERS - 1), 0};
    struct handwriting digit = written(&shape, 1);
    assert_int_equal(digit.strokes, 1);
    assert_true(digit.point[digit.count - 1].y > 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_shape_takes_the_place_of_what_was_there),
        cmocka_unit_test(test_what_is_not_off_draws_no_number),
        cmocka_unit_test(test_straight_lines_take_the_place_of_what_was_there),
        cmocka_unit_test(test_every_line_is_a_stroke),
        cmocka_unit_test(test_a_corner_lies_off_by_no_more_than_it_may),
        cmocka_unit_test(test_a_shape_is_mirrored_as_often_as_it_says),
        cmocka_unit_test(test_the_longest_line_is_written_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
