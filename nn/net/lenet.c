// LeNet-5's description and its first weights. The arithmetic is in kernels_lanes.c.
#include "nn/net/lenet.h"

#include "nn/base/random.h"

#include <float.h>
#include <math.h>
#include <string.h>

#define AT(field) (offsetof(struct lenet_activations, field) / sizeof(float))

const struct lenet_layer lenet_layers[LENET_LAYERS] = {
    [LENET_INPUT] = {"INPUT", "grey image", 1, 32, 0, AT(input)},
    [LENET_C1] = {"C1", "convolution 5x5, sigmoid", 6, 28, 6 * 25 + 6, AT(c1)},
    [LENET_S2] = {"S2", "average pooling 2x2", 6, 14, 2 * 6, AT(s2)},
    [LENET_C3] = {"C3", "convolution 5x5, sigmoid", 16, 10, 16 * 150 + 16, AT(c3)},
    [LENET_S4] = {"S4", "average pooling 2x2", 16, 5, 2 * 16, AT(s4)},
    [LENET_C5] = {"C5", "convolution 5x5, sigmoid", 120, 1, 120 * 400 + 120, AT(c5)},
    [LENET_F6] = {"F6", "fully connected, sigmoid", 84, 1, 84 * 120 + 84, AT(f6)},
    [LENET_OUTPUT] = {"OUTPUT", "fully connected, softmax", 10, 1, 10 * 84 + 10, AT(probability)},
};

float *lenet_parameters(struct lenet *lenet)
{
    return (float *)lenet;
}

void lenet_blend(struct lenet *out, const struct lenet *a, const struct lenet *b, float share)
{
    const float *from = (const float *)a, *to = (const float *)b;
    float *blended = lenet_parameters(out);
    if (share == 0 || share == 1) { // sums would lose the sign of a zero
        memmove(out, share == 0 ? a : b, sizeof *out);
        return;
    }
    for (size_t i = 0; i < LENET_PARAMETERS; i++) {
        float of_a = (1 - share) * from[i], of_b = share * to[i]; // no fused multiply-add
        blended[i] = of_a + of_b;
    }
}

double lenet_apart(const struct lenet *a, const struct lenet *b)
{
    const float *from = (const float *)a, *to = (const float *)b;
    double difference = 0, whole = 0;
    for (size_t i = 0; i < LENET_PARAMETERS; i++) {
        double off = (double)to[i] - (double)from[i];
        difference += off * off;
        whole += (double)from[i] * (double)from[i];
    }
    return whole > 0 ? sqrt(difference / whole) : difference > 0 ? HUGE_VAL : 0;
}

const float *lenet_layer_values(const struct lenet_activations *activations,
                                enum lenet_layer_id layer)
{
    return (const float *)activations + lenet_layers[layer].offset;
}

// Glorot uniform times `gain`; with a bias that cancels inputs whose mean is `input_mean`.
static void init_layer(float *weight, float *bias, int units, int inputs, int fan_out, float gain,
                       float input_mean, struct random *random)
{
    float limit = gain * (float)sqrt(6.0 / (double)(inputs + fan_out));
    for (int u = 0; u < units; u++) {
        float sum = 0;
        for (int i = 0; i < inputs; i++) {
            weight[u * inputs + i] = random_between(random, -limit, limit);
            sum += weight[u * inputs + i];
        }
        bias[u] = -input_mean * sum;
    }
}

static void init_pooling(float *weight, float *bias, int maps)
{
    for (int m = 0; m < maps; m++) {
        weight[m] = 1;
        bias[m] = 0;
    }
}

void lenet_init(struct lenet *lenet, uint64_t seed)
{
    // The slope of the sigmoid at 0 is 1/4.
    const float hidden_gain = 4, output_gain = 1, sigmoid_mean = 0.5f;
    struct random random;
    random_init(&random, seed, 0);
    init_layer(lenet->c1_weight[0][0], lenet->c1_bias, 6, 25, 6 * 25, hidden_gain, 0, &random);
    init_pooling(lenet->s2_weight, lenet->s2_bias, 6);
    init_layer(lenet->c3_weight[0][0][0], lenet->c3_bias, 16, 150, 16 * 25, hidden_gain,
               sigmoid_mean, &random);
    init_pooling(lenet->s4_weight, lenet->s4_bias, 16);
    init_layer(lenet->c5_weight[0][0][0], lenet->c5_bias, 120, 400, 120, hidden_gain, sigmoid_mean,
               &random);
    init_layer(lenet->f6_weight[0], lenet->f6_bias, 84, 120, 84, hidden_gain, sigmoid_mean,
               &random);
    init_layer(lenet->output_weight[0], lenet->output_bias, 10, 84, 10, output_gain, sigmoid_mean,
               &random);
}

