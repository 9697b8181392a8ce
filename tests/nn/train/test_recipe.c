// The recipe: how the rate rises and falls, momentum, weight decay and the average, written down
// once more as plainly as possible and in double precision. Whole short runs of nn/train/train.c,
// and single steps of long ones, must come to the same weights.
#include "nn/base/random.h"
#include "nn/train/train.h"
#include "tests/support/naive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { IMAGES = 10 };

// What the recipe says. Numbers of its own: a change in nn/train/train.c must not change them.
static const double tended_every = 4;   // steps
static const double warm_up = 500;      // steps, or a tenth of the run if that is less
static const double end_rate = 0.1;     // of the peak
static const double average_part = 0.1; // of the steps so far
static const double shuffle_stream = 1; // of the seed
static const double distort_stream = 2;

static uint8_t image[IMAGES][DIGIT_SIDE][DIGIT_SIDE], label[IMAGES];
static struct dataset data = {.image = image, .label = label, .count = IMAGES};

struct plain {
    double weight[LENET_PARAMETERS], velocity[LENET_PARAMETERS], average[LENET_PARAMETERS];
};

static struct plain plain, before;
static struct train_state state;

static int make_images(void **unused)
{
    (void)unused;
    struct random random;
    random_init(&random, 12, 0);
    for (int i = 0; i < IMAGES; i++) {
        label[i] = (uint8_t)random_below(&random, 10);
        for (int y = 4; y < 24; y++)
            for (int x = 4; x < 24; x++)
                image[i][y][x] = random_below(&random, 3) ? 0 : (uint8_t)random_below(&random, 256);
    }
    return 0;
}

static void plain_copy(struct plain *to, const struct train_state *from)
{
    const float *weight = (const float *)&from->weights, *velocity = (const float *)&from->velocity;
    const float *average = (const float *)&from->average;
    for (int i = 0; i < LENET_PARAMETERS; i++) {
        to->weight[i] = (double)weight[i];
        to->velocity[i] = (double)velocity[i];
        to->average[i] = (double)average[i];
    }
}

// ---- The plain recipe ---------------------------------------------------------------------------

// The passes of 1998 of twenty, and their rates in millionths.
static const double passes[] = {500, 500, 200, 200, 200, 100, 100, 100, 50, 50,
                                50,  50,  10,  10,  10,  10,  10,  10,  10, 10};

static double plain_rate(const struct train_options *options, double step, double steps,
                         double peak)
{
    if (options->schedule == TRAIN_SCHEDULE_CONSTANT)
        return peak;
    if (options->schedule == TRAIN_SCHEDULE_STEPS) {
        double epoch = floor(step / (steps / options->epochs));
        return peak * passes[(int)floor(epoch * 20 / options->epochs)] / 500;
    }
    double rising = steps / 10 < warm_up ? steps / 10 : warm_up;
    if (step < rising)
        return peak * (step + 1) / (rising + 1);
    double part = (step - rising) / (steps - rising);
    return peak * (end_rate + (1 - end_rate) * (1 + cos(acos(-1) * part)) / 2);
}

static uint64_t stream(double purpose, int epoch, uint32_t item)
{
    return ((uint64_t)purpose << 56) + ((uint64_t)epoch << 24) + item;
}

static void add_gradient(struct naive_gradient *gradient, const struct train_options *options,
                         int epoch, uint32_t item)
{
    static struct naive naive;
    static struct lenet weights;
    uint8_t digit[DIGIT_SIDE][DIGIT_SIDE];
    struct random random;
    random_init(&random, options->seed, stream(distort_stream, epoch, item));
    augment_digit(digit, (const uint8_t(*)[DIGIT_SIDE])image[item], options->augment, &random);
    for (int y = 0; y < LENET_SIDE; y++)
        for (int x = 0; x < LENET_SIDE; x++) {
            bool inside = y >= 2 && y < 30 && x >= 2 && x < 30;
            naive.input[y][x] = (inside ? digit[y - 2][x - 2] : 0) * 0.005 - 0.1;
        }
    for (int i = 0; i < LENET_PARAMETERS; i++)
        lenet_parameters(&weights)[i] = (float)plain.weight[i];
    naive_forward(&naive, &weights);
    naive_backward(gradient, &naive, &weights, label[item]);
}

