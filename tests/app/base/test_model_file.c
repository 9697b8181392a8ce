// What a person reads where a file is no model: what is wrong, and which command writes a good one.
#include "tests/support/support.h"

#include "app/base/model_file.h"

static struct lenet weights;

static void expect_advice(const char *path, const char *words)
{
    struct status status = {0};
    assert_false(model_file_load(&weights, NULL, path, &status));
    support_assert_says(&status, STATUS_BAD_DATA, words);
}

static void test_what_is_no_model_is_told_with_the_command_that_writes_one(void **state)
{
    (void)state;
    support_write("text", "this is no model at all", 23);
    expect_advice("text", "; choose a file that `lenetpad train` wrote");
    support_write("empty", "", 0);
    expect_advice("empty", "only 0 bytes long; choose a file that `lenetpad train` wrote");
    support_write("none", "\2\0\0\0\0\0\0\0{}", 10);
    expect_advice("none", "c1.weight is missing; choose a file that `lenetpad train` wrote");
}

static void test_half_a_calibration_is_told_with_the_command_that_fits_one(void **state)
{
    (void)state;
    struct model_info info = {.calibrated = true, .calibration = calibration_unknown};
    lenet_init(&weights, 1);
    assert_true(model_save("model", &weights, &info, NULL));
    size_t size;
    uint8_t *file = support_read("model", &size);
    for (size_t i = 0; i + 17 < size; i++)
        if (memcmp(file + i, "calibration.logit", 17) == 0)
            file[i] = 'k';
    support_write("half", file, size);
    free(file);
    expect_advice("half", "is there; choose a file that `lenetpad calibrate` wrote");
}

static void test_a_checkpoint_is_advised_alike(void **state)
{
    (void)state;
    struct status status = {0};
    char *memory;
    struct train_state *run = malloc(sizeof *run);
    assert_non_null(run);
    support_write("text", "this is no checkpoint", 21);
    assert_false(model_file_load_checkpoint(run, "text", NULL, 0, &memory, &status));
    support_assert_says(&status, STATUS_BAD_DATA, "; choose a file that `lenetpad train` wrote");
    assert_null(memory);
    free(run);
}

static void test_other_failures_stay_as_they_are(void **state)
{
    (void)state;
    struct status status = {0};
    assert_false(model_file_load(&weights, NULL, "nowhere", &status));
    assert_int_equal(status.code, STATUS_MISSING);
    assert_string_equal(status.message, "nowhere: there is no such file; check the name");
    assert_false(model_file_load(&weights, NULL, "nowhere", NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_no_model_is_told_with_the_command_that_writes_one),
        cmocka_unit_test(test_half_a_calibration_is_told_with_the_command_that_fits_one),
        cmocka_unit_test(test_a_checkpoint_is_advised_alike),
        cmocka_unit_test(test_other_failures_stay_as_they_are),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
