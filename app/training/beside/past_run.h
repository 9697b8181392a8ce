// A run of the library that is looked back at: its figures and curves on the board, its moments
// among the snapshots, as if it had just ended here. Nothing is trained, and nothing is written.
#ifndef APP_TRAINING_BESIDE_PAST_RUN_H
#define APP_TRAINING_BESIDE_PAST_RUN_H

#include "app/training/beside/board.h"

// Shows the run of the folder job->past: TRAINER_PAST. What of its files cannot be read is told by
// progress->not_whole, and the rest is there. TRAINER_FAILED, with the reason, if its record cannot
// be read, or while it goes on.
enum trainer_phase past_run_show(struct board *board, const struct trainer_job *job,
                                 struct status *status);

#endif
