// A trainer on a few practice digits, for tests that wait for what it does.
#ifndef TESTS_SUPPORT_TRAINED_H
#define TESTS_SUPPORT_TRAINED_H

#include "tests/support/support.h"

#include "app/training/beside/trainer.h"
#include "nn/data/dataset_folder.h"
#include "tests/support/practice_data.h"

#include <stdatomic.h>
#include <time.h>

enum { TRAIN_IMAGES = 640, TEST_IMAGES = 100, BATCHES = TRAIN_IMAGES / 32 };

static const char checkpoint[] = "kept/training.safetensors";

static inline void count_wake(void *context)
{
    atomic_fetch_add((atomic_int *)context, 1);
}

static inline int make_data(void **state)
{
    if (support_enter_folder(state) != 0)
        return -1;
    return practice_data_save("data", TRAIN_IMAGES, TEST_IMAGES, 1) ? 0 : -1;
}

static inline struct trainer_job job_of(int epochs)
{
    struct trainer_job job = {.data = "data", .threads = 1, .options = train_default_options()};
    snprintf(job.checkpoint, sizeof job.checkpoint, "%s", checkpoint);
    job.options.epochs = epochs;
    return job;
}

static inline bool is_kept(struct kept_run *run)
{
    return kept_run_find(run, checkpoint, "");
}

static inline void nap(void)
{
    nanosleep(&(struct timespec){0, 1000000}, NULL);
}

static inline struct trainer_progress *progress_of(struct trainer *trainer)
{
    static struct trainer_progress progress;
    trainer_get_progress(trainer, &progress);
    return &progress;
}

static inline bool is_over(enum trainer_phase phase)
{
    return phase == TRAINER_STOPPED || phase == TRAINER_FINISHED || phase == TRAINER_FAILED;
}

static inline enum trainer_phase await_end(struct trainer *trainer)
{
    while (!is_over(progress_of(trainer)->phase))
        nap();
    return progress_of(trainer)->phase;
}

static inline void await_phase(struct trainer *trainer, enum trainer_phase phase)
{
    while (progress_of(trainer)->phase != phase)
        nap();
}

// Waits until some batches were trained.
static inline void await_batches(struct trainer *trainer, int epoch, int batch)
{
    for (;;) {
        const struct trainer_progress *progress = progress_of(trainer);
        if (progress->epoch * BATCHES + progress->batch >= epoch * BATCHES + batch)
            return;
        assert_false(is_over(progress->phase));
        nap();
    }
}

static inline struct lenet *snapshot(struct trainer *trainer)
{
    struct lenet *weights = malloc(sizeof *weights);
    uint64_t generation = 0;
    assert_non_null(weights);
    assert_true(trainer_snapshot(trainer, weights, &generation));
    return weights;
}

// Adds up the bits: a mixture of two states has another sum than either.
static inline uint64_t checksum(const struct lenet *weights)
{
    const uint8_t *byte = (const uint8_t *)weights;
    uint64_t sum = 14695981039346656037u;
    for (size_t i = 0; i < sizeof *weights; i++)
        sum = (sum ^ byte[i]) * 1099511628211u;
    return sum;
}

// The average weights after every batch of the same run without a trainer.
static inline uint64_t *expected_sums(int epochs, int *count)
{
    struct trainer_job job = job_of(epochs);
    struct dataset data;
    struct threads *threads;
    struct train *train;
    struct train_state *state = malloc(sizeof *state);
    uint64_t *sums = malloc(sizeof *sums * (size_t)(epochs * BATCHES + 1));
    assert_true(state && sums && dataset_load(&data, "data", DATASET_TRAIN, NULL));
    train_begin(state, &job.options);
    assert_true(threads_open(&threads, 2, NULL));
    assert_true(train_open(&train, state, &(struct training_set){.images = &data}, threads, NULL));
    *count = 0;
    sums[(*count)++] = checksum(&train_get_state(train)->average);
    while (!train_done(train)) {
        train_step(train);
        sums[(*count)++] = checksum(&train_get_state(train)->average);
    }
    train_close(train);
    threads_close(threads);
    dataset_free(&data);
    free(state);
    return sums;
}

#endif
