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

#endif
