// Runs over a few hundred bars, which anything can learn to tell apart.
#ifndef TESTS_SUPPORT_BAR_RUNS_H
#define TESTS_SUPPORT_BAR_RUNS_H

#include "nn/train/train.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { IMAGES = 333 };

static struct dataset data;
static struct training_set mixed; // set up for the tests of runs with drawings; else only images
static struct train_state state;

// Two kinds of images that anything can learn to tell apart, and some noise: bars at the height of
// their label.
static inline int make_data(void **unused)
{
    (void)unused;
    if (!dataset_init(&data, IMAGES, NULL))
        return 1;
    mixed.images = &data;
    struct random random;
    random_init(&random, 99, 0);
    for (int i = 0; i < IMAGES; i++) {
        data.label[i] = (uint8_t)(i % 10);
        int left = (int)random_below(&random, 10);
        for (int x = 0; x < 16; x++)
            data.image[i][4 + 2 * (i % 10)][left + x] = data.image[i][5 + 2 * (i % 10)][left + x] =
                (uint8_t)(200 + random_below(&random, 56));
    }
    return 0;
}

static inline int drop_data(void **unused)
{
    (void)unused;
    dataset_free(&data);
    return 0;
}

static inline struct train_options options(int epochs, int batch, enum augment augment)
{
    struct train_options o = train_default_options();
    o.epochs = epochs;
    o.batch = batch;
    o.augment = augment;
    o.seed = 5;
    return o;
}

static inline struct threads *pool(int count)
{
    struct threads *threads;
    assert_true(threads_open(&threads, count, NULL));
    return threads;
}

// Runs to the end with `count` threads, starting from `state`, and leaves the result there.
static inline void run_to_end(int count)
{
    struct threads *threads = pool(count);
    struct train *train;
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    while (!train_done(train))
        train_step(train);
    state = *train_get_state(train);
    train_close(train);
    threads_close(threads);
}

static inline void take_steps_and_close(int steps)
{
    struct threads *threads = pool(1);
    struct train *train;
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    for (int step = 0; step < steps; step++)
        train_step(train);
    state = *train_get_state(train);
    train_close(train);
    threads_close(threads);
}

#endif
