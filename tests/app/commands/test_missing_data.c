// Without MNIST the program offers what works; fetching it says what failed.
#include "tests/support/command_line.h"

// ---- Train --------------------------------------------------------------------------------------

static void test_missing_data_offers_what_works(void **state)
{
    (void)state;
    struct result result = run("test", "--model", "model", NULL);
    assert_int_equal(result.exit_code, 1);
    assert_non_null(strstr(result.err, ".cache/lenetpad/mnist"));
    assert_non_null(strstr(result.err, "lenetpad fetch"));
    assert_non_null(strstr(result.err, "--data practice"));
    const char *advice = strstr(result.err, "ownload"); // once only
    assert_non_null(advice);
    assert_null(strstr(advice + 1, "ownload"));
    result_free(&result);
    setenv("LENETPAD_DATA", "small", 1);
    result = run("test", "--model", "model", NULL);
    unsetenv("LENETPAD_DATA");
    assert_done(&result);
    result_free(&result);
}

// ---- Fetch --------------------------------------------------------------------------------------

static void test_fetch_explains_what_failed(void **state)
{
    char url[256];
    snprintf(url, sizeof url, "file://%s/small", (const char *)*state);
    struct result result = run("fetch", "--data", "fetched", "--from", url, NULL);
    assert_int_equal(result.exit_code, 1);
    assert_non_null(strstr(result.err, "train-images-idx3-ubyte.gz"));
    assert_string_equal(result.out, "");
    result_free(&result);
    assert_int_not_equal(access("fetched", F_OK), 0);
    assert_refused(run("fetch", "--data", "practice", NULL), 2, "built in");
    assert_refused(run("fetch", "--data", "fetched", "--from", "ftp://x/", NULL), 2, "https://");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_missing_data_offers_what_works),
        cmocka_unit_test(test_fetch_explains_what_failed),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
