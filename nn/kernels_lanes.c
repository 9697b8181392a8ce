// LeNet-5's arithmetic, written once for every instruction set.
//
// How a convolution becomes a tile. One output pixel of a convolution is a sum of weight x input
// over all input maps and the 5x5 kernel. Here an "input" is a register that holds that pixel of
// several images at once (nn/lanes.h), and a weight is one number copied to all lanes. A single sum
// would wait for its own previous addition all the time, and would load two operands for every
// multiply-add. So a tile of M output maps x P output pixels is summed at the same time, in M x P
// registers: for one kernel tap it loads M weights and P inputs and does M x P independent
// multiply-adds with them. TILE_* below are the largest tiles that the registers of each
// instruction set hold; the compiler unrolls the loops over a tile completely.
//
// The same idea, seen from other sides, gives the gradients:
// - by a weight: for each pixel, M deltas x 5 inputs (a kernel row) into M x 5 sums, over all
// pixels,
//   and at the very end the lanes of a sum are folded into one number;
// - by the input of C3: every delta is spread over the 5 pixels of a kernel row that it came from,
//   into a whole row of sums;
// - C5 and F6 have one pixel, so the tile is M units x 1.
//
// This file is compiled with KERNELS (the table's name), KERNELS_NAME and LANES_REGISTER set.
#include "nn/kernels.h"
#include "nn/lanes.h"

// A tile's function is kept apart: inlined into its caller, GCC 12 spills the tile's registers.
#define TILE static __attribute__((noinline)) void

// A loop over a tile, unrolled completely so that the tile lives in registers.
#define UNROLLED(i, count) _Pragma("GCC unroll 32") for (int i = 0; i < (count); i++)

#if LANES_REGISTER == 16 // 32 registers
enum {
    C1_MAPS = 6,
    C1_PIXELS = 4,
    C3_MAPS = 4,
    C3_PIXELS = 5,
    UNITS = 12,
    INPUT_MAPS = 2,
    C1_GRADIENT_MAPS = 3,
    C3_GRADIENT_MAPS = 4,
    OUTER_UNITS = 4,
    OUTER_REGISTERS = 5,
    ONE_MAPS = 6,
};
#elif LANES_REGISTER == 8 // 16 registers
enum {
    C1_MAPS = 3,
    C1_PIXELS = 4,
    C3_MAPS = 2,
    C3_PIXELS = 5,
    UNITS = 12,
    INPUT_MAPS = 1,
    C1_GRADIENT_MAPS = 2,
    C3_GRADIENT_MAPS = 2,
    OUTER_UNITS = 2,
    OUTER_REGISTERS = 5,
    ONE_MAPS = 3,
};
#else                     // 32 registers with NEON
enum {
    C1_MAPS = 6,
    C1_PIXELS = 4,
    C3_MAPS = 4,
    C3_PIXELS = 5,
    UNITS = 12,
    INPUT_MAPS = 1,
    C1_GRADIENT_MAPS = 3,
    C3_GRADIENT_MAPS = 4,
    OUTER_UNITS = 4,
    OUTER_REGISTERS = 5,
    ONE_MAPS = 3,
};
#endif

// ---- forward ----------------------------------------------------------------------------------

// C1's rows y of the maps m..m+C1_MAPS-1, pixels x..x+C1_PIXELS-1, of the lanes from `group` on.
TILE c1_tile(struct lenet_block *b, const struct lenet *w, int m, int y, int x, int group)
{
    lanes sum[C1_MAPS][C1_PIXELS];
    UNROLLED(i, C1_MAPS)
        UNROLLED(p, C1_PIXELS)
            sum[i][p] = lanes_all(w->c1_bias[m + i]);
    for (int ky = 0; ky < 5; ky++) {
        UNROLLED(kx, 5) {
            lanes weight[C1_MAPS];
            UNROLLED(i, C1_MAPS)
                weight[i] = lanes_all(w->c1_weight[m + i][ky][kx]);
            UNROLLED(p, C1_PIXELS) {
                lanes input = lanes_load(&b->input[y + ky][x + p + kx][group]);
                UNROLLED(i, C1_MAPS)
                    sum[i][p] = lanes_fma(weight[i], input, sum[i][p]);
            }
        }
    }
    UNROLLED(i, C1_MAPS)
        UNROLLED(p, C1_PIXELS)
            lanes_store(&b->c1[m + i][y][x + p][group], sum[i][p]);
}

