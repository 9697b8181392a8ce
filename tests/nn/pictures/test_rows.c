// The order in which digits are read.
#include "tests/support/support.h"

#include "nn/pictures/rows.h"

enum { MOST = 9 };

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_are_read_one_after_the_other_from_the_left),
        cmocka_unit_test(test_what_begins_at_a_rows_middle_is_the_next_rows),
        cmocka_unit_test(test_any_order_becomes_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
