// Runs of the past, as their library keeps them (app/training/runs/run_library.h): the list that is
// shown, and the curves of those that are laid over the present run's; see past_runs.h.
#ifndef APP_SESSION_STATE_PAST_H
#define APP_SESSION_STATE_PAST_H

#include "app/training/runs/run_library.h"

struct compared_run {
    char name[RUN_LIBRARY_NAME];
    struct run_curves curves;
};

// In the order in which they were chosen; any number of them. Whoever adds or takes one away moves
// the others.
struct compared {
    int count;
    struct compared_run *run; // of grow_array()
};

struct past {
    char library[PATH_SIZE]; // "": no run is kept in one
    struct run_list list;    // as it was read last
};

#endif
