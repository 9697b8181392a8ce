// Training beside drawing: a run in its own thread, whose weights of the moment the window copies.
//
// The window never waits for the trainer: every call returns at once except trainer_end and
// trainer_close, which waits for the current batch. The trainer calls `wake` when there is news. A
// run is kept (see kept_run.h), also when it has come to its end: its result is lost to nobody who
// is killed then.
#ifndef APP_TRAINING_TRAINER_H
#define APP_TRAINING_TRAINER_H

#include "app/base/paths.h"
#include "app/training/curve.h"
#include "app/training/data_source.h"
#include "app/training/fine_tuning_data.h"
#include "app/training/kept_run.h"
#include "nn/train/train.h"

struct trainer;

// Called from the trainer's thread.
typedef void trainer_wake(void *context);

enum trainer_phase {
    TRAINER_IDLE,
    TRAINER_LOADING, // reading or making the data
    TRAINER_RUNNING,
    TRAINER_PAUSED,
    TRAINER_STOPPED,  // by the user; it is kept, unless `failure` says why not or no batch of it
                      // was trained
    TRAINER_FINISHED, // all epochs done; the result is in the checkpoint until trainer_settle,
                      // unless `failure` says why not
    TRAINER_FAILED,   // see `failure`
};

struct trainer_progress {
    enum trainer_phase phase;
    struct status failure;
    char data[PATH_SIZE];    // the folder, or "practice"
    uint64_t run;            // counts the runs of this trainer
    uint64_t generation;     // of the weights; raised with every snapshot
    int epoch, epochs;       // finished, in all
    int batch, batches;      // of the current epoch
    float images_per_second; // while training, without the evaluation; 0 before it is known
    float seconds_left;
    float fraction; // of the whole run, 0..1
    bool evaluating;
    bool pausing; // a pause was asked for; TRAINER_PAUSED follows when the run can stand still
    // Of the test set's `tested` digits: misread by the weights that fine-tuning began with, and by
    // those of the epoch that was finished last. 0 before they are known.
    size_t tested, wrong_before, wrong;
    float loss, train_error, test_error; // the latest; NaN before they are known
    struct curve loss_curve, train_curve, test_curve;
};

struct trainer_job {
    char data[PATH_SIZE];         // a folder, or "practice"; ignored when resuming
    bool resume;                  // go on with the run that is kept in `checkpoint`, or show its
                                  // result if it had come to its end
    char checkpoint[PATH_SIZE];   // where to keep it; "" keeps none
    struct lock *lock;            // of `checkpoint`, or NULL; released when the run has ended,
                                  // or by trainer_settle when it has finished
    double checkpoint_seconds;    // between two savings within an epoch; 0: a minute
    struct train_options options; // ignored when resuming, and when fine-tuning
    const struct fine_tuning_data *tuning; // or NULL; borrowed until the run has ended
    bool or_practice;                      // if `data` is not there, practice digits take its place
    int threads;                           // of the pool
};

bool trainer_open(struct trainer **trainer, trainer_wake *wake, void *context,
                  struct status *status);
// Stops the thread, keeping a checkpoint of the run. Its latest news can still be asked for; no run
// can be started any more. NULL is fine, and so is a second time.
void trainer_end(struct trainer *trainer);
// As trainer_end, and frees. NULL is fine.
void trainer_close(struct trainer *trainer);
// Begins a run, once the one before (if any) has stopped.
void trainer_start(struct trainer *trainer, const struct trainer_job *job);
// For whoever has seen TRAINER_FINISHED: unlocks the file with the result, discarded if the result
// is kept elsewhere. True if a result is left there.
bool trainer_settle(struct trainer *trainer, bool discard);
void trainer_pause(struct trainer *trainer, bool pause);
// Asks for the opposite of what was asked for last.
void trainer_toggle_pause(struct trainer *trainer);
// Asks the run to stop; TRAINER_STOPPED follows.
void trainer_stop(struct trainer *trainer);
// A run that has ended is forgotten: TRAINER_IDLE.
void trainer_forget(struct trainer *trainer);
void trainer_get_progress(struct trainer *trainer, struct trainer_progress *progress);
// The epoch being trained or tested, from 1; the last one of a run that is finished.
int trainer_epoch(const struct trainer_progress *progress);
// Copies the newest weights if their generation is not *generation, and updates it.
bool trainer_snapshot(struct trainer *trainer, struct lenet *weights, uint64_t *generation);

#endif