TILE sigmoid_run(float *value, int count)
{
    for (int i = 0; i < count; i += LANES_REGISTER)
        lanes_store(value + i, lanes_sigmoid(lanes_load(value + i)));
}

// One row of average pooling from the two rows above it.
TILE pool_row(float *out, const float *above, const float *below, int columns, float coefficient,
              float bias)
{
    const lanes quarter = lanes_all(0.25f * coefficient), offset = lanes_all(bias);
    for (int x = 0; x < columns; x++) {
        for (int group = 0; group < LANES; group += LANES_REGISTER) {
            int left = 2 * x * LANES + group, right = left + LANES;
            lanes sum = (lanes_load(above + left) + lanes_load(above + right)) +
                        (lanes_load(below + left) + lanes_load(below + right));
            lanes_store(out + x * LANES + group, lanes_fma(sum, quarter, offset));
        }
    }
}

static void forward_c1_s2(struct lenet_block *b, const struct lenet *w)
{
    for (int y = 0; y < 28; y++) {
        for (int m = 0; m < 6; m += C1_MAPS) {
            for (int x = 0; x < 28; x += C1_PIXELS)
                for (int group = 0; group < LANES; group += LANES_REGISTER)
                    c1_tile(b, w, m, y, x, group);
            for (int i = m; i < m + C1_MAPS; i++)
                sigmoid_run(b->c1[i][y][0], 28 * LANES);
        }
        for (int m = 0; m < 6 && y % 2 == 1; m++)
            pool_row(b->s2[m][y / 2][0], b->c1[m][y - 1][0], b->c1[m][y][0], 14, w->s2_weight[m],
                     w->s2_bias[m]);
    }
}

TILE c3_tile(struct lenet_block *b, const struct lenet *w, int m, int y, int x, int group)
{
    lanes sum[C3_MAPS][C3_PIXELS];
    UNROLLED(i, C3_MAPS)
        UNROLLED(p, C3_PIXELS)
            sum[i][p] = lanes_all(w->c3_bias[m + i]);
    for (int c = 0; c < 6; c++) {
        for (int ky = 0; ky < 5; ky++) {
            UNROLLED(kx, 5) {
                lanes weight[C3_MAPS];
                UNROLLED(i, C3_MAPS)
                    weight[i] = lanes_all(w->c3_weight[m + i][c][ky][kx]);
                UNROLLED(p, C3_PIXELS) {
                    lanes input = lanes_load(&b->s2[c][y + ky][x + p + kx][group]);
                    UNROLLED(i, C3_MAPS)
                        sum[i][p] = lanes_fma(weight[i], input, sum[i][p]);
                }
            }
        }
    }
    UNROLLED(i, C3_MAPS)
        UNROLLED(p, C3_PIXELS)
            lanes_store(&b->c3[m + i][y][x + p][group], sum[i][p]);
}

static void forward_c3_s4(struct lenet_block *b, const struct lenet *w)
{
    for (int y = 0; y < 10; y++) {
        for (int m = 0; m < 16; m += C3_MAPS) {
            for (int x = 0; x < 10; x += C3_PIXELS)
                for (int group = 0; group < LANES; group += LANES_REGISTER)
                    c3_tile(b, w, m, y, x, group);
            for (int i = m; i < m + C3_MAPS; i++)
                sigmoid_run(b->c3[i][y][0], 10 * LANES);
        }
        for (int m = 0; m < 16 && y % 2 == 1; m++)
            pool_row(b->s4[m][y / 2][0], b->c3[m][y - 1][0], b->c3[m][y][0], 5, w->s4_weight[m],
                     w->s4_bias[m]);
    }
}

