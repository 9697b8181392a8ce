// Reads a data set on all threads, sixteen images at a time. The sums are made in a fixed order, so
// that the loss does not depend on the number of threads.
#include "nn/train/evaluation.h"

#include "nn/base/memory.h"
#include "nn/net/block.h"

#include <stdlib.h>
#include <string.h>

struct evaluating {
    evaluation_read *read;
    void *context;
    const struct dataset *data;
    struct lenet_block *block; // one per thread
    double *loss;              // one per block of images
    uint8_t *reading;          // one per image
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
    block_pack(block, digit, count, 0, DIGIT_SIDE);
    e->read(e->context, block);
    block_judge(block, e->data->label + begin, count, &e->loss[piece], &wrong, e->reading + begin);
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

bool evaluation_run_by(struct evaluation *evaluation, evaluation_read *read, void *context,
                       const struct dataset *data, struct threads *threads, uint8_t *readings,
                       struct status *status)
{
    if (data->count == 0)
        return status_fail(status, STATUS_USAGE, "there are no images to read");
    bool done = false;
    int blocks = (int)((data->count + BLOCK_IMAGES - 1) / BLOCK_IMAGES);
    struct evaluating e = {.read = read, .context = context, .data = data};
    e.block = memory_aligned((size_t)threads_count(threads), sizeof *e.block);
    e.loss = calloc((size_t)blocks, sizeof *e.loss);
    e.reading = malloc(data->count);
    if (!e.block || !e.loss || !e.reading) {
        status_fail(status, STATUS_NO_MEMORY, "no memory to read %zu images", data->count);
        goto fail;
    }
    for (int i = 0; i < threads_count(threads); i++)
        block_clear(&e.block[i]);
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

static void read_plainly(void *context, struct lenet_block *block)
{
    const struct lenet *const *lenet = context;
    kernels_get()->forward(block, *lenet);
}

bool evaluation_run(struct evaluation *evaluation, const struct lenet *lenet,
                    const struct dataset *data, struct threads *threads, uint8_t *readings,
                    struct status *status)
{
    return evaluation_run_by(evaluation, read_plainly, &lenet, data, threads, readings, status);
}