static void plain_step(const struct train_options *options, int step)
{
    static struct naive_gradient sum;
    uint32_t order[IMAGES];
    struct random random;
    int count = (int)data.count, batches = (count + options->batch - 1) / options->batch;
    int epoch = step / batches, first = step % batches * options->batch;
    int end = first + options->batch < count ? first + options->batch : count;
    int steps = options->epochs * batches;
    for (int i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    random_init(&random, options->seed, stream(shuffle_stream, epoch, 0));
    random_shuffle(&random, order, data.count);
    memset(&sum, 0, sizeof sum);
    for (int i = first; i < end; i++)
        add_gradient(&sum, options, epoch, order[i]);
    double rate = plain_rate(options, step, steps, (double)options->rate);
    double decay = (double)options->decay;
    double momentum = (double)options->momentum, reach = average_part * floor(step / tended_every);
    bool tended = step % (int)tended_every == 0;
    for (int i = 0; i < LENET_PARAMETERS; i++) {
        double gradient = ((const double *)&sum)[i] / (end - first);
        plain.velocity[i] = momentum * plain.velocity[i] + gradient;
        plain.weight[i] -= rate * (gradient + momentum * plain.velocity[i]);
        if (tended)
            plain.weight[i] *= 1 - tended_every * decay * rate;
        if (tended && reach > 1)
            plain.average[i] += (plain.weight[i] - plain.average[i]) / reach;
        else if (reach <= 1 && (tended || step + 1 == steps))
            plain.average[i] =
                plain.weight[i]; // a run too short to average yields its last weights
        if (options->average == TRAIN_AVERAGE_OFF)
            plain.average[i] = plain.weight[i];
    }
}

// ---- Comparing ----------------------------------------------------------------------------------

// The worst way by which a layer's values moved otherwise than expected, as a share of its largest
// expected move.
static double difference(const struct lenet *found, const double *expected, const double *start)
{
    static const int sizes[] = {150, 6, 6, 6, 2400, 16, 16, 16, 48000, 120, 10080, 84, 840, 10};
    const float *at = (const float *)found;
    double worst = 0;
    for (size_t layer = 0; layer < sizeof sizes / sizeof *sizes; layer++) {
        double largest = 0, miss = 0;
        for (int i = 0; i < sizes[layer]; i++, at++, expected++, start++) {
            largest = fmax(largest, fabs(*expected - *start));
            miss = fmax(miss, fabs((double)*at - *expected));
        }
        worst = largest > 0 ? fmax(worst, miss / largest) : miss > 0 ? 1 : worst;
    }
    return worst;
}

static void assert_as_plain(double most, const char *format, int a, int b)
{
    double weight = difference(&state.weights, plain.weight, before.weight);
    double velocity = difference(&state.velocity, plain.velocity, before.velocity);
    double average = difference(&state.average, plain.average, before.average);
    if (weight < most && velocity < most && average < most)
        return;
    print_error(format, a, b);
    fail_msg(": off by %g (weights), %g (velocity), %g (average); allowed %g", weight, velocity,
             average, most);
}

// From `state`, both ways; leaves the results in `state` and `plain`.
static void take_steps(int count)
{
    struct threads *threads;
    struct train *train;
    plain_copy(&plain, &state);
    before = plain;
    assert_true(threads_open(&threads, 2, NULL));
    assert_true(train_open(&train, &state, &(struct training_set){.images = &data}, threads, NULL));
    int first = state.epoch * train_batches_per_epoch(train) + state.batch;
    for (int step = first; step < first + count; step++) {
        plain_step(&state.options, step);
        train_step(train);
    }
    state = *train_get_state(train);
    train_close(train);
    threads_close(threads);
}

static struct train_options options(int epochs, int batch, enum augment augment)
{
    struct train_options o = train_default_options();
    o.epochs = epochs;
    o.batch = batch;
    o.augment = augment;
    o.seed = 5;
    data.count = IMAGES;
    return o;
}

// ---- The tests ----------------------------------------------------------------------------------

static void test_a_whole_run_equals_the_plain_recipe(void **unused)
{
    (void)unused;
    struct train_options o = options(20, 4, AUGMENT_FULL);
    train_begin(&state, &o);
    take_steps(20 * 3);
    assert_as_plain(1e-3, "%d epochs, batch %d", o.epochs, o.batch);
}

// Up to 44 steps the average is weights of one moment, which must be the last; from 45 on it is an
// average.
static void test_short_runs_lose_no_step(void **unused)
{
    (void)unused;
    static const int lengths[] = {1,  2,  3,  4,  5,  6,  7,  8,  9, 10,
                                  11, 12, 39, 41, 42, 43, 44, 45, 48};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct train_options o = options(lengths[i], 2, AUGMENT_NONE);
        data.count = 2; // an epoch is one step
        train_begin(&state, &o);
        take_steps(lengths[i]);
        assert_as_plain(1e-3, "a run of %d steps of batch %d", lengths[i], o.batch);
        if (lengths[i] <= 44)
            assert_true(difference(&state.average, plain.weight, before.weight) < 1e-3);
        if (lengths[i] <= 44 && lengths[i] % 4 != 1) // those were lost once
            assert_memory_equal(&state.average, &state.weights, sizeof state.average);
    }
}

