// The kernels of training (nn/net/kernels_backward.h) keep of a step only what they need next, for
// sixteen images at once. Here all of it is kept, for one image, by plain loops; nothing of theirs
// is used on the way back, so that the one can be held against the other.
#include "nn/explain/one_step.h"

#include "nn/explain/gradient.h"
#include "nn/net/places.h"

#include <assert.h>
#include <math.h>
#include <string.h>

// ---- Loss ---------------------------------------------------------------------------------------

static double loss_of(double square[LENET_CLASSES], const float probability[LENET_CLASSES],
                      int label)
{
    double loss = 0;
    for (int k = 0; k < LENET_CLASSES; k++) {
        double miss = (double)probability[k] - (k == label);
        square[k] = miss * miss;
        loss += square[k] / LENET_CLASSES;
    }
    return loss;
}

// Through the softmax: d loss / d logit_k = p_k (g_k - sum over j of g_j p_j).
static void errors_of_output(struct one_step *step, float logits[LENET_CLASSES])
{
    const float *p = step->activations.probability;
    double mean = 0;
    for (int k = 0; k < LENET_CLASSES; k++) {
        double g = 2 * ((double)p[k] - (k == step->label)) / LENET_CLASSES;
        step->error.probability[k] = (float)g;
        mean += g * (double)p[k];
    }
    for (int k = 0; k < LENET_CLASSES; k++) {
        double g = 2 * ((double)p[k] - (k == step->label)) / LENET_CLASSES;
        logits[k] = (float)((double)p[k] * (g - mean));
    }
}

// ---- Errors -------------------------------------------------------------------------------------

static bool has_sigmoid(enum lenet_layer_id layer)
{
    return layer == LENET_C1 || layer == LENET_C3 || layer == LENET_C5 || layer == LENET_F6;
}

static void through_sigmoids(struct one_step *step, const struct ablation *ablation)
{
    const float *value = (const float *)&step->quiet;
    float *before = (float *)&step->error_before;
    step->quiet = step->activations;
    if (!ablation_is_none(ablation))
        ablation_take_noise_away(&step->quiet, ablation);
    step->error_before = step->error;
    for (int i = LENET_C1; i <= LENET_F6; i++) {
        const struct lenet_layer *layer = &lenet_layers[i];
        size_t end = layer->offset + (size_t)(layer->maps * layer->side * layer->side);
        for (size_t at = layer->offset; at < end && has_sigmoid((enum lenet_layer_id)i); at++)
            before[at] *= value[at] * (1 - value[at]);
    }
}

static void errors(struct one_step *step, const struct ablation *ablation)
{
    float logits[LENET_CLASSES], probability[LENET_CLASSES];
    errors_of_output(step, logits);
    memcpy(probability, step->error.probability, sizeof probability);
    gradient_of_logits(&step->error, &step->weights, ablation, &step->activations, logits);
    memcpy(step->error.probability, probability, sizeof probability);
    through_sigmoids(step, ablation);
}

// ---- Gradients ----------------------------------------------------------------------------------

static float sum_of(const float *values, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += (double)values[i];
    return (float)sum;
}

// Of one kernel, which joins a map below to one above, whose side is `side`.
static void kernel_gradient(float gradient[5][5], const float *below, const float *error, int side)
{
    int below_side = side + 4;
    for (int ky = 0; ky < 5; ky++)
        for (int kx = 0; kx < 5; kx++) {
            double sum = 0;
            for (int y = 0; y < side; y++)
                for (int x = 0; x < side; x++)
                    sum +=
                        (double)below[(y + ky) * below_side + x + kx] * (double)error[y * side + x];
            gradient[ky][kx] = (float)sum;
        }
}

static void pool_gradient(float *weight, float *bias, const float *below, const float *error,
                          int side)
{
    double sum = 0;
    for (int i = 0; i < side * side; i++) {
        const float *at = below + i / side * 2 * 2 * side + i % side * 2;
        sum += (double)error[i] *
               ((double)at[0] + (double)at[1] + (double)at[2 * side] + (double)at[2 * side + 1]) /
               4;
    }
    *weight = (float)sum;
    *bias = sum_of(error, side * side);
}

