// A training run: shuffles, cuts the epoch into batches, and lets nn/train/step.h take each.
// Everything random is drawn from (seed, epoch, image), never from a stream that threads share: so
// the weights do not depend on the number of threads.
#include "nn/train/train.h"

#include "nn/base/random.h"
#include "nn/train/step.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    WARM_UP_STEPS = 500,
    TEND_EVERY = 4, // steps from one tend_weights to the next
};

// The recipe; tests/reference/recipe.md shows what each choice is worth.
static const double last_rate = 0.1;          // of the peak, at the end of the run
static const double weight_decay = 2e-5;      // times the rate: what every step takes off a weight
static const double averaged_part = 1.0 / 10; // of the steps so far that the average reaches back

// What a stream of the seed is for; stream 0 is lenet_init's.
enum purpose { PURPOSE_SHUFFLE = 1, PURPOSE_DISTORT = 2 };

struct train {
    struct train_state state;
    struct training_set data;        // what it points to is borrowed
    size_t count;                    // of its items
    struct step *step;               // owned, as all below
    uint32_t *order;                 // the items of this epoch in their order
    uint8_t label[TRAIN_BATCH_MOST]; // of the batch's items
    double epoch_loss, epoch_error;
};

void train_begin(struct train_state *state, const struct train_options *options)
{
    memset(state, 0, sizeof *state);
    state->options = *options;
    lenet_init(&state->weights, options->seed);
    state->average = state->weights;
}

void train_begin_from(struct train_state *state, const struct train_options *options,
                      const struct lenet *weights)
{
    train_begin(state, options);
    state->weights = state->average = *weights;
}

// A stream of its own for every purpose, epoch and image.
static uint64_t stream_of(enum purpose purpose, int epoch, uint32_t image)
{
    return (uint64_t)purpose << 56 | (uint64_t)epoch << 24 | image;
}

static void shuffle_epoch(struct train *train)
{
    struct random random;
    random_init(&random, train->state.options.seed,
                stream_of(PURPOSE_SHUFFLE, train->state.epoch, 0));
    for (size_t i = 0; i < train->count; i++)
        train->order[i] = (uint32_t)i;
    random_shuffle(&random, train->order, train->count);
}

// A checkpoint written before fingerprints were kept takes the data that it is given.
static bool check_data(uint64_t known, uint64_t given, struct status *status)
{
    return known == 0 || known == given ||
           status_fail(status, STATUS_BAD_DATA,
                       "the run began with other training data: resume it with the same images and "
                       "strokes, or start afresh");
}

bool train_open(struct train **out, const struct train_state *state,
                const struct training_set *data, struct threads *threads, struct status *status)
{
    *out = NULL;
    size_t count = training_set_count(data);
    if (!train_options_check(&state->options, status))
        return false;
    if (count == 0 || count > TRAIN_IMAGES_MOST)
        return status_fail(status, STATUS_USAGE, "%zu images cannot be trained on: must be 1 to %d",
                           count, TRAIN_IMAGES_MOST);
    uint64_t fingerprint = training_set_fingerprint(data);
    if (!check_data(state->data, fingerprint, status))
        return false;
    struct train *train = calloc(1, sizeof *train);
    if (!train)
        return status_fail(status, STATUS_NO_MEMORY, "no memory to train");
    train->state = *state;
    train->state.data = fingerprint;
    train->data = *data;
    train->count = count;
    train->step = step_open(threads);
    train->order = calloc(count, sizeof *train->order);
    if (!train->step || !train->order) {
        train_close(train);
        return status_fail(status, STATUS_NO_MEMORY, "no memory to train");
    }
    if (state->batch >= train_batches_per_epoch(train)) {
        train_close(train);
        return status_fail(status, STATUS_BAD_DATA,
                           "the run stopped at batch %d, but this data set has only %zu images: "
                           "resume with the data that it began with",
                           state->batch, count);
    }
    shuffle_epoch(train);
    *out = train;
    return true;
}

void train_close(struct train *train)
{
    if (!train)
        return;
    step_close(train->step);
    free(train->order);
    free(train);
}

int train_batches_per_epoch(const struct train *train)
{
    size_t batch = (size_t)train->state.options.batch;
    return (int)((train->count + batch - 1) / batch);
}

bool train_done(const struct train *train)
{
    return train->state.epoch >= train->state.options.epochs;
}

double train_epoch_loss(const struct train *train)
{
    return train->epoch_loss;
}

double train_epoch_error(const struct train *train)
{
    return train->epoch_error;
}

bool train_is_sound(const struct train *train, struct status *status)
{
    const struct train_state *state = &train->state;
    return (lenet_is_sound(&state->weights) && lenet_is_sound(&state->average)) ||
           status_fail(status, STATUS_BAD_DATA,
                       "the training has diverged after %d of %d epochs: its weights have grown so "
                       "large that no image can be read with them; start again with a lower rate",
                       state->epoch, state->options.epochs);
}

