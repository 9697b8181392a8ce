// What a training leaves beside its model: a log without gaps, and at a terminal a curve.
#include "tests/support/command_line.h"

#include <math.h>

// A log without its last column, which is how fast this machine was. Freed by the caller.
static char *log_without_speed(const char *path)
{
    char *text = read_text(path), *to = text;
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n"), kept = length;
        while (kept > 0 && line[kept - 1] != ',')
            kept--;
        memmove(to, line, kept);
        to += kept;
        *to++ = '\n';
        line += length + (line[length] == '\n');
    }
    *to = '\0';
    return text;
}

static void test_the_log_has_the_curves_of_the_run(void **state)
{
    (void)state;
    struct result result = run("train", "--data", "small", "--epochs", "3", "--batch", "10",
                               "--log", "a.csv", "--out", "a", NULL);
    assert_done(&result);
    char *text = read_text("a.csv");
    assert_int_equal(count_matches(text, "^epoch,images,loss,training_error,held_out_error,"
                                         "test_error,rate,images_per_second$"),
                     1);
    assert_int_equal(count_matches(text, "^[0-9]+\\.[0-9]{6},[0-9]+,0\\.[0-9]+,"), 3 * 50);
    assert_int_equal(count_matches(text, "^[123]\\.0{6},[0-9]+,0\\.[0-9]+,[01.]+[0-9]*,,[0-9.]+,"
                                         "[0-9.]+,[0-9]+$"),
                     3);
    // What the run prints is in it.
    double loss, train_error, test_error;
    const char *last = strstr(result.out, "epoch 3/3"), *row = strstr(text, "\n3.000000,1500,");
    double row_loss, row_train, row_test;
    assert_true(last && row);
    assert_int_equal(sscanf(last, "epoch 3/3 loss %lf train-error %lf%% test-error %lf%%", &loss,
                            &train_error, &test_error),
                     3);
    assert_int_equal(sscanf(row, "\n3.000000,1500,%lf,%lf,,%lf", &row_loss, &row_train, &row_test),
                     3);
    assert_true(fabs(100 * row_train - train_error) < 0.006);
    assert_true(fabs(100 * row_test - test_error) < 0.006);
    free(text);
    result_free(&result);
}

static void test_the_log_of_a_run_that_was_cut_often_is_that_of_a_whole_one(void **state)
{
    (void)state;
    struct result whole = run("train", "--data", "small", "--epochs", "2", "--hold-out", "100",
                              "--log", "whole.csv", "--out", "whole", NULL);
    assert_done(&whole);
    assert_refused(run_interrupted("train", "--data", "small", "--epochs", "2", "--hold-out", "100",
                                   "--log", "cut.csv", "--out", "cut", NULL),
                   130,
                   "continue with: lenetpad train --resume --data small --hold-out 100 --log "
                   "cut.csv --out cut");
    for (int i = 0; i < 5; i++)
        assert_refused(run_interrupted("train", "--resume", "--data", "small", "--hold-out", "100",
                                       "--log", "cut.csv", "--out", "cut", NULL),
                       130, "continue with");
    struct result cut = run("train", "--resume", "--data", "small", "--hold-out", "100", "--log",
                            "cut.csv", "--out", "cut", NULL);
    assert_done(&cut);
    char *expected = log_without_speed("whole.csv"), *got = log_without_speed("cut.csv");
    assert_string_equal(got, expected);
    assert_int_equal(count_matches(got, "^2\\.0{6},800,[0-9.]+,[0-9.]+,[0-9.]+,,"), 1);
    assert_false(there("cut.csv.lock"));
    support_assert_same("cut", "whole");
    free(expected), free(got);
    result_free(&whole), result_free(&cut);
}

static void test_a_log_that_cannot_be_written_is_said_before_training(void **state)
{
    (void)state;
    assert_refused(run("train", "--data", "small", "--log", "nowhere/a.csv", "--out", "b", NULL), 1,
                   "nowhere/a.csv: its folder does not exist");
    assert_refused(run("train", "--data", "small", "--log", "b", "--out", "b", NULL), 2,
                   "--log and --out are the same file");
    assert_false(there("b"));
}

