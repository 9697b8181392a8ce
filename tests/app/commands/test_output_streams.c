// Standard output that is full or closed is an error; a terminal sees progress that fits it.
#include "tests/support/command_line.h"

#include <sys/ioctl.h>

// ---- Output that cannot be written --------------------------------------------------------------

static int exit_code_with_output(int out, const char *first, ...)
{
    char *arguments[MOST_ARGUMENTS];
    va_list rest;
    va_start(rest, first);
    collect(arguments, first, rest);
    va_end(rest);
    int err = open("err.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
    int exit_code = wait_for(start_with(arguments, out, err));
    close(err);
    return exit_code;
}

static void test_a_full_standard_output_is_an_error(void **state)
{
    (void)state;
    int full = open("/dev/full", O_WRONLY);
    if (full < 0)
        skip();
    assert_int_equal(exit_code_with_output(full, "--help", NULL), 1);
    assert_int_equal(
        exit_code_with_output(full, "test", "--data", "small", "--model", "model", "--json", NULL),
        1);
    char *errors = read_text("err.txt");
    assert_non_null(strstr(errors, "cannot write the output"));
    free(errors);
    close(full);
}

static void test_a_closed_standard_output_is_an_error_and_harms_no_file(void **state)
{
    (void)state;
    assert_int_equal(exit_code_with_output(-1, "--version", NULL), 1);
    assert_int_equal(exit_code_with_output(-1, "train", "--data", "small", "--epochs", "20",
                                           "--augment", "none", "--out", "closed", NULL),
                     1);
    support_assert_same("closed", "model");
}

// ---- Progress on a terminal ---------------------------------------------------------------------

// Runs a short training with standard error on a terminal of 60 columns; `text` receives what that
// shows.
static void run_on_terminal(char *text, size_t size)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        skip();
    int terminal = open(ptsname(master), O_RDWR | O_NOCTTY);
    struct winsize window = {.ws_col = 60, .ws_row = 20};
    assert_int_equal(ioctl(terminal, TIOCSWINSZ, &window), 0);
    char *arguments[] = {(char *)(uintptr_t)LENETPAD_BINARY,
                         "train",
                         "--data",
                         "small",
                         "--epochs",
                         "3",
                         "--out",
                         "t",
                         NULL};
    int out = open("out.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
    pid_t child = start_with(arguments, out, terminal);
    close(terminal);
    close(out);
    read_until(master, "no such words: read to the end", text, size);
    assert_int_equal(wait_for(child), 0);
    close(master);
}

static void test_a_terminal_gets_a_bar_that_fits(void **state)
{
    (void)state;
    char text[16384];
    setenv("TERM", "xterm", 1);
    run_on_terminal(text, sizeof text);
    assert_non_null(strstr(text, "\repoch 1/3 ["));
    assert_non_null(strstr(text, "images/s"));
    assert_non_null(strchr(text, '\033')); // colours
    assert_null(strchr(text, '\n'));       // it stays on its line
    char *out = read_text("out.txt");
    assert_int_equal(count_matches(out, EPOCH_LINE), 3);
    free(out);
}

static void test_no_color_is_honoured(void **state)
{
    (void)state;
    char text[16384];
    setenv("NO_COLOR", "1", 1);
    run_on_terminal(text, sizeof text);
    unsetenv("NO_COLOR");
    assert_null(strchr(text, '\033'));
    size_t longest = 0;
    for (char *line = strtok(text, "\r"); line; line = strtok(NULL, "\r"))
        longest = strlen(line) > longest ? strlen(line) : longest;
    assert_in_range(longest, 30, 59);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_full_standard_output_is_an_error),
        cmocka_unit_test(test_a_closed_standard_output_is_an_error_and_harms_no_file),
        cmocka_unit_test(test_a_terminal_gets_a_bar_that_fits),
        cmocka_unit_test(test_no_color_is_honoured),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