const struct train_state *train_get_state(const struct train *train)
{
    return &train->state;
}

// The image as it is, or a variant of it in `drawn`.
static const digit_row *training_image(const struct train *train, uint32_t item, digit_row *drawn)
{
    const struct train_options *options = &train->state.options;
    struct random random;
    random_init(&random, options->seed, stream_of(PURPOSE_DISTORT, train->state.epoch, item));
    return training_set_image(&train->data, train->state.epoch, item, options->augment, &random,
                              drawn);
}

static size_t batch_begin(const struct train *train)
{
    return (size_t)train->state.batch * (size_t)train->state.options.batch;
}

static int batch_size(const struct train *train)
{
    size_t left = train->count - batch_begin(train);
    size_t batch = (size_t)train->state.options.batch;
    return (int)(left < batch ? left : batch);
}

static const digit_row *batch_digit(void *context, int index, digit_row *scratch)
{
    const struct train *train = context;
    return training_image(train, train->order[batch_begin(train) + (size_t)index], scratch);
}

// (1 + cos(pi t)) / 2 for t in 0..1, by sine's series around t = 1/2. libm's cosine may round
// differently from one C library to the next, and the weights with it.
static double half_cosine(double t)
{
    const double pi = 3.14159265358979323846;
    double x = pi * (0.5 - t), square = x * x, term = x, sine = x;
    for (int n = 2; n <= 20; n += 2) {
        term *= -square / (n * (n + 1));
        sine += term;
    }
    return 0.5 * (1 + sine);
}

static double steps_done(const struct train *train)
{
    const struct train_state *state = &train->state;
    return (double)state->epoch * train_batches_per_epoch(train) + state->batch;
}

static double steps_of_run(const struct train *train)
{
    return (double)train->state.options.epochs * train_batches_per_epoch(train);
}

// Linear warm-up, then half a cosine (Loshchilov & Hutter 2017) down to last_rate. It does not end
// at 0: the average of weights that still move finds wider minima than a run that comes to rest.
static double fine_tuning_rate(const struct train *train)
{
    double step = steps_done(train), steps = steps_of_run(train);
    double warm_up = fmin(WARM_UP_STEPS, steps / 10);
    double part =
        step < warm_up
            ? (step + 1) / (warm_up + 1)
            : last_rate + (1 - last_rate) * half_cosine((step - warm_up) / (steps - warm_up));
    return part * (double)train->state.options.rate;
}

// Weight decay, and the average: an exponential one whose reach grows with the run, so that it
// needs no length of its own and forgets the first weights soon. Both are slow enough not to need
// every step. But as long as the average reaches back no further than one tending it is the weights
// of a single moment: a run that is over by then must yield its last ones, not those of up to three
// steps before.
static void tend_weights(struct train *train, double rate)
{
    double step = steps_done(train), reach = averaged_part * floor(step / TEND_EVERY); // tendings
    if (fmod(step, TEND_EVERY) != 0) {
        if (reach <= 1 && step + 1 == steps_of_run(train))
            train->state.average = train->state.weights;
        return;
    }
    float keep = (float)(1 - TEND_EVERY * rate * weight_decay);
    float blend = (float)(1 / fmax(1, reach));
    float *restrict weight = lenet_parameters(&train->state.weights);
    float *restrict average = lenet_parameters(&train->state.average);
    for (int i = 0; i < LENET_PARAMETERS; i++) {
        weight[i] *= keep;
        average[i] += blend * (weight[i] - average[i]);
    }
}

static void finish_epoch(struct train *train)
{
    struct train_state *state = &train->state;
    train->epoch_loss = state->loss_sum / (double)state->seen;
    train->epoch_error = (double)state->wrong / (double)state->seen;
    state->epoch++;
    state->batch = 0;
    state->loss_sum = 0;
    state->seen = state->wrong = 0;
    shuffle_epoch(train);
}

bool train_step(struct train *train)
{
    assert(!train_done(train));
    struct train_state *state = &train->state;
    int size = batch_size(train);
    for (int i = 0; i < size; i++)
        train->label[i] = training_set_label(&train->data, state->epoch,
                                             train->order[batch_begin(train) + (size_t)i]);
    double rate = fine_tuning_rate(train);
    struct step_batch batch = {
        .count = size,
        .digit = batch_digit,
        .context = train,
        .label = train->label,
        .rate = (float)rate,
        .momentum = state->options.momentum,
    };
    struct step_result result = step_run(train->step, &state->weights, &state->velocity, &batch);
    tend_weights(train, rate);
    state->loss_sum += result.loss;
    state->wrong += (uint64_t)result.wrong;
    state->seen += (uint64_t)size;
    state->batch++;
    if (state->batch < train_batches_per_epoch(train))
        return false;
    finish_epoch(train);
    return true;
}
