// A batch is cut into blocks of sixteen digits, and the blocks are handled in groups of as many as
// there are threads, so that a group's activations stay in the cores' own caches. A group goes
// through a row of phases, after each of which the threads wait for each other:
//
//   draw     a digit
//   front    a block: digits packed into lanes; C1, S2, C3, S4
//   C5       12 units of all blocks
//   head     a block: F6 and the output, and back to C5
//   C5 back  half the units, for one block
//   back     a block: S4, C3, S2, C1
//   learn    12 units of C5 (and as many of F6) of all blocks: gradient, and in the last group the
//            weights; the last piece does the same for the small layers
//
// When there are fewer blocks than threads, front and back are cut further, into phases of half a
// block each, so that two cores can share one block: a batch of 16 then uses two cores.
//
// The units of C5 stay with the core that they were dealt to: four fifths of the weights, gradients
// and velocities never travel from cache to cache. Sums over blocks run in the order of the blocks,
// so that neither the number of threads nor that of groups changes a bit.
#include "nn/train/step.h"

#include "nn/base/memory.h"

#include <assert.h>
#include <stdlib.h>

enum {
    // C1 to S4, the layers that backward_s4 and backward_c3 leave gradients for.
    CONVOLUTION_PARAMETERS = offsetof(struct lenet, c5_weight) / sizeof(float),
};

// One block at work. The kernels want it aligned.
struct slot {
    _Alignas(64) struct lenet_block block;
    struct lenet_deltas deltas;
    struct lenet gradient; // of C1 to S4
    uint8_t scratch[BLOCK_IMAGES][DIGIT_SIDE][DIGIT_SIDE];
    const digit_row *digit[BLOCK_IMAGES];
    const uint8_t *label;
    int count; // digits, 1..16
    double loss;
    int wrong;
};

struct step;
// Half of what a layer does for one block.
typedef void stage(struct step *step, int block, int half);

struct step {
    struct threads *threads; // borrowed
    const struct kernels *kernels;
    struct slot *slot; // one per thread; owned
    int slots;
    const struct lenet_deltas **deltas; // of each slot; owned
    struct lenet gradient;              // summed over the groups of a batch
    // Of the step being done:
    const struct step_batch *batch;
    int first;  // digit of the group
    int digits; // in the group
    int blocks; // that they fill
    stage *const *stages;
    int stage_count;
    struct dense_learning learning;
};

struct step *step_open(struct threads *threads)
{
    struct step *step = memory_aligned(1, sizeof *step);
    if (!step)
        return NULL;
    step->threads = threads;
    step->slots = threads_count(threads);
    step->slot = memory_aligned((size_t)step->slots, sizeof *step->slot);
    step->deltas = calloc((size_t)step->slots, sizeof *step->deltas);
    if (!step->slot || !step->deltas) {
        step_close(step);
        return NULL;
    }
    for (int i = 0; i < step->slots; i++) {
        block_clear(&step->slot[i].block);
        step->deltas[i] = &step->slot[i].deltas;
    }
    return step;
}

void step_close(struct step *step)
{
    if (!step)
        return;
    free(step->slot);
    free(step->deltas);
    free(step);
}

// ---- The phases ---------------------------------------------------------------------------------

// One by one, since a drawing takes several times as long as an image: the thread that has the
// quick ones draws the others', too.
static void draw(void *context, int piece, int thread)
{
    (void)thread;
    struct step *step = context;
    struct slot *slot = &step->slot[piece / BLOCK_IMAGES];
    int i = piece % BLOCK_IMAGES;
    slot->digit[i] =
        step->batch->digit(step->batch->context, step->first + piece, slot->scratch[i]);
}

static void pack(struct step *step, int block, int half)
{
    struct slot *slot = &step->slot[block];
    int first = half * DIGIT_SIDE / HALVES, end = first + DIGIT_SIDE / HALVES;
    block_pack(&slot->block, slot->digit, slot->count, first, end);
}

static void forward_c1(struct step *step, int block, int half)
{
    step->kernels->forward_c1(&step->slot[block].block, step->learning.weights, half);
}

static void forward_c3(struct step *step, int block, int half)
{
    step->kernels->forward_c3(&step->slot[block].block, step->learning.weights, half);
}

static void backward_s4(struct step *step, int block, int half)
{
    struct slot *slot = &step->slot[block];
    step->kernels->backward_s4(&slot->gradient, &slot->deltas, &slot->block, step->learning.weights,
                               half);
}

static void backward_c3(struct step *step, int block, int half)
{
    struct slot *slot = &step->slot[block];
    step->kernels->backward_c3(&slot->gradient, &slot->deltas, &slot->block, step->learning.weights,
                               half);
}

static stage *const front[] = {pack, forward_c1, forward_c3};
static stage *const back[] = {backward_s4, backward_c3};

