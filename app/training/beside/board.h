// The board between a window and the trainer's thread: what the window wants stands on it, and what
// the thread shows. Each call holds the lock for a moment, never while training, loading or writing
// files, so that the window never waits.
#ifndef APP_TRAINING_BESIDE_BOARD_H
#define APP_TRAINING_BESIDE_BOARD_H

#include "app/training/beside/trainer_job.h"
#include "app/training/curves/run_curves.h"

struct board;

// `wake` is called from the thread when there is news. NULL when memory runs out.
struct board *board_open(trainer_wake *wake, void *context);
// Releases the lock of a result that was left. NULL is fine.
void board_close(struct board *board);

// ---- The window's side --------------------------------------------------------------------------

struct snapshots *board_snapshots(struct board *board);
// The job of a run, once the one before (if any) has ended; what is shown begins anew.
void board_post_job(struct board *board, const struct trainer_job *job);
// Releases what a job has that nobody will take any more.
void board_drop_job(struct board *board);
void board_toggle_pause(struct board *board);
// On, and after that a pause. Batches that are asked for one by one add up.
void board_stride(struct board *board, enum trainer_stride stride);
// From the next step on.
void board_steer(struct board *board, float rate, enum augment augment);
void board_stop(struct board *board);
// The thread is to end, and its run to stop.
void board_quit(struct board *board);
// A run that has ended is forgotten: TRAINER_IDLE.
void board_forget(struct board *board);
void board_get_progress(struct board *board, struct trainer_progress *progress);
// Copies the weights if their generation is not *generation, and updates it.
bool board_get_weights(struct board *board, struct lenet *weights, uint64_t *generation);
// The file with the result of a finished run, "" if none was left, and its lock, now the caller's.
void board_take_result(struct board *board, char path[PATH_SIZE], struct lock **lock);

// ---- The thread's side --------------------------------------------------------------------------

// Waits for a job. False if the thread is to end.
bool board_await_job(struct board *board, struct trainer_job *job);
// How the job ended. The file of a finished run is left as its result, locked; otherwise its lock
// is released.
void board_end_job(struct board *board, const struct trainer_job *job, enum trainer_phase phase,
                   const struct status *failure);
bool board_wants_pause(struct board *board);
// A batch was trained, and with it maybe the rest of an epoch: a pause may be due.
void board_count_batch(struct board *board, bool epoch_trained);
// Waits until no pause is wanted, or the run is to stop or to be steered.
void board_await_no_pause(struct board *board);
// What the run is to be steered to; false if nothing is wanted.
bool board_take_steering(struct board *board, float *rate, enum augment *augment);
// A stop was asked for, or the thread is to end.
bool board_wants_stop(struct board *board);

// Wakes the window, too.
void board_set_phase(struct board *board, enum trainer_phase phase);
void board_wake(struct board *board);
// What is shown, to be read and changed until board_unlock. Only the thread changes it while a run
// goes on.
struct trainer_progress *board_lock(struct board *board);
void board_unlock(struct board *board);
// Shows weights (copied) and raises their generation; between board_lock and board_unlock.
void board_set_weights(struct board *board, const struct lenet *weights);
// Copies curves, and the latest points of them, into what the window sees.
void board_put_curves(struct trainer_progress *progress, const struct run_curves *curves);

#endif
