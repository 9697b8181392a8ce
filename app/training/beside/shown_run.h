// A run whose progress is shown on a board: what a window's trainer does with a job.
#ifndef APP_TRAINING_BESIDE_SHOWN_RUN_H
#define APP_TRAINING_BESIDE_SHOWN_RUN_H

#include "app/training/beside/board.h"

// Goes through the whole job and returns how it ended; the status says why it failed, or why the
// end of a run that did not fail could not be kept.
enum trainer_phase shown_run_go(struct board *board, const struct trainer_job *job,
                                struct status *status);

#endif
