// LeNet-5 written down as plainly as possible, in double precision: the specification that the
// kernels are tested against. Loops over every index, nothing shared with nn/.
#ifndef TESTS_SUPPORT_NAIVE_H
#define TESTS_SUPPORT_NAIVE_H

#include "nn/net/lenet.h"
#include <math.h>
#include <string.h>

struct naive {
    double input[32][32];
    double c1[6][28][28], s2[6][14][14], c3[16][10][10], s4[16][5][5], c5[120], f6[84];
    double logits[10], probability[10];
};

// One double for every parameter, in the order of struct lenet.
struct naive_gradient {
    double c1_weight[6][5][5], c1_bias[6], s2_weight[6], s2_bias[6];
    double c3_weight[16][6][5][5], c3_bias[16], s4_weight[16], s4_bias[16];
    double c5_weight[120][16][5][5], c5_bias[120];
    double f6_weight[84][120], f6_bias[84], output_weight[10][84], output_bias[10];
};

static inline double naive_sigmoid(double x)
{
    return 1 / (1 + exp(-x));
}

static inline double naive_average(const double *map, int side, int y, int x)
{
    const double *at = map + (2 * y) * side + 2 * x;
    return (at[0] + at[1] + at[side] + at[side + 1]) / 4;
}

static inline void naive_forward(struct naive *a, const struct lenet *w)
{
    for (int m = 0; m < 6; m++)
        for (int y = 0; y < 28; y++)
            for (int x = 0; x < 28; x++) {
                double sum = (double)w->c1_bias[m];
                for (int ky = 0; ky < 5; ky++)
                    for (int kx = 0; kx < 5; kx++)
                        sum += (double)w->c1_weight[m][ky][kx] * a->input[y + ky][x + kx];
                a->c1[m][y][x] = naive_sigmoid(sum);
            }
    for (int m = 0; m < 6; m++)
        for (int y = 0; y < 14; y++)
            for (int x = 0; x < 14; x++)
                a->s2[m][y][x] = (double)w->s2_weight[m] * naive_average(a->c1[m][0], 28, y, x) +
                                 (double)w->s2_bias[m];
    for (int m = 0; m < 16; m++)
        for (int y = 0; y < 10; y++)
            for (int x = 0; x < 10; x++) {
                double sum = (double)w->c3_bias[m];
                for (int c = 0; c < 6; c++)
                    for (int ky = 0; ky < 5; ky++)
                        for (int kx = 0; kx < 5; kx++)
                            sum += (double)w->c3_weight[m][c][ky][kx] * a->s2[c][y + ky][x + kx];
                a->c3[m][y][x] = naive_sigmoid(sum);
            }
    for (int m = 0; m < 16; m++)
        for (int y = 0; y < 5; y++)
            for (int x = 0; x < 5; x++)
                a->s4[m][y][x] = (double)w->s4_weight[m] * naive_average(a->c3[m][0], 10, y, x) +
                                 (double)w->s4_bias[m];
    for (int u = 0; u < 120; u++) {
        double sum = (double)w->c5_bias[u];
        for (int m = 0; m < 16; m++)
            for (int y = 0; y < 5; y++)
                for (int x = 0; x < 5; x++)
                    sum += (double)w->c5_weight[u][m][y][x] * a->s4[m][y][x];
        a->c5[u] = naive_sigmoid(sum);
    }
    for (int u = 0; u < 84; u++) {
        double sum = (double)w->f6_bias[u];
        for (int i = 0; i < 120; i++)
            sum += (double)w->f6_weight[u][i] * a->c5[i];
        a->f6[u] = naive_sigmoid(sum);
    }
    double total = 0;
    for (int k = 0; k < 10; k++) {
        a->logits[k] = (double)w->output_bias[k];
        for (int i = 0; i < 84; i++)
            a->logits[k] += (double)w->output_weight[k][i] * a->f6[i];
        total += exp(a->logits[k]);
    }
    for (int k = 0; k < 10; k++)
        a->probability[k] = exp(a->logits[k]) / total;
}

// One-hot; flat for what is no digit.
static inline double naive_target(int label, int k)
{
    return label == DIGIT_NONE ? 0.1 : label == k;
}

// The loss of one image: the mean over the classes of (probability - target)^2.
static inline double naive_loss(const struct naive *a, int label)
{
    double loss = 0;
    for (int k = 0; k < 10; k++) {
        double miss = a->probability[k] - naive_target(label, k);
        loss += miss * miss / 10;
    }
    return loss;
}

