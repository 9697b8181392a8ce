// All that the window and the trainer's thread both touch, under one lock. It stands apart so that
// nothing else needs to know which field is whose: who has a board can do no harm to the other
// side.
#include "app/training/beside/board.h"

#include <assert.h>
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct board {
    trainer_wake *wake;
    void *context;
    pthread_mutex_t lock;
    pthread_cond_t changed; // what the window wants
    // Guarded by lock: what the window wants ...
    struct trainer_job job;
    bool job_waiting, pause, stop, quit;
    enum trainer_stride stride; // after which a pause is wanted
    int strides;                // how many of them are left
    bool steers;                // to these:
    float rate;
    enum augment augment;
    // ... and what it sees.
    struct trainer_progress progress;
    struct lenet weights;
    struct snapshots *snapshots; // owned; has a lock of its own
    // ... and the file with the result of a run that has finished, until it is taken; "": none.
    char result[PATH_SIZE];
    struct lock *result_lock;
};

struct board *board_open(trainer_wake *wake, void *context)
{
    struct board *board = calloc(1, sizeof *board);
    if (!board)
        return NULL;
    board->snapshots = snapshots_open();
    if (!board->snapshots) {
        free(board);
        return NULL;
    }
    board->wake = wake;
    board->context = context;
    pthread_mutex_init(&board->lock, NULL);
    pthread_cond_init(&board->changed, NULL);
    return board;
}

void board_close(struct board *board)
{
    if (!board)
        return;
    lock_release(board->result_lock);
    snapshots_close(board->snapshots);
    pthread_cond_destroy(&board->changed);
    pthread_mutex_destroy(&board->lock);
    free(board);
}

// ---- The window's side --------------------------------------------------------------------------

struct snapshots *board_snapshots(struct board *board)
{
    return board->snapshots;
}

static void begin_progress(struct trainer_progress *progress, const struct trainer_job *job)
{
    uint64_t run = progress->run + 1, generation = progress->generation;
    memset(progress, 0, sizeof *progress);
    progress->phase = TRAINER_LOADING;
    progress->run = run;
    progress->generation = generation;
    progress->epochs = job->from ? job->from->state.options.epochs : job->options.epochs;
    progress->loss = progress->train_error = progress->test_error = progress->held_error = NAN;
    snprintf(progress->data, sizeof progress->data, "%s", job->data);
}

void board_post_job(struct board *board, const struct trainer_job *job)
{
    pthread_mutex_lock(&board->lock);
    enum trainer_phase before = board->progress.phase;
    assert(before < TRAINER_LOADING || before > TRAINER_PAUSED);
    (void)before;
    board->job = *job;
    board->job_waiting = true;
    board->pause = job->paused;
    board->stop = board->steers = false;
    board->stride = TRAINER_TO_THE_END;
    begin_progress(&board->progress, job);
    pthread_cond_signal(&board->changed);
    pthread_mutex_unlock(&board->lock);
}

void board_drop_job(struct board *board)
{
    pthread_mutex_lock(&board->lock);
    struct trainer_job job = {.lock = NULL};
    if (board->job_waiting)
        job = board->job;
    board->job_waiting = false;
    pthread_mutex_unlock(&board->lock);
    lock_release(job.lock);
    free(job.from);
}

void board_toggle_pause(struct board *board)
{
    pthread_mutex_lock(&board->lock);
    board->pause = !board->pause;
    board->stride = TRAINER_TO_THE_END;
    pthread_cond_signal(&board->changed);
    pthread_mutex_unlock(&board->lock);
}

void board_stride(struct board *board, enum trainer_stride stride)
{
    pthread_mutex_lock(&board->lock);
    bool more = !board->pause && board->stride == stride && stride == TRAINER_ONE_BATCH;
    board->strides = more ? board->strides + 1 : 1;
    board->stride = stride;
    board->pause = false;
    pthread_cond_signal(&board->changed);
    pthread_mutex_unlock(&board->lock);
}

void board_steer(struct board *board, float rate, enum augment augment)
{
    pthread_mutex_lock(&board->lock);
    board->steers = true;
    board->rate = rate;
    board->augment = augment;
    pthread_cond_signal(&board->changed);
    pthread_mutex_unlock(&board->lock);
}

void board_stop(struct board *board)
{
    pthread_mutex_lock(&board->lock);
    board->stop = true;
    pthread_cond_signal(&board->changed);
    pthread_mutex_unlock(&board->lock);
}

void board_quit(struct board *board)
{
    pthread_mutex_lock(&board->lock);
    board->quit = true;
    pthread_cond_signal(&board->changed);
    pthread_mutex_unlock(&board->lock);
}

void board_forget(struct board *board)
{
    pthread_mutex_lock(&board->lock);
    enum trainer_phase phase = board->progress.phase;
    if (phase >= TRAINER_STOPPED)
        board->progress.phase = TRAINER_IDLE;
    pthread_mutex_unlock(&board->lock);
}

