// One window for all tests of a file, in a home of its own.
#ifndef TESTS_SUPPORT_ONE_WINDOW_H
#define TESTS_SUPPORT_ONE_WINDOW_H

#include "tests/support/app_support.h"

static void *folder;
static struct app *app;

// Group set-up and tear-down.
static inline int open_app(void **state)
{
    (void)state;
    if (home_enter(&folder) != 0)
        return -1;
    app = app_support_open(&(struct session_options){0});
    return 0;
}

static inline int close_app(void **state)
{
    (void)state;
    app_close(app);
    return support_leave_folder(&folder);
}

#endif
