// A training run: shuffles, cuts the epoch into batches, and lets nn/train/step.h take each.
// Everything random is drawn from (seed, epoch, image), never from a stream that threads share: so
// the weights do not depend on the number of threads.
#include "nn/train/train.h"

#include "nn/base/random.h"
#include "nn/data/unreadable.h"
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
static const double averaged_part = 1.0 / 10; // of the steps so far that the average reaches back

// What a stream of the seed is for; stream 0 is lenet_init's.
enum purpose { PURPOSE_SHUFFLE = 1, PURPOSE_DISTORT = 2, PURPOSE_LABELS = 3 };

struct train {
    struct train_state state;
    struct training_set data;        // what it points to is borrowed, but for its last part
    struct stroke_dataset nondigits; // owned, its last part
    size_t count;                    // of its items that are learnt
    size_t digits, skipped;          // of these, given; given, but not learnt
    struct threads *threads;         // borrowed
    struct step *step;               // owned, as all below
    uint32_t *order;                 // the items of this epoch in their order
    uint32_t *label_of;              // (item): the one whose label it gets; NULL: its own
    uint8_t label[TRAIN_BATCH_MOST]; // of the batch's items
    double epoch_loss, epoch_error;
    double latest_rate; // of the latest step
};

void train_begin(struct train_state *state, const struct train_options *options)
{
    memset(state, 0, sizeof *state);
    state->options = *options;
    if (options->init == TRAIN_INIT_DEFAULT)
        lenet_init_default(&state->weights, options->seed);
    else
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

static void shuffle(const struct train *train, uint32_t *items, enum purpose purpose, int epoch)
{
    struct random random;
    random_init(&random, train->state.options.seed, stream_of(purpose, epoch, 0));
    for (size_t i = 0; i < train->count; i++)
        items[i] = (uint32_t)i;
    random_shuffle(&random, items, train->count);
}

static void shuffle_epoch(struct train *train)
{
    shuffle(train, train->order, PURPOSE_SHUFFLE, train->state.epoch);
}

// A checkpoint written before fingerprints were kept takes the data that it is given.
static bool check_data(uint64_t known, uint64_t given, struct status *status)
{
    return known == 0 || known == given ||
           status_fail(status, STATUS_BAD_DATA,
                       "the run began with other training data: resume it with the same images and "
                       "strokes, or start afresh");
}

// Of the data's items those that are learnt.
static size_t learnt(const struct train_options *options, size_t count)
{
    size_t images = (size_t)options->images;
    return images > 0 && images < count ? images : count;
}

static bool get_memory(struct train *train, struct threads *threads)
{
    train->step = step_open(threads);
    train->order = calloc(train->count, sizeof *train->order);
    if (train->state.options.labels != TRAIN_LABELS_SHUFFLED)
        return train->step && train->order;
    train->label_of = calloc(train->count, sizeof *train->label_of);
    if (train->label_of)
        shuffle(train, train->label_of, PURPOSE_LABELS, 0);
    return train->step && train->order && train->label_of;
}

// What is no digit takes turns: it should not be learnt by heart.
static bool make_nondigits(struct train *train, struct status *status)
{
    enum { TURNS = 4 };
    const struct train_options *options = &train->state.options;
    static const struct stroke_dataset none = {0};
    const struct stroke_dataset *digits = train->data.part[0].drawings;
    if (options->nondigits == 0)
        return true;
    train->data.part[TRAINING_SET_GIVEN] = (struct training_part){&train->nondigits, 1, TURNS};
    return unreadable_make(&train->nondigits, (size_t)options->nondigits * TURNS, options->seed,
                           digits ? digits : &none, status);
}

// What is learnt, and the memory for it.
static bool prepare(struct train *train, const struct training_set *data, struct threads *threads,
                    struct status *status)
{
    train->threads = threads;
    train->data = *data;
    train->data.ways = train->state.options.ways;
    if (!make_nondigits(train, status))
        return false;
    size_t given = training_set_count(data);
    train->digits = learnt(&train->state.options, given);
    train->skipped = given - train->digits;
    train->count = train->digits + (size_t)train->state.options.nondigits;
    if (train->count > TRAIN_IMAGES_MOST)
        return status_fail(status, STATUS_USAGE, "%zu images cannot be trained on: must be 1 to %d",
                           train->count, TRAIN_IMAGES_MOST);
    if (!get_memory(train, threads))
        return status_fail(status, STATUS_NO_MEMORY, "no memory to train");
    if (train->state.batch >= train_batches_per_epoch(train))
        return status_fail(status, STATUS_BAD_DATA,
                           "the run stopped at batch %d, but this data set has only %zu images: "
                           "resume with the data that it began with",
                           train->state.batch, train->count);
    return true;
}

bool train_open(struct train **out, const struct train_state *state,
                const struct training_set *data, struct threads *threads, struct status *status)
{
    *out = NULL;
    const size_t count = training_set_count(data);
    if (!train_options_check(&state->options, status) || !steering_check(&state->steering, status))
        return false;
    if (count == 0)
        return status_fail(status, STATUS_USAGE, "there is no digit to learn from");
    if (count > TRAIN_IMAGES_MOST)
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
    if (!prepare(train, data, threads, status)) {
        train_close(train);
        return false;
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
    stroke_dataset_free(&train->nondigits);
    free(train->order);
    free(train->label_of);
    free(train);
}

int train_batches_per_epoch(const struct train *train)
{
    size_t batch = (size_t)train->state.options.batch;
    return (int)((train->count + batch - 1) / batch);
}

size_t train_items(const struct train *train)
{
    return train->count;
}

bool train_done(const struct train *train)
{
    return train->state.epoch >= train->state.options.epochs;
}

static const struct steering_change *change_now(const struct train *train)
{
    const struct train_state *state = &train->state;
    return steering_at(&state->steering, state->epoch, state->batch);
}

float train_rate(const struct train *train)
{
    const struct steering_change *change = change_now(train);
    return change ? change->rate : train->state.options.rate;
}

enum augment train_augment(const struct train *train)
{
    const struct steering_change *change = change_now(train);
    return change ? change->augment : train->state.options.augment;
}

bool train_steer(struct train *train, float rate, enum augment augment)
{
    struct train_state *state = &train->state;
    const struct steering_change change = {state->epoch, state->batch, rate, augment};
    return !train_done(train) && steering_add(&state->steering, &change);
}

double train_epoch_loss(const struct train *train)
{
    return train->epoch_loss;
}

double train_latest_rate(const struct train *train)
{
    return train->latest_rate;
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

// Of the data: those that are not learnt stand before what is no digit.
static size_t item_of_data(const struct train *train, uint32_t item)
{
    return item < train->digits ? item : item + train->skipped;
}

// The image as it is, or a variant of it in `drawn`.
static const digit_row *training_image(const struct train *train, uint32_t item, digit_row *drawn)
{
    const struct train_options *options = &train->state.options;
    struct random random;
    random_init(&random, options->seed, stream_of(PURPOSE_DISTORT, train->state.epoch, item));
    return training_set_image(&train->data, train->state.epoch, item_of_data(train, item),
                              train_augment(train), &random, drawn);
}

static uint8_t training_label(const struct train *train, uint32_t item)
{
    uint32_t from = train->label_of ? train->label_of[item] : item;
    return training_set_label(&train->data, train->state.epoch, item_of_data(train, from));
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
    size_t place = batch_begin(train) + (size_t)index;
    if (place + 1 < train->count)
        training_set_fetch(&train->data, item_of_data(train, train->order[place + 1]));
    return training_image(train, train->order[place], scratch);
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
static double cosine_part(const struct train *train)
{
    double step = steps_done(train), steps = steps_of_run(train);
    double warm_up = fmin(WARM_UP_STEPS, steps / 10);
    return step < warm_up
               ? (step + 1) / (warm_up + 1)
               : last_rate + (1 - last_rate) * half_cosine((step - warm_up) / (steps - warm_up));
}

// LeCun et al. (1998) trained 20 epochs: two at 0.0005, three at 0.0002, three at 0.0001, four at
// 0.00005 and the rest at 0.00001. The same shares of a run of any length.
static double steps_part(const struct train *train)
{
    static const struct {
        int end; // in twentieths of the epochs
        double part;
    } stairs[] = {{2, 1}, {5, 0.4}, {8, 0.2}, {12, 0.1}};
    const struct train_state *state = &train->state;
    for (size_t i = 0; i < sizeof stairs / sizeof *stairs; i++) {
        if ((int64_t)state->epoch * 20 < (int64_t)state->options.epochs * stairs[i].end)
            return stairs[i].part;
    }
    return 0.02;
}

static double scheduled_rate(const struct train *train)
{
    enum train_schedule schedule = train->state.options.schedule;
    double part = schedule == TRAIN_SCHEDULE_COSINE  ? cosine_part(train)
                  : schedule == TRAIN_SCHEDULE_STEPS ? steps_part(train)
                                                     : 1;
    return part * (double)train_rate(train);
}

// The decimal that was asked for, not the float next to it: what the recipe's weights were made
// with.
static double weight_decay(const struct train *train)
{
    const double steps = 1e10;
    return floor((double)train->state.options.decay * steps + 0.5) / steps;
}

struct tending {
    float *weight, *average; // of all parameters
    float keep, blend;
};

// In pieces that lie about where the threads have learnt them (nn/train/step.c): else most weights
// would travel from one cache to another and back.
enum { TEND_PIECES = 16, TEND_PIECE = (LENET_PARAMETERS + TEND_PIECES - 1) / TEND_PIECES };

static void tend_piece(void *context, int piece, int thread)
{
    (void)thread;
    const struct tending *tending = context;
    float *restrict weight = tending->weight;
    float *restrict average = tending->average;
    int first = piece * TEND_PIECE, end = first + TEND_PIECE;
    for (int i = first; i < end && i < LENET_PARAMETERS; i++) {
        weight[i] *= tending->keep;
        average[i] += tending->blend * (weight[i] - average[i]);
    }
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
    struct tending tending = {
        .weight = lenet_parameters(&train->state.weights),
        .average = lenet_parameters(&train->state.average),
        .keep = (float)(1 - TEND_EVERY * rate * weight_decay(train)),
        .blend = (float)(1 / fmax(1, reach)),
    };
    threads_run(train->threads, TEND_PIECES, tend_piece, &tending);
}

// What the run yields as long as it has no average.
static void yield_moment(struct train *train)
{
    if (train->state.options.average == TRAIN_AVERAGE_OFF)
        train->state.average = train->state.weights;
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
        train->label[i] = training_label(train, train->order[batch_begin(train) + (size_t)i]);
    double rate = scheduled_rate(train);
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
    yield_moment(train);
    train->latest_rate = rate;
    state->loss_sum += result.loss;
    state->wrong += (uint64_t)result.wrong;
    state->seen += (uint64_t)size;
    state->batch++;
    if (state->batch < train_batches_per_epoch(train))
        return false;
    finish_epoch(train);
    return true;
}
