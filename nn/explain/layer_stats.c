// What makes a network fail to learn can be seen in its layers long before the error says so; but
// only from many digits, and from their errors as well as their values. Each digit goes through one
// step of training of its own (nn/explain/one_step.h), of which the weights are not kept.
#include "nn/explain/layer_stats.h"

#include "nn/net/forward.h"

#include <math.h>
#include <string.h>

static const float low_end = 0.02f, high_end = 0.98f; // of a sigmoid, beyond which it is saturated
static const float alive = 0.01f;                     // by which a cell differs between two digits

// Of a layer, so far.
struct sums {
    double squares; // of errors
    size_t saturated;
};

static size_t cells_of(enum lenet_layer_id id)
{
    const struct lenet_layer *layer = &lenet_layers[id];
    return (size_t)(layer->maps * layer->side * layer->side);
}

static bool has_sigmoid(enum lenet_layer_id id)
{
    return id == LENET_C1 || id == LENET_C3 || id == LENET_C5 || id == LENET_F6;
}

// ---- Where the values lie -----------------------------------------------------------------------

static void widen(struct layer_stats_work *work, const struct lenet_activations *values, bool first)
{
    const float *value = (const float *)values;
    float *least = (float *)&work->least, *most = (float *)&work->most;
    for (size_t i = 0; i < sizeof *values / sizeof *value; i++) {
        least[i] = first || value[i] < least[i] ? value[i] : least[i];
        most[i] = first || value[i] > most[i] ? value[i] : most[i];
    }
}

// The bins of S2 and S4 can only be laid when all values are known.
static void lay_bins(struct layer_stats_layer *layer, const struct layer_stats_work *work,
                     enum lenet_layer_id id)
{
    const float *least = lenet_layer_values(&work->least, id);
    const float *most = lenet_layer_values(&work->most, id);
    layer->low = 0;
    layer->high = 1;
    if (id != LENET_S2 && id != LENET_S4)
        return;
    layer->low = least[0];
    layer->high = most[0];
    for (size_t i = 1; i < cells_of(id); i++) {
        layer->low = fminf(layer->low, least[i]);
        layer->high = fmaxf(layer->high, most[i]);
    }
}

static float share_of_dead(const struct layer_stats_work *work, enum lenet_layer_id id)
{
    const float *least = lenet_layer_values(&work->least, id);
    const float *most = lenet_layer_values(&work->most, id);
    int maps = lenet_layers[id].maps, dead = 0;
    size_t cells = cells_of(id) / (size_t)maps;
    for (int m = 0; m < maps; m++) {
        bool moves = false;
        for (size_t i = 0; i < cells && !moves; i++)
            moves = most[(size_t)m * cells + i] - least[(size_t)m * cells + i] >= alive;
        dead += !moves;
    }
    return (float)dead / (float)maps;
}

// ---- Digit by digit -----------------------------------------------------------------------------

static int bin_of(double place)
{
    return place <= 0 ? 0 : place >= 1 ? LAYER_STATS_BINS - 1 : (int)(place * LAYER_STATS_BINS);
}

static void count_values(struct layer_stats_layer *layer, struct sums *sums, const float *value,
                         size_t count, bool sigmoid)
{
    double width = (double)layer->high - (double)layer->low;
    for (size_t i = 0; i < count; i++) {
        layer->values[width > 0 ? bin_of(((double)value[i] - (double)layer->low) / width) : 0]++;
        sums->saturated += sigmoid && (value[i] < low_end || value[i] > high_end);
    }
}

static void count_errors(struct layer_stats_layer *layer, struct sums *sums, const float *error,
                         size_t count)
{
    const double powers = LAYER_STATS_EXPONENT_MOST - LAYER_STATS_EXPONENT_LEAST;
    for (size_t i = 0; i < count; i++) {
        double size = fabs((double)error[i]);
        layer->errors[size > 0 ? bin_of((log10(size) - LAYER_STATS_EXPONENT_LEAST) / powers) : 0]++;
        sums->squares += size * size;
    }
}

