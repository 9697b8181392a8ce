// S2 and S4 have no sigmoid: coefficient and bias go into the weights of the next layer, which are
// rounded only then.
#include "nn/export/quantise.h"

#include <math.h>

enum { MOST_INPUTS = 16 * 25, LARGEST_BIAS = 1 << 30, LARGEST_WEIGHT = 127 };

// A map or unit before it is rounded: of inputs that are whole numbers of `unit`.
struct sum_of {
    double weight[MOST_INPUTS], bias;
    int inputs;
    double unit;
};

static double largest_weight(const struct sum_of *sum)
{
    double largest = 0;
    for (int i = 0; i < sum->inputs; i++)
        largest = fmax(largest, fabs(sum->weight[i]));
    return largest;
}

// The value of 1 in a rounded weight: as small as weights and bias allow.
static double weight_unit(const struct sum_of *sum)
{
    double unit =
        fmax(largest_weight(sum) / LARGEST_WEIGHT, fabs(sum->bias) / sum->unit / LARGEST_BIAS);
    return unit > 0 ? unit : 1;
}

// A scale that is too large for its bits stands for sums that are far outside the table, whatever
// the images are.
static void round_sum(int8_t *weight, int32_t *bias, int32_t *scale, const struct sum_of *sum)
{
    double unit = weight_unit(sum), steps = unit * sum->unit * QUANTISE_STEP;
    for (int i = 0; i < sum->inputs; i++)
        weight[i] = (int8_t)lround(sum->weight[i] / unit);
    *bias = (int32_t)lround(sum->bias / (unit * sum->unit));
    *scale = (int32_t)fmin(round(ldexp(steps, QUANTISE_FRACTION)), INT32_MAX);
}

// ---- The layers ---------------------------------------------------------------------------------

static const double byte = 1.0 / 255, four_bytes = 1.0 / (4 * 255);

static struct sum_of plain_sum(const float *weight, float bias, int inputs)
{
    struct sum_of sum = {.bias = (double)bias, .inputs = inputs, .unit = byte};
    for (int i = 0; i < inputs; i++)
        sum.weight[i] = (double)weight[i];
    return sum;
}

static struct sum_of sum_of_image(const float *weight, float bias)
{
    struct sum_of sum = plain_sum(weight, bias, 25);
    sum.unit = (double)INPUT_STEP;
    for (int i = 0; i < sum.inputs; i++)
        sum.bias += sum.weight[i] * (double)INPUT_BACKGROUND;
    return sum;
}

static struct sum_of sum_of_means(const float *weight, float bias, int maps,
                                  const float *coefficient, const float *map_bias)
{
    struct sum_of sum = plain_sum(weight, bias, maps * 25);
    sum.unit = four_bytes;
    for (int i = 0; i < sum.inputs; i++) {
        sum.bias += sum.weight[i] * (double)map_bias[i / 25];
        sum.weight[i] *= (double)coefficient[i / 25];
    }
    return sum;
}

static void quantise_maps(struct quantised *q, const struct lenet *lenet)
{
    for (int map = 0; map < 6; map++) {
        struct sum_of sum = sum_of_image(lenet->c1_weight[map][0], lenet->c1_bias[map]);
        round_sum(q->c1_weight[map], &q->c1_bias[map], &q->c1_scale[map], &sum);
    }
    for (int map = 0; map < 16; map++) {
        struct sum_of sum = sum_of_means(lenet->c3_weight[map][0][0], lenet->c3_bias[map], 6,
                                         lenet->s2_weight, lenet->s2_bias);
        round_sum(q->c3_weight[map], &q->c3_bias[map], &q->c3_scale[map], &sum);
    }
}

static void quantise_units(struct quantised *q, const struct lenet *lenet)
{
    for (int unit = 0; unit < 120; unit++) {
        struct sum_of sum = sum_of_means(lenet->c5_weight[unit][0][0], lenet->c5_bias[unit], 16,
                                         lenet->s4_weight, lenet->s4_bias);
        round_sum(q->c5_weight[unit], &q->c5_bias[unit], &q->c5_scale[unit], &sum);
    }
    for (int unit = 0; unit < 84; unit++) {
        struct sum_of sum = plain_sum(lenet->f6_weight[unit], lenet->f6_bias[unit], 120);
        round_sum(q->f6_weight[unit], &q->f6_bias[unit], &q->f6_scale[unit], &sum);
    }
    for (int unit = 0; unit < 10; unit++) {
        struct sum_of sum = plain_sum(lenet->output_weight[unit], lenet->output_bias[unit], 84);
        round_sum(q->output_weight[unit], &q->output_bias[unit], &q->output_scale[unit], &sum);
    }
}

// ---- The tables ---------------------------------------------------------------------------------

// A step of the sigmoid's is all that lies from one to the next: its middle is right.
static void fill_tables(struct quantised *q)
{
    for (int i = 0; i < QUANTISE_SIGMOID; i++) {
        double x = (i + 0.5 - QUANTISE_SIGMOID / 2) / QUANTISE_STEP;
        q->sigmoid[i] = (uint8_t)lround(255 / (1 + exp(-x)));
    }
    for (int i = 0; i < QUANTISE_EXPONENTIAL; i++)
        q->exponential[i] = (uint16_t)lround(65535 * exp(-(double)i / QUANTISE_STEP));
}

void quantise_network(struct quantised *quantised, const struct lenet *lenet)
{
    quantise_maps(quantised, lenet);
    quantise_units(quantised, lenet);
    fill_tables(quantised);
}