static void unit_gradients(float *weight, float *bias, const float *below, int inputs,
                           const float *error, int units)
{
    for (int u = 0; u < units; u++) {
        for (int i = 0; i < inputs; i++)
            weight[u * inputs + i] = error[u] * below[i];
        bias[u] = error[u];
    }
}

static void gradients(struct one_step *step)
{
    const struct lenet_activations *a = &step->activations, *e = &step->error_before;
    struct lenet *g = &step->gradient;
    for (int m = 0; m < 6; m++) {
        kernel_gradient(g->c1_weight[m], a->input[0], e->c1[m][0], 28);
        g->c1_bias[m] = sum_of(e->c1[m][0], 28 * 28);
        pool_gradient(&g->s2_weight[m], &g->s2_bias[m], a->c1[m][0], e->s2[m][0], 14);
    }
    for (int m = 0; m < 16; m++) {
        for (int c = 0; c < 6; c++)
            kernel_gradient(g->c3_weight[m][c], a->s2[c][0], e->c3[m][0], 10);
        g->c3_bias[m] = sum_of(e->c3[m][0], 10 * 10);
        pool_gradient(&g->s4_weight[m], &g->s4_bias[m], a->c3[m][0], e->s4[m][0], 5);
    }
    unit_gradients(g->c5_weight[0][0][0], g->c5_bias, a->s4[0][0], 400, e->c5, 120);
    unit_gradients(g->f6_weight[0], g->f6_bias, a->c5, 120, e->f6, 84);
    unit_gradients(g->output_weight[0], g->output_bias, a->f6, 84, e->logits, 10);
}

// ---- A step -------------------------------------------------------------------------------------

void one_step_update(struct one_step *step, const struct ablation *ablation, float rate)
{
    const float *weight = lenet_parameters(&step->weights);
    const float *gradient = lenet_parameters(&step->gradient);
    float *after = lenet_parameters(&step->after);
    double square[LENET_CLASSES];
    step->rate = rate;
    for (int i = 0; i < LENET_PARAMETERS; i++)
        after[i] = (float)((double)weight[i] - (double)rate * (double)gradient[i]);
    memcpy(step->activations_after.input, step->activations.input, sizeof step->activations.input);
    ablation_forward(&step->activations_after, &step->after, ablation);
    step->loss_after = loss_of(square, step->activations_after.probability, step->label);
}

void one_step_run(struct one_step *step, const struct lenet *weights,
                  const struct ablation *ablation, const float input[LENET_SIDE][LENET_SIDE],
                  int label, float rate)
{
    step->weights = *weights;
    step->label = label;
    memmove(step->activations.input, input, sizeof step->activations.input);
    ablation_forward(&step->activations, &step->weights, ablation);
    step->loss = loss_of(step->square, step->activations.probability, label);
    errors(step, ablation);
    gradients(step);
    one_step_update(step, ablation, rate);
}

// ---- How an error comes about -------------------------------------------------------------------

static size_t place_of(struct terms_cell cell)
{
    const struct lenet_layer *layer = &lenet_layers[cell.layer];
    size_t offset = cell.layer == LENET_OUTPUT // its errors are the logits'
                        ? offsetof(struct lenet_activations, logits) / sizeof(float)
                        : layer->offset;
    return offset + (size_t)((cell.map * layer->side + cell.row) * layer->side + cell.column);
}

static double value_of(const struct lenet_activations *values, struct terms_cell cell)
{
    return (double)((const float *)values)[place_of(cell)];
}

static void add_term(struct one_step_terms *terms, struct terms_cell from, double one, double other)
{
    assert(terms->count < ONE_STEP_TERMS_MOST);
    terms->term[terms->count++] = (struct one_step_term){from, one, other, one * other};
    terms->sum += one * other;
}

static double weight_of(const struct one_step *step, struct one_step_weight weight)
{
    return (double)((const float *)&step->weights)[one_step_weight_index(weight)];
}

