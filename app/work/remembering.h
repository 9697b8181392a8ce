// When settings are written: as soon as they have changed and rested for a moment, every few
// seconds while they go on changing, and only what changed, so that a crash loses little and two
// windows do not undo each other's choices.
#ifndef APP_WORK_REMEMBERING_H
#define APP_WORK_REMEMBERING_H

#include "app/work/settings.h"

struct remembering {
    char path[PATH_SIZE];    // "": nothing is remembered
    struct settings written; // what the file has, as far as this window knows
    struct settings seen;    // at the latest look
    double since;            // when they were first seen so
    double changed;          // when the first change was seen that is not written
    bool waiting;            // there is such a change
    bool told;               // that they cannot be written
};

// Loads the settings. NULL or "" for `path` gives the defaults. Fails as settings_load does.
bool remembering_begin(struct remembering *remembering, struct settings *settings, const char *path,
                       struct status *status);
// Saves them if they changed and have rested, or have changed for long. A failure is told once, and
// then tried again now and then in silence, until it succeeds.
bool remembering_step(struct remembering *remembering, const struct settings *settings, double now,
                      struct status *status);
// How long remembering_step need not be called; -1: until something changes.
int remembering_wait_ms(const struct remembering *remembering, const struct settings *settings,
                        double now);
// At once.
bool remembering_save(struct remembering *remembering, const struct settings *settings,
                      struct status *status);

#endif