// out[u] = bias[u] + sum over i of weight[u][i] x in[i], for `tile` units at once.
TILE dense_tile(float *out, const float *in, const float *weight, const float *bias, int inputs,
                int tile, int group)
{
    lanes sum[UNITS];
    UNROLLED(u, tile)
        sum[u] = lanes_all(bias[u]);
    for (int i = 0; i < inputs; i++) {
        lanes input = lanes_load(in + i * LANES + group);
        UNROLLED(u, tile)
            sum[u] = lanes_fma(lanes_all(weight[u * inputs + i]), input, sum[u]);
    }
    UNROLLED(u, tile)
        lanes_store(out + u * LANES + group, sum[u]);
}

// A fully connected layer before its activation. `tile` divides `units`.
INLINE void dense(float *out, const float *in, const float *weight, const float *bias, int units,
                  int inputs, int tile)
{
    for (int u = 0; u < units; u += tile)
        for (int group = 0; group < LANES; group += LANES_REGISTER)
            dense_tile(out + u * LANES, in, weight + u * inputs, bias + u, inputs, tile, group);
}

INLINE void softmax(float probability[10][LANES], const float logits[10][LANES])
{
    for (int group = 0; group < LANES; group += LANES_REGISTER) {
        lanes largest = lanes_load(&logits[0][group]);
        for (int k = 1; k < 10; k++) {
            lanes logit = lanes_load(&logits[k][group]);
            largest = lanes_select(logit > largest, logit, largest);
        }
        lanes total = lanes_all(0.0f);
        for (int k = 0; k < 10; k++) {
            lanes e = lanes_exp(lanes_load(&logits[k][group]) - largest);
            lanes_store(&probability[k][group], e);
            total = total + e;
        }
        for (int k = 0; k < 10; k++)
            lanes_store(&probability[k][group], lanes_load(&probability[k][group]) / total);
    }
}

static void forward(struct lenet_block *b, const struct lenet *w)
{
    forward_c1_s2(b, w);
    forward_c3_s4(b, w);
    dense(b->c5[0], b->s4[0][0][0], w->c5_weight[0][0][0], w->c5_bias, 120, 400, UNITS);
    sigmoid_run(b->c5[0], 120 * LANES);
    dense(b->f6[0], b->c5[0], w->f6_weight[0], w->f6_bias, 84, 120, UNITS);
    sigmoid_run(b->f6[0], 84 * LANES);
    dense(b->logits[0], b->f6[0], w->output_weight[0], w->output_bias, 10, 84, 10);
    softmax(b->probability, b->logits);
}

#define SMALLEST_DELTA 1e-30f

// ---- backward ---------------------------------------------------------------------------------

// The sum of 16 lanes, in the same order whatever the register's width.
INLINE float fold(const float lane[LANES])
{
    float sum[8];
    UNROLLED(i, 8)
        sum[i] = lane[i] + lane[i + 8];
    UNROLLED(i, 4)
        sum[i] += sum[i + 4];
    return (sum[0] + sum[2]) + (sum[1] + sum[3]);
}

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
            float target = image < count && label[image] == k ? 1.0f : 0.0f;
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

enum { WIDEST = 400 }; // inputs of the widest fully connected layer: a row of `transposed`

