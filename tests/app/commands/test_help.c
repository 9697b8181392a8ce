// What the program says of itself, and the mistakes in a command line that it finds at once.
#include "tests/support/command_line.h"

#include "nn/train/train.h"

// ---- Help and mistakes --------------------------------------------------------------------------

static void test_help_lists_every_command_and_each_explains_itself(void **state)
{
    (void)state;
    struct result result = run("--help", NULL);
    assert_done(&result);
    assert_string_equal(result.err, "");
    for (int i = 0; i < COMMANDS; i++) {
        char usage[64];
        assert_non_null(strstr(result.out, command_names[i]));
        struct result help = run(command_names[i], "--help", NULL);
        assert_done(&help);
        snprintf(usage, sizeof usage, "usage: lenetpad %s", command_names[i]);
        assert_non_null(strstr(help.out, usage));
        assert_string_equal(help.err, "");
        result_free(&help);
    }
    result_free(&result);
}

static void test_help_of_a_command_is_its_own(void **state)
{
    (void)state;
    struct result whole = run("--help", NULL), same = run("help", NULL);
    assert_done(&same);
    assert_string_equal(same.out, whole.out);
    result_free(&whole);
    result_free(&same);
    for (int i = 0; i < COMMANDS; i++) {
        struct result own = run(command_names[i], "--help", NULL);
        struct result help = run("help", command_names[i], NULL);
        assert_done(&help);
        assert_string_equal(help.out, own.out);
        result_free(&own);
        result_free(&help);
    }
    assert_refused(run("help", "trian", NULL), 2, "did you mean train?");
    assert_refused(run("help", "frobnicate", NULL), 2, "no command frobnicate");
    assert_refused(run("help", "train", "test", NULL), 2, "test");
}

static void test_completions_are_of_three_shells(void **state)
{
    (void)state;
    assert_refused(run("completion", "tcsh", NULL), 2, "bash|zsh|fish");
    assert_refused(run("completion", NULL), 2, "bash|zsh|fish");
}

static void test_the_version_is_one_line(void **state)
{
    (void)state;
    struct result result = run("--version", NULL);
    assert_done(&result);
    assert_int_equal(
        count_matches(result.out,
                      "^lenetpad [0-9]+\\.[0-9]+\\.[0-9]+( \\([0-9a-f]{7,}(, changed)?\\))?$"),
        1);
    result_free(&result);
}

static void test_every_command_refuses_unknown_options(void **state)
{
    (void)state;
    for (int i = 0; i < COMMANDS; i++)
        assert_refused(run(command_names[i], "--frobnicate", NULL), 2, "--frobnicate");
    assert_refused(run("--frobnicate", NULL), 2, "--frobnicate");
}

static void test_a_word_that_is_nothing_is_refused_with_a_suggestion(void **state)
{
    (void)state;
    assert_refused(run("trian", NULL), 2, "did you mean train?");
    assert_refused(run("nothing-like-it.png", NULL), 2, "nothing-like-it.png");
}

static void test_extra_arguments_are_refused(void **state)
{
    (void)state;
    assert_refused(run("train", "practice", "--out", "x", NULL), 2, "practice");
    assert_refused(run("test", "practice", NULL), 2, "practice");
    assert_refused(run("strokes", "a", "b", NULL), 2, "b");
    assert_refused(run("strokes", NULL), 2, "missing");
    assert_refused(run("classify", NULL), 2, "missing");
}

static void test_without_a_display_the_window_says_so(void **state)
{
    (void)state;
    assert_refused(run(NULL), 1, "display");
    for (int i = 0; i < COMMANDS; i++)
        assert_refused(run(NULL), 1, command_names[i]); // what works all the same
}

// ---- Test ---------------------------------------------------------------------------------------

static void test_train_help_shows_the_defaults(void **state)
{
    (void)state;
    struct result result = run("train", "--help", NULL);
    struct train_options options = train_default_options();
    char text[64];
    assert_done(&result);
    snprintf(text, sizeof text, "--epochs N .*default: %d", options.epochs);
    assert_int_equal(count_matches(result.out, text), 1);
    snprintf(text, sizeof text, "--batch N .*default: %d", options.batch);
    assert_int_equal(count_matches(result.out, text), 1);
    snprintf(text, sizeof text, "--rate R .*default: %g", (double)options.rate);
    assert_int_equal(count_matches(result.out, text), 1);
    result_free(&result);
    result = run("shot", "--help", NULL);
    assert_int_equal(count_matches(result.out, " inspector, .*menu-file"), 1);
    result_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_help_lists_every_command_and_each_explains_itself),
        cmocka_unit_test(test_help_of_a_command_is_its_own),
        cmocka_unit_test(test_completions_are_of_three_shells),
        cmocka_unit_test(test_the_version_is_one_line),
        cmocka_unit_test(test_every_command_refuses_unknown_options),
        cmocka_unit_test(test_a_word_that_is_nothing_is_refused_with_a_suggestion),
        cmocka_unit_test(test_extra_arguments_are_refused),
        cmocka_unit_test(test_without_a_display_the_window_says_so),
        cmocka_unit_test(test_train_help_shows_the_defaults),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
