// The backward pass of a block of sixteen images: from the probabilities down to C1's weights. The
// gradients of fully connected layers are in kernels_learn.h. Part of kernels_lanes.c.
#ifndef NN_NET_KERNELS_BACKWARD_H
#define NN_NET_KERNELS_BACKWARD_H

#include "nn/net/kernels_forward.h"

#define SMALLEST_DELTA 1e-30f

// delta x slope of the sigmoid whose value is `activation`. What is too small to matter becomes 0:
// numbers below 2^-126 would cost a hundred times as much as others.
INLINE lanes through_sigmoid(lanes delta, lanes activation)
{
    const lanes tiny = lanes_all(SMALLEST_DELTA);
    lanes result = delta * (activation * (lanes_all(1.0f) - activation));
    lanes_bits matters = (result > tiny) | (result < -tiny);
    return (lanes)((lanes_bits)result & matters);
}

// Loss = mean over k of (p_k - y_k)^2, through the softmax: with g = 2 (p - y) / 10,
// d loss / d logit_k = p_k (g_k - sum over j of g_j p_j).
static void output_deltas(float delta[10][LANES], const float probability[10][LANES],
                          const uint8_t *label, int count)
{
    for (int image = 0; image < LANES; image++) {
        float g[10], mean = 0;
        for (int k = 0; k < 10; k++) {
            float target = image >= count               ? 0.0f
                           : label[image] == DIGIT_NONE ? 0.1f
                                                        : (float)(label[image] == k);
            g[k] = 0.2f * (probability[k][image] - target);
            mean += g[k] * probability[k][image];
        }
        for (int k = 0; k < 10; k++) {
            float d = probability[k][image] * (g[k] - mean);
            delta[k][image] = image < count && fabsf(d) > SMALLEST_DELTA ? d : 0.0f;
        }
    }
}

// delta_in[i] = sum over u of weight[u][i] x delta[u], for `tile` inputs at once.
TILE dense_input_tile(float *delta_in, const float *delta, const float *weight, int units,
                      int inputs, int tile, int group)
{
    lanes sum[UNITS];
    UNROLLED(i, tile)
        sum[i] = lanes_all(0.0f);
    for (int u = 0; u < units; u++) {
        lanes d = lanes_load(delta + u * LANES + group);
        UNROLLED(i, tile)
            sum[i] = lanes_fma(lanes_all(weight[u * inputs + i]), d, sum[i]);
    }
    UNROLLED(i, tile)
        lanes_store(delta_in + i * LANES + group, sum[i]);
}

INLINE void dense_input(float *delta_in, const float *delta, const float *weight, int units,
                        int inputs, int tile)
{
    for (int i = 0; i < inputs; i += tile)
        for (int group = 0; group < LANES; group += LANES_REGISTER)
            dense_input_tile(delta_in + i * LANES, delta, weight + i, units, inputs, tile, group);
}

INLINE void sigmoid_deltas(float *delta, const float *activation, int count)
{
    for (int i = 0; i < count; i += LANES_REGISTER)
        lanes_store(delta + i, through_sigmoid(lanes_load(delta + i), lanes_load(activation + i)));
}

static void head(struct lenet_deltas *d, struct lenet_block *b, const struct lenet *w,
                 const uint8_t *label, int count)
{
    forward_f6(b, w);
    transpose(d->c5_by_image[0], 128, b->c5[0], LANES, 120, LANES);
    transpose(d->f6_by_image[0], 96, b->f6[0], LANES, 84, LANES);
    output_deltas(d->output, b->probability, label, count);
    dense_input(d->f6[0], d->output[0], w->output_weight[0], 10, 84, UNITS);
    sigmoid_deltas(d->f6[0], b->f6[0], 84 * LANES);
    dense_input(d->c5[0], d->f6[0], w->f6_weight[0], 84, 120, UNITS);
    sigmoid_deltas(d->c5[0], b->c5[0], 120 * LANES);
}

