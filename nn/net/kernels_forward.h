// The forward pass of a block of sixteen images. Part of kernels_lanes.c.
#ifndef NN_NET_KERNELS_FORWARD_H
#define NN_NET_KERNELS_FORWARD_H

#include "nn/net/kernels_tiles.h"

enum { PACK_WIDTH = 32 }; // a digit's row in whole registers

// One row of one digit as the network reads it.
INLINE void pack_row(float out[PACK_WIDTH], const uint8_t digit[DIGIT_SIDE])
{
    for (int x = 0; x < DIGIT_SIDE; x++)
        out[x] = digit[x];
    UNROLLED(r, PACK_WIDTH / LANES_REGISTER) {
        float *at = out + r * LANES_REGISTER;
        lanes_store(at,
                    lanes_fma(lanes_load(at), lanes_all(INPUT_STEP), lanes_all(INPUT_BACKGROUND)));
    }
}

static void pack(struct lenet_block *b, const digit_row *const digit[LANES], int first, int end)
{
    _Alignas(64) float row[LANES][PACK_WIDTH] = {{0}};
    for (int y = first; y < end; y++) {
        for (int image = 0; image < LANES; image++)
            pack_row(row[image], digit[image][y]);
        transpose(b->input[y + 2][2], LANES, row[0], PACK_WIDTH, LANES, DIGIT_SIDE);
    }
}

// C1's rows y of the maps m..m+C1_MAPS-1, pixels x..x+C1_PIXELS-1, of the lanes from `group` on.
TILE c1_tile(struct lenet_block *b, const struct lenet *w, int m, int y, int x, int group)
{
    lanes sum[C1_MAPS][C1_PIXELS];
    UNROLLED(i, C1_MAPS)
        UNROLLED(p, C1_PIXELS)
            sum[i][p] = lanes_all(w->c1_bias[m + i]);
    for (int ky = 0; ky < 5; ky++) {
        TAPS(kx) {
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

static void forward_c1(struct lenet_block *b, const struct lenet *w, int half)
{
    for (int y = half * 14; y < half * 14 + 14; y++) {
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
            TAPS(kx) {
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

static void forward_c3(struct lenet_block *b, const struct lenet *w, int half)
{
    int begin = half * 8, end = begin + 8;
    for (int y = 0; y < 10; y++) {
        for (int m = begin; m < end; m += C3_MAPS) {
            for (int x = 0; x < 10; x += C3_PIXELS)
                for (int group = 0; group < LANES; group += LANES_REGISTER)
                    c3_tile(b, w, m, y, x, group);
            for (int i = m; i < m + C3_MAPS; i++)
                sigmoid_run(b->c3[i][y][0], 10 * LANES);
        }
        for (int m = begin; m < end && y % 2 == 1; m++)
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

static void forward_c5(struct lenet_block *b, const struct lenet *w, int piece)
{
    int u = piece * C5_PIECE;
    dense(b->c5[u], b->s4[0][0][0], w->c5_weight[u][0][0], w->c5_bias + u, C5_PIECE, 400, UNITS);
    sigmoid_run(b->c5[u], C5_PIECE * LANES);
}

static void forward_f6(struct lenet_block *b, const struct lenet *w)
{
    dense(b->f6[0], b->c5[0], w->f6_weight[0], w->f6_bias, 84, 120, UNITS);
    sigmoid_run(b->f6[0], 84 * LANES);
    dense(b->logits[0], b->f6[0], w->output_weight[0], w->output_bias, 10, 84, 10);
    softmax(b->probability, b->logits);
}

static void forward(struct lenet_block *b, const struct lenet *w)
{
    for (int half = 0; half < HALVES; half++)
        forward_c1(b, w, half);
    for (int half = 0; half < HALVES; half++)
        forward_c3(b, w, half);
    for (int piece = 0; piece < DENSE_PIECES; piece++)
        forward_c5(b, w, piece);
    forward_f6(b, w);
}

#endif
