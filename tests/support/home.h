// A folder of the test's own that is the user's home, too: nothing of the user's is read or
// written.
#ifndef TESTS_SUPPORT_HOME_H
#define TESTS_SUPPORT_HOME_H

#include "tests/support/support.h"

// Group set-up; support_leave_folder takes it down.
static inline int home_enter(void **state)
{
    static const char *const places[] = {"HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME",
                                         "XDG_CONFIG_HOME", "XDG_STATE_HOME"};
    if (support_enter_folder(state) != 0)
        return -1;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        setenv(places[i], *state, 1);
    return unsetenv("LENETPAD_DATA");
}

#endif
