// lenetpad train --record: what the other options may still say, and where its data is now.
#ifndef APP_COMMANDS_TRAIN_REPEAT_H
#define APP_COMMANDS_TRAIN_REPEAT_H

#include "app/console/options.h"
#include "app/training/data_split.h"
#include "app/training/runs/run_repeat.h"

// Loads the record `path`. What the command line says besides must not contradict it, but for the
// folder of its images, which may be another one by now. Returns an exit code, having said why.
int train_repeat_open(struct run_repeat *repeat, const char *path, const struct command_line *line,
                      const struct train_options *given, const struct data_split_request *set);
// Whether the checkpoint to go on from is one of that run. Returns an exit code, too.
int train_repeat_check_resumed(const struct run_repeat *repeat, const struct train_state *state,
                               const char *checkpoint, const struct command_line *line);
// Loads the data that the record names; refuses what is not the same any more.
bool train_repeat_load(const struct run_repeat *repeat, struct data_split *set,
                       struct status *status);

#endif
