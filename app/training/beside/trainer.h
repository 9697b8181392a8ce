// Training beside drawing: a run in its own thread, whose weights of the moment the window copies.
//
// The window never waits for the trainer: every call returns at once except trainer_end and
// trainer_close, which waits for the current batch. The trainer calls `wake` when there is news. A
// run is kept (see kept_run.h), also when it has come to its end: its result is lost to nobody who
// is killed then.
#ifndef APP_TRAINING_BESIDE_TRAINER_H
#define APP_TRAINING_BESIDE_TRAINER_H

#include "app/training/beside/trainer_job.h"
#include "app/training/data_source.h"
#include "app/training/kept_run.h"

struct trainer;

bool trainer_open(struct trainer **trainer, trainer_wake *wake, void *context,
                  struct status *status);
// Stops the thread, keeping a checkpoint of the run. Its latest news can still be asked for; no run
// can be started any more. NULL is fine, and so is a second time.
void trainer_end(struct trainer *trainer);
// As trainer_end, and frees. NULL is fine.
void trainer_close(struct trainer *trainer);
// Begins a run, once the one before (if any) has stopped. Takes what the job owns.
void trainer_start(struct trainer *trainer, const struct trainer_job *job);
// For whoever has seen TRAINER_FINISHED: unlocks the file with the result, discarded if the result
// is kept elsewhere. True if a result is left there.
bool trainer_settle(struct trainer *trainer, bool discard);
// Asks for the opposite of what was asked for last.
void trainer_toggle_pause(struct trainer *trainer);
// Goes on, from a pause or not, and pauses after that.
void trainer_go(struct trainer *trainer, enum trainer_stride stride);
// Changes the rate and the distortion from the next step on (train_steer); for a run that goes on.
void trainer_steer(struct trainer *trainer, float rate, enum augment augment);
// Asks the run to stop; TRAINER_STOPPED follows.
void trainer_stop(struct trainer *trainer);
// A run that has ended is forgotten: TRAINER_IDLE.
void trainer_forget(struct trainer *trainer);
// The moments of the latest run that are kept; only its snapshots' readers are for the window.
struct snapshots *trainer_snapshots(struct trainer *trainer);
void trainer_get_progress(struct trainer *trainer, struct trainer_progress *progress);
// The epoch being trained or tested, from 1; the last one of a run that is finished.
int trainer_epoch(const struct trainer_progress *progress);
// Copies the newest weights if their generation is not *generation, and updates it.
bool trainer_snapshot(struct trainer *trainer, struct lenet *weights, uint64_t *generation);

#endif