// Those of one map above whose patches the cell is in.
static void add_map_above(struct one_step_terms *terms, const struct one_step *step,
                          struct terms_cell cell, enum lenet_layer_id above, int map)
{
    int side = lenet_layers[above].side;
    for (int ky = 4; ky >= 0; ky--)
        for (int kx = 4; kx >= 0; kx--) {
            struct terms_cell at = {above, map, cell.row - ky, cell.column - kx};
            if (at.row < 0 || at.row >= side || at.column < 0 || at.column >= side)
                continue;
            struct one_step_weight weight = {at, cell.map, ky, kx};
            add_term(terms, at, weight_of(step, weight), value_of(&step->error_before, at));
        }
}

void one_step_error_terms(struct one_step_terms *terms, const struct one_step *step,
                          struct terms_cell cell)
{
    assert(terms_cell_exists(cell) && cell.layer > LENET_INPUT && cell.layer < LENET_OUTPUT);
    enum lenet_layer_id above = cell.layer + 1;
    terms->count = 0;
    terms->sum = 0;
    if (cell.layer == LENET_C1 || cell.layer == LENET_C3) {
        struct terms_cell at = {above, cell.map, cell.row / 2, cell.column / 2};
        struct one_step_weight coefficient = {at, 0, 0, 0};
        add_term(terms, at, weight_of(step, coefficient) / 4, value_of(&step->error_before, at));
    } else if (cell.layer >= LENET_C5) {
        for (int u = 0; u < lenet_layers[above].maps; u++) {
            struct terms_cell at = {above, u, 0, 0};
            struct one_step_weight weight = {at, cell.map, 0, 0};
            add_term(terms, at, weight_of(step, weight), value_of(&step->error_before, at));
        }
    } else {
        for (int m = 0; m < lenet_layers[above].maps; m++)
            add_map_above(terms, step, cell, above, m);
    }
    double value = value_of(&step->quiet, cell);
    bool stopped = terms->sum != 0 && value_of(&step->error, cell) == 0;
    terms->slope = stopped ? 0 : has_sigmoid(cell.layer) ? value * (1 - value) : 1;
    terms->value = terms->sum * terms->slope;
}

// ---- How a gradient comes about -----------------------------------------------------------------

size_t one_step_weight_index(struct one_step_weight weight)
{
    const struct lenet_place *layer = &lenet_places[weight.to.layer];
    if (weight.from == ONE_STEP_BIAS)
        return layer->bias + (size_t)weight.to.map;
    int kernel = weight.to.map * layer->inputs + (layer->inputs > 1 ? weight.from : 0);
    return layer->weight + (size_t)(kernel * layer->kernel + weight.row * 5 + weight.column);
}

// What the weight is multiplied with to get into a cell.
static double input_of(const struct one_step *step, struct one_step_weight weight,
                       struct terms_cell to)
{
    enum lenet_layer_id below = to.layer - 1;
    if (weight.from == ONE_STEP_BIAS)
        return 1;
    if (to.layer == LENET_S2 || to.layer == LENET_S4) {
        double sum = 0;
        for (int i = 0; i < 4; i++)
            sum +=
                value_of(&step->activations, (struct terms_cell){below, to.map, 2 * to.row + i / 2,
                                                                 2 * to.column + i % 2});
        return sum / 4;
    }
    if (to.layer == LENET_F6 || to.layer == LENET_OUTPUT)
        return value_of(&step->activations, (struct terms_cell){below, weight.from, 0, 0});
    return value_of(&step->activations, (struct terms_cell){below, weight.from, to.row + weight.row,
                                                            to.column + weight.column});
}

void one_step_gradient_terms(struct one_step_terms *terms, const struct one_step *step,
                             struct one_step_weight weight)
{
    struct terms_cell at = weight.to;
    int side = lenet_layers[at.layer].side;
    terms->count = 0;
    terms->sum = 0;
    terms->slope = 1;
    for (int i = 0; i < side * side; i++) {
        at.row = i / side;
        at.column = i % side;
        add_term(terms, at, input_of(step, weight, at), value_of(&step->error_before, at));
    }
    terms->value = terms->sum;
}
