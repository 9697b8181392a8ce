// The arithmetic of one cell, written out term by term. The kernels (nn/net/kernels_lanes.c) do the
// same for all cells at once; nothing of theirs is used here, so that the one can be held against
// the other.
#include "nn/explain/terms.h"

#include <assert.h>
#include <math.h>

bool terms_cell_exists(struct terms_cell cell)
{
    if (cell.layer < LENET_INPUT || cell.layer >= LENET_LAYERS)
        return false;
    const struct lenet_layer *layer = &lenet_layers[cell.layer];
    return cell.map >= 0 && cell.map < layer->maps && cell.row >= 0 && cell.row < layer->side &&
           cell.column >= 0 && cell.column < layer->side;
}

// ---- One cell -----------------------------------------------------------------------------------

// Adds the terms of one map below: `weight` has one for each input of the patch, or (`shared`) one
// for all.
static void add_group(struct terms *terms, const struct lenet_activations *activations,
                      struct terms_group group, const float *weight, double shared)
{
    const struct lenet_layer *layer = &lenet_layers[terms->from];
    const float *map = lenet_layer_values(activations, terms->from) +
                       (size_t)group.map * (size_t)(layer->side * layer->side);
    group.first = terms->count;
    group.sum = 0;
    for (int y = 0; y < group.rows; y++)
        for (int x = 0; x < group.columns; x++) {
            int term = terms->count++;
            // Of single units, the columns of a group run over the units.
            int row = layer->side > 1 ? (group.row + y) * layer->side : 0;
            terms->input[term] = (double)map[row + group.column + x];
            terms->weight[term] = weight ? (double)weight[y * group.columns + x] : shared;
            terms->product[term] = terms->weight[term] * terms->input[term];
            group.sum += terms->product[term];
        }
    terms->sum += group.sum;
    terms->group[terms->groups++] = group;
}

// A patch of 5x5 of each map below; `weight` is (input map, row, column).
static void add_patches(struct terms *terms, const struct lenet_activations *activations,
                        const float (*weight)[5][5], struct terms_cell cell)
{
    for (int m = 0; m < lenet_layers[terms->from].maps; m++)
        add_group(terms, activations, (struct terms_group){m, cell.row, cell.column, 5, 5, 0, 0},
                  weight[m][0], 0);
}

static void add_pool(struct terms *terms, const struct lenet_activations *activations,
                     float coefficient, struct terms_cell cell)
{
    terms->coefficient = (double)coefficient;
    add_group(terms, activations,
              (struct terms_group){cell.map, 2 * cell.row, 2 * cell.column, 2, 2, 0, 0}, NULL,
              (double)coefficient / 4);
    for (int i = 0; i < 4; i++)
        terms->average += terms->input[i] / 4;
}

static void add_units(struct terms *terms, const struct lenet_activations *activations,
                      const float *weight)
{
    add_group(terms, activations,
              (struct terms_group){0, 0, 0, 1, lenet_layers[terms->from].maps, 0, 0}, weight, 0);
}

static void finish(struct terms *terms, float bias, bool sigmoid)
{
    terms->bias = (double)bias;
    terms->sum += terms->bias;
    terms->value = sigmoid ? 1 / (1 + exp(-terms->sum)) : terms->sum;
}

void terms_of(struct terms *terms, const struct lenet *lenet,
              const struct lenet_activations *activations, struct terms_cell cell)
{
    assert(terms_cell_exists(cell) && cell.layer != LENET_INPUT);
    int m = cell.map;
    terms->from = cell.layer - 1;
    terms->groups = terms->count = 0;
    terms->average = terms->coefficient = terms->sum = 0;
    switch (cell.layer) {
    case LENET_C1:
        add_patches(terms, activations, &lenet->c1_weight[m], cell);
        finish(terms, lenet->c1_bias[m], true);
        break;
    case LENET_S2:
        add_pool(terms, activations, lenet->s2_weight[m], cell);
        finish(terms, lenet->s2_bias[m], false);
        break;
    case LENET_C3:
        add_patches(terms, activations, lenet->c3_weight[m], cell);
        finish(terms, lenet->c3_bias[m], true);
        break;
    case LENET_S4:
        add_pool(terms, activations, lenet->s4_weight[m], cell);
        finish(terms, lenet->s4_bias[m], false);
        break;
    case LENET_C5:
        add_patches(terms, activations, lenet->c5_weight[m], cell);
        finish(terms, lenet->c5_bias[m], true);
        break;
    case LENET_F6:
        add_units(terms, activations, lenet->f6_weight[m]);
        finish(terms, lenet->f6_bias[m], true);
        break;
    case LENET_OUTPUT:
        add_units(terms, activations, lenet->output_weight[m]);
        finish(terms, lenet->output_bias[m], false);
        break;
    case LENET_INPUT:
    case LENET_LAYERS:
        break;
    }
}

void terms_of_difference(struct terms *terms, const struct lenet *lenet,
                         const struct lenet_activations *activations, int digit, int instead)
{
    terms_of(terms, lenet, activations, (struct terms_cell){LENET_OUTPUT, digit, 0, 0});
    if (instead < 0)
        return;
    terms->bias -= (double)lenet->output_bias[instead];
    terms->sum = 0;
    for (int i = 0; i < terms->count; i++) {
        terms->weight[i] -= (double)lenet->output_weight[instead][i];
        terms->product[i] = terms->weight[i] * terms->input[i];
        terms->sum += terms->product[i];
    }
    terms->group[0].sum = terms->sum;
    terms->sum += terms->bias;
    terms->value = terms->sum;
}

// ---- What a cell depends on ---------------------------------------------------------------------

// The same field, one layer further down.
static struct terms_field field_below(struct terms_field field, enum lenet_layer_id layer)
{
    switch (layer) {
    case LENET_C1:
    case LENET_C3:
    case LENET_C5:
        return (struct terms_field){field.row, field.column, field.rows + 4, field.columns + 4};
    case LENET_S2:
    case LENET_S4:
        return (struct terms_field){2 * field.row, 2 * field.column, 2 * field.rows,
                                    2 * field.columns};
    default: // F6 and OUTPUT stand on single units
        return (struct terms_field){0, 0, 1, 1};
    }
}

struct terms_field terms_receptive_field(struct terms_cell cell, enum lenet_layer_id earlier)
{
    assert(terms_cell_exists(cell) && earlier <= cell.layer);
    struct terms_field field = {cell.row, cell.column, 1, 1};
    for (enum lenet_layer_id layer = cell.layer; layer > earlier; layer--)
        field = field_below(field, layer);
    return field;
}

// ---- The output ---------------------------------------------------------------------------------

void terms_of_softmax(struct terms_softmax *softmax, const float logits[LENET_CLASSES],
                      float temperature)
{
    double largest = (double)logits[lenet_best(logits)];
    softmax->temperature = (double)temperature;
    softmax->total = 0;
    for (int k = 0; k < LENET_CLASSES; k++) {
        softmax->logit[k] = (double)logits[k];
        softmax->exponential[k] = exp((softmax->logit[k] - largest) / softmax->temperature);
        softmax->total += softmax->exponential[k];
    }
    for (int k = 0; k < LENET_CLASSES; k++)
        softmax->share[k] = softmax->exponential[k] / softmax->total;
}