static void count_digit(struct layer_stats *stats, struct sums sums[LENET_LAYERS],
                        const struct one_step *step)
{
    stats->loss += step->loss;
    stats->wrong += lenet_best(step->activations.probability) != step->label;
    for (int i = LENET_C1; i < LENET_LAYERS; i++) {
        enum lenet_layer_id id = (enum lenet_layer_id)i;
        const float *error =
            id == LENET_OUTPUT ? step->error.logits : lenet_layer_values(&step->error, id);
        count_values(&stats->layer[i], &sums[i], lenet_layer_values(&step->activations, id),
                     cells_of(id), has_sigmoid(id));
        count_errors(&stats->layer[i], &sums[i], error, cells_of(id));
    }
}

static void add_gradient(struct lenet *mean, struct lenet *gradient, int count)
{
    float *sum = lenet_parameters(mean);
    const float *one = lenet_parameters(gradient);
    for (int i = 0; i < LENET_PARAMETERS; i++)
        sum[i] += one[i] / (float)count;
}

// ---- Summing up ---------------------------------------------------------------------------------

static float rms(const float *values, size_t count)
{
    double squares = 0;
    for (size_t i = 0; i < count; i++)
        squares += (double)values[i] * (double)values[i];
    return (float)sqrt(squares / (double)count);
}

static bool finish(struct layer_stats *stats, const struct sums sums[LENET_LAYERS],
                   const struct layer_stats_work *work)
{
    const float *weight = (const float *)&work->step.weights;
    const float *gradient = (const float *)&work->gradient;
    bool finite = isfinite(stats->loss);
    stats->loss /= stats->digits;
    for (int i = LENET_C1; i < LENET_LAYERS; i++) {
        struct layer_stats_layer *layer = &stats->layer[i];
        enum lenet_layer_id id = (enum lenet_layer_id)i;
        double cells = (double)cells_of(id) * stats->digits;
        layer->error_rms = (float)sqrt(sums[i].squares / cells);
        layer->saturated = (float)((double)sums[i].saturated / cells);
        layer->dead = share_of_dead(work, id);
        layer->weight_rms = rms(weight, lenet_layers[i].parameters);
        layer->gradient_rms = rms(gradient, lenet_layers[i].parameters);
        weight += lenet_layers[i].parameters;
        gradient += lenet_layers[i].parameters;
        finite = finite && isfinite(layer->error_rms) && isfinite(layer->weight_rms) &&
                 isfinite(layer->gradient_rms);
    }
    return finite;
}

bool layer_stats_of(struct layer_stats *stats, struct layer_stats_work *work,
                    const struct lenet *weights, const digit_row *const *digits,
                    const uint8_t *labels, int count, layer_stats_goes_on *goes_on, void *context)
{
    struct sums sums[LENET_LAYERS] = {0};
    struct lenet_activations *values = &work->step.activations;
    memset(stats, 0, sizeof *stats);
    memset(&work->gradient, 0, sizeof work->gradient);
    stats->digits = count;
    for (int i = 0; i < count; i++) {
        lenet_input_from_digit(values->input, digits[i]);
        lenet_forward(values, weights);
        widen(work, values, i == 0);
    }
    for (int i = LENET_C1; i < LENET_LAYERS; i++)
        lay_bins(&stats->layer[i], work, (enum lenet_layer_id)i);
    for (int i = 0; i < count; i++) {
        if (goes_on && !goes_on(context))
            return false;
        lenet_input_from_digit(values->input, digits[i]);
        one_step_run(&work->step, weights, NULL, (const float(*)[LENET_SIDE])values->input,
                     labels[i], 0);
        count_digit(stats, sums, &work->step);
        add_gradient(&work->gradient, &work->step.gradient, count);
    }
    stats->finite = finish(stats, sums, work);
    return true;
}