// gradient[u][i..] = sum over images of delta[u][image] x in[image][i..], `units` x OUTER_REGISTERS
// registers at once; here the lanes run over inputs, not images.
TILE outer_tile(float *gradient, const float *delta, const float *in, int inputs, int units,
                int registers)
{
    lanes sum[OUTER_UNITS][OUTER_REGISTERS];
    UNROLLED(u, units)
        UNROLLED(r, registers)
            sum[u][r] = lanes_all(0.0f);
    for (int image = 0; image < LANES; image++) {
        lanes d[OUTER_UNITS];
        UNROLLED(u, units)
            d[u] = lanes_all(delta[u * LANES + image]);
        UNROLLED(r, registers) {
            lanes input = lanes_load_unaligned(in + image * WIDEST + r * LANES_REGISTER);
            UNROLLED(u, units)
                sum[u][r] = lanes_fma(d[u], input, sum[u][r]);
        }
    }
    UNROLLED(u, units)
        UNROLLED(r, registers)
            lanes_store_unaligned(gradient + u * inputs + r * LANES_REGISTER, sum[u][r]);
}

INLINE float outer_one(const float *delta, const float *in)
{
    float sum = 0;
    for (int image = 0; image < LANES; image++)
        sum = fmaf(delta[image], in[image * WIDEST], sum);
    return sum;
}

