// Between the phases of the kernels' forward pass, values of a block are replaced; a pool that the
// kernels have already made of replaced values is made again. So the ten thousand images of a test
// set take hardly longer than without an ablation.
#include "nn/explain/ablation.h"

#include "nn/net/forward.h"

#include "nn/base/memory.h"
#include "nn/base/random.h"
#include "nn/net/block.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_CELLS = 6 * 28 * 28 }; // of a layer: C1's

// ---- What is silenced ---------------------------------------------------------------------------

// The run of cells that a cell stands for (see ablation_silence).
static size_t run_of(struct terms_cell cell, size_t *count)
{
    assert(cell.layer >= LENET_C1 && cell.layer <= LENET_F6);
    const struct lenet_layer *layer = &lenet_layers[cell.layer];
    size_t side = (size_t)layer->side, map = side * side;
    if (cell.map < 0) {
        *count = (size_t)layer->maps * map;
        return layer->offset;
    }
    *count = cell.row < 0 ? map : 1;
    size_t first = layer->offset + (size_t)cell.map * map;
    return cell.row < 0 ? first : first + (size_t)cell.row * side + (size_t)cell.column;
}

void ablation_silence(struct ablation *ablation, struct terms_cell cell,
                      const struct lenet_activations *constant)
{
    size_t count, first = run_of(cell, &count);
    for (size_t i = first; i < first + count; i++) {
        ablation->silenced_count += !ablation->silenced[i];
        ablation->silenced[i] = true;
        ablation->constant[i] = constant ? ((const float *)constant)[i] : 0;
    }
}

void ablation_heal(struct ablation *ablation, struct terms_cell cell)
{
    size_t count, first = run_of(cell, &count);
    for (size_t i = first; i < first + count; i++) {
        ablation->silenced_count -= ablation->silenced[i];
        ablation->silenced[i] = false;
        ablation->constant[i] = 0;
    }
}

bool ablation_silences(const struct ablation *ablation, struct terms_cell cell)
{
    size_t count, first = run_of(cell, &count);
    for (size_t i = first; i < first + count; i++)
        if (!ablation->silenced[i])
            return false;
    return true;
}

bool ablation_is_none(const struct ablation *ablation)
{
    if (!ablation)
        return true;
    for (int layer = 0; layer < LENET_LAYERS; layer++)
        if (ablation->noise[layer] != 0)
            return false;
    return ablation->silenced_count == 0;
}

// ---- One block ----------------------------------------------------------------------------------

// The sum of twelve uniform numbers has a variance of 1.
static float normal(struct random *random)
{
    float sum = -6;
    for (int i = 0; i < 12; i++)
        sum += random_float(random);
    return sum;
}

static size_t cells_of(enum lenet_layer_id id)
{
    const struct lenet_layer *layer = &lenet_layers[id];
    return (size_t)(layer->maps * layer->side * layer->side);
}

// What is added to each value of a layer.
static void draw_noise(float noise[MOST_CELLS], const struct ablation *ablation,
                       enum lenet_layer_id id)
{
    struct random random;
    float deviation = ablation->noise[id];
    random_init(&random, ablation->seed, (uint64_t)id);
    for (size_t i = 0; i < cells_of(id); i++)
        noise[i] = deviation != 0 ? deviation * normal(&random) : 0;
}

// Replaces a layer's values in the block. True if any was.
static bool ablate_layer(struct lenet_block *block, const struct ablation *ablation,
                         enum lenet_layer_id id)
{
    size_t offset = lenet_layers[id].offset;
    float(*value)[BLOCK_IMAGES] = (float(*)[BLOCK_IMAGES])block + offset;
    float noise[MOST_CELLS];
    bool changed = false;
    draw_noise(noise, ablation, id);
    for (size_t i = 0; i < cells_of(id); i++) {
        bool silenced = ablation->silenced[offset + i];
        for (int image = 0; image < BLOCK_IMAGES && (silenced || noise[i] != 0); image++)
            value[i][image] =
                silenced ? ablation->constant[offset + i] : value[i][image] + noise[i];
        changed |= silenced || noise[i] != 0;
    }
    return changed;
}

