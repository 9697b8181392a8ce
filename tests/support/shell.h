// A command line of the real program, in a shell as people use it, and what it said. The test works
// in a folder of its own (support.h).
#ifndef TESTS_SUPPORT_SHELL_H
#define TESTS_SUPPORT_SHELL_H

#include "tests/support/support.h"

#include <sys/wait.h>

// Runs it with sh; standard output goes to the file "out", standard error to "err". Returns the
// exit code; -1 if a signal ended it.
static inline int sh(const char *command)
{
    char whole[1000];
    snprintf(whole, sizeof whole, "{ %s\n} >out 2>err </dev/null", command);
    int state = system(whole);
    return WIFEXITED(state) ? WEXITSTATUS(state) : -1;
}

static inline char *read_text(const char *path)
{
    size_t size;
    char *text = (char *)support_read(path, &size);
    text[size] = '\0';
    return text;
}

static inline void expect_done(const char *command)
{
    int code = sh(command);
    if (code != 0)
        fail_msg("%s: exit %d, %s", command, code, read_text("err"));
}

// It ends with this code, and says this on standard error.
static inline void expect_fails(const char *command, int code, const char *words)
{
    int got = sh(command);
    char *errors = read_text("err");
    if (got != code || !strstr(errors, words))
        fail_msg("%s: expected exit %d and \"%s\"; got exit %d, %s", command, code, words, got,
                 errors);
    free(errors);
}

static inline void expect_says(const char *path, const char *words)
{
    char *text = read_text(path);
    if (!strstr(text, words))
        fail_msg("expected \"%s\" in %s, got: %s", words, path, text);
    free(text);
}

static inline void expect_empty(const char *path)
{
    char *text = read_text(path);
    assert_string_equal(text, "");
    free(text);
}

#endif
