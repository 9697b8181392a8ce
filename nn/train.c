// A training run: shuffles, cuts each batch into blocks of sixteen images, lets the pool compute
// the blocks' gradients, and adds those in the order of the blocks. Everything random is drawn from
// (seed, epoch, image), never from a stream that threads share: that, and the fixed order of
// additions, makes the weights independent of the number of threads.
#include "nn/train.h"

#include "nn/kernels.h"
#include "nn/normalize.h"
#include "nn/random.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_EPOCHS = 100000,
    MOST_BATCH = 4096,
    UPDATE_PIECE = 7728, // weights of one piece of the update; a multiple of 16
    UPDATE_PIECES = (LENET_PARAMETERS + UPDATE_PIECE - 1) / UPDATE_PIECE,
    WARM_UP_STEPS = 500,
    AVERAGE_EVERY = 4, // steps from one addition to the average to the next
};

// The recipe; tests/reference/recipe.md shows what each choice is worth.
static const double last_rate = 0.1;          // of the peak, at the end of the run
static const double weight_decay = 2e-5;      // times the rate: what every step takes off a weight
static const double averaged_part = 1.0 / 10; // of the steps so far that the average reaches back

// What a stream of the seed is for; stream 0 is lenet_init's.
enum purpose { PURPOSE_SHUFFLE = 1, PURPOSE_DISTORT = 2 };

enum { MOST_IMAGES = 1 << 24 };

typedef uint8_t digit_row[DIGIT_SIDE]; // an image is passed as a pointer to its first row

// One per thread.
struct workspace {
    struct lenet_block block;
    struct lenet_deltas deltas;
    uint8_t distorted[BLOCK_IMAGES][DIGIT_SIDE][DIGIT_SIDE];
};

// What one block of a batch yields.
struct block_result {
    struct lenet gradient;
    double loss;
    int wrong;
};

struct train {
    struct train_state state;
    struct training_data data;   // what it points to is borrowed
    size_t count;                // of its items
    struct threads *threads;     // borrowed
    struct workspace *workspace; // one per thread; owned, as all below
    struct block_result *result; // one per block of a batch
    const float **gradient;      // their gradients, for the update
    uint32_t *order;             // the items of this epoch in their order
    float level[256];            // input_level
    float rate;                  // of this batch
    float keep;                  // what weight decay leaves of each weight in this step
    float blend;                 // how much of the weights enters the average; 0: not this step
    double epoch_loss, epoch_error;
};

struct train_options train_default_options(void)
{
    return (struct train_options){.epochs = 300,
                                  .batch = 32,
                                  .rate = 1,
                                  .momentum = 0.9f,
                                  .augment = AUGMENT_FULL,
                                  .seed = 1};
}

void train_begin(struct train_state *state, const struct train_options *options)
{
    memset(state, 0, sizeof *state);
    state->options = *options;
    lenet_init(&state->weights, options->seed);
    state->average = state->weights;
}

static bool check_options(const struct train_options *o, struct status *status)
{
    if (o->epochs < 1 || o->epochs > MOST_EPOCHS)
        return status_fail(status, STATUS_USAGE, "%d epochs: must be 1 to %d", o->epochs,
                           MOST_EPOCHS);
    if (o->batch < 1 || o->batch > MOST_BATCH)
        return status_fail(status, STATUS_USAGE, "a batch of %d images: must be 1 to %d", o->batch,
                           MOST_BATCH);
    if (!(o->rate > 0 && o->rate <= 1000))
        return status_fail(status, STATUS_USAGE, "learning rate %g: must be above 0, at most 1000",
                           (double)o->rate);
    if (!(o->momentum >= 0 && o->momentum <= 0.999f))
        return status_fail(status, STATUS_USAGE, "momentum %g: must be 0 to 0.999",
                           (double)o->momentum);
    if ((int)o->augment < 0 || o->augment >= AUGMENT_KINDS)
        return status_fail(status, STATUS_USAGE, "unknown kind of augmentation %d",
                           (int)o->augment);
    return true;
}

static int blocks_of(int images)
{
    return (images + BLOCK_IMAGES - 1) / BLOCK_IMAGES;
}

static void *allocate_aligned(size_t count, size_t size)
{
    void *memory = NULL;
    return posix_memalign(&memory, 64, count * size) == 0 ? memory : NULL;
}

static void fill_levels(float level[256])
{
    for (int grey = 0; grey < 256; grey++)
        level[grey] = input_level((uint8_t)grey);
}