void board_get_progress(struct board *board, struct trainer_progress *progress)
{
    pthread_mutex_lock(&board->lock);
    *progress = board->progress;
    progress->pausing = board->pause;
    if (board->steers) {
        progress->rate = board->rate;
        progress->augment = board->augment;
    }
    pthread_mutex_unlock(&board->lock);
}

bool board_get_weights(struct board *board, struct lenet *weights, uint64_t *generation)
{
    pthread_mutex_lock(&board->lock);
    bool newer = board->progress.generation != *generation;
    if (newer) {
        *weights = board->weights;
        *generation = board->progress.generation;
    }
    pthread_mutex_unlock(&board->lock);
    return newer;
}

void board_take_result(struct board *board, char path[PATH_SIZE], struct lock **lock)
{
    pthread_mutex_lock(&board->lock);
    memcpy(path, board->result, PATH_SIZE);
    *lock = board->result_lock;
    board->result[0] = '\0';
    board->result_lock = NULL;
    pthread_mutex_unlock(&board->lock);
}

// ---- The thread's side --------------------------------------------------------------------------

bool board_await_job(struct board *board, struct trainer_job *job)
{
    pthread_mutex_lock(&board->lock);
    while (!board->quit && !board->job_waiting)
        pthread_cond_wait(&board->changed, &board->lock);
    bool go = !board->quit;
    if (go) {
        *job = board->job;
        board->job_waiting = false;
    }
    pthread_mutex_unlock(&board->lock);
    return go;
}

// The lock of a result outlives the run: nobody else may take it before the window has it.
static void leave_file(struct board *board, const struct trainer_job *job, enum trainer_phase phase)
{
    if (phase != TRAINER_FINISHED || !job->checkpoint[0]) {
        lock_release(job->lock);
        return;
    }
    pthread_mutex_lock(&board->lock);
    memcpy(board->result, job->checkpoint, PATH_SIZE);
    board->result_lock = job->lock;
    pthread_mutex_unlock(&board->lock);
}

void board_end_job(struct board *board, const struct trainer_job *job, enum trainer_phase phase,
                   const struct status *failure)
{
    leave_file(board, job, phase);
    board_lock(board)->failure = *failure;
    board_unlock(board);
    board_set_phase(board, phase);
}

bool board_wants_pause(struct board *board)
{
    pthread_mutex_lock(&board->lock);
    bool pause = board->pause && !board->stop && !board->quit;
    pthread_mutex_unlock(&board->lock);
    return pause;
}

void board_count_batch(struct board *board, bool epoch_trained)
{
    pthread_mutex_lock(&board->lock);
    bool strode =
        board->stride == TRAINER_ONE_BATCH || (board->stride == TRAINER_ONE_EPOCH && epoch_trained);
    if (strode && --board->strides == 0) {
        board->pause = true;
        board->stride = TRAINER_TO_THE_END;
    }
    pthread_mutex_unlock(&board->lock);
}

void board_await_no_pause(struct board *board)
{
    pthread_mutex_lock(&board->lock);
    while (board->pause && !board->steers && !board->stop && !board->quit)
        pthread_cond_wait(&board->changed, &board->lock);
    pthread_mutex_unlock(&board->lock);
}

bool board_take_steering(struct board *board, float *rate, enum augment *augment)
{
    pthread_mutex_lock(&board->lock);
    bool steers = board->steers;
    *rate = board->rate;
    *augment = board->augment;
    board->steers = false;
    pthread_mutex_unlock(&board->lock);
    return steers;
}

bool board_wants_stop(struct board *board)
{
    pthread_mutex_lock(&board->lock);
    bool stop = board->stop || board->quit;
    pthread_mutex_unlock(&board->lock);
    return stop;
}

void board_set_phase(struct board *board, enum trainer_phase phase)
{
    struct trainer_progress *progress = board_lock(board);
    progress->phase = phase;
    progress->evaluating = false;
    board_unlock(board);
    board_wake(board);
}

void board_wake(struct board *board)
{
    board->wake(board->context);
}

struct trainer_progress *board_lock(struct board *board)
{
    pthread_mutex_lock(&board->lock);
    return &board->progress;
}

void board_unlock(struct board *board)
{
    pthread_mutex_unlock(&board->lock);
}

void board_set_weights(struct board *board, const struct lenet *weights)
{
    board->weights = *weights;
    board->progress.generation++;
}

void board_put_curves(struct trainer_progress *progress, const struct run_curves *curves)
{
    progress->loss_curve = curves->loss;
    progress->train_curve = curves->train;
    progress->test_curve = curves->test;
    progress->held_curve = curves->held;
    progress->loss = curve_last(&curves->loss);
    progress->train_error = curve_last(&curves->train);
    progress->test_error = curve_last(&curves->test);
    progress->held_error = curve_last(&curves->held);
}
