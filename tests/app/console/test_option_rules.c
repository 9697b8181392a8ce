// Options that would be ignored are refused as wrong usage, before any file is opened.
#include "tests/support/support.h"

#include "app/commands/command.h"

enum { MOST = 12 };

struct given {
    int (*command)(int argc, char **argv);
    const char *words[MOST]; // the command's name first
    const char *said;        // on standard error; NULL: the rules are kept
};

// Runs a command in this process; returns what it says.
static char *run(const struct given *given, int *exit_code)
{
    char *argv[MOST];
    int argc = 0;
    for (; given->words[argc]; argc++)
        argv[argc] = (char *)(uintptr_t)given->words[argc];
    fflush(stderr);
    FILE *said = tmpfile();
    int kept = dup(2);
    dup2(fileno(said), 2);
    *exit_code = given->command(argc, argv);
    fflush(stderr);
    dup2(kept, 2);
    close(kept);
    char *text = calloc(1, 4096);
    rewind(said);
    assert_true(fread(text, 1, 4095, said) > 0);
    fclose(said);
    return text;
}

static const struct given broken[] = {
    {command_train,
     {"train", "--out", "x", "--strokes-every", "3"},
     "--strokes-every does nothing without --strokes;"},
    {command_train,
     {"train", "--out", "x", "--strokes-repeat", "3"},
     "--strokes-repeat does nothing without --strokes;"},
    {command_train,
     {"train", "--out", "x", "--hold-out-writers", "3"},
     "--hold-out-writers does nothing without --strokes;"},
    {command_train,
     {"train", "--out", "x", "--from", "y", "--resume"},
     "--from does nothing with --resume;"},
    {command_calibrate,
     {"calibrate", "--data", "none", "--writers", "1"},
     "--writers does nothing without --strokes;"},
    {command_calibrate,
     {"calibrate", "--strokes", "none", "--hold-out", "9"},
     "--hold-out does nothing without --data;"},
    {command_calibrate,
     {"calibrate", "--temperature", "1", "--probability", "1", "--logit", "1", "--coverage", "90"},
     "--coverage does nothing without --data or --strokes;"},
    {command_calibrate,
     {"calibrate", "--temperature", "1", "--probability", "1", "--logit", "1", "--writers", "2"},
     "--writers does nothing without --strokes;"},
    {command_calibrate,
     {"calibrate", "--temperature", "1", "--data", "none"},
     "--temperature does nothing with --data;"},
    {command_calibrate,
     {"calibrate", "--probability", "1", "--strokes", "none"},
     "--probability does nothing with --strokes;"},
    {command_calibrate,
     {"calibrate", "--logit", "1", "--data", "none"},
     "--logit does nothing with --data;"},
    {command_explain,
     {"explain", "none", "--method", "gradient"},
     "--method does nothing without --why;"},
    {command_explain, {"explain", "none", "--flip"}, "--flip does nothing without --why;"},
    {command_explain,
     {"explain", "none", "--terms", "--json"},
     "--terms does nothing with --json;"},
    {command_strokes,
     {"strokes", "none", "--pen", "2"},
     "--pen does nothing without --through sheet;"},
    {command_strokes,
     {"strokes", "none", "--through", "strokes", "--pen", "2"},
     "--pen does nothing without --through sheet;"},
    {command_strokes,
     {"strokes", "none", "--seed", "2", "--scale", "0.5"},
     "--seed does nothing without --shift;"},
    {command_strokes,
     {"strokes", "--non-digits", "--writers", "2"},
     "--writers does nothing with --non-digits;"},
    {command_shot,
     {"shot", "--out", "x", "--view", "empty", "--strokes", "none"},
     "--strokes does nothing with --view empty;"},
    {command_shot,
     {"shot", "--out", "x", "--view", "learned", "--strokes", "none"},
     "--strokes does nothing with --view learned;"},
    {command_shot,
     {"shot", "--out", "x", "--view", "empty", "--index", "3"},
     "--index does nothing with --view empty;"},
};

static void test_options_that_would_be_ignored_are_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        int exit_code;
        char *said = run(&broken[i], &exit_code);
        if (exit_code != EXIT_USAGE || !strstr(said, broken[i].said) || !strstr(said, "--help"))
            fail_msg("expected \"%s\", got exit %d: %s", broken[i].said, exit_code, said);
        free(said);
    }
}

// These fail later, since the files are not there.
static const struct given kept[] = {
    {command_train,
     {"train", "--out", "x", "--strokes", "none", "--strokes-every", "3", "--data", "none"},
     NULL},
    {command_calibrate,
     {"calibrate", "--data", "none", "--hold-out", "9", "--coverage", "90"},
     NULL},
    {command_calibrate,
     {"calibrate", "--strokes", "none", "--writers", "9", "--coverage", "90"},
     NULL},
    {command_explain,
     {"explain", "none", "--why", "1", "--flip", "--method", "occlusion", "--json"},
     NULL},
    {command_explain, {"explain", "none", "--silence", "C3", "--terms", "--why", "1"}, NULL},
    {command_strokes, {"strokes", "none", "--through", "sheet", "--pen", "2"}, NULL},
    {command_strokes, {"strokes", "none", "--shift", "1", "--seed", "2", "--writers", "3"}, NULL},
    {command_shot,
     {"shot", "--out", "x", "--strokes", "none", "--index", "3", "--view", "menu-file"},
     NULL},
};

static void test_options_that_go_together_are_taken(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        int exit_code;
        char *said = run(&kept[i], &exit_code);
        if (exit_code != EXIT_FAILED || !strstr(said, "none"))
            fail_msg("%s %s: exit %d: %s", kept[i].words[0], kept[i].words[3], exit_code, said);
        free(said);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_options_that_would_be_ignored_are_refused),
        cmocka_unit_test(test_options_that_go_together_are_taken),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
