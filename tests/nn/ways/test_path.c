// Lines of points: how long they are, how they bend, and how corners are rounded.
#include "tests/support/points.h"

#include "nn/ways/path.h"

#include <math.h>

static const struct point square[] = {{0, 0}, {8, 0}, {8, 8}, {0, 8}};

static void test_a_box_holds_all_points(void **state)
{
    (void)state;
    const struct point points[] = {{3, -1}, {-2, 4}, {1, 1}};
    struct path_box box = path_box(points, 3);
    assert_true(box.left == -2 && box.right == 3 && box.top == -1 && box.bottom == 4);
    assert_true(box.width == 5 && box.height == 5);
    assert_point(box.middle, 0.5f, 1.5f);
}

static void test_a_length_is_that_of_all_pieces(void **state)
{
    (void)state;
    assert_float_equal(path_length(square, 4), 24, 1e-5);
    assert_float_equal(path_length(square, 1), 0, 0);
}

// From left to right: to the right of the way is below.
static void test_a_curve_bends_to_the_right_of_its_way(void **state)
{
    (void)state;
    struct point out[PATH_CURVE];
    path_curve(out, (struct point){0, 0}, (struct point){8, 0}, 2);
    assert_point(out[0], 0, 0);
    assert_point(out[2], 4, 2);
    assert_point(out[4], 8, 0);
    path_curve(out, (struct point){1, 1}, (struct point){1, 1}, 2); // nowhere to go
    assert_point(out[2], 1, 1);
}

static void test_straight_lines_pass_every_corner(void **state)
{
    (void)state;
    struct point out[PATH_STRAIGHT];
    assert_int_equal(path_straight(out, square, 4), 13);
    for (int i = 0; i < 4; i++)
        assert_point(out[4 * i], square[i].x, square[i].y);
    assert_float_equal(path_length(out, 13), 24, 1e-5);
}

static void test_rounded_lines_keep_their_ends_and_cut_their_corners(void **state)
{
    (void)state;
    struct point out[PATH_ROUNDED];
    size_t count = path_rounded(out, square, 4);
    assert_in_range(count, 5, PATH_ROUNDED);
    assert_point(out[0], 0, 0);
    assert_point(out[count - 1], 0, 8);
    float nearest = 100;
    for (size_t i = 0; i < count; i++)
        nearest = fminf(nearest, path_distance(out[i], square[1]));
    assert_in_range((int)(100 * nearest), 50, 300);
    assert_true(path_length(out, count) < 23 && path_length(out, count) > 19);
}

static void test_the_longest_line_has_room(void **state)
{
    (void)state;
    struct point corner[PATH_CORNERS], out[PATH_ROUNDED], straight[PATH_STRAIGHT];
    for (int i = 0; i < PATH_CORNERS; i++)
        corner[i] = (struct point){(float)(i % 2), (float)i};
    assert_in_range(path_rounded(out, corner, PATH_CORNERS), PATH_CORNERS, PATH_ROUNDED);
    assert_int_equal(path_straight(straight, corner, PATH_CORNERS), PATH_STRAIGHT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_box_holds_all_points),
        cmocka_unit_test(test_a_length_is_that_of_all_pieces),
        cmocka_unit_test(test_a_curve_bends_to_the_right_of_its_way),
        cmocka_unit_test(test_straight_lines_pass_every_corner),
        cmocka_unit_test(test_rounded_lines_keep_their_ends_and_cut_their_corners),
        cmocka_unit_test(test_the_longest_line_has_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
