// Strokes that are lengthened, cut and added keep their places among the others.
#include "tests/support/points.h"

#include "nn/ways/handwriting.h"

// Two strokes: across, 10 pixels long, and down.
static struct handwriting two_strokes(void)
{
    static const struct point across[] = {{0, 0}, {4, 0}, {10, 0}}, down[] = {{5, 5}, {5, 9}};
    struct handwriting written = {.count = 0};
    handwriting_add_stroke(&written, across, 3);
    handwriting_add_stroke(&written, down, 2);
    return written;
}

static void assert_down_is_whole(const struct handwriting *written)
{
    const struct point *down = written->point + handwriting_first(written, 1);
    assert_int_equal(written->strokes, 2);
    assert_int_equal(written->points[1], 2);
    assert_int_equal(written->count, written->points[0] + 2);
    assert_point(down[0], 5, 5);
    assert_point(down[1], 5, 9);
}

static void test_points_are_inserted_where_they_belong(void **state)
{
    (void)state;
    static const struct point more[] = {{5, 1}, {6, 2}};
    struct handwriting written = two_strokes();
    handwriting_insert(&written, 0, 2, more, 2);
    assert_int_equal(written.points[0], 5);
    assert_point(written.point[1], 4, 0);
    assert_point(written.point[2], 5, 1);
    assert_point(written.point[4], 10, 0);
    assert_down_is_whole(&written);
    handwriting_insert(&written, 1, 2, more, 1); // at its end
    assert_point(written.point[written.count - 1], 5, 1);
    assert_int_equal(written.points[1], 3);
}

static void test_a_cut_takes_its_length_off_one_stroke_alone(void **state)
{
    (void)state;
    struct handwriting written = two_strokes();
    handwriting_cut_end(&written, 0, 7);
    assert_int_equal(written.points[0], 2);
    assert_point(written.point[1], 3, 0);
    assert_down_is_whole(&written);
    written = two_strokes();
    handwriting_cut_start(&written, 0, 1);
    assert_int_equal(written.points[0], 3);
    assert_point(written.point[0], 1, 0);
    assert_point(written.point[2], 10, 0);
    assert_down_is_whole(&written);
}

static void test_a_cut_longer_than_a_stroke_leaves_two_points(void **state)
{
    (void)state;
    struct handwriting written = two_strokes();
    handwriting_cut_end(&written, 0, 100);
    assert_int_equal(written.points[0], 2);
    assert_down_is_whole(&written);
}

static void test_a_cleared_drawing_is_written_anew(void **state)
{
    (void)state;
    static const struct point line[] = {{1, 2}, {3, 6}};
    struct handwriting written = two_strokes();
    handwriting_clear(&written);
    handwriting_add_stroke(&written, line, 2);
    assert_int_equal(written.strokes, 1);
    assert_int_equal(written.count, 2);
    struct path_box box = handwriting_box(&written);
    assert_true(box.left == 1 && box.right == 3 && box.top == 2 && box.bottom == 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_points_are_inserted_where_they_belong),
        cmocka_unit_test(test_a_cut_takes_its_length_off_one_stroke_alone),
        cmocka_unit_test(test_a_cut_longer_than_a_stroke_leaves_two_points),
        cmocka_unit_test(test_a_cleared_drawing_is_written_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