// The weight gradient of a fully connected layer. `tile` divides `units`.
INLINE void dense_gradient(float *gradient, float *bias_gradient, float *transposed,
                           const float *delta, const float *in, int units, int inputs, int tile)
{
    for (int i = 0; i < inputs; i++)
        for (int image = 0; image < LANES; image++)
            transposed[image * WIDEST + i] = in[i * LANES + image];
    for (int u = 0; u < units; u += tile) {
        int i = 0;
        float *row = gradient + u * inputs;
        for (; i + OUTER_REGISTERS * LANES_REGISTER <= inputs;
             i += OUTER_REGISTERS * LANES_REGISTER)
            outer_tile(row + i, delta + u * LANES, transposed + i, inputs, tile, OUTER_REGISTERS);
        for (; i + LANES_REGISTER <= inputs; i += LANES_REGISTER)
            outer_tile(row + i, delta + u * LANES, transposed + i, inputs, tile, 1);
        for (; i < inputs; i++)
            for (int t = 0; t < tile; t++)
                row[t * inputs + i] = outer_one(delta + (u + t) * LANES, transposed + i);
    }
    for (int u = 0; u < units; u++)
        bias_gradient[u] = fold(delta + u * LANES);
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

static void backward_s4(struct lenet *gradient, struct lenet_deltas *d, const struct lenet_block *b,
                        const struct lenet *w)
{
    for (int m = 0; m < 16; m++) {
        _Alignas(64) float coefficient_sum[LANES], bias_sum[LANES];
        for (int group = 0; group < LANES; group += LANES_REGISTER) {
            lanes coefficient = lanes_all(0.0f), bias = lanes_all(0.0f);
            for (int y = 0; y < 5; y++)
                pool_deltas_row(d->c3[m][2 * y][0], d->c3[m][2 * y + 1][0], &coefficient, &bias,
                                d->s4[m][y][0], b->c3[m][2 * y][0], b->c3[m][2 * y + 1][0], 5,
                                w->s4_weight[m], group);
            lanes_store(coefficient_sum + group, coefficient);
            lanes_store(bias_sum + group, bias);
        }
        gradient->s4_weight[m] = fold(coefficient_sum);
        gradient->s4_bias[m] = fold(bias_sum);
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
                                const struct lenet_block *b)
{
    for (int m = 0; m < 16; m += C3_GRADIENT_MAPS) {
        for (int c = 0; c < 6; c++) {
            for (int ky = 0; ky < 5; ky++) {
                _Alignas(64) float sums[C3_GRADIENT_MAPS][5][LANES];
                for (int group = 0; group < LANES; group += LANES_REGISTER)
                    c3_gradient_tile(sums, d, b, m, c, ky, group);
                for (int i = 0; i < C3_GRADIENT_MAPS; i++)
                    for (int kx = 0; kx < 5; kx++)
                        gradient->c3_weight[m + i][c][ky][kx] = fold(sums[i][kx]);
            }
        }
    }
    for (int m = 0; m < 16; m++) {
        _Alignas(64) float sums[LANES] = {0};
        add_lanes(sums, d->c3[m][0][0], 100);
        gradient->c3_bias[m] = fold(sums);
    }
}

// Row Y of the deltas of S2's maps c..c+INPUT_MAPS-1: all 14 pixels in registers.
TILE s2_delta_tile(float row[6][14][LANES], const struct lenet_deltas *d, const struct lenet *w,
                   int c, int Y, int group)
{
    lanes sum[INPUT_MAPS][14];
    UNROLLED(i, INPUT_MAPS)
        UNROLLED(x, 14)
            sum[i][x] = lanes_all(0.0f);
    int first = Y > 9 ? Y - 9 : 0, last = Y < 4 ? Y : 4;
    for (int m = 0; m < 16; m++) {
        for (int ky = first; ky <= last; ky++) {
            UNROLLED(kx, 5) {
                lanes weight[INPUT_MAPS];
                UNROLLED(i, INPUT_MAPS)
                    weight[i] = lanes_all(w->c3_weight[m][c + i][ky][kx]);
                UNROLLED(x, 10) {
                    lanes delta = lanes_load(&d->c3[m][Y - ky][x][group]);
                    UNROLLED(i, INPUT_MAPS)
                        sum[i][x + kx] = lanes_fma(weight[i], delta, sum[i][x + kx]);
                }
            }
        }
    }
    UNROLLED(i, INPUT_MAPS)
        UNROLLED(x, 14)
            lanes_store(&row[c + i][x][group], sum[i][x]);
}

// Adds row y's part of the gradients of one kernel row of C1.
TILE c1_gradient_tile(struct lenet_deltas *d, const struct lenet_block *b, int m, int y, int ky,
                      int group)
{
    lanes sum[C1_GRADIENT_MAPS][5];
    UNROLLED(i, C1_GRADIENT_MAPS)
        UNROLLED(kx, 5)
            sum[i][kx] = lanes_load(&d->c1_sums[m + i][ky][kx][group]);
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
            lanes_store(&d->c1_sums[m + i][ky][kx][group], sum[i][kx]);
}

// From C3's deltas down to C1's weights, one row of S2 at a time: the deltas of S2 and C1 live only
// as long as they are in the nearest cache.
static void backward_s2_c1(struct lenet *gradient, struct lenet_deltas *d,
                           const struct lenet_block *b, const struct lenet *w)
{
    _Alignas(64) float coefficient_sum[6][LANES] = {{0}}, s2_bias_sum[6][LANES] = {{0}};
    _Alignas(64) float c1_bias_sum[6][LANES] = {{0}};
    memset(d->c1_sums, 0, sizeof d->c1_sums);
    for (int Y = 0; Y < 14; Y++) {
        for (int c = 0; c < 6; c += INPUT_MAPS)
            for (int group = 0; group < LANES; group += LANES_REGISTER)
                s2_delta_tile(d->s2_row, d, w, c, Y, group);
        for (int c = 0; c < 6; c++) {
            for (int group = 0; group < LANES; group += LANES_REGISTER) {
                lanes coefficient = lanes_load(&coefficient_sum[c][group]);
                lanes bias = lanes_load(&s2_bias_sum[c][group]);
                pool_deltas_row(d->c1_rows[c][0][0], d->c1_rows[c][1][0], &coefficient, &bias,
                                d->s2_row[c][0], b->c1[c][2 * Y][0], b->c1[c][2 * Y + 1][0], 14,
                                w->s2_weight[c], group);
                lanes_store(&coefficient_sum[c][group], coefficient);
                lanes_store(&s2_bias_sum[c][group], bias);
            }
            add_lanes(c1_bias_sum[c], d->c1_rows[c][0][0], 2 * 28);
        }
        for (int y = 2 * Y; y < 2 * Y + 2; y++)
            for (int ky = 0; ky < 5; ky++)
                for (int m = 0; m < 6; m += C1_GRADIENT_MAPS)
                    for (int group = 0; group < LANES; group += LANES_REGISTER)
                        c1_gradient_tile(d, b, m, y, ky, group);
    }
    for (int m = 0; m < 6; m++) {
        gradient->s2_weight[m] = fold(coefficient_sum[m]);
        gradient->s2_bias[m] = fold(s2_bias_sum[m]);
        gradient->c1_bias[m] = fold(c1_bias_sum[m]);
        for (int k = 0; k < 25; k++)
            gradient->c1_weight[m][k / 5][k % 5] = fold(d->c1_sums[m][k / 5][k % 5]);
    }
}

static void backward(struct lenet *gradient, struct lenet_deltas *d, const struct lenet_block *b,
                     const struct lenet *w, const uint8_t *label, int count)
{
    output_deltas(d->output, b->probability, label, count);
    dense_gradient(gradient->output_weight[0], gradient->output_bias, d->transposed[0],
                   d->output[0], b->f6[0], 10, 84, 2);
    dense_input(d->f6[0], d->output[0], w->output_weight[0], 10, 84, UNITS);
    sigmoid_deltas(d->f6[0], b->f6[0], 84 * LANES);

    dense_gradient(gradient->f6_weight[0], gradient->f6_bias, d->transposed[0], d->f6[0], b->c5[0],
                   84, 120, OUTER_UNITS);
    dense_input(d->c5[0], d->f6[0], w->f6_weight[0], 84, 120, UNITS);
    sigmoid_deltas(d->c5[0], b->c5[0], 120 * LANES);

    dense_gradient(gradient->c5_weight[0][0][0], gradient->c5_bias, d->transposed[0], d->c5[0],
                   b->s4[0][0][0], 120, 400, OUTER_UNITS);
    dense_input(d->s4[0][0][0], d->c5[0], w->c5_weight[0][0][0], 120, 400, 10);

    backward_s4(gradient, d, b, w);
    backward_c3_weights(gradient, d, b);
    backward_s2_c1(gradient, d, b, w);
}

// ---- the weight update ------------------------------------------------------------------------

static void update(float *weight, float *velocity, const float *const *gradients,
                   int gradient_count, int count, float scale, float rate, float momentum)
{
    int i = 0;
    for (; i + LANES_REGISTER <= count; i += LANES_REGISTER) {
        lanes g = lanes_load_unaligned(gradients[0] + i);
        for (int n = 1; n < gradient_count; n++)
            g = g + lanes_load_unaligned(gradients[n] + i);
        g = g * scale;
        lanes v = lanes_fma(lanes_all(momentum), lanes_load_unaligned(velocity + i), g);
        lanes step = lanes_fma(lanes_all(momentum), v, g);
        lanes_store_unaligned(velocity + i, v);
        lanes_store_unaligned(weight + i,
                              lanes_fma(lanes_all(-rate), step, lanes_load_unaligned(weight + i)));
    }
    for (; i < count; i++) {
        float g = gradients[0][i];
        for (int n = 1; n < gradient_count; n++)
            g += gradients[n][i];
        g *= scale;
        velocity[i] = fmaf(momentum, velocity[i], g);
        weight[i] = fmaf(-rate, fmaf(momentum, velocity[i], g), weight[i]);
    }
}

// ---- one image --------------------------------------------------------------------------------

// C1 with a row's pixels in lanes. 28 columns are not a whole number of 16-lane registers: the last
// register overlaps the one before it.
TILE one_c1_row(struct lenet_activations *a, const struct lenet *w, int m, int y)
{
    enum { REGISTERS = (28 + LANES_REGISTER - 1) / LANES_REGISTER, LAST = 28 - LANES_REGISTER };
    lanes sum[ONE_MAPS][REGISTERS];
    UNROLLED(i, ONE_MAPS)
        UNROLLED(r, REGISTERS)
            sum[i][r] = lanes_all(w->c1_bias[m + i]);
    for (int ky = 0; ky < 5; ky++) {
        UNROLLED(kx, 5) {
            UNROLLED(r, REGISTERS) {
                int x = r == REGISTERS - 1 ? LAST : r * LANES_REGISTER;
                lanes input = lanes_load_unaligned(&a->input[y + ky][x + kx]);
                UNROLLED(i, ONE_MAPS)
                    sum[i][r] = lanes_fma(lanes_all(w->c1_weight[m + i][ky][kx]), input, sum[i][r]);
            }
        }
    }
    UNROLLED(i, ONE_MAPS)
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
            out[y * side + x] = fmaf(sum, 0.25f * coefficient, bias);
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

// Turns rows of `columns` floats, `stride` apart, into columns of 16: out[column][row], four by
// four.
INLINE void transpose_16(float *out, const float *in, int columns, int stride)
{
    typedef float quad __attribute__((vector_size(16), aligned(4), may_alias));
    int column = 0;
    for (; column + 4 <= columns; column += 4)
        for (int row = 0; row < 16; row += 4) {
            const float *from = in + row * stride + column;
            quad a = *(const quad *)from, b = *(const quad *)(from + stride);
            quad c = *(const quad *)(from + 2 * stride), d = *(const quad *)(from + 3 * stride);
            quad ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
            quad ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
            quad cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
            quad cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
            float *to = out + column * 16 + row;
            *(quad *)to = __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5);
            *(quad *)(to + 16) = __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7);
            *(quad *)(to + 32) = __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5);
            *(quad *)(to + 48) = __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7);
        }
    for (; column < columns; column++)
        for (int row = 0; row < 16; row++)
            out[column * 16 + row] = in[row * stride + column];
}

