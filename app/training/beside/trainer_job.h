// What a trainer is asked to do, and what it tells of it.
#ifndef APP_TRAINING_BESIDE_TRAINER_JOB_H
#define APP_TRAINING_BESIDE_TRAINER_JOB_H

#include "app/base/lock.h"
#include "app/base/paths.h"
#include "app/training/curves/curve.h"
#include "app/training/fine_tuning_data.h"
#include "app/training/moments/snapshots.h"
#include "app/training/runs/run_record.h"
#include "app/training/setup/run_setup.h"

// Called from the trainer's thread.
typedef void trainer_wake(void *context);

// How far a run goes on before it pauses by itself.
enum trainer_stride {
    TRAINER_TO_THE_END, // it does not
    TRAINER_ONE_BATCH,
    TRAINER_ONE_EPOCH, // to the end of the one that it is in, and its test
};

enum trainer_phase {
    TRAINER_IDLE,
    TRAINER_LOADING, // reading or making the data
    TRAINER_RUNNING,
    TRAINER_PAUSED,
    // From here on nothing is trained any more.
    TRAINER_STOPPED,  // by the user; it is kept, unless `failure` says why not or no batch of it
                      // was trained
    TRAINER_FINISHED, // all epochs done; the result is in the checkpoint until trainer_settle,
                      // unless `failure` says why not
    TRAINER_FAILED,   // see `failure`
    TRAINER_PAST,     // nothing is trained: a run of the library is there to be looked back at
};

struct trainer_progress {
    enum trainer_phase phase;
    struct status failure;
    // While it goes on and at its end, STATUS_OK where nothing is wrong: why the run is not in the
    // library as it stands, and why its latest checkpoint was not written.
    struct status not_recorded, not_kept;
    struct status not_whole; // TRAINER_PAST: what of the run could not be read; STATUS_OK: nothing
    char data[PATH_SIZE];    // the folder, or "practice"
    char recorded[RUN_RECORD_NAME]; // its name in the library; "": it has none (yet)
    uint64_t run;                   // counts the runs of this trainer
    uint64_t generation;            // of the weights; raised with every snapshot
    struct train_options options;   // of the run, once its data is loaded
    int epoch, epochs;              // finished, in all
    int batch, batches;             // of the current epoch
    float images_per_second;        // while training, without the evaluation; 0 before it is known
    float seconds_left;
    float fraction; // of the whole run, 0..1
    double seen;    // digits that it has learnt from, each as often as it did
    size_t items;   // images of an epoch; 0: not known
    bool evaluating;
    bool pausing; // a pause was asked for; TRAINER_PAUSED follows when the run can stand still
    // Of the test set's `tested` digits: misread by the weights that fine-tuning began with, and by
    // those of the epoch that was finished last. 0 before they are known.
    size_t tested, wrong_before, wrong;
    // What the next step is taken with, or will be as soon as the run hears of it: see train_steer.
    float rate;
    enum augment augment;
    int changes; // of these so far, STEERING_MOST at most
    // The latest; NaN before they are known. Of held-out images only if there are any.
    float loss, train_error, test_error, held_error;
    struct curve loss_curve, train_curve, test_curve, held_curve;
};

struct trainer_job {
    char data[PATH_SIZE];         // a folder, or "practice"; ignored when resuming. With `by_setup`
                                  // only its name is shown
    bool by_setup;                // the data, and where nothing else says them the options, are
    struct run_setup setup;       // these
    char past[PATH_SIZE];         // unless "": nothing is trained, but the run of this folder is
                                  // shown, with `setup` as it is recorded
    bool resume;                  // go on with the run that is kept in `checkpoint`, or show its
                                  // result if it had come to its end
    char checkpoint[PATH_SIZE];   // where to keep it; "" keeps none
    char library[PATH_SIZE];      // where it is kept as a run of the past; "": nowhere
    struct lock *lock;            // of `checkpoint`, or NULL; released when the run has ended,
                                  // or by trainer_settle when it has finished
    double checkpoint_seconds;    // between two savings within an epoch; 0: RUN_KEEP_SECONDS
    struct train_options options; // ignored when resuming, when fine-tuning, and with `from`
    struct run_moment *from;      // where it begins, or NULL; owned, freed once the run has begun
    bool branch; // that is a moment of the run before, whose moments until there stay
    char branched_from[RUN_RECORD_NAME];   // that run's name in the library, or ""
    const struct fine_tuning_data *tuning; // or NULL; borrowed until the run has ended
    bool or_practice;                      // if `data` is not there, practice digits take its place
    int threads;                           // of the pool
    bool paused;                           // it begins paused, before its first batch
};

#endif
