// lenetpad blend: a model between two others, what its file says of it, and what cannot be blended.
#include "tests/support/command_line.h"

#include "nn/net/model.h"

static int set_up_two(void **state)
{
    if (set_up(state) != 0)
        return 1;
    struct result result = run("train", "--from", "model", "--data", "small", "--epochs", "1",
                               "--augment", "none", "--threads", "1", "--out", "learnt-on", NULL);
    int exit_code = result.exit_code;
    result_free(&result);
    return exit_code;
}

static struct lenet *load(const char *path, struct model_info *info)
{
    struct lenet *lenet = test_malloc(sizeof *lenet);
    struct status status;
    if (!model_load(lenet, info, path, &status))
        fail_msg("%s", status.message);
    return lenet;
}

static void test_a_blend_is_saved_and_says_of_what_it_is(void **state)
{
    (void)state;
    struct result result = run("blend", "--model", "model", "--with", "learnt-on", "--share",
                               "0.25", "--out", "blended", NULL);
    assert_done(&result);
    assert_int_equal(count_matches(result.out, "^weights [0-9]+\\.[0-9]% apart$"), 1);
    result_free(&result);
    struct model_info info;
    struct lenet *first = load("model", &info), *second = load("learnt-on", NULL);
    struct lenet *blended = load("blended", &info);
    lenet_blend(first, first, second, 0.25f);
    assert_memory_equal(blended, first, sizeof *first);
    assert_string_equal(info.description,
                        "20 epochs of 500 digits, 0.25 of the way to 1 more epoch");
    assert_int_equal(count_matches(info.command,
                                   "^lenetpad train .*; lenetpad train .*--from FILE .*; "
                                   "lenetpad blend --model FILE --with FILE --share 0.25 "
                                   "--out FILE$"),
                     1);
    assert_false(info.tested || info.calibrated);
    test_free(first);
    test_free(second);
    test_free(blended);
}

static void test_a_blend_goes_beyond_what_was_learnt(void **state)
{
    (void)state;
    struct result result = run("blend", "--model", "model", "--with", "learnt-on", "--share", "1.2",
                               "--out", "beyond", NULL);
    assert_done(&result);
    result_free(&result);
    struct model_info info;
    struct lenet *first = load("model", NULL), *second = load("learnt-on", NULL);
    struct lenet *beyond = load("beyond", &info);
    lenet_blend(first, first, second, 1.2f);
    assert_memory_equal(beyond, first, sizeof *first);
    assert_string_equal(info.description,
                        "20 epochs of 500 digits, 1.2 times the way to 1 more epoch");
    test_free(first);
    test_free(second);
    test_free(beyond);
}

static void test_a_blend_is_measured_where_there_is_data(void **state)
{
    (void)state;
    struct result result = run("blend", "--model", "model", "--with", "learnt-on", "--data",
                               "small", "--out", "measured", NULL);
    assert_done(&result);
    assert_int_equal(count_matches(result.out, "^error [0-9.]+% \\([0-9]+ of [0-9]+\\)$"), 1);
    struct model_info info;
    struct lenet *lenet = load("measured", &info);
    char told[40];
    snprintf(told, sizeof told, "error %.2f%% (", (double)info.test_error);
    assert_true(info.tested);
    assert_non_null(strstr(result.out, told));
    assert_non_null(strstr(info.description, "1 more epoch, test error "));
    result_free(&result);
    struct result tested = run("test", "--model", "measured", "--data", "small", NULL);
    assert_non_null(strstr(tested.out, told));
    result_free(&tested);
    test_free(lenet);
}

// Which are no test of what learnt from all of them: the file does not call them one.
static void test_a_blend_is_measured_on_images_that_were_held_out(void **state)
{
    (void)state;
    struct result result = run("blend", "--model", "model", "--with", "learnt-on", "--data",
                               "small", "--hold-out", "200", "--out", "held", NULL);
    assert_done(&result);
    assert_int_equal(count_matches(result.out, "^error [0-9.]+% \\([0-9]+ of 200\\)$"), 1);
    result_free(&result);
    struct model_info info;
    test_free(load("held", &info));
    assert_false(info.tested);
    assert_null(strstr(info.description, "error"));
    result = run("blend", "--with", "learnt-on", "--data", "small", "--hold-out", "501", "--out",
                 "held", NULL);
    assert_int_equal(result.exit_code, 2);
    assert_non_null(strstr(result.err, "only 500 training images"));
    result_free(&result);
    result = run("blend", "--with", "learnt-on", "--hold-out", "5", "--out", "held", NULL);
    assert_refused(result, 2, "--data");
}

// What a file says of itself where a blend is not simply half of the way on.
static void expect_described(const char *model, const char *with, const char *description)
{
    struct result result =
        run("blend", "--model", model, "--with", with, "--out", "described", NULL);
    assert_done(&result);
    result_free(&result);
    struct model_info info;
    test_free(load("described", &info));
    assert_string_equal(info.description, description);
    assert_true(!info.tested && !info.calibrated);
}

