// The backward pass for one image, with respect to its activations. Training has its own, with
// respect to the weights and for sixteen images at once (nn/net/kernels_backward.h); this one is
// plain loops, because one image is little work.
#include "nn/explain/gradient.h"

#include <string.h>

// From after a sigmoid to before it.
static void through_sigmoid(float *gradient, const float *value, int count)
{
    for (int i = 0; i < count; i++)
        gradient[i] *= value[i] * (1 - value[i]);
}

// below[i] = sum over units of above[unit] x weight[unit][i]
static void through_units(float *below, int inputs, const float *above, int units,
                          const float *weight)
{
    memset(below, 0, (size_t)inputs * sizeof *below);
    for (int u = 0; u < units; u++)
        for (int i = 0; i < inputs; i++)
            below[i] += above[u] * weight[u * inputs + i];
}

// One map below from one map above, whose side is `side` and whose kernel joins them.
static void through_kernel(float *below, const float *above, int side, const float kernel[5][5])
{
    int below_side = side + 4;
    for (int y = 0; y < side; y++)
        for (int ky = 0; ky < 5; ky++)
            for (int kx = 0; kx < 5; kx++) {
                float *row = below + (y + ky) * below_side + kx;
                for (int x = 0; x < side; x++)
                    row[x] += above[y * side + x] * kernel[ky][kx];
            }
}

// One map below an average of 2x2 whose side is `side`.
static void through_pool(float *below, const float *above, int side, float coefficient)
{
    for (int y = 0; y < 2 * side; y++)
        for (int x = 0; x < 2 * side; x++)
            below[y * 2 * side + x] = above[y / 2 * side + x / 2] * (coefficient / 4);
}

// What a layer's silenced values are hangs on nothing.
static void stop_at_silenced(struct lenet_activations *gradient, const struct ablation *ablation,
                             enum lenet_layer_id id)
{
    const struct lenet_layer *layer = &lenet_layers[id];
    size_t count = (size_t)(layer->maps * layer->side * layer->side);
    for (size_t i = layer->offset; ablation && i < layer->offset + count; i++)
        if (ablation->silenced[i])
            ((float *)gradient)[i] = 0;
}

// `a`: without noise.
static void go_back(struct lenet_activations *gradient, const struct lenet *lenet,
                    const struct ablation *ablation, const struct lenet_activations *a,
                    const float combination[LENET_CLASSES])
{
    struct lenet_activations *g = gradient;
    memset(g, 0, sizeof *g);
    memcpy(g->logits, combination, sizeof g->logits);
    through_units(g->f6, 84, g->logits, 10, lenet->output_weight[0]);
    stop_at_silenced(g, ablation, LENET_F6);

    struct lenet_activations sums = *g; // the same before the sigmoids
    through_sigmoid(sums.f6, a->f6, 84);
    through_units(g->c5, 120, sums.f6, 84, lenet->f6_weight[0]);
    stop_at_silenced(g, ablation, LENET_C5);
    memcpy(sums.c5, g->c5, sizeof g->c5);
    through_sigmoid(sums.c5, a->c5, 120);
    through_units(g->s4[0][0], 400, sums.c5, 120, lenet->c5_weight[0][0][0]);
    stop_at_silenced(g, ablation, LENET_S4);
    for (int m = 0; m < 16; m++)
        through_pool(g->c3[m][0], g->s4[m][0], 5, lenet->s4_weight[m]);
    stop_at_silenced(g, ablation, LENET_C3);
    memcpy(sums.c3, g->c3, sizeof g->c3);
    through_sigmoid(sums.c3[0][0], a->c3[0][0], 1600);
    for (int m = 0; m < 16; m++)
        for (int c = 0; c < 6; c++)
            through_kernel(g->s2[c][0], sums.c3[m][0], 10, lenet->c3_weight[m][c]);
    stop_at_silenced(g, ablation, LENET_S2);
    for (int m = 0; m < 6; m++)
        through_pool(g->c1[m][0], g->s2[m][0], 14, lenet->s2_weight[m]);
    stop_at_silenced(g, ablation, LENET_C1);
    memcpy(sums.c1, g->c1, sizeof g->c1);
    through_sigmoid(sums.c1[0][0], a->c1[0][0], 6 * 784);
    for (int m = 0; m < 6; m++)
        through_kernel(g->input[0], sums.c1[m][0], 28, lenet->c1_weight[m]);
}

void gradient_of_logits(struct lenet_activations *gradient, const struct lenet *lenet,
                        const struct ablation *ablation,
                        const struct lenet_activations *activations,
                        const float combination[LENET_CLASSES])
{
    if (ablation_is_none(ablation)) {
        go_back(gradient, lenet, NULL, activations, combination);
        return;
    }
    // The slope of a sigmoid is that where it was, before noise was added to what it gave.
    struct lenet_activations quiet = *activations;
    ablation_take_noise_away(&quiet, ablation);
    go_back(gradient, lenet, ablation, &quiet, combination);
}

void gradient_integrated(float contribution[LENET_SIDE][LENET_SIDE], const struct lenet *lenet,
                         const struct ablation *ablation, const float input[LENET_SIDE][LENET_SIDE],
                         const float combination[LENET_CLASSES], int steps)
{
    enum { PIXELS = LENET_SIDE * LENET_SIDE };
    struct lenet_activations at, gradient;
    const float *image = input[0], *slope = gradient.input[0];
    float *partial = at.input[0], *out = contribution[0];
    double sum[PIXELS] = {0};
    for (int step = 0; step < steps; step++) {
        float part = ((float)step + 0.5f) / (float)steps;
        for (int i = 0; i < PIXELS; i++)
            partial[i] = INPUT_BACKGROUND + part * (image[i] - INPUT_BACKGROUND);
        ablation_forward(&at, lenet, ablation);
        gradient_of_logits(&gradient, lenet, ablation, &at, combination);
        for (int i = 0; i < PIXELS; i++)
            sum[i] += (double)slope[i];
    }
    for (int i = 0; i < PIXELS; i++)
        out[i] = (float)(sum[i] / steps) * (image[i] - INPUT_BACKGROUND);
}