// Adds the gradient of the loss of one image.
static inline void naive_backward(struct naive_gradient *g, const struct naive *a,
                                  const struct lenet *w, int label)
{
    static double c1[6][28][28], s2[6][14][14], c3[16][10][10], s4[16][5][5], c5[120], f6[84];
    double output[10], mean = 0;
    memset(s2, 0, sizeof s2);
    memset(s4, 0, sizeof s4);
    memset(c5, 0, sizeof c5);
    memset(f6, 0, sizeof f6);
    for (int k = 0; k < 10; k++)
        mean += 0.2 * (a->probability[k] - naive_target(label, k)) * a->probability[k];
    for (int k = 0; k < 10; k++) {
        output[k] = a->probability[k] * (0.2 * (a->probability[k] - naive_target(label, k)) - mean);
        g->output_bias[k] += output[k];
        for (int i = 0; i < 84; i++) {
            g->output_weight[k][i] += output[k] * a->f6[i];
            f6[i] += output[k] * (double)w->output_weight[k][i];
        }
    }
    for (int u = 0; u < 84; u++) {
        f6[u] *= a->f6[u] * (1 - a->f6[u]);
        g->f6_bias[u] += f6[u];
        for (int i = 0; i < 120; i++) {
            g->f6_weight[u][i] += f6[u] * a->c5[i];
            c5[i] += f6[u] * (double)w->f6_weight[u][i];
        }
    }
    for (int u = 0; u < 120; u++) {
        c5[u] *= a->c5[u] * (1 - a->c5[u]);
        g->c5_bias[u] += c5[u];
        for (int m = 0; m < 16; m++)
            for (int y = 0; y < 5; y++)
                for (int x = 0; x < 5; x++) {
                    g->c5_weight[u][m][y][x] += c5[u] * a->s4[m][y][x];
                    s4[m][y][x] += c5[u] * (double)w->c5_weight[u][m][y][x];
                }
    }
    for (int m = 0; m < 16; m++)
        for (int y = 0; y < 10; y++)
            for (int x = 0; x < 10; x++) {
                double pooled = s4[m][y / 2][x / 2];
                g->s4_weight[m] += pooled * a->c3[m][y][x] / 4;
                g->s4_bias[m] += pooled / 4;
                c3[m][y][x] =
                    pooled * (double)w->s4_weight[m] / 4 * a->c3[m][y][x] * (1 - a->c3[m][y][x]);
                g->c3_bias[m] += c3[m][y][x];
                for (int c = 0; c < 6; c++)
                    for (int ky = 0; ky < 5; ky++)
                        for (int kx = 0; kx < 5; kx++) {
                            g->c3_weight[m][c][ky][kx] += c3[m][y][x] * a->s2[c][y + ky][x + kx];
                            s2[c][y + ky][x + kx] +=
                                c3[m][y][x] * (double)w->c3_weight[m][c][ky][kx];
                        }
            }
    for (int m = 0; m < 6; m++)
        for (int y = 0; y < 28; y++)
            for (int x = 0; x < 28; x++) {
                double pooled = s2[m][y / 2][x / 2];
                g->s2_weight[m] += pooled * a->c1[m][y][x] / 4;
                g->s2_bias[m] += pooled / 4;
                c1[m][y][x] =
                    pooled * (double)w->s2_weight[m] / 4 * a->c1[m][y][x] * (1 - a->c1[m][y][x]);
                g->c1_bias[m] += c1[m][y][x];
                for (int ky = 0; ky < 5; ky++)
                    for (int kx = 0; kx < 5; kx++)
                        g->c1_weight[m][ky][kx] += c1[m][y][x] * a->input[y + ky][x + kx];
            }
}

// The worst difference of `value` from the specification's gradient divided by `count`, over the
// layers, each relative to its own largest gradient.
static inline double naive_gradient_difference(const struct lenet *value,
                                               const struct naive_gradient *gradient, int count)
{
    static const int sizes[] = {150, 6, 6, 6, 2400, 16, 16, 16, 48000, 120, 10080, 84, 840, 10};
    const double *right = (const double *)gradient;
    const float *at = (const float *)value;
    double worst = 0;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        double largest = 0, miss = 0;
        for (int j = 0; j < sizes[i]; j++, at++, right++) {
            largest = fmax(largest, fabs(*right / count));
            miss = fmax(miss, fabs((double)*at - *right / count));
        }
        worst = fmax(worst, miss / largest);
    }
    return worst;
}

#endif