static void init_default(float *weight, float *bias, int units, int inputs, struct random *random)
{
    float limit = (float)(1 / sqrt((double)inputs));
    for (int i = 0; i < units * inputs; i++)
        weight[i] = random_between(random, -limit, limit);
    for (int u = 0; u < units; u++)
        bias[u] = random_between(random, -limit, limit);
}

void lenet_init_default(struct lenet *lenet, uint64_t seed)
{
    struct random random;
    random_init(&random, seed, 0);
    init_default(lenet->c1_weight[0][0], lenet->c1_bias, 6, 25, &random);
    init_pooling(lenet->s2_weight, lenet->s2_bias, 6);
    init_default(lenet->c3_weight[0][0][0], lenet->c3_bias, 16, 150, &random);
    init_pooling(lenet->s4_weight, lenet->s4_bias, 16);
    init_default(lenet->c5_weight[0][0][0], lenet->c5_bias, 120, 400, &random);
    init_default(lenet->f6_weight[0], lenet->f6_bias, 84, 120, &random);
    init_default(lenet->output_weight[0], lenet->output_bias, 10, 84, &random);
}

// The largest sum that a layer can make of inputs up to `input` (at least 1, so that no weight is
// larger than the result); infinite if a weight is not finite.
static double largest_sum(const float *weight, const float *bias, int units, int inputs,
                          double input)
{
    double largest = 0;
    for (int u = 0; u < units; u++) {
        double sum = fabs((double)bias[u]);
        for (int i = 0; i < inputs; i++)
            sum += input * fabs((double)weight[u * inputs + i]);
        if (!isfinite(sum))
            return INFINITY;
        largest = fmax(largest, sum);
    }
    return largest;
}

bool lenet_is_sound(const struct lenet *lenet)
{
    // A sigmoid's output is at most 1. A quarter of the largest float leaves room for rounding, and
    // for the difference of two such values.
    const double most = (double)FLT_MAX / 4, ink = 1.175;
    double c1 = largest_sum(lenet->c1_weight[0][0], lenet->c1_bias, 6, 25, ink);
    double s2 = largest_sum(lenet->s2_weight, lenet->s2_bias, 6, 1, 1);
    double c3 = largest_sum(lenet->c3_weight[0][0][0], lenet->c3_bias, 16, 150, fmax(1, s2));
    double s4 = largest_sum(lenet->s4_weight, lenet->s4_bias, 16, 1, 1);
    double c5 = largest_sum(lenet->c5_weight[0][0][0], lenet->c5_bias, 120, 400, fmax(1, s4));
    double f6 = largest_sum(lenet->f6_weight[0], lenet->f6_bias, 84, 120, 1);
    double output = largest_sum(lenet->output_weight[0], lenet->output_bias, 10, 84, 1);
    return c1 <= most && s2 <= most && c3 <= most && s4 <= most && c5 <= most && f6 <= most &&
           output <= most;
}

float lenet_input_level(uint8_t grey)
{
    // In double precision the product is exact, and so is the sum (both are multiples of 2^-31): it
    // is rounded once, as a fused multiply-add is, but needs no such instruction.
    return (float)((double)grey * (double)INPUT_STEP + (double)INPUT_BACKGROUND);
}

void lenet_input_from_digit(float input[LENET_SIDE][LENET_SIDE],
                            const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE])
{
    for (int row = 0; row < LENET_SIDE; row++)
        for (int column = 0; column < LENET_SIDE; column++)
            input[row][column] = lenet_input_level(0);
    for (int y = 0; y < DIGIT_SIDE; y++)
        for (int x = 0; x < DIGIT_SIDE; x++)
            input[y + LENET_BORDER][x + LENET_BORDER] = lenet_input_level(digit[y][x]);
}

int lenet_best(const float probability[LENET_CLASSES])
{
    int best = 0;
    for (int k = 1; k < LENET_CLASSES; k++)
        if (probability[k] > probability[best])
            best = k;
    return best;
}
