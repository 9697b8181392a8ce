// A home with a library of runs, a checkpoint, data and a model, for tests of what a window trains.
#ifndef TESTS_SUPPORT_LIBRARY_HOME_H
#define TESTS_SUPPORT_LIBRARY_HOME_H

#include "tests/support/app_support.h"
#include "tests/support/practice_data.h"
#include "tests/support/stubborn.h"

static char runs[PATH_SIZE], checkpoint[PATH_SIZE], data[PATH_SIZE];

// Group set-up: names them, and makes data and model.
static inline int make_library_home(void **state)
{
    if (home_enter(state) != 0)
        return -1;
    snprintf(runs, sizeof runs, "%s/runs", (char *)*state);
    snprintf(checkpoint, sizeof checkpoint, "%s/state/training.safetensors", (char *)*state);
    snprintf(data, sizeof data, "%s/data", (char *)*state);
    return practice_data_save("data", 320, 50, 1) && stubborn_save("model.safetensors", 7) ? 0 : -1;
}

#endif
