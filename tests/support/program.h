// Runs the real program in a process of its own, for tests of its commands. The test works in a
// folder of its own (support.h) that is the program's home.
#ifndef TESTS_SUPPORT_PROGRAM_H
#define TESTS_SUPPORT_PROGRAM_H

#include "tests/support/support.h"

#include <fcntl.h>
#include <sys/wait.h>

// Group set-up: an empty folder and home, no display, nothing of the user's.
static inline int program_enter_folder(void **state)
{
    static const char *const unwanted[] = {"XDG_CONFIG_HOME", "XDG_STATE_HOME",  "XDG_DATA_HOME",
                                           "XDG_CACHE_HOME",  "LENETPAD_DATA",   "DISPLAY",
                                           "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "NO_COLOR"};
    if (support_enter_folder(state) != 0)
        return -1;
    for (size_t i = 0; i < sizeof unwanted / sizeof unwanted[0]; i++)
        unsetenv(unwanted[i]);
    return setenv("HOME", *state, 1);
}

static inline char *program_read_text(const char *path)
{
    size_t size;
    char *text = (char *)support_read(path, &size);
    text[size] = '\0';
    return text;
}

// The words of a command line, separated by single spaces. Its exit code, or -1 if a signal ended
// it; standard output and error are then in out.txt and err.txt.
static inline int program_run(const char *words)
{
    char text[1024], *argv[40] = {"lenetpad"};
    int argc = 1, ended;
    snprintf(text, sizeof text, "%s", words);
    for (char *rest = text, *word; (word = strsep(&rest, " ")) && argc < 39;)
        argv[argc++] = word;
    int out = open("out.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
    int err = open("err.txt", O_RDWR | O_CREAT | O_TRUNC, 0600);
    assert_true(out >= 0 && err >= 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(out, 1);
        dup2(err, 2);
        execv(LENETPAD_BINARY, argv);
        _exit(127);
    }
    close(out);
    close(err);
    assert_int_equal(waitpid(child, &ended, 0), child);
    return WIFEXITED(ended) ? WEXITSTATUS(ended) : -1;
}

static inline void program_assert_done(const char *words)
{
    int exit_code = program_run(words);
    if (exit_code != 0)
        fail_msg("lenetpad %s: exit %d: %s", words, exit_code, program_read_text("err.txt"));
}

// It must end with this code and say this on standard error.
static inline void program_assert_refused(const char *words, int exit_code, const char *said)
{
    int got = program_run(words);
    char *err = program_read_text("err.txt");
    if (got != exit_code || !strstr(err, said))
        fail_msg("lenetpad %s: expected exit %d and \"%s\", got %d: %s", words, exit_code, said,
                 got, err);
    free(err);
}

#endif
