// The loop of a training run. There is one, so that a run from the command line and one in the
// window take the same steps and end in the same bits; what differs between them is their
// watchers'.
#include "app/training/run.h"

#include "app/base/clock.h"
#include "nn/train/evaluation.h"

#include <math.h>

bool run_load(struct run *run, const struct data_split_request *request, struct status *status)
{
    data_split_free(&run->set);
    return data_split_load(&run->set, request, status);
}

bool run_load_setup(struct run *run, const struct run_setup *setup, struct status *status)
{
    data_split_free(&run->set);
    return data_split_load_setup(&run->set, setup, status);
}

bool run_begin(struct run *run, const struct train_state *state, int threads,
               const struct run_watcher *watcher, void *context, struct status *status)
{
    run->kept_at = -INFINITY; // its place may be new, also of a run that began elsewhere
    run->watcher = watcher;
    run->context = context;
    return threads_open(&run->threads, threads, status) &&
           train_open(&run->train, state, &run->set.data, run->threads, status);
}

void run_close(struct run *run)
{
    train_close(run->train);
    threads_close(run->threads);
    data_split_free(&run->set);
}

const struct train_state *run_state(const struct run *run)
{
    return train_get_state(run->train);
}

bool run_evaluate(struct run *run, struct evaluation *test, struct status *status)
{
    return evaluation_run(test, &run_state(run)->average, &run->set.test, run->threads, NULL,
                          status);
}

bool run_keep(struct run *run, struct status *status)
{
    run->kept_at = clock_seconds();
    return run->watcher->keep(run->context, status);
}

static bool test_epoch(struct run *run, struct status *status)
{
    const struct lenet *weights = &run_state(run)->average;
    const struct dataset *images = &run->set.held;
    struct evaluation test, held;
    if (!run_evaluate(run, &test, status))
        return false;
    if (images->count > 0 && !evaluation_run(&held, weights, images, run->threads, NULL, status))
        return false;
    return run->watcher->tested(run->context, &test, images->count > 0 ? &held : NULL, status);
}

static bool finish_epoch(struct run *run, struct status *status)
{
    const struct run_watcher *watcher = run->watcher;
    if (!test_epoch(run, status))
        return false;
    bool keep = watcher->keeping == RUN_KEEPS_ALL || !train_done(run->train);
    return !keep || run_keep(run, status);
}

static bool step(struct run *run, struct status *status)
{
    double start = clock_seconds();
    bool epoch_trained = train_step(run->train);
    double end = clock_seconds();
    run->moved = true;
    if (epoch_trained && !train_is_sound(run->train, status))
        return false;
    if (!run->watcher->stepped(run->context, end - start, epoch_trained, status))
        return false;
    if (epoch_trained)
        return finish_epoch(run, status);
    bool due = end - run->kept_at > run->watcher->keep_seconds;
    return !due || (train_is_sound(run->train, status) && run_keep(run, status));
}

enum run_end run_go(struct run *run, struct status *status)
{
    while (!train_done(run->train)) {
        if (!run->watcher->may_go_on(run->context))
            return RUN_LEFT;
        if (!step(run, status))
            return RUN_FAILED;
    }
    return RUN_DONE;
}