static void test_a_blend_names_what_was_learnt_on_from_where_that_is_other_data(void **state)
{
    (void)state;
    struct model_info info;
    struct lenet *lenet = load("learnt-on", &info);
    strcpy(info.description, "3 more epochs of 600 digits, test error 5.00%");
    assert_true(model_save("of-other-data", lenet, &info, NULL));
    test_free(lenet);
    expect_described("model", "of-other-data",
                     "20 epochs of 500 digits, 0.5 of the way to 3 more epochs of 600 digits");
    expect_described(
        "learnt-on", "of-other-data",
        "0.5 of the way from (1 more epoch of 500 digits) to (3 more epochs of 600 digits)");
}

static void test_a_blend_says_no_more_of_its_origin_than_is_known(void **state)
{
    (void)state;
    struct model_info info = {.calibrated = true, .calibration = {0.5f, 0.9f, 1}};
    struct lenet *lenet = load("model", NULL);
    assert_true(model_save("nameless", lenet, &info, NULL));
    memset(info.description, 'x', sizeof info.description - 1);
    memset(info.command, 'y', sizeof info.command - 1);
    assert_true(model_save("long", lenet, &info, NULL));
    test_free(lenet);
    expect_described(
        "model", "nameless",
        "0.5 of the way from (20 epochs of 500 digits) to (weights of unknown origin)");
    expect_described("model", "model",
                     "0.5 of the way from (20 epochs of 500 digits) to (20 epochs of 500 digits)");
    char words[500];
    snprintf(words, sizeof words, "0.5 of the way from (%.199s) to (1 more epoch of 500 digits)",
             info.description);
    expect_described("long", "learnt-on", words);
    test_free(load("described", &info));
    assert_string_equal(info.command,
                        "lenetpad blend --model FILE --with FILE --share 0.5 --out FILE");
    struct result result =
        run("blend", "--model", "nameless", "--with", "model", "--out", "described", NULL);
    assert_non_null(strstr(result.err, "nameless and model hold the same weights"));
    assert_non_null(strstr(result.err, "not calibrated"));
    result_free(&result);
}

static void test_an_error_of_practice_digits_is_no_test_of_other_models(void **state)
{
    (void)state;
    struct result result = run("blend", "--model", "model", "--with", "learnt-on", "--data",
                               "practice", "--out", "practised", NULL);
    assert_done(&result);
    result_free(&result);
    struct model_info info;
    test_free(load("practised", &info));
    assert_false(info.tested);
    const char *end = strstr(info.description, "% of practice digits");
    assert_non_null(end);
    assert_string_equal(end, "% of practice digits");
    assert_non_null(strstr(info.command, "--share 0.5 --data DIR --out FILE"));
}

// The shipped weights and a model of a minute have nothing to do with each other.
static void test_networks_that_are_far_apart_are_told(void **state)
{
    (void)state;
    static const char words[] = "far apart";
    struct result near =
        run("blend", "--model", "model", "--with", "learnt-on", "--out", "x", NULL);
    assert_done(&near);
    assert_null(strstr(near.err, words));
    result_free(&near);
    struct result far = run("blend", "--with", "model", "--out", "x", NULL);
    assert_done(&far);
    assert_non_null(strstr(far.err, words));
    result_free(&far);
}

static void test_what_cannot_be_blended_is_refused_and_nothing_is_lost(void **state)
{
    (void)state;
    size_t size, size_now;
    uint8_t *before = support_read("learnt-on", &size);
    static const struct {
        const char *with, *share, *out;
        int exit_code;
        const char *words;
    } cases[] = {
        {"nowhere", "0.5", "learnt-on", 1, "nowhere"},
        {"small", "0.5", "learnt-on", 1, "small"},
        {"learnt-on", "2.5", "learnt-on", 2, "--share"},
        {"learnt-on", "nan", "learnt-on", 2, "--share"},
        {"learnt-on", "0.5", "nowhere/x", 1, "nowhere/x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct result result = run("blend", "--model", "model", "--with", cases[i].with, "--share",
                                   cases[i].share, "--out", cases[i].out, NULL);
        assert_int_equal(result.exit_code, cases[i].exit_code);
        assert_non_null(strstr(result.err, cases[i].words));
        result_free(&result);
    }
    uint8_t *after = support_read("learnt-on", &size_now);
    assert_int_equal(size_now, size);
    assert_memory_equal(after, before, size);
    free(before);
    free(after);
    struct result result = run("blend", "--out", "x", NULL);
    assert_refused(result, 2, "--with");
    result = run("blend", "--with", "learnt-on", NULL);
    assert_refused(result, 2, "--out");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_blend_is_saved_and_says_of_what_it_is),
        cmocka_unit_test(test_a_blend_goes_beyond_what_was_learnt),
        cmocka_unit_test(test_a_blend_is_measured_where_there_is_data),
        cmocka_unit_test(test_a_blend_names_what_was_learnt_on_from_where_that_is_other_data),
        cmocka_unit_test(test_a_blend_says_no_more_of_its_origin_than_is_known),
        cmocka_unit_test(test_an_error_of_practice_digits_is_no_test_of_other_models),
        cmocka_unit_test(test_a_blend_is_measured_on_images_that_were_held_out),
        cmocka_unit_test(test_networks_that_are_far_apart_are_told),
        cmocka_unit_test(test_what_cannot_be_blended_is_refused_and_nothing_is_lost),
    };
    return cmocka_run_group_tests(tests, set_up_two, support_leave_folder);
}
