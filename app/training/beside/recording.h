// A run that is kept in the library while it goes on: its folder is made when its first batch is
// trained, and its end is written there. A run that goes on later goes on in its folder.
#ifndef APP_TRAINING_BESIDE_RECORDING_H
#define APP_TRAINING_BESIDE_RECORDING_H

#include "app/training/curves/run_log.h"
#include "app/training/kept_run.h"
#include "app/training/runs/run_library.h"
#include "nn/train/evaluation.h"

struct recording; // all of these take NULL: nothing is recorded

// For a run with this set-up, whose options are those of `setup`, on so many threads. `start`: the
// weights that it began with, if `setup` says that it did with given ones. NULL, too, if those are
// not known (any more), and when memory runs out.
struct recording *recording_open(const char *library, const struct run_setup *setup,
                                 const struct lenet *start, int threads);
// Before recording_begin: it goes on from a moment of that run.
void recording_branch(struct recording *recording, const struct run_origin *branch);
// The same for the run of a folder that goes on. NULL if it is gone or somebody is at it.
struct recording *recording_resume(const char *library, const char *folder, int threads);
// After a batch: the folder is there from the first one on. After a failure it may be tried again.
bool recording_begin(struct recording *recording, struct status *status);
// After each epoch; `held` may be NULL.
void recording_note(struct recording *recording, float train_error, const struct evaluation *test,
                    const struct evaluation *held);
// From now on recording_add_line writes the run's curves, which are `curves` so far; before that,
// and after a failure, recording_note_place and recording_keep write them. Nothing if it is so
// already. `began`: where the run began in this process; `now`: where it stands.
void recording_begin_log(struct recording *recording, const struct run_curves *curves,
                         const struct train_state *began, const struct train_state *now,
                         size_t items);
// For each point of its curves.
void recording_add_line(struct recording *recording, const struct run_log_line *line);
// Writes where it stands; the run goes on.
bool recording_note_place(struct recording *recording, const struct train_state *state,
                          size_t items, const struct run_curves *curves, struct status *status);
// Writes what came of it until now, and keeps the library's snapshots within their bound.
bool recording_keep(struct recording *recording, enum run_record_end end,
                    const struct train_state *state, size_t items, const struct run_curves *curves,
                    struct status *status);
// "" before recording_begin.
const char *recording_folder(const struct recording *recording);
void recording_close(struct recording *recording);

#endif
