// The forward pass of one image by itself, with the lanes put to another use: a row's pixels in C1,
// the maps in C3, the inputs in C5, F6 and the output. Part of kernels_lanes.c.
#ifndef NN_NET_KERNELS_SINGLE_H
#define NN_NET_KERNELS_SINGLE_H

#include "nn/net/kernels_forward.h"

// C1 with a row's pixels in lanes. 28 columns are not a whole number of 16-lane registers: the last
// register overlaps the one before it.
TILE one_c1_row(struct lenet_activations *a, const struct lenet *w, int m, int y)
{
    enum { REGISTERS = (28 + LANES_REGISTER - 1) / LANES_REGISTER, LAST = 28 - LANES_REGISTER };
    lanes sum[SINGLE_MAPS][REGISTERS];
    UNROLLED(i, SINGLE_MAPS)
        UNROLLED(r, REGISTERS)
            sum[i][r] = lanes_all(w->c1_bias[m + i]);
    for (int ky = 0; ky < 5; ky++) {
        UNROLLED(kx, 5) {
            UNROLLED(r, REGISTERS) {
                int x = r == REGISTERS - 1 ? LAST : r * LANES_REGISTER;
                lanes input = lanes_load_unaligned(&a->input[y + ky][x + kx]);
                UNROLLED(i, SINGLE_MAPS)
                    sum[i][r] = lanes_fma(lanes_all(w->c1_weight[m + i][ky][kx]), input, sum[i][r]);
            }
        }
    }
    UNROLLED(i, SINGLE_MAPS)
        UNROLLED(r, REGISTERS)
            lanes_store_unaligned(&a->c1[m + i][y][r == REGISTERS - 1 ? LAST : r * LANES_REGISTER],
                                  lanes_sigmoid(sum[i][r]));
}

INLINE void one_pool(float *out, const float *in, int side, float coefficient, float bias)
{
    for (int y = 0; y < side; y++)
        for (int x = 0; x < side; x++) {
            const float *above = in + 2 * y * 2 * side + 2 * x, *below = above + 2 * side;
            float sum = (above[0] + above[1]) + (below[0] + below[1]);
            out[y * side + x] = one_fma(sum, 0.25f * coefficient, bias);
        }
}

// Row y of C3 with the 16 maps in lanes: `weight` is (input map, kernel row, kernel column, map).
TILE one_c3_row(float out[10][LANES], const struct lenet_activations *a,
                const float weight[6][5][5][LANES], const float bias[16], int y, int group)
{
    lanes sum[10];
    UNROLLED(x, 10)
        sum[x] = lanes_load_unaligned(bias + group);
    for (int c = 0; c < 6; c++)
        for (int ky = 0; ky < 5; ky++)
            UNROLLED(kx, 5) {
                lanes tap = lanes_load(&weight[c][ky][kx][group]);
                UNROLLED(x, 10)
                    sum[x] = lanes_fma(tap, lanes_all(a->s2[c][y + ky][x + kx]), sum[x]);
            }
    UNROLLED(x, 10)
        lanes_store(&out[x][group], lanes_sigmoid(sum[x]));
}

static void one_c3(struct lenet_activations *a, const struct lenet *w)
{
    _Alignas(64) float weight[6][5][5][LANES], row[10][LANES];
    const float *maps = w->c3_weight[0][0][0];
    transpose(weight[0][0][0], LANES, maps, 150, 16, 148);
    for (int tap = 148; tap < 150; tap++)
        for (int m = 0; m < 16; m++)
            weight[5][4][tap - 145][m] = maps[m * 150 + tap];
    for (int y = 0; y < 10; y++) {
        for (int group = 0; group < LANES; group += LANES_REGISTER)
            one_c3_row(row, a, (const float(*)[5][5][LANES])weight, w->c3_bias, y, group);
        for (int m = 0; m < 16; m++)
            for (int x = 0; x < 10; x++)
                a->c3[m][y][x] = row[x][m];
    }
}

// sum over i of weight[u][i] x in[i] for `tile` units at once, as sixteen partial sums whatever the
// register's width, and the rest one by one.
TILE one_dense_tile(float *out, const float *in, const float *weight, const float *bias, int inputs,
                    int tile)
{
    _Alignas(64) float partial[4][LANES];
    int whole = inputs - inputs % LANES;
    for (int group = 0; group < LANES; group += LANES_REGISTER) {
        lanes sum[4];
        UNROLLED(u, tile)
            sum[u] = lanes_all(0.0f);
        for (int i = group; i < whole; i += LANES) {
            lanes input = lanes_load_unaligned(in + i);
            UNROLLED(u, tile)
                sum[u] = lanes_fma(lanes_load_unaligned(weight + u * inputs + i), input, sum[u]);
        }
        UNROLLED(u, tile)
            lanes_store(&partial[u][group], sum[u]);
    }
    for (int u = 0; u < tile; u++) {
        float sum = horizontal_sum(partial[u]);
        for (int i = whole; i < inputs; i++)
            sum = one_fma(weight[u * inputs + i], in[i], sum);
        out[u] = bias[u] + sum;
    }
}

// `tile` divides `units`.
INLINE void one_dense(float *out, const float *in, const float *weight, const float *bias,
                      int units, int inputs, int tile)
{
    for (int u = 0; u < units; u += tile)
        one_dense_tile(out + u, in, weight + u * inputs, bias + u, inputs, tile);
}

static void one_sigmoid_layer(float *out, const float *in, const float *weight, const float *bias,
                              int units, int inputs)
{
    _Alignas(64) float value[128] = {0}; // the largest layer has 120 units
    one_dense(value, in, weight, bias, units, inputs, 4);
    sigmoid_run(value, 128);
    memcpy(out, value, (size_t)units * sizeof *out);
}

static void one_softmax(float probability[10], const float logits[10])
{
    float largest = logits[0], total = 0;
    for (int k = 1; k < 10; k++)
        largest = logits[k] > largest ? logits[k] : largest;
    _Alignas(64) float e[LANES] = {0};
    for (int k = 0; k < 10; k++)
        e[k] = logits[k] - largest;
    for (int group = 0; group < LANES; group += LANES_REGISTER)
        lanes_store(e + group, lanes_exp(lanes_load(e + group)));
    for (int k = 0; k < 10; k++)
        total += e[k];
    for (int k = 0; k < 10; k++)
        probability[k] = e[k] / total;
}

static void read_one(struct lenet_activations *a, const struct lenet *w)
{
    for (int m = 0; m < 6; m += SINGLE_MAPS)
        for (int y = 0; y < 28; y++)
            one_c1_row(a, w, m, y);
    for (int m = 0; m < 6; m++)
        one_pool(a->s2[m][0], a->c1[m][0], 14, w->s2_weight[m], w->s2_bias[m]);
    one_c3(a, w);
    for (int m = 0; m < 16; m++)
        one_pool(a->s4[m][0], a->c3[m][0], 5, w->s4_weight[m], w->s4_bias[m]);
    one_sigmoid_layer(a->c5, a->s4[0][0], w->c5_weight[0][0][0], w->c5_bias, 120, 400);
    one_sigmoid_layer(a->f6, a->c5, w->f6_weight[0], w->f6_bias, 84, 120);
    one_dense(a->logits, a->f6, w->output_weight[0], w->output_bias, 10, 84, 2);
    one_softmax(a->probability, a->logits);
}

#endif