static void backward_c5(struct lenet_deltas *d, const struct lenet *w, int half)
{
    int u = half * 60;
    dense_input(d->s4[half][0][0][0], d->c5[u], w->c5_weight[u][0][0], 60, 400, 10);
}

INLINE void add_lanes(float sums[LANES], const float *values, int count)
{
    for (int group = 0; group < LANES; group += LANES_REGISTER) {
        lanes sum = lanes_load(sums + group);
        for (int i = 0; i < count; i++)
            sum = sum + lanes_load(values + i * LANES + group);
        lanes_store(sums + group, sum);
    }
}

// One average-pooled pixel: from the delta of the pooled value to those of the four pixels' inputs,
// and the pixel's part in the gradients of the coefficient and the bias. In four registers' names:
// a b over c d.
TILE pool_deltas_row(float *above_delta, float *below_delta, lanes *coefficient_sum,
                     lanes *bias_sum, const float *delta, const float *above, const float *below,
                     int columns, float coefficient, int group)
{
    const lanes quarter = lanes_all(0.25f);
    const lanes share = lanes_all(0.25f * coefficient);
    for (int x = 0; x < columns; x++) {
        int left = 2 * x * LANES + group, right = left + LANES;
        lanes d = lanes_load(delta + x * LANES + group);
        lanes a = lanes_load(above + left), b = lanes_load(above + right);
        lanes c = lanes_load(below + left), e = lanes_load(below + right);
        *coefficient_sum = lanes_fma(d, ((a + b) + (c + e)) * quarter, *coefficient_sum);
        *bias_sum = *bias_sum + d;
        lanes each = d * share;
        lanes_store(above_delta + left, through_sigmoid(each, a));
        lanes_store(above_delta + right, through_sigmoid(each, b));
        lanes_store(below_delta + left, through_sigmoid(each, c));
        lanes_store(below_delta + right, through_sigmoid(each, e));
    }
}

// Adds up the parts of `count` deltas of S4 that come from the halves of C5, into the first.
INLINE void add_halves(float *first, const float *second, int count)
{
    for (int i = 0; i < count; i += LANES_REGISTER)
        lanes_store(first + i, lanes_load(first + i) + lanes_load(second + i));
}

static void backward_s4(struct lenet *gradient, struct lenet_deltas *d, const struct lenet_block *b,
                        const struct lenet *w, int half)
{
    int begin = half * 8, end = begin + 8;
    add_halves(d->s4[0][begin][0][0], d->s4[1][begin][0][0], 8 * 25 * LANES);
    transpose(&d->s4_by_image[0][begin * 25], 400, b->s4[begin][0][0], LANES, 8 * 25, LANES);
    for (int m = begin; m < end; m++) {
        _Alignas(64) float coefficient_sum[LANES], bias_sum[LANES];
        for (int group = 0; group < LANES; group += LANES_REGISTER) {
            lanes coefficient = lanes_all(0.0f), bias = lanes_all(0.0f);
            for (int y = 0; y < 5; y++)
                pool_deltas_row(d->c3[m][2 * y][0], d->c3[m][2 * y + 1][0], &coefficient, &bias,
                                d->s4[0][m][y][0], b->c3[m][2 * y][0], b->c3[m][2 * y + 1][0], 5,
                                w->s4_weight[m], group);
            lanes_store(coefficient_sum + group, coefficient);
            lanes_store(bias_sum + group, bias);
        }
        gradient->s4_weight[m] = horizontal_sum(coefficient_sum);
        gradient->s4_bias[m] = horizontal_sum(bias_sum);
    }
}