// A state as in the middle of a run, with everything in motion.
static void begin_at(const struct train_options *o, int epoch, int batch)
{
    struct random random;
    random_init(&random, 77, 0);
    train_begin(&state, o);
    float *velocity = lenet_parameters(&state.velocity),
          *average = lenet_parameters(&state.average);
    for (int i = 0; i < LENET_PARAMETERS; i++) {
        velocity[i] = 0.01f * random_small(&random);
        average[i] += 0.1f * random_small(&random);
    }
    state.epoch = epoch;
    state.batch = batch;
}

// 6000 steps: the warm-up is 500. Each moment is one step, tended or not.
static void test_every_moment_of_a_long_run_equals_the_plain_recipe(void **unused)
{
    (void)unused;
    static const int moments[] = {0, 1, 100, 498, 499, 500, 504, 999, 2000, 3252, 4500, 5996, 5999};
    struct train_options o = options(2000, 4, AUGMENT_AFFINE);
    o.rate = 20; // whose steps are large beside a float's rounding
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
        begin_at(&o, moments[i] / 3, moments[i] % 3);
        take_steps(1);
        assert_as_plain(1e-3, "step %d of %d", moments[i], 6000);
    }
}

static void test_the_warm_up_of_a_short_run_is_a_tenth_of_it(void **unused)
{
    (void)unused;
    struct train_options o = options(100, 4, AUGMENT_NONE);
    o.rate = 20;
    for (int step = 0; step < 40; step += 4) {
        begin_at(&o, step / 3, step % 3);
        take_steps(1);
        assert_as_plain(1e-3, "step %d of %d", step, 300);
    }
}

static void test_momentum_and_batch_are_as_asked(void **unused)
{
    (void)unused;
    static const float momenta[] = {0, 0.5f, 0.99f};
    for (int i = 0; i < 3; i++) {
        struct train_options o = options(3, 1 + 3 * i, AUGMENT_NONE);
        o.momentum = momenta[i];
        train_begin(&state, &o);
        take_steps(5);
        assert_as_plain(1e-3, "momentum %d, batch %d", i, o.batch);
    }
}

