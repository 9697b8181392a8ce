// The thread that trains beside drawing: it waits at the board for a job, does it and tells the
// board how it ended. What the window asks for goes to the board, too.
#include "app/training/beside/trainer.h"

#include "app/language/tr.h"
#include "app/training/beside/board.h"
#include "app/training/beside/past_run.h"
#include "app/training/beside/shown_run.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/resource.h>

struct trainer {
    pthread_t thread;
    struct board *board; // owned
    bool ended;          // the thread is no more
};

// ---- The thread ---------------------------------------------------------------------------------

// The window comes first: its thread must draw a frame in the middle of a training step. On Linux
// the priority belongs to the thread, and the pool's threads inherit it.
static void step_back(void)
{
#ifdef __linux__
    setpriority(PRIO_PROCESS, 0, 10);
#endif
}

static void *thread_main(void *context)
{
    struct board *board = context;
    struct trainer_job job;
    step_back();
    while (board_await_job(board, &job)) {
        struct status status = {.code = STATUS_OK};
        enum trainer_phase phase =
            job.past[0] ? past_run_show(board, &job, &status) : shown_run_go(board, &job, &status);
        board_end_job(board, &job, phase, &status);
    }
    return NULL;
}

bool trainer_open(struct trainer **out, trainer_wake *wake, void *context, struct status *status)
{
    struct trainer *trainer = calloc(1, sizeof *trainer);
    struct board *board = board_open(wake, context);
    if (!trainer || !board) {
        status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for the trainer"));
        goto fail;
    }
    trainer->board = board;
    if (pthread_create(&trainer->thread, NULL, thread_main, board) != 0) {
        status_fail(status, STATUS_NO_MEMORY, tr("cannot start the trainer's thread"));
        goto fail;
    }
    *out = trainer;
    return true;
fail:
    board_close(board);
    free(trainer);
    return false;
}

void trainer_end(struct trainer *trainer)
{
    if (!trainer || trainer->ended)
        return;
    board_quit(trainer->board);
    pthread_join(trainer->thread, NULL);
    trainer->ended = true;
    board_drop_job(trainer->board);
}

void trainer_close(struct trainer *trainer)
{
    if (!trainer)
        return;
    trainer_end(trainer);
    board_close(trainer->board);
    free(trainer);
}

// ---- What the window asks for -------------------------------------------------------------------

bool trainer_settle(struct trainer *trainer, bool discard)
{
    char path[PATH_SIZE];
    struct lock *lock;
    board_take_result(trainer->board, path, &lock);
    if (discard && path[0])
        kept_run_discard(path);
    lock_release(lock);
    return path[0] && !discard;
}

void trainer_start(struct trainer *trainer, const struct trainer_job *job)
{
    trainer_settle(trainer, false);
    board_post_job(trainer->board, job);
}

void trainer_toggle_pause(struct trainer *trainer)
{
    board_toggle_pause(trainer->board);
}

void trainer_go(struct trainer *trainer, enum trainer_stride stride)
{
    board_stride(trainer->board, stride);
}

void trainer_steer(struct trainer *trainer, float rate, enum augment augment)
{
    board_steer(trainer->board, rate, augment);
}

void trainer_stop(struct trainer *trainer)
{
    board_stop(trainer->board);
}

void trainer_forget(struct trainer *trainer)
{
    board_forget(trainer->board);
}

struct snapshots *trainer_snapshots(struct trainer *trainer)
{
    return board_snapshots(trainer->board);
}

void trainer_get_progress(struct trainer *trainer, struct trainer_progress *progress)
{
    board_get_progress(trainer->board, progress);
}

int trainer_epoch(const struct trainer_progress *progress)
{
    bool between = progress->evaluating || progress->epoch == progress->epochs;
    return progress->epoch + (between ? 0 : 1);
}

bool trainer_snapshot(struct trainer *trainer, struct lenet *weights, uint64_t *generation)
{
    return board_get_weights(trainer->board, weights, generation);
}
