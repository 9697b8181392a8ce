// No file may grow past so many bytes: the nearest to a full disk that a test can make without
// being root. Holds for the programs that it starts, too.
#ifndef TESTS_SUPPORT_SMALL_FILES_H
#define TESTS_SUPPORT_SMALL_FILES_H

#include "tests/support/support.h"

#include <signal.h>
#include <sys/resource.h>

static inline void small_files_limit(rlim_t most)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = most;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

// Until small_files_end. The signal is the program's own affair (app/commands/program/main.c), and
// a program that is started here is to find it as it usually is.
static inline void small_files_begin(rlim_t most)
{
    signal(SIGXFSZ, SIG_IGN);
    small_files_limit(most);
}

static inline void small_files_end(void)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    small_files_limit(limit.rlim_max);
    signal(SIGXFSZ, SIG_DFL);
}

#endif
