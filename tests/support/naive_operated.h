// The specification with parts silenced, and with noise: layer by layer, in double precision.
#ifndef TESTS_SUPPORT_NAIVE_OPERATED_H
#define TESTS_SUPPORT_NAIVE_OPERATED_H

#include "nn/explain/ablation.h"
#include "nn/net/forward.h"
#include "tests/support/naive.h"

// What ablation_silence must come to, by the layers' shapes alone.
static inline void naive_silence(struct ablation *ablation, struct terms_cell part,
                                 const struct lenet_activations *constant)
{
    const struct lenet_layer *layer = &lenet_layers[part.layer];
    for (int i = 0; i < layer->maps * layer->side * layer->side; i++) {
        int map = i / (layer->side * layer->side), row = i / layer->side % layer->side;
        if ((part.map >= 0 && part.map != map) || (part.row >= 0 && part.row != row) ||
            (part.row >= 0 && part.column != i % layer->side))
            continue;
        size_t cell = layer->offset + (size_t)i;
        ablation->silenced[cell] = true;
        ablation->constant[cell] = constant ? lenet_layer_values(constant, part.layer)[i] : 0;
    }
}

// Puts the constants of a layer in the place of its silenced values, and adds noise to the others.
static inline void naive_operate(double *value, enum lenet_layer_id id,
                                 const struct ablation *ablation,
                                 const struct lenet_activations *noise)
{
    const struct lenet_layer *layer = &lenet_layers[id];
    const float *added = noise ? lenet_layer_values(noise, id) : NULL;
    for (int i = 0; i < layer->maps * layer->side * layer->side; i++) {
        size_t cell = layer->offset + (size_t)i;
        if (ablation->silenced[cell])
            value[i] = (double)ablation->constant[cell];
        else if (added)
            value[i] += (double)added[i];
    }
}

static inline void naive_pool(double *out, const double *in, int maps, int side,
                              const float *coefficient, const float *bias)
{
    for (int m = 0; m < maps; m++)
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++)
                *out++ = (double)coefficient[m] *
                             naive_average(in + 4 * m * side * side, 2 * side, y, x) +
                         (double)bias[m];
}

// `noise`: what is added to every value, or NULL.
static inline void naive_operated(struct naive *a, const struct lenet *w,
                                  const struct ablation *ablation,
                                  const struct lenet_activations *noise)
{
    naive_forward(a, w); // C1 is right; every later layer is made again
    naive_operate(a->c1[0][0], LENET_C1, ablation, noise);
    naive_pool(a->s2[0][0], a->c1[0][0], 6, 14, w->s2_weight, w->s2_bias);
    naive_operate(a->s2[0][0], LENET_S2, ablation, noise);
    for (int m = 0; m < 16; m++)
        for (int y = 0; y < 10; y++)
            for (int x = 0; x < 10; x++) {
                double sum = (double)w->c3_bias[m];
                for (int i = 0; i < 150; i++)
                    sum += (double)w->c3_weight[m][i / 25][i / 5 % 5][i % 5] *
                           a->s2[i / 25][y + i / 5 % 5][x + i % 5];
                a->c3[m][y][x] = naive_sigmoid(sum);
            }
    naive_operate(a->c3[0][0], LENET_C3, ablation, noise);
    naive_pool(a->s4[0][0], a->c3[0][0], 16, 5, w->s4_weight, w->s4_bias);
    naive_operate(a->s4[0][0], LENET_S4, ablation, noise);
    for (int u = 0; u < 120; u++) {
        double sum = (double)w->c5_bias[u];
        for (int i = 0; i < 400; i++)
            sum +=
                (double)w->c5_weight[u][i / 25][i / 5 % 5][i % 5] * a->s4[i / 25][i / 5 % 5][i % 5];
        a->c5[u] = naive_sigmoid(sum);
    }
    naive_operate(a->c5, LENET_C5, ablation, noise);
    for (int u = 0; u < 84; u++) {
        double sum = (double)w->f6_bias[u];
        for (int i = 0; i < 120; i++)
            sum += (double)w->f6_weight[u][i] * a->c5[i];
        a->f6[u] = naive_sigmoid(sum);
    }
    naive_operate(a->f6, LENET_F6, ablation, noise);
    for (int k = 0; k < 10; k++) {
        a->logits[k] = (double)w->output_bias[k];
        for (int u = 0; u < 84; u++)
            a->logits[k] += (double)w->output_weight[k][u] * a->f6[u];
    }
}

// What the ablation's noise adds to the values of one layer, found by reading with that alone.
static inline void naive_find_noise(struct lenet_activations *noise, const struct lenet *lenet,
                                    const struct ablation *ablation, enum lenet_layer_id id)
{
    static struct lenet_activations without, with;
    static struct ablation alone;
    const struct lenet_layer *layer = &lenet_layers[id];
    memset(&alone, 0, sizeof alone);
    alone.noise[id] = ablation->noise[id];
    alone.seed = ablation->seed;
    lenet_forward(&without, lenet);
    ablation_forward(&with, lenet, &alone);
    for (int i = 0; i < layer->maps * layer->side * layer->side; i++)
        ((float *)noise)[layer->offset + (size_t)i] =
            lenet_layer_values(&with, id)[i] - lenet_layer_values(&without, id)[i];
}

#endif
