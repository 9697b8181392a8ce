// Repeating a recorded run: its beginning, and whether data and result are what they were.
#ifndef APP_TRAINING_RUNS_RUN_REPEAT_H
#define APP_TRAINING_RUNS_RUN_REPEAT_H

#include "app/training/runs/run_record.h"

struct run_repeat {
    struct run_record record;
    char path[PATH_SIZE]; // of the record
};

// Loads a record: a file, or the folder of a run that it is in.
bool run_repeat_load(struct run_repeat *repeat, const char *path, struct status *status);
// The state in which the run began: the weights of its seed, or those that stand beside the record,
// which must be the same as then. All changes in mid-run stand in it, and act in their time.
bool run_repeat_begin(const struct run_repeat *repeat, struct train_state *state,
                      struct status *status);
// Whether data with this fingerprint is what the run learned from; else says what that was.
bool run_repeat_check_data(const struct run_repeat *repeat, uint64_t data, struct status *status);
// Whether a repetition has come to where the recorded run was stopped. One that came to its end, or
// of which that is not known, is repeated to its last epoch.
bool run_repeat_is_over(const struct run_repeat *repeat, const struct train_state *state);
// What the repeated run's weights say of themselves. `tested` and `wrong`: images of the test set
// after the latest epoch.
void run_repeat_info(const struct run_repeat *repeat, struct model_info *info,
                     const struct train_state *state, uint64_t tested, uint64_t wrong);
// Whether a checkpoint is one of this run.
bool run_repeat_is_of(const struct run_repeat *repeat, const struct train_state *state);
// Whether the file with the repeated weights has the recorded bytes. True where none are recorded.
bool run_repeat_check_result(const struct run_repeat *repeat, const char *out,
                             struct status *status);

#endif