static void test_every_schedule_is_the_plain_one(void **unused)
{
    (void)unused;
    for (int schedule = 0; schedule < TRAIN_SCHEDULE_KINDS; schedule++)
        for (int epoch = 0; epoch < 40; epoch++) {
            struct train_options o = options(40, 4, AUGMENT_NONE);
            o.rate = 20; // whose steps are large beside a float's rounding
            o.schedule = (enum train_schedule)schedule;
            begin_at(&o, epoch, epoch % 3);
            take_steps(1);
            assert_as_plain(1e-3, "schedule %d, epoch %d of 40", schedule, epoch);
        }
}

// At the run's first and last steps.
static void test_the_steps_of_a_run_of_any_length_are_those_of_its_share(void **unused)
{
    (void)unused;
    static const int lengths[] = {1, 2, 3, 7, 19, 21, 300};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++)
        for (int epoch = 0; epoch < lengths[i]; epoch += 1 + lengths[i] / 25) {
            struct train_options o = options(lengths[i], 10, AUGMENT_NONE);
            o.rate = 20;
            o.schedule = TRAIN_SCHEDULE_STEPS;
            begin_at(&o, epoch, 0);
            take_steps(1);
            assert_as_plain(1e-3, "epoch %d of %d", epoch, lengths[i]);
        }
}

static void test_weight_decay_is_as_asked(void **unused)
{
    (void)unused;
    static const float decays[] = {0, 2e-5f, 0.0005f, 0.01f};
    for (int i = 0; i < 4; i++) {
        struct train_options o = options(8, 4, AUGMENT_NONE);
        o.decay = decays[i];
        train_begin(&state, &o);
        take_steps(24);
        assert_as_plain(1e-3, "decay %d, batch %d", i, o.batch);
    }
}

static void test_without_an_average_a_run_yields_the_weights_of_each_moment(void **unused)
{
    (void)unused;
    struct train_options o = options(40, 4, AUGMENT_NONE);
    o.average = TRAIN_AVERAGE_OFF;
    train_begin(&state, &o);
    for (int i = 0; i < 23; i++) { // over tended steps and others, past step 40 of 120
        take_steps(3);
        assert_as_plain(1e-3, "step %d of %d", 3 * i + 3, 120);
        assert_memory_equal(&state.average, &state.weights, sizeof state.average);
    }
}

static void test_the_defaults_are_the_recipes(void **unused)
{
    (void)unused;
    struct train_options o = train_default_options();
    assert_int_equal(o.epochs, 300);
    assert_int_equal(o.batch, 32);
    assert_true(o.rate == 1 && o.momentum == 0.9f);
    assert_int_equal(o.augment, AUGMENT_FULL);
    assert_int_equal(o.seed, 1);
    assert_true(o.decay == 2e-5f);
    assert_int_equal(o.schedule, TRAIN_SCHEDULE_COSINE);
    assert_int_equal(o.init, TRAIN_INIT_SCALED);
    assert_int_equal(o.images, 0);
    assert_int_equal(o.labels, TRAIN_LABELS_TRUE);
    assert_int_equal(o.average, TRAIN_AVERAGE_ON);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_whole_run_equals_the_plain_recipe),
        cmocka_unit_test(test_short_runs_lose_no_step),
        cmocka_unit_test(test_every_moment_of_a_long_run_equals_the_plain_recipe),
        cmocka_unit_test(test_the_warm_up_of_a_short_run_is_a_tenth_of_it),
        cmocka_unit_test(test_momentum_and_batch_are_as_asked),
        cmocka_unit_test(test_every_schedule_is_the_plain_one),
        cmocka_unit_test(test_the_steps_of_a_run_of_any_length_are_those_of_its_share),
        cmocka_unit_test(test_weight_decay_is_as_asked),
        cmocka_unit_test(test_without_an_average_a_run_yields_the_weights_of_each_moment),
        cmocka_unit_test(test_the_defaults_are_the_recipes),
    };
    return cmocka_run_group_tests(tests, make_images, NULL);
}