// Averages `maps` maps of 2 side x 2 side again.
static void pool_again(float (*out)[BLOCK_IMAGES], float (*in)[BLOCK_IMAGES], int maps, int side,
                       const float *coefficient, const float *bias)
{
    for (int m = 0; m < maps; m++)
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++) {
                float(*at)[BLOCK_IMAGES] = in + (m * 2 * side + 2 * y) * 2 * side + 2 * x;
                float *to = out[(m * side + y) * side + x];
                for (int image = 0; image < BLOCK_IMAGES; image++)
                    to[image] = ((at[0][image] + at[1][image]) +
                                 (at[2 * side][image] + at[2 * side + 1][image])) *
                                    (0.25f * coefficient[m]) +
                                bias[m];
            }
}

static void output_again(struct lenet_block *block, const struct lenet *lenet)
{
    for (int k = 0; k < LENET_CLASSES; k++)
        for (int image = 0; image < BLOCK_IMAGES; image++) {
            float sum = lenet->output_bias[k];
            for (int u = 0; u < 84; u++)
                sum += lenet->output_weight[k][u] * block->f6[u][image];
            block->logits[k][image] = sum;
        }
    for (int image = 0; image < BLOCK_IMAGES; image++) {
        float logits[LENET_CLASSES];
        struct terms_softmax softmax;
        for (int k = 0; k < LENET_CLASSES; k++)
            logits[k] = block->logits[k][image];
        terms_of_softmax(&softmax, logits, 1);
        for (int k = 0; k < LENET_CLASSES; k++)
            block->probability[k][image] = (float)softmax.share[k];
    }
}

void ablation_forward_block(struct lenet_block *block, const struct lenet *lenet,
                            const struct ablation *ablation)
{
    const struct kernels *kernels = kernels_get();
    if (ablation_is_none(ablation)) {
        kernels->forward(block, lenet);
        return;
    }
    for (int half = 0; half < HALVES; half++)
        kernels->forward_c1(block, lenet, half);
    if (ablate_layer(block, ablation, LENET_C1))
        pool_again(block->s2[0][0], block->c1[0][0], 6, 14, lenet->s2_weight, lenet->s2_bias);
    ablate_layer(block, ablation, LENET_S2);
    for (int half = 0; half < HALVES; half++)
        kernels->forward_c3(block, lenet, half);
    if (ablate_layer(block, ablation, LENET_C3))
        pool_again(block->s4[0][0], block->c3[0][0], 16, 5, lenet->s4_weight, lenet->s4_bias);
    ablate_layer(block, ablation, LENET_S4);
    for (int piece = 0; piece < DENSE_PIECES; piece++)
        kernels->forward_c5(block, lenet, piece);
    ablate_layer(block, ablation, LENET_C5);
    kernels->forward_f6(block, lenet);
    if (ablate_layer(block, ablation, LENET_F6))
        output_again(block, lenet);
}

// The lanes that have no image of their own have the first one.
static void put_images(struct lenet_block *block, const float image[][LENET_SIDE][LENET_SIDE],
                       int count)
{
    for (int lane = 0; lane < BLOCK_IMAGES; lane++)
        for (int row = 0; row < LENET_SIDE; row++)
            for (int column = 0; column < LENET_SIDE; column++)
                block->input[row][column][lane] = image[lane < count ? lane : 0][row][column];
}

void ablation_forward(struct lenet_activations *activations, const struct lenet *lenet,
                      const struct ablation *ablation)
{
    if (ablation_is_none(ablation)) {
        lenet_forward(activations, lenet);
        return;
    }
    _Alignas(64) struct lenet_block block;
    float *value = (float *)activations;
    put_images(&block, &activations->input, 1);
    ablation_forward_block(&block, lenet, ablation);
    for (size_t i = 0; i < ABLATION_CELLS; i++)
        value[i] = ((const float *)&block)[i * BLOCK_IMAGES];
}