// The gradient of one kernel row (5 weights) for C3_GRADIENT_MAPS maps over all 100 pixels.
TILE c3_gradient_tile(float sums[C3_GRADIENT_MAPS][5][LANES], const struct lenet_deltas *d,
                      const struct lenet_block *b, int m, int c, int ky, int group)
{
    lanes sum[C3_GRADIENT_MAPS][5];
    UNROLLED(i, C3_GRADIENT_MAPS)
        UNROLLED(kx, 5)
            sum[i][kx] = lanes_all(0.0f);
    for (int y = 0; y < 10; y++) {
        for (int x = 0; x < 10; x++) {
            lanes delta[C3_GRADIENT_MAPS];
            UNROLLED(i, C3_GRADIENT_MAPS)
                delta[i] = lanes_load(&d->c3[m + i][y][x][group]);
            UNROLLED(kx, 5) {
                lanes input = lanes_load(&b->s2[c][y + ky][x + kx][group]);
                UNROLLED(i, C3_GRADIENT_MAPS)
                    sum[i][kx] = lanes_fma(delta[i], input, sum[i][kx]);
            }
        }
    }
    UNROLLED(i, C3_GRADIENT_MAPS)
        UNROLLED(kx, 5)
            lanes_store(&sums[i][kx][group], sum[i][kx]);
}

static void backward_c3_weights(struct lenet *gradient, const struct lenet_deltas *d,
                                const struct lenet_block *b, int half)
{
    int begin = half * 8, end = begin + 8;
    for (int m = begin; m < end; m += C3_GRADIENT_MAPS) {
        for (int c = 0; c < 6; c++) {
            for (int ky = 0; ky < 5; ky++) {
                _Alignas(64) float sums[C3_GRADIENT_MAPS][5][LANES];
                for (int group = 0; group < LANES; group += LANES_REGISTER)
                    c3_gradient_tile(sums, d, b, m, c, ky, group);
                for (int i = 0; i < C3_GRADIENT_MAPS; i++)
                    for (int kx = 0; kx < 5; kx++)
                        gradient->c3_weight[m + i][c][ky][kx] = horizontal_sum(sums[i][kx]);
            }
        }
    }
    for (int m = begin; m < end; m++) {
        _Alignas(64) float sums[LANES] = {0};
        add_lanes(sums, d->c3[m][0][0], 100);
        gradient->c3_bias[m] = horizontal_sum(sums);
    }
}

// Row Y of the deltas of S2's maps c..c+S2_MAPS-1: all 14 pixels in registers.
TILE s2_delta_tile(float row[6][14][LANES], const struct lenet_deltas *d, const struct lenet *w,
                   int c, int Y, int group)
{
    lanes sum[S2_MAPS][14];
    UNROLLED(i, S2_MAPS)
        UNROLLED(x, 14)
            sum[i][x] = lanes_all(0.0f);
    int first = Y > 9 ? Y - 9 : 0, last = Y < 4 ? Y : 4;
    for (int m = 0; m < 16; m++) {
        for (int ky = first; ky <= last; ky++) {
            UNROLLED(kx, 5) {
                lanes weight[S2_MAPS];
                UNROLLED(i, S2_MAPS)
                    weight[i] = lanes_all(w->c3_weight[m][c + i][ky][kx]);
                UNROLLED(x, 10) {
                    lanes delta = lanes_load(&d->c3[m][Y - ky][x][group]);
                    UNROLLED(i, S2_MAPS)
                        sum[i][x + kx] = lanes_fma(weight[i], delta, sum[i][x + kx]);
                }
            }
        }
    }
    UNROLLED(i, S2_MAPS)
        UNROLLED(x, 14)
            lanes_store(&row[c + i][x][group], sum[i][x]);
}

// Adds row y's part of the gradients of one kernel row of C1.
TILE c1_gradient_tile(struct lenet_half *d, const struct lenet_block *b, int m, int y, int ky,
                      int group)
{
    lanes sum[C1_GRADIENT_MAPS][5];
    UNROLLED(i, C1_GRADIENT_MAPS)
        UNROLLED(kx, 5)
            sum[i][kx] = lanes_load(&d->c1_weight[m + i][ky][kx][group]);
    for (int x = 0; x < 28; x++) {
        lanes delta[C1_GRADIENT_MAPS];
        UNROLLED(i, C1_GRADIENT_MAPS)
            delta[i] = lanes_load(&d->c1_rows[m + i][y % 2][x][group]);
        UNROLLED(kx, 5) {
            lanes input = lanes_load(&b->input[y + ky][x + kx][group]);
            UNROLLED(i, C1_GRADIENT_MAPS)
                sum[i][kx] = lanes_fma(delta[i], input, sum[i][kx]);
        }
    }
    UNROLLED(i, C1_GRADIENT_MAPS)
        UNROLLED(kx, 5)
            lanes_store(&d->c1_weight[m + i][ky][kx][group], sum[i][kx]);
}