static void stages_of_block(void *context, int piece, int thread)
{
    (void)thread;
    struct step *step = context;
    for (int i = 0; i < step->stage_count; i++)
        for (int half = 0; half < HALVES; half++)
            step->stages[i](step, piece, half);
}

static void stage_of_half(void *context, int piece, int thread)
{
    (void)thread;
    struct step *step = context;
    step->stages[0](step, piece / HALVES, piece % HALVES);
}

// Every stage needs both halves of the one before it.
static void run_stages(struct step *step, stage *const *stages, int count)
{
    step->stages = stages;
    step->stage_count = count;
    if (step->blocks == step->slots) {
        threads_run(step->threads, step->blocks, stages_of_block, step);
        return;
    }
    for (; step->stages < stages + count; step->stages++)
        threads_run(step->threads, step->blocks * HALVES, stage_of_half, step);
}

static void forward_c5(void *context, int piece, int thread)
{
    (void)thread;
    struct step *step = context;
    for (int i = 0; i < step->blocks; i++)
        step->kernels->forward_c5(&step->slot[i].block, step->learning.weights, piece);
}

static void head(void *context, int piece, int thread)
{
    (void)thread;
    struct step *step = context;
    struct slot *slot = &step->slot[piece];
    step->kernels->head(&slot->deltas, &slot->block, step->learning.weights, slot->label,
                        slot->count);
    block_judge(&slot->block, slot->label, slot->count, &slot->loss, &slot->wrong, NULL);
}

// The halves come before the blocks here: a thread then meets the units of C5 that it has learned.
static void backward_c5(void *context, int piece, int thread)
{
    (void)thread;
    struct step *step = context;
    step->kernels->backward_c5(&step->slot[piece % step->blocks].deltas, step->learning.weights,
                               piece / step->blocks);
}

static void learn_convolutions(struct step *step)
{
    const struct dense_learning *learning = &step->learning;
    float *sum = lenet_parameters(&step->gradient);
    for (int block = 0; block < step->blocks; block++) {
        struct slot *slot = &step->slot[block];
        const float *gradient = lenet_parameters(&slot->gradient);
        step->kernels->backward_end(&slot->gradient, &slot->deltas);
        bool first = learning->first && block == 0;
        for (int i = 0; i < CONVOLUTION_PARAMETERS; i++)
            sum[i] = first ? gradient[i] : sum[i] + gradient[i];
    }
    if (learning->last)
        step->kernels->update(lenet_parameters(learning->weights),
                              lenet_parameters(learning->velocity), sum, CONVOLUTION_PARAMETERS,
                              &learning->sgd);
}

static void learn(void *context, int piece, int thread)
{
    (void)thread;
    struct step *step = context;
    step->kernels->learn_dense(&step->learning, piece);
    if (piece == DENSE_PIECES - 1)
        learn_convolutions(step);
}

// ---- A step -------------------------------------------------------------------------------------

// Cuts the next group from the batch.
static void begin_group(struct step *step)
{
    const struct step_batch *batch = step->batch;
    int left = batch->count - step->first;
    step->digits = 0;
    for (step->blocks = 0; step->blocks < step->slots && left > 0; step->blocks++) {
        struct slot *slot = &step->slot[step->blocks];
        slot->label = batch->label + (batch->count - left);
        slot->count = left < BLOCK_IMAGES ? left : BLOCK_IMAGES;
        left -= slot->count;
        step->digits += slot->count;
    }
    step->learning.first = step->first == 0;
    step->learning.last = left == 0;
    step->learning.blocks = step->blocks;
}

static void run_group(struct step *step)
{
    threads_run(step->threads, step->digits, draw, step);
    run_stages(step, front, sizeof front / sizeof front[0]);
    threads_run(step->threads, DENSE_PIECES, forward_c5, step);
    threads_run(step->threads, step->blocks, head, step);
    threads_run(step->threads, step->blocks * HALVES, backward_c5, step);
    run_stages(step, back, sizeof back / sizeof back[0]);
    threads_run(step->threads, DENSE_PIECES, learn, step);
}

struct step_result step_run(struct step *step, struct lenet *weights, struct lenet *velocity,
                            const struct step_batch *batch)
{
    assert(batch->count > 0);
    struct step_result result = {0};
    step->kernels = kernels_get();
    step->batch = batch;
    step->learning = (struct dense_learning){
        .weights = weights,
        .velocity = velocity,
        .gradient = &step->gradient,
        .deltas = step->deltas,
        .sgd = {1.0f / (float)batch->count, batch->rate, batch->momentum},
    };
    for (step->first = 0; step->first < batch->count; step->first += step->blocks * BLOCK_IMAGES) {
        begin_group(step);
        run_group(step);
        for (int i = 0; i < step->blocks; i++) {
            result.loss += step->slot[i].loss;
            result.wrong += step->slot[i].wrong;
        }
    }
    return result;
}
