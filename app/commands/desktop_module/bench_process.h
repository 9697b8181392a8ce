// What whole commands of this program cost, measured from outside: time and memory of a process.
#ifndef APP_COMMANDS_DESKTOP_MODULE_BENCH_PROCESS_H
#define APP_COMMANDS_DESKTOP_MODULE_BENCH_PROCESS_H

#include "nn/base/status.h"

// Median milliseconds of `lenetpad classify` on one PNG picture, from the start of the process
// until the first line of its result is read from a pipe.
bool bench_classify_ms(double *ms, struct status *status);

// Peak memory (MB of resident pages) of a training run of one epoch. `data` as for train --data.
bool bench_train_mb(double *mb, const char *data, struct status *status);

#endif