// One row of S2, from its deltas (in half->s2_row) to those of C1's two rows.
static void backward_s2_row(struct lenet_half *half, const struct lenet_block *b,
                            const struct lenet *w, int Y)
{
    for (int c = 0; c < 6; c++) {
        for (int group = 0; group < LANES; group += LANES_REGISTER) {
            lanes coefficient = lanes_load(&half->s2_weight[c][group]);
            lanes bias = lanes_load(&half->s2_bias[c][group]);
            pool_deltas_row(half->c1_rows[c][0][0], half->c1_rows[c][1][0], &coefficient, &bias,
                            half->s2_row[c][0], b->c1[c][2 * Y][0], b->c1[c][2 * Y + 1][0], 14,
                            w->s2_weight[c], group);
            lanes_store(&half->s2_weight[c][group], coefficient);
            lanes_store(&half->s2_bias[c][group], bias);
        }
        add_lanes(half->c1_bias[c], half->c1_rows[c][0][0], 2 * 28);
    }
}

// From C3's deltas down to C1's weights, one row of S2 at a time: the deltas of S2 and C1 live only
// as long as they are in the nearest cache.
static void backward_s2_c1(struct lenet_deltas *d, const struct lenet_block *b,
                           const struct lenet *w, int which)
{
    struct lenet_half *half = &d->half[which];
    memset(half, 0, sizeof *half);
    for (int Y = which * 7; Y < which * 7 + 7; Y++) {
        for (int c = 0; c < 6; c += S2_MAPS)
            for (int group = 0; group < LANES; group += LANES_REGISTER)
                s2_delta_tile(half->s2_row, d, w, c, Y, group);
        backward_s2_row(half, b, w, Y);
        for (int y = 2 * Y; y < 2 * Y + 2; y++)
            for (int ky = 0; ky < 5; ky++)
                for (int m = 0; m < 6; m += C1_GRADIENT_MAPS)
                    for (int group = 0; group < LANES; group += LANES_REGISTER)
                        c1_gradient_tile(half, b, m, y, ky, group);
    }
}

static void backward_c3(struct lenet *gradient, struct lenet_deltas *d, const struct lenet_block *b,
                        const struct lenet *w, int half)
{
    backward_c3_weights(gradient, d, b, half);
    backward_s2_c1(d, b, w, half);
}

// The lanes of both halves' sums become one number.
INLINE float horizontal_sum_halves(const float first[LANES], const float second[LANES])
{
    float sum[LANES];
    for (int i = 0; i < LANES; i++)
        sum[i] = first[i] + second[i];
    return horizontal_sum(sum);
}

static void backward_end(struct lenet *gradient, const struct lenet_deltas *d)
{
    const struct lenet_half *a = &d->half[0], *b = &d->half[1];
    for (int m = 0; m < 6; m++) {
        gradient->s2_weight[m] = horizontal_sum_halves(a->s2_weight[m], b->s2_weight[m]);
        gradient->s2_bias[m] = horizontal_sum_halves(a->s2_bias[m], b->s2_bias[m]);
        gradient->c1_bias[m] = horizontal_sum_halves(a->c1_bias[m], b->c1_bias[m]);
        for (int k = 0; k < 25; k++)
            gradient->c1_weight[m][k / 5][k % 5] =
                horizontal_sum_halves(a->c1_weight[m][k / 5][k % 5], b->c1_weight[m][k / 5][k % 5]);
    }
}

#endif