static void test_a_log_can_be_read_as_it_is_written(void **state)
{
    (void)state;
    struct result result = run("train", "--data", "small", "--epochs", "2", "--log", "/dev/stdout",
                               "--out", "c", NULL);
    assert_done(&result);
    assert_int_equal(count_matches(result.out, "^[0-9.]+,[0-9]+,"), 2 * 16);
    assert_int_equal(count_matches(result.out, "^epoch [0-9]"), 0); // these are on standard error
    assert_int_equal(count_matches(result.err, "^epoch [12]/2 loss"), 2);
    result_free(&result);
}

// ---- At a terminal ------------------------------------------------------------------------------

// What the program prints at a terminal; `out`: where its standard output goes, NULL: there, too.
static void run_at_terminal(char *text, size_t size, char *const *arguments, const char *out)
{
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    assert_true(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
    int other = open(ptsname(terminal), O_RDWR | O_NOCTTY);
    int to = out ? open(out, O_WRONLY | O_CREAT | O_TRUNC, 0600) : other;
    pid_t child = start_with(arguments, to, other);
    close(other);
    if (out)
        close(to);
    size_t used = 0;
    ssize_t got;
    while (used + 1 < size && (got = read(terminal, text + used, size - used - 1)) > 0)
        used += (size_t)got;
    text[used] = '\0';
    close(terminal);
    assert_int_equal(wait_for(child), 0);
}

static void test_at_a_terminal_a_run_ends_with_a_curve_and_what_comes_next(void **state)
{
    (void)state;
    enum { SIZE = 1 << 18 };
    char *text = malloc(SIZE), name[] = "my model";
    char *arguments[] = {"lenetpad", "train", "--data", "small", "--epochs",
                         "3",        "--out", name,     NULL};
    assert_non_null(text);
    setenv("LANG", "C.UTF-8", 1);
    setenv("TERM", "xterm", 1);
    run_at_terminal(text, SIZE, arguments, NULL);
    assert_non_null(strstr(text, "test error"));
    assert_non_null(strstr(text, "\xe2\xa0")); // braille
    assert_non_null(strstr(text, "\033[33m"));
    assert_non_null(strstr(text, "lenetpad test --model 'my model' --data small"));
    assert_non_null(strstr(text, "lenetpad --model 'my model'"));
    assert_non_null(strstr(text, "lenetpad train --from 'my model' --data small --rate 0.1"));
    setenv("NO_COLOR", "1", 1);
    setenv("LANG", "C", 1);
    run_at_terminal(text, SIZE, arguments, NULL);
    assert_non_null(strstr(text, "** test error"));
    assert_null(strstr(text, "\033"));
    assert_null(strstr(text, "\xe2"));
    run_at_terminal(text, SIZE, arguments, "out.txt"); // results that go to a file
    assert_null(strstr(text, "** test error"));
    assert_null(strstr(text, "lenetpad test"));
    unsetenv("NO_COLOR");
    free(text);
}

static void test_without_a_terminal_there_is_no_curve(void **state)
{
    (void)state;
    struct result result = run("train", "--data", "small", "--epochs", "2", "--out", "d", NULL);
    assert_done(&result);
    assert_int_equal(count_matches(result.out, "^epoch [12]/2 loss"), 2);
    assert_int_equal(count_matches(result.out, ".*"), 2); // nothing else
    assert_null(strstr(result.err, "test error"));
    assert_null(strstr(result.err, "lenetpad test"));
    result_free(&result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_log_has_the_curves_of_the_run),
        cmocka_unit_test(test_the_log_of_a_run_that_was_cut_often_is_that_of_a_whole_one),
        cmocka_unit_test(test_a_log_that_cannot_be_written_is_said_before_training),
        cmocka_unit_test(test_a_log_can_be_read_as_it_is_written),
        cmocka_unit_test(test_at_a_terminal_a_run_ends_with_a_curve_and_what_comes_next),
        cmocka_unit_test(test_without_a_terminal_there_is_no_curve),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
