// lenetpad calibrate: what is sure is set or fitted, kept with the model, and used.
#include "tests/support/command_line.h"

static void test_a_calibration_is_set_kept_and_used(void **state)
{
    (void)state;
    struct result result = run("calibrate", "--model", "model", "--temperature", "1.5",
                               "--probability", "0", "--logit", "1000", "--out", "never", NULL);
    assert_int_equal(result.exit_code, 0);
    result_free(&result);
    result = run("strokes", "--model", "never", "--json", "--non-digits", NULL);
    assert_int_equal(result.exit_code, 0);
    assert_non_null(strstr(result.out, "\"sure\":\tfalse"));
    assert_null(strstr(result.out, "\"sure\":\ttrue"));
    result_free(&result);
    result = run("test", "--model", "never", "--data", "practice", NULL);
    assert_int_equal(count_matches(result.out, "^sure of 0\\.00% \\(0 of 4000\\)"), 1);
    assert_int_equal(
        count_matches(result.out, "^calibration error .*% before, .*% at temperature 1\\.500$"), 1);
    result_free(&result);
}

static void test_a_fitted_calibration_leaves_the_wanted_share_sure(void **state)
{
    (void)state;
    struct result result = run("calibrate", "--model", "model", "--data", "practice", "--coverage",
                               "90", "--out", "fitted", NULL);
    assert_int_equal(result.exit_code, 0);
    assert_int_equal(count_matches(result.out, "^--temperature [0-9.]+ --probability "), 1);
    result_free(&result);
    result = run("test", "--model", "fitted", "--data", "practice", NULL);
    assert_int_equal(count_matches(result.out, "^sure of (9[01]\\.|89\\.[5-9])"), 1);
    result_free(&result);
}

static void test_fitting_to_test_images_is_said(void **state)
{
    (void)state;
    static const char words[] = "this fits to the test images of small";
    struct result result = run("calibrate", "--model", "model", "--data", "small", NULL);
    assert_done(&result);
    assert_non_null(strstr(result.err, words));
    result_free(&result);
    result = run("calibrate", "--model", "model", "--data", "small", "--hold-out", "100", NULL);
    assert_done(&result);
    assert_null(strstr(result.err, words));
    result_free(&result);
}

static void test_calibrate_needs_digits_or_all_three_numbers(void **state)
{
    (void)state;
    struct result result = run("calibrate", "--model", "model", "--temperature", "1", NULL);
    assert_int_equal(result.exit_code, 2);
    assert_non_null(strstr(result.err, "--probability"));
    result_free(&result);
    result = run("strokes", NULL);
    assert_int_equal(result.exit_code, 2);
    result_free(&result);
    result = run("strokes", "--non-digits", "file.txt", NULL);
    assert_int_equal(result.exit_code, 2);
    result_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_calibration_is_set_kept_and_used),
        cmocka_unit_test(test_a_fitted_calibration_leaves_the_wanted_share_sure),
        cmocka_unit_test(test_fitting_to_test_images_is_said),
        cmocka_unit_test(test_calibrate_needs_digits_or_all_three_numbers),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