static void one_c3(struct lenet_activations *a, const struct lenet *w)
{
    _Alignas(64) float weight[6][5][5][LANES], row[10][LANES];
    transpose_16(weight[0][0][0], w->c3_weight[0][0][0], 150, 150);
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
        float sum = fold(partial[u]);
        for (int i = whole; i < inputs; i++)
            sum = fmaf(weight[u * inputs + i], in[i], sum);
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
    for (int m = 0; m < 6; m += ONE_MAPS)
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

// ---- for tests and measurements -----------------------------------------------------------------

static void exponential(float value[BLOCK_IMAGES])
{
    for (int i = 0; i < LANES; i += LANES_REGISTER)
        lanes_store_unaligned(value + i, lanes_exp(lanes_load_unaligned(value + i)));
}

static void sigmoid(float value[BLOCK_IMAGES])
{
    for (int i = 0; i < LANES; i += LANES_REGISTER)
        lanes_store_unaligned(value + i, lanes_sigmoid(lanes_load_unaligned(value + i)));
}

static double peak(long rounds, float *sink)
{
    enum { CHAINS = 10, REPEATS = 4 };
    lanes sum[CHAINS];
    UNROLLED(i, CHAINS)
        sum[i] = lanes_all((float)i);
    const lanes factor = lanes_all(0.999f), term = lanes_all(0.001f);
    for (long round = 0; round < rounds; round++)
        UNROLLED(repeat, REPEATS)
            UNROLLED(i, CHAINS)
                sum[i] = lanes_fma(sum[i], factor, term);
    lanes total = sum[0];
    for (int i = 1; i < CHAINS; i++)
        total = total + sum[i];
    *sink = total[0];
    return 2.0 * LANES_REGISTER * CHAINS * REPEATS * (double)rounds;
}

const struct kernels KERNELS = {
    .name = KERNELS_NAME,
    .register_floats = LANES_REGISTER,
    .forward = forward,
    .backward = backward,
    .read_one = read_one,
    .update = update,
    .exponential = exponential,
    .sigmoid = sigmoid,
    .peak = peak,
};