void ablation_logits(float logits[][LENET_CLASSES], const float image[][LENET_SIDE][LENET_SIDE],
                     int count, const struct lenet *lenet, const struct ablation *ablation)
{
    if (ablation_is_none(ablation)) {
        struct lenet_activations activations;
        for (int i = 0; i < count; i++) {
            memcpy(activations.input, image[i], sizeof activations.input);
            lenet_forward(&activations, lenet);
            memcpy(logits[i], activations.logits, sizeof activations.logits);
        }
        return;
    }
    _Alignas(64) struct lenet_block block;
    put_images(&block, image, count);
    ablation_forward_block(&block, lenet, ablation);
    for (int i = 0; i < count; i++)
        for (int k = 0; k < LENET_CLASSES; k++)
            logits[i][k] = block.logits[k][i];
}

void ablation_take_noise_away(struct lenet_activations *activations,
                              const struct ablation *ablation)
{
    for (int id = LENET_C1; ablation && id <= LENET_F6; id++) {
        size_t offset = lenet_layers[id].offset;
        float *value = (float *)activations + offset, noise[MOST_CELLS];
        draw_noise(noise, ablation, (enum lenet_layer_id)id);
        for (size_t i = 0; i < cells_of((enum lenet_layer_id)id); i++)
            value[i] -= ablation->silenced[offset + i] ? 0 : noise[i];
    }
}

// ---- Data sets ----------------------------------------------------------------------------------

struct ablated {
    const struct lenet *lenet;
    const struct ablation *ablation;
};

static void read_block(void *context, struct lenet_block *block)
{
    const struct ablated *ablated = context;
    ablation_forward_block(block, ablated->lenet, ablated->ablation);
}

bool ablation_evaluate(struct evaluation *evaluation, const struct lenet *lenet,
                       const struct ablation *ablation, const struct dataset *data,
                       struct threads *threads, struct status *status)
{
    struct ablated ablated = {lenet, ablation};
    return evaluation_run_by(evaluation, read_block, &ablated, data, threads, NULL, status);
}

static void add_block(double sum[ABLATION_CELLS], const struct lenet_block *block, int count)
{
    const float *value = (const float *)block;
    for (size_t i = 0; i < ABLATION_CELLS; i++)
        for (int image = 0; image < count; image++)
            sum[i] += (double)value[i * BLOCK_IMAGES + (size_t)image];
}

bool ablation_means(struct lenet_activations *mean, const struct lenet *lenet,
                    const struct dataset *data, struct status *status)
{
    if (data->count == 0)
        return status_fail(status, STATUS_USAGE, "there are no images to read");
    struct lenet_block *block = memory_aligned(1, sizeof *block);
    double *sum = calloc(ABLATION_CELLS, sizeof *sum);
    bool done = block && sum;
    if (done)
        block_clear(block);
    else
        status_fail(status, STATUS_NO_MEMORY, "no memory to read %zu images", data->count);
    for (size_t begin = 0; done && begin < data->count; begin += BLOCK_IMAGES) {
        size_t left = data->count - begin;
        int count = left < BLOCK_IMAGES ? (int)left : BLOCK_IMAGES;
        const digit_row *digit[BLOCK_IMAGES];
        for (int lane = 0; lane < count; lane++)
            digit[lane] = (const digit_row *)data->image[begin + (size_t)lane];
        block_pack(block, digit, count, 0, DIGIT_SIDE);
        kernels_get()->forward(block, lenet);
        add_block(sum, block, count);
    }
    for (size_t i = 0; done && i < ABLATION_CELLS; i++)
        ((float *)mean)[i] = (float)(sum[i] / (double)data->count);
    free(block);
    free(sum);
    return done;
}