static void clear_input(struct lenet_block *block, float background)
{
    float *input = block->input[0][0];
    for (size_t i = 0; i < sizeof block->input / sizeof *input; i++)
        input[i] = background;
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
                const struct training_data *data, struct threads *threads, struct status *status)
{
    *out = NULL;
    size_t count = training_data_count(data);
    if (!check_options(&state->options, status))
        return false;
    if (count == 0 || count > MOST_IMAGES)
        return status_fail(status, STATUS_USAGE, "%zu images cannot be trained on: must be 1 to %d",
                           count, MOST_IMAGES);
    uint64_t fingerprint = training_data_fingerprint(data);
    if (!check_data(state->data, fingerprint, status))
        return false;
    struct train *train = calloc(1, sizeof *train);
    if (!train)
        return status_fail(status, STATUS_NO_MEMORY, "no memory to train");
    train->state = *state;
    train->state.data = fingerprint;
    train->data = *data;
    train->count = count;
    train->threads = threads;
    size_t blocks = (size_t)blocks_of(state->options.batch);
    train->workspace = allocate_aligned((size_t)threads_count(threads), sizeof *train->workspace);
    train->result = allocate_aligned(blocks, sizeof *train->result);
    train->gradient = calloc(blocks, sizeof *train->gradient);
    train->order = calloc(count, sizeof *train->order);
    if (!train->workspace || !train->result || !train->gradient || !train->order) {
        train_close(train);
        return status_fail(status, STATUS_NO_MEMORY, "no memory to train");
    }
    for (size_t i = 0; i < blocks; i++)
        train->gradient[i] = lenet_parameters(&train->result[i].gradient);
    fill_levels(train->level);
    for (int i = 0; i < threads_count(threads); i++)
        clear_input(&train->workspace[i].block, train->level[0]);
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
    free(train->workspace);
    free(train->result);
    free(train->gradient);
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

const struct train_state *train_get_state(const struct train *train)
{
    return &train->state;
}

// Puts digits into the lanes of a block's input. Row by row over all lanes: the rows being written
// then stay in the nearest cache. The border of two pixels was filled when the run was opened.
static void pack_digits(struct lenet_block *block, const digit_row *const digit[BLOCK_IMAGES],
                        int count, const float level[256])
{
    for (int y = 0; y < DIGIT_SIDE; y++)
        for (int x = 0; x < DIGIT_SIDE; x++)
            for (int lane = 0; lane < count; lane++)
                block->input[y + 2][x + 2][lane] = level[digit[lane][y][x]];
}

// The summed loss and the number of misread images of a block's first `count` images.
static void judge(const struct lenet_block *block, const uint8_t *label, int count, double *loss,
                  int *wrong, uint8_t *reading)
{
    *loss = 0;
    *wrong = 0;
    for (int image = 0; image < count; image++) {
        int best = 0;
        for (int k = 0; k < LENET_CLASSES; k++) {
            double p = (double)block->probability[k][image];
            double miss = label[image] == k ? 1 - p : p;
            *loss += miss * miss / LENET_CLASSES;
            if (block->probability[k][image] > block->probability[best][image])
                best = k;
        }
        *wrong += best != label[image];
        if (reading)
            reading[image] = (uint8_t)best;
    }
}

// The image as it is, or a variant of it in `drawn`.
static const digit_row *training_image(const struct train *train, uint32_t item, digit_row *drawn)
{
    const struct train_options *options = &train->state.options;
    struct random random;
    random_init(&random, options->seed, stream_of(PURPOSE_DISTORT, train->state.epoch, item));
    return training_data_image(&train->data, item, options->augment, &random, drawn);
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

static void train_block(void *context, int piece, int thread)
{
    struct train *train = context;
    struct workspace *workspace = &train->workspace[thread];
    const uint32_t *order = train->order + batch_begin(train) + (size_t)piece * BLOCK_IMAGES;
    int count = batch_size(train) - piece * BLOCK_IMAGES;
    if (count > BLOCK_IMAGES)
        count = BLOCK_IMAGES;
    uint8_t label[BLOCK_IMAGES] = {0};
    const digit_row *digit[BLOCK_IMAGES];
    for (int lane = 0; lane < count; lane++) {
        digit[lane] = training_image(train, order[lane], workspace->distorted[lane]);
        label[lane] = training_data_label(&train->data, order[lane]);
    }
    pack_digits(&workspace->block, digit, count, train->level);
    const struct kernels *kernels = kernels_get();
    struct block_result *result = &train->result[piece];
    kernels->forward(&workspace->block, &train->state.weights);
    judge(&workspace->block, label, count, &result->loss, &result->wrong, NULL);
    kernels->backward(&result->gradient, &workspace->deltas, &workspace->block,
                      &train->state.weights, label, count);
}

static void decay(float *restrict weight, int count, float keep)
{
    for (int i = 0; i < count; i++)
        weight[i] *= keep;
}

static void add_to_average(float *restrict average, const float *restrict weight, int count,
                           float blend)
{
    for (int i = 0; i < count; i++)
        average[i] += blend * (weight[i] - average[i]);
}

static void update_piece(void *context, int piece, int thread)
{
    (void)thread;
    struct train *train = context;
    const struct train_options *options = &train->state.options;
    int size = batch_size(train), begin = piece * UPDATE_PIECE;
    int count = LENET_PARAMETERS - begin < UPDATE_PIECE ? LENET_PARAMETERS - begin : UPDATE_PIECE;
    const float *gradient[MOST_BATCH / BLOCK_IMAGES];
    for (int i = 0; i < blocks_of(size); i++)
        gradient[i] = train->gradient[i] + begin;
    float *weight = lenet_parameters(&train->state.weights) + begin;
    decay(weight, count, train->keep);
    kernels_get()->update(weight, lenet_parameters(&train->state.velocity) + begin, gradient,
                          blocks_of(size), count, 1.0f / (float)size, train->rate,
                          options->momentum);
    if (train->blend > 0)
        add_to_average(lenet_parameters(&train->state.average) + begin, weight, count,
                       train->blend);
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

// Linear warm-up, then half a cosine (Loshchilov & Hutter 2017) down to last_rate. It does not end
// at 0: the average of weights that still move finds wider minima than a run that comes to rest.
static double learning_rate(const struct train *train)
{
    double step = steps_done(train);
    double steps = (double)train->state.options.epochs * train_batches_per_epoch(train);
    double warm_up = fmin(WARM_UP_STEPS, steps / 10);
    double part =
        step < warm_up
            ? (step + 1) / (warm_up + 1)
            : last_rate + (1 - last_rate) * half_cosine((step - warm_up) / (steps - warm_up));
    return part * (double)train->state.options.rate;
}

// An exponential average whose reach grows with the run: it needs no length of its own, and forgets
// the first weights soon.
static float average_blend(const struct train *train)
{
    double step = steps_done(train);
    if (fmod(step, AVERAGE_EVERY) != 0)
        return 0;
    double reach = fmax(1, averaged_part * step / AVERAGE_EVERY);
    return (float)(1 / reach);
}

static void plan_step(struct train *train)
{
    double rate = learning_rate(train);
    train->rate = (float)rate;
    train->keep = (float)(1 - rate * weight_decay);
    train->blend = average_blend(train);
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
    plan_step(train);
    threads_run(train->threads, blocks_of(size), train_block, train);
    threads_run(train->threads, UPDATE_PIECES, update_piece, train);
    for (int i = 0; i < blocks_of(size); i++) {
        state->loss_sum += train->result[i].loss;
        state->wrong += (uint64_t)train->result[i].wrong;
    }
    state->seen += (uint64_t)size;
    state->batch++;
    if (state->batch < train_batches_per_epoch(train))
        return false;
    finish_epoch(train);
    return true;
}

// ---- evaluation -------------------------------------------------------------------------------

struct evaluating {
    const struct lenet *lenet;
    const struct dataset *data;
    struct lenet_block *block; // one per thread
    double *loss;              // one per block of images
    uint8_t *reading;          // one per image
    float level[256];
};

static void evaluate_block(void *context, int piece, int thread)
{
    struct evaluating *e = context;
    struct lenet_block *block = &e->block[thread];
    size_t begin = (size_t)piece * BLOCK_IMAGES, left = e->data->count - begin;
    int count = left < BLOCK_IMAGES ? (int)left : BLOCK_IMAGES, wrong;
    const digit_row *digit[BLOCK_IMAGES];
    for (int lane = 0; lane < count; lane++)
        digit[lane] = (const digit_row *)e->data->image[begin + (size_t)lane];
    pack_digits(block, digit, count, e->level);
    kernels_get()->forward(block, e->lenet);
    judge(block, e->data->label + begin, count, &e->loss[piece], &wrong, e->reading + begin);
}

static void sum_up(struct evaluation *evaluation, const struct evaluating *e, int blocks)
{
    *evaluation = (struct evaluation){.count = e->data->count};
    for (int i = 0; i < blocks; i++)
        evaluation->loss += e->loss[i];
    evaluation->loss /= (double)e->data->count;
    for (size_t i = 0; i < e->data->count; i++) {
        evaluation->confusion[e->data->label[i]][e->reading[i]]++;
        evaluation->wrong += e->data->label[i] != e->reading[i];
    }
}

bool evaluate(struct evaluation *evaluation, const struct lenet *lenet, const struct dataset *data,
              struct threads *threads, uint8_t *readings, struct status *status)
{
    if (data->count == 0)
        return status_fail(status, STATUS_USAGE, "there are no images to read");
    bool done = false;
    int blocks = (int)((data->count + BLOCK_IMAGES - 1) / BLOCK_IMAGES);
    struct evaluating e = {.lenet = lenet, .data = data};
    e.block = allocate_aligned((size_t)threads_count(threads), sizeof *e.block);
    e.loss = calloc((size_t)blocks, sizeof *e.loss);
    e.reading = malloc(data->count);
    if (!e.block || !e.loss || !e.reading) {
        status_fail(status, STATUS_NO_MEMORY, "no memory to read %zu images", data->count);
        goto fail;
    }
    fill_levels(e.level);
    for (int i = 0; i < threads_count(threads); i++)
        clear_input(&e.block[i], e.level[0]);
    threads_run(threads, blocks, evaluate_block, &e);
    sum_up(evaluation, &e, blocks);
    if (readings)
        memcpy(readings, e.reading, data->count);
    done = true;
fail:
    free(e.block);
    free(e.loss);
    free(e.reading);
    return done;
}
