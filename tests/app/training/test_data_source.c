// Data by name: commands, window and trainer mean the same by it.
#include "tests/support/support.h"

#include "app/training/data_source.h"
#include "tests/support/practice_data.h"

static int make_data(void **state)
{
    if (support_enter_folder(state) != 0)
        return -1;
    return practice_data_save("data", 30, 20, 1) ? 0 : -1;
}

static void test_a_name_is_practice_a_folder_or_the_default_folder(void **state)
{
    (void)state;
    struct dataset data;
    setenv("LENETPAD_DATA", "data", 1);
    assert_true(data_source_load(&data, "practice", DATASET_TEST, NULL));
    assert_int_equal(data.count, PRACTICE_TEST_COUNT);
    dataset_free(&data);
    assert_true(data_source_load(&data, "data", DATASET_TRAIN, NULL));
    assert_int_equal(data.count, 30);
    dataset_free(&data);
    assert_true(data_source_load(&data, NULL, DATASET_TEST, NULL));
    assert_int_equal(data.count, 20);
    dataset_free(&data);
}

static void test_missing_data_is_plain_in_the_window_and_advised_on_the_command_line(void **state)
{
    (void)state;
    struct dataset data;
    struct status plain = {0}, advised = {0};
    assert_false(data_source_load(&data, "nowhere", DATASET_TRAIN, &plain));
    assert_false(data_source_load_and_say(&data, "nowhere", DATASET_TRAIN, &advised));
    assert_int_equal(plain.code, STATUS_MISSING);
    assert_int_equal(advised.code, STATUS_MISSING);
    assert_null(strstr(plain.message, "--data"));
    assert_non_null(strstr(advised.message, "--data practice"));
    assert_memory_equal(plain.message, advised.message, strlen(plain.message));
}

static void test_the_environment_comes_before_the_remembered_folder(void **state)
{
    (void)state;
    char folder[PATH_SIZE];
    setenv("LENETPAD_DATA", "data", 1);
    data_source_folder(folder, "/remembered");
    assert_string_equal(folder, "data");
    unsetenv("LENETPAD_DATA");
    data_source_folder(folder, "/remembered");
    assert_string_equal(folder, "/remembered");
    setenv("XDG_CACHE_HOME", "/cache", 1);
    data_source_folder(folder, "");
    assert_string_equal(folder, "/cache/lenetpad/mnist");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_name_is_practice_a_folder_or_the_default_folder),
        cmocka_unit_test(test_missing_data_is_plain_in_the_window_and_advised_on_the_command_line),
        cmocka_unit_test(test_the_environment_comes_before_the_remembered_folder),
    };
    return cmocka_run_group_tests(tests, make_data, support_leave_folder);
}
