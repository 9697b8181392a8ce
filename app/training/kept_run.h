// Training runs that were left before their end, or before anybody had their result, each in one
// file: a checkpoint with the name of
// its data and its curves inside. Every window that trains has a file of its own, which it locks
// for as long as it trains, so that no other offers it, continues it or writes over it.
//
// The files stand beside each other: training.safetensors, training-2.safetensors, ... `base` is
// the path of the first.
#ifndef APP_TRAINING_KEPT_RUN_H
#define APP_TRAINING_KEPT_RUN_H

#include "app/base/lock.h"
#include "app/base/paths.h"
#include "app/training/curves/run_curves.h"
#include "app/training/setup/run_setup.h"
#include "nn/train/train.h"

enum { KEPT_RUNS = 16 }; // windows that can keep a run at once

// How a run was set up, and which run of the library it is.
struct kept_origin {
    bool set_up; // else only its data is known, and `setup` is nothing
    struct run_setup setup;
    char folder[PATH_SIZE]; // of the library's run; "": none
};

struct kept_run {
    char path[PATH_SIZE];
    int epoch, epochs;    // done, in all: the same if it has come to its end
    char data[PATH_SIZE]; // the folder, or "practice"
    bool postponed;       // the user wants to decide later about it
    struct kept_origin origin;
    bool recorded; // in the library, where it stays when its place is taken
};

// A run that can go on, or whose result can be had, and that nobody is training: the one in the
// file `first` if there is one ("" asks for none), else the one that was written last, of two at
// once that with the higher number; those that were postponed come after all others. False if there
// is none.
bool kept_run_find(struct kept_run *run, const char *base, const char *first);
// kept_run_find without a first one, and each place is looked at, and read, once: `damaged`
// (STATUS_BAD_DATA, else STATUS_OK) says which file is no run that can be read, and nobody's at the
// moment, and why.
bool kept_run_look_at_all(struct kept_run *run, const char *base, struct status *damaged);
// Locks a run to go on with it. Fails if somebody else is at it, which the message names, or if it
// is gone (STATUS_MISSING). *lock may be NULL all the same: see LOCK_UNAVAILABLE.
bool kept_run_take(struct lock **lock, const char *path, struct status *status);
// Chooses and locks a file for a new run: `instead`, whose run may be lost, if nobody has taken it
// ("" names none), else the first without a run. What stands in its place but cannot be read is
// kept beside (see aside.h). Makes the folder.
bool kept_run_take_new(char path[PATH_SIZE], struct lock **lock, const char *base,
                       const char *instead, struct status *status);

bool kept_run_is_at_end(const struct kept_run *run);

// These four are for whoever has locked the file.

// Makes the folder. `origin` may be NULL.
bool kept_run_save(const char *path, const struct train_state *state, const char *data,
                   const struct run_curves *curves, const struct kept_origin *origin,
                   struct status *status);
// Files of earlier versions, whose data is named in a second file, are read, too. A file without
// curves gives empty ones, one without an origin an empty one; `origin` may be NULL. The outputs
// are untouched on failure.
bool kept_run_load(struct train_state *state, char data[PATH_SIZE], struct run_curves *curves,
                   struct kept_origin *origin, const char *path, struct status *status);
void kept_run_discard(const char *path);
// Until it is saved again.
bool kept_run_postpone(const char *path, struct status *status);

#endif
