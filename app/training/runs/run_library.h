// The library of runs: a folder for each, of plain files that other programs read, too.
//
//   RUNS/NAME/record.json          what was set up and what came of it (run_record.h)
//   RUNS/NAME/curves.csv           loss and errors over the epochs
//   RUNS/NAME/weights.safetensors  a model file
//   RUNS/NAME/start.safetensors    the weights that it began with, unless those were random
//   RUNS/NAME/snapshots/           moments of it, checkpoints to go on from
//
// Every file is written beside and renamed. A run is locked while it goes on: it cannot be renamed
// or deleted then, in no window. Links are never followed.
#ifndef APP_TRAINING_RUNS_RUN_LIBRARY_H
#define APP_TRAINING_RUNS_RUN_LIBRARY_H

#include "app/base/lock.h"
#include "app/training/curves/run_curves.h"
#include "app/training/runs/run_record.h"

enum {
    RUN_LIBRARY_MOST = 500,                     // runs: no further one is begun
    RUN_LIBRARY_SNAPSHOT_BYTES = 256 * 1000000, // of all runs
    RUN_LIBRARY_NAME = RUN_RECORD_NAME,         // bytes
};

// One that is kept.
struct run_entry {
    char name[RUN_LIBRARY_NAME];
    bool readable; // else `problem` says why it is not
    bool weights;  // it has some
    bool busy;     // it goes on, here or in another window
    struct run_record record;
    char problem[256];
};

struct run_list {
    struct run_entry *entry; // owned; newest first, those that cannot be read last
    size_t count, left_out;  // folders beyond RUN_LIBRARY_MOST
};

// data/lenetpad/runs
bool run_library_place(char library[PATH_SIZE], struct status *status);
// A library that is not there is empty.
bool run_library_list(struct run_list *list, const char *library, struct status *status);
void run_list_free(struct run_list *list);

// ---- A run that goes on -------------------------------------------------------------------------

// Makes the folder of a run that begins, named after `began` and its data, and writes its record
// and, unless NULL, the weights that it begins with; the record is told their hash. Locks it:
// *lock may be NULL all the same, see LOCK_UNAVAILABLE.
bool run_library_begin(char folder[PATH_SIZE], struct lock **lock, const char *library,
                       struct run_record *record, const struct lenet *start, struct status *status);
// Locks the folder of a run that is to go on.
bool run_library_take(struct lock **lock, const char *folder, struct status *status);
// Writes weights, curves and record of this moment, in that order; the record is told what of the
// state belongs into it (steering, data, place, hash of the weights), the rest is the caller's.
// Weights that nothing can be read with are left out, and the run counts as diverged.
// `items`: images of an epoch; 0: that is not known, and the curves that are there stay.
bool run_library_keep(const char *folder, struct run_record *record,
                      const struct train_state *state, size_t items,
                      const struct run_curves *curves, struct status *status);
// Writes curves and record of a moment of a run that goes on: who is killed leaves them behind.
// Both: `curves` NULL for whoever writes their file as the run goes on.
bool run_library_note(const char *folder, struct run_record *record,
                      const struct train_state *state, size_t items,
                      const struct run_curves *curves, struct status *status);
// Takes snapshots of the oldest runs away until all of them together are within their bound; never
// those of `but` (a folder; NULL: none). Returns how many runs lost theirs.
int run_library_thin(const char *library, const char *but);

// ---- What a person does with one ----------------------------------------------------------------

// Whether a folder may be called so: no separator, no dot in front, not too long.
bool run_library_check_name(const char *name, struct status *status);
// Refused if the name is taken, or while the run goes on.
bool run_library_rename(const char *library, const char *name, const char *to,
                        struct status *status);
// Removes the files that belong to a run, and its folder if nothing else is in it: what else is
// there stays, and *left tells that there is something.
bool run_library_delete(const char *library, const char *name, bool *left, struct status *status);
// Copies a run's files, but no snapshots, to a new folder in `to`, and names it. After a failure
// nothing is left there.
bool run_library_export(char made[PATH_SIZE], const char *library, const char *name, const char *to,
                        struct status *status);
// From its curves.csv, as far as that tells: points are merged where there are many.
bool run_library_load_curves(struct run_curves *curves, const char *library, const char *name,
                             struct status *status);

#endif
