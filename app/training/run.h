// One training run, from loading its data to its end: steps, a test after every epoch, and the
// moments at which it is kept. The command line and the window's trainer go through the same loop;
// each watches it, shows it in its own way and writes its own kind of checkpoint.
#ifndef APP_TRAINING_RUN_H
#define APP_TRAINING_RUN_H

#include "app/training/data_split.h"
#include "nn/train/evaluation.h"
#include "nn/train/train.h"

// Which ends of epochs the run is kept at, after their tests.
enum run_keeping {
    RUN_KEEPS_ALL,
    RUN_KEEPS_ALL_BUT_LAST, // whose result its watcher has
};

// Nothing that is older is lost, whatever happens to the program: a run is to be kept at least
// every ten seconds, and a step and the writing take a moment.
#define RUN_KEEP_SECONDS 8.0

// What a run calls as it goes. A call that returns false after filling the status ends it,
// RUN_FAILED.
struct run_watcher {
    // Before each step; may wait. False ends the run, RUN_LEFT.
    bool (*may_go_on)(void *context);
    // After each step, which took `seconds`. If it was an epoch's last, that is tested next.
    bool (*stepped)(void *context, double seconds, bool epoch_trained, struct status *status);
    // After the test of each epoch. `held` is that of the images that are held out and not the
    // test set themselves; NULL where there are none.
    bool (*tested)(void *context, const struct evaluation *test, const struct evaluation *held,
                   struct status *status);
    // Writes a checkpoint: after the first step, after each epoch, and between.
    bool (*keep)(void *context, struct status *status);
    enum run_keeping keeping;
    double keep_seconds; // also this long after it was kept last; INFINITY: only between epochs
};

// All zero before run_load. To be read by the watcher.
struct run {
    const struct run_watcher *watcher; // borrowed
    void *context;                     // handed to it
    struct data_split set;
    struct threads *threads;
    struct train *train; // NULL before run_begin
    bool moved;          // a batch was trained
    double kept_at;      // see clock_seconds
};

enum run_end {
    RUN_DONE, // all epochs
    RUN_LEFT, // because the watcher wanted it so
    RUN_FAILED,
};

// Loads the data. What is trained on, run->set.data, may be changed before run_begin.
bool run_load(struct run *run, const struct data_split_request *request, struct status *status);
// The same for a set-up.
bool run_load_setup(struct run *run, const struct run_setup *setup, struct status *status);
// Makes ready to go on from `state` (copied), on `threads` threads (0: one per processor). The
// watcher must outlive the run.
bool run_begin(struct run *run, const struct train_state *state, int threads,
               const struct run_watcher *watcher, void *context, struct status *status);
// Until the last epoch is done or the watcher ends it.
enum run_end run_go(struct run *run, struct status *status);
// Tests the weights of this moment.
bool run_evaluate(struct run *run, struct evaluation *test, struct status *status);
// Has the watcher write a checkpoint, which counts as the latest.
bool run_keep(struct run *run, struct status *status);
// Frees everything. One that was never loaded is fine.
void run_close(struct run *run);

// The state of this moment; valid until the next step. Once begun.
const struct train_state *run_state(const struct run *run);

#endif
