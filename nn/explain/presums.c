// Plain loops over whole rows, which a compiler puts into lanes. The inverse of the sigmoid would
// be shorter, but where a float is 1 or nearly 0 it has lost the sum.
#include "nn/explain/presums.h"

enum { MOST_COLUMNS = 28 };

// One map of a convolution, `side` cells wide: `in` is (input map, row, column), `weight` (input
// map, kernel row, kernel column).
static void convolve(float *out, int side, const float *in, int maps, const float *weight,
                     float bias)
{
    int below = side + 4;
    for (int y = 0; y < side; y++) {
        double sum[MOST_COLUMNS];
        for (int x = 0; x < side; x++)
            sum[x] = (double)bias;
        for (int i = 0; i < maps * 25; i++) {
            double tap = (double)weight[i];
            const float *row = in + ((i / 25) * below + y + i / 5 % 5) * below + i % 5;
            for (int x = 0; x < side; x++)
                sum[x] += tap * (double)row[x];
        }
        for (int x = 0; x < side; x++)
            out[y * side + x] = (float)sum[x];
    }
}

static void connect(float *out, int units, const float *in, int inputs, const float *weight,
                    const float *bias)
{
    for (int u = 0; u < units; u++) {
        double sum = (double)bias[u];
        for (int i = 0; i < inputs; i++)
            sum += (double)weight[u * inputs + i] * (double)in[i];
        out[u] = (float)sum;
    }
}

void presums_of(struct lenet_activations *sums, const struct lenet *lenet,
                const struct lenet_activations *activations)
{
    const struct lenet_activations *a = activations;
    *sums = *a;
    for (int m = 0; m < 6; m++)
        convolve(sums->c1[m][0], 28, a->input[0], 1, lenet->c1_weight[m][0], lenet->c1_bias[m]);
    for (int m = 0; m < 16; m++)
        convolve(sums->c3[m][0], 10, a->s2[0][0], 6, lenet->c3_weight[m][0][0], lenet->c3_bias[m]);
    connect(sums->c5, 120, a->s4[0][0], 400, lenet->c5_weight[0][0][0], lenet->c5_bias);
    connect(sums->f6, 84, a->c5, 120, lenet->f6_weight[0], lenet->f6_bias);
}
