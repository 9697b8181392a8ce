// Arrays that grow keep what is in them, whatever happens.
#include "tests/support/support.h"

#include "nn/base/grow.h"

#ifdef __linux__
#include <malloc.h>
#endif

static void test_what_was_put_in_stays(void **state)
{
    (void)state;
    int *array = NULL, moves = 0;
    for (size_t count = 0; count < 1000; count++) {
        int *grown = grow_array(array, count, 1, sizeof *grown);
        assert_non_null(grown);
        moves += grown != array;
        array = grown;
        array[count] = (int)count;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(array[i], i);
    assert_true(moves <= 9); // 4, 8, ..., 1024
#ifdef __linux__
    assert_true(malloc_usable_size(array) >= 1024 * sizeof *array);
#endif
    free(array);
}

static void test_room_for_many_comes_at_once(void **state)
{
    (void)state;
    char *array = grow_array(NULL, 0, 1000, 1);
    assert_non_null(array);
    memset(array, 'a', 1000);
    assert_ptr_equal(grow_array(array, 1000, 24, 1), array); // 1024 in all
    array = grow_array(array, 1000, 25, 1);
    assert_non_null(array);
    memset(array + 1000, 'b', 25);
    assert_int_equal(array[999], 'a');
    free(array);
}

static void test_sizes_that_overflow_are_refused_and_the_old_array_stays(void **state)
{
    (void)state;
    double *array = grow_array(NULL, 0, 1, sizeof *array);
    assert_non_null(array);
    array[0] = 7;
    assert_null(grow_array(array, 1, SIZE_MAX, sizeof *array));
    assert_null(grow_array(array, 1, SIZE_MAX - 1, sizeof *array));
    assert_null(grow_array(array, 1, SIZE_MAX / 2 + 1, sizeof *array));
    assert_null(grow_array(array, 1, SIZE_MAX / 8, sizeof *array));
    assert_true(array[0] == 7);
    free(array);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_was_put_in_stays),
        cmocka_unit_test(test_room_for_many_comes_at_once),
        cmocka_unit_test(test_sizes_that_overflow_are_refused_and_the_old_array_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
