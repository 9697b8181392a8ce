// The order in which digits are read.
#include "tests/support/support.h"

#include "nn/pictures/rows.h"

enum { MOST = 12 };

// A box of that height, named by a letter.
struct box {
    double left, top, height;
    char name;
};

static void assert_read_as(const struct box *boxes, int count, const char *names)
{
    struct rows_place place[MOST];
    char item[MOST][3] = {{0}}, read[MOST + 1] = "";
    for (int i = 0; i < count; i++) {
        const struct box *box = &boxes[i];
        place[i] = (struct rows_place){
            .left = box->left, .top = box->top, .middle = box->top + box->height / 2};
        item[i][0] = item[i][2] = box->name;
    }
    rows_order(item, sizeof *item, place, count);
    for (int i = 0; i < count; i++) {
        assert_int_equal(item[i][2], item[i][0]); // they are moved whole
        read[i] = item[i][0];
    }
    assert_string_equal(read, names);
}

static void test_rows_are_read_one_after_the_other_from_the_left(void **state)
{
    (void)state;
    const struct box boxes[] = {{50, 104, 20, 'f'}, {90, 0, 20, 'c'}, {10, 103, 20, 'd'},
                                {30, 100, 20, 'e'}, {10, 9, 20, 'a'}, {50, 3, 20, 'b'},
                                {20, 200, 20, 'g'}};
    assert_read_as(boxes, 7, "abcdefg");
}

static void test_what_begins_at_a_rows_middle_is_the_next_rows(void **state)
{
    (void)state;
    const struct box above[] = {{50, 0, 20, 'b'}, {10, 9.5, 20, 'a'}};
    const struct box at[] = {{50, 0, 20, 'b'}, {10, 10, 20, 'a'}};
    assert_read_as(above, 2, "ab");
    assert_read_as(at, 2, "ba");
}

static void test_any_order_becomes_the_same(void **state)
{
    (void)state;
    for (int first = 0; first < 5; first++)
        for (int step = 1; step < 5; step++) {
            struct box boxes[5];
            for (int i = 0; i < 5; i++) {
                int from = (first + step * i) % 5;
                boxes[i] = (struct box){10 * from, 5 - from, 20, (char)('a' + from)};
            }
            assert_read_as(boxes, 5, "abcde");
        }
    assert_read_as(NULL, 0, "");
}

// Rows of boxes, read along them, that go down by `tilt` for each step to the right.
static void assert_tilted_are_read(int rows, int columns, double tilt)
{
    static const double uneven[] = {0, 6, -4, 3, -5}; // as people write
    const char names[] = "abcdefghijkl";
    struct box boxes[MOST];
    int count = rows * columns;
    for (int i = 0; i < count; i++) {
        int at = (i * 5 + 3) % count; // not in their order
        double left = 130 * (at % columns), top = 180 * (at / columns) + uneven[at % 5];
        boxes[i] = (struct box){left, top + tilt * left, 100, names[at]};
    }
    char expected[MOST + 1] = "";
    memcpy(expected, names, (size_t)count);
    assert_read_as(boxes, count, expected);
}

static const double tilts[] = {-0.36, -0.27, -0.18, -0.14, 0, 0.14, 0.18, 0.27, 0.36}; // to 20 deg

static void test_a_tilted_row_is_read_along_the_row(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tilts / sizeof tilts[0]; i++) {
        assert_tilted_are_read(1, 3, tilts[i]);
        assert_tilted_are_read(1, 4, tilts[i]);
        assert_tilted_are_read(1, 12, tilts[i]);
    }
}

static void test_tilted_rows_are_read_one_after_the_other(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tilts / sizeof tilts[0]; i++) {
        assert_tilted_are_read(2, 3, tilts[i]);
        assert_tilted_are_read(2, 2, tilts[i]);
        assert_tilted_are_read(3, 4, tilts[i]);
    }
}

static void test_steps_that_are_steeper_than_paper_lies_are_rows(void **state)
{
    (void)state;
    const struct box boxes[] = {{20, 0, 20, 'c'}, {10, 11, 20, 'b'}, {0, 22, 20, 'a'}};
    assert_read_as(boxes, 3, "cba");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_read_one_after_the_other_from_the_left),
        cmocka_unit_test(test_what_begins_at_a_rows_middle_is_the_next_rows),
        cmocka_unit_test(test_any_order_becomes_the_same),
        cmocka_unit_test(test_a_tilted_row_is_read_along_the_row),
        cmocka_unit_test(test_tilted_rows_are_read_one_after_the_other),
        cmocka_unit_test(test_steps_that_are_steeper_than_paper_lies_are_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
