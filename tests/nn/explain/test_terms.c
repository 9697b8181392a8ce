// The terms of every value add up to it, and the receptive fields are what a change of the image
// reaches.
#include "tests/support/support.h"

#include "nn/explain/terms.h"
#include "tests/support/explained.h"
#include <math.h>

static struct explained shipped;

static int load_shipped(void **state)
{
    (void)state;
    explained_load(&shipped);
    return 0;
}

// The value that the engine has for a cell; of OUTPUT, the logit.
static double value_of(const struct lenet_activations *a, struct terms_cell cell)
{
    int side = lenet_layers[cell.layer].side;
    if (cell.layer == LENET_OUTPUT)
        return (double)a->logits[cell.map];
    return (double)lenet_layer_values(
        a, cell.layer)[(cell.map * side + cell.row) * side + cell.column];
}

// Calls for every cell of C1 to OUTPUT.
static void each_cell(void (*call)(struct terms_cell cell, void *context), void *context)
{
    for (enum lenet_layer_id layer = LENET_C1; layer < LENET_LAYERS; layer++)
        for (int map = 0; map < lenet_layers[layer].maps; map++)
            for (int row = 0; row < lenet_layers[layer].side; row++)
                for (int column = 0; column < lenet_layers[layer].side; column++)
                    call((struct terms_cell){layer, map, row, column}, context);
}

// Every input is the value of the place below that its group says.
static void expect_inputs(const struct terms *terms, const struct terms_group *group,
                          const struct lenet_activations *activations)
{
    bool units = lenet_layers[terms->from].side == 1;
    for (int i = 0; i < group->rows * group->columns; i++) {
        int row = group->row + i / group->columns, column = group->column + i % group->columns;
        struct terms_cell cell = {terms->from, units ? i : group->map, units ? 0 : row,
                                  units ? 0 : column};
        assert_true(terms->input[group->first + i] == value_of(activations, cell));
    }
}

struct summed {
    const struct lenet *lenet;
    const struct lenet_activations *activations;
    double worst; // difference from the engine's value
};

static void sum_terms(struct terms_cell cell, void *context)
{
    struct summed *summed = context;
    struct terms terms;
    terms_of(&terms, summed->lenet, summed->activations, cell);
    double sum = 0, groups = 0;
    int count = 0;
    for (int i = 0; i < terms.count; i++) {
        sum += terms.product[i];
        assert_true(terms.product[i] == terms.input[i] * terms.weight[i]);
    }
    for (int g = 0; g < terms.groups; g++) {
        expect_inputs(&terms, &terms.group[g], summed->activations);
        assert_int_equal(terms.group[g].first, count);
        count += terms.group[g].rows * terms.group[g].columns;
        groups += terms.group[g].sum;
    }
    assert_int_equal(count, terms.count);
    assert_true(fabs(groups - sum) < 1e-12 && fabs(sum + terms.bias - terms.sum) < 1e-12);
    summed->worst = fmax(summed->worst, fabs(terms.value - value_of(summed->activations, cell)));
}

static double worst_sum(const struct lenet *lenet, const struct lenet_activations *activations)
{
    struct summed summed = {lenet, activations, 0};
    each_cell(sum_terms, &summed);
    return summed.worst;
}

static void test_terms_add_up_to_the_value_of_every_cell(void **state)
{
    (void)state;
    for (int i = 0; i < EXPLAINED; i++) {
        double worst = worst_sum(&shipped.lenet, &shipped.activations[i]);
        if (worst > 1e-5)
            fail_msg("digit %d: a sum differs by %g", i, worst);
    }
}

static int largest_of(const float *value, int count)
{
    int best = 0;
    for (int i = 1; i < count; i++)
        best = value[i] > value[best] ? i : best;
    return best;
}

static void test_terms_of_other_weights_do_not(void **state)
{
    (void)state;
    int speaking = largest_of(shipped.activations[3].c5, 120); // of a silent unit no weight counts
    for (int i = 0; i < 4; i++) {
        struct lenet other = shipped.lenet;
        float *weight[] = {&other.c1_weight[2][0][4], &other.s2_bias[1],
                           &other.c5_weight[7][9][4][0], &other.f6_weight[83][speaking]};
        *weight[i] += 0.01f;
        assert_true(worst_sum(&other, &shipped.activations[3]) > 1e-5);
    }
}

static void expect_average(struct terms_cell cell, void *context)
{
    struct terms terms;
    if (cell.layer != LENET_S2 && cell.layer != LENET_S4)
        return;
    terms_of(&terms, &shipped.lenet, context, cell);
    assert_int_equal(terms.count, 4);
    assert_int_equal(terms.group[0].map, cell.map);
    assert_true(terms.coefficient == (double)(cell.layer == LENET_S2
                                                  ? shipped.lenet.s2_weight[cell.map]
                                                  : shipped.lenet.s4_weight[cell.map]));
    assert_true(fabs(terms.average * terms.coefficient + terms.bias - terms.sum) < 1e-12);
}

static void test_a_pools_average_times_its_coefficient_is_its_sum(void **state)
{
    (void)state;
    for (int i = 0; i < EXPLAINED; i++)
        each_cell(expect_average, &shipped.activations[i]);
}

static void test_cells_outside_the_network_do_not_exist(void **state)
{
    (void)state;
    assert_true(terms_cell_exists((struct terms_cell){LENET_INPUT, 0, 31, 31}));
    assert_true(terms_cell_exists((struct terms_cell){LENET_C5, 119, 0, 0}));
    assert_false(terms_cell_exists((struct terms_cell){LENET_C5, 120, 0, 0}));
    assert_false(terms_cell_exists((struct terms_cell){LENET_C5, 0, 1, 0}));
    assert_false(terms_cell_exists((struct terms_cell){LENET_C3, 15, 9, 10}));
    assert_false(terms_cell_exists((struct terms_cell){LENET_C1, -1, 0, 0}));
    assert_false(terms_cell_exists((struct terms_cell){LENET_LAYERS, 0, 0, 0}));
}

// ---- Receptive fields ---------------------------------------------------------------------------

// The smallest rectangle of an earlier layer's places, a change of which changes the cell.
struct extent {
    int top, left, bottom, right;
};
static struct extent found[ABLATION_CELLS];

static void add_to_extents(const struct lenet_activations *before,
                           const struct lenet_activations *after, enum lenet_layer_id earlier,
                           int row, int column)
{
    const float *one = (const float *)before, *other = (const float *)after;
    for (size_t cell = lenet_layers[earlier + 1].offset; cell < ABLATION_CELLS; cell++) {
        struct extent *extent = &found[cell];
        if (one[cell] == other[cell])
            continue;
        extent->top = row < extent->top ? row : extent->top;
        extent->left = column < extent->left ? column : extent->left;
        extent->bottom = row > extent->bottom ? row : extent->bottom;
        extent->right = column > extent->right ? column : extent->right;
    }
}

// A drawing with one place of a layer changed by as much, in all of its maps.
static void read_changed(struct lenet_activations *changed, const struct lenet_activations *drawing,
                         enum lenet_layer_id earlier, int place, float by)
{
    static struct ablation ablation;
    static struct lenet_activations constant;
    const struct lenet_layer *layer = &lenet_layers[earlier];
    memset(&ablation, 0, sizeof ablation);
    *changed = constant = *drawing;
    for (int map = 0; map < layer->maps; map++) {
        size_t cell = layer->offset + (size_t)(map * layer->side * layer->side + place);
        ((float *)&constant)[cell] += by;
        if (earlier != LENET_INPUT)
            ablation_silence(
                &ablation,
                (struct terms_cell){earlier, map, place / layer->side, place % layer->side},
                &constant);
    }
    if (earlier == LENET_INPUT)
        *changed = constant;
    ablation_forward(changed, &shipped.lenet, &ablation);
}

// Changes place after place of a layer. Where one drawing hides a change in a float's rounding,
// another one does not.
static void find_extents(enum lenet_layer_id earlier)
{
    static struct lenet_activations before, after;
    int side = lenet_layers[earlier].side;
    for (size_t cell = 0; cell < ABLATION_CELLS; cell++)
        found[cell] = (struct extent){side, side, -1, -1};
    for (int drawing = 0; drawing < 3; drawing++) {
        read_changed(&before, &shipped.activations[drawing], earlier, 0, 0);
        for (int place = 0; place < side * side; place++) {
            read_changed(&after, &shipped.activations[drawing], earlier, place, 0.7f);
            add_to_extents(&before, &after, earlier, place / side, place % side);
        }
    }
}

static void expect_found(struct terms_cell cell, void *context)
{
    enum lenet_layer_id earlier = *(const enum lenet_layer_id *)context;
    const struct lenet_layer *layer = &lenet_layers[cell.layer];
    if (cell.layer <= earlier)
        return;
    struct terms_field told = terms_receptive_field(cell, earlier);
    struct extent right =
        found[layer->offset +
              (size_t)((cell.map * layer->side + cell.row) * layer->side + cell.column)];
    struct terms_field is = {right.top, right.left, right.bottom - right.top + 1,
                             right.right - right.left + 1};
    if (memcmp(&told, &is, sizeof told) != 0)
        fail_msg("%s %d (%d, %d) in %s: told %d,%d %dx%d, found %d,%d %dx%d", layer->name, cell.map,
                 cell.row, cell.column, lenet_layers[earlier].name, told.row, told.column,
                 told.rows, told.columns, is.row, is.column, is.rows, is.columns);
}

static void test_receptive_fields_are_what_a_change_reaches_in_every_layer(void **state)
{
    (void)state;
    for (enum lenet_layer_id earlier = LENET_INPUT; earlier < LENET_OUTPUT; earlier++) {
        find_extents(earlier);
        each_cell(expect_found, &earlier);
    }
}

static void test_units_see_the_whole_image(void **state)
{
    (void)state;
    for (enum lenet_layer_id layer = LENET_C5; layer < LENET_LAYERS; layer++) {
        struct terms_field field =
            terms_receptive_field((struct terms_cell){layer, 1, 0, 0}, LENET_INPUT);
        assert_memory_equal(&field, &((struct terms_field){0, 0, 32, 32}), sizeof field);
    }
    struct terms_field own =
        terms_receptive_field((struct terms_cell){LENET_C3, 1, 4, 5}, LENET_C3);
    assert_memory_equal(&own, &((struct terms_field){4, 5, 1, 1}), sizeof own);
}

// ---- The softmax --------------------------------------------------------------------------------

static void test_the_shares_are_the_engines_probabilities(void **state)
{
    (void)state;
    for (int i = 0; i < EXPLAINED; i++) {
        struct terms_softmax softmax;
        double sum = 0;
        terms_of_softmax(&softmax, shipped.activations[i].logits, 1);
        for (int k = 0; k < LENET_CLASSES; k++) {
            sum += softmax.share[k];
            assert_true(fabs(softmax.share[k] - (double)shipped.activations[i].probability[k]) <
                        1e-6);
            assert_true(fabs(softmax.exponential[k] / softmax.total - softmax.share[k]) < 1e-15);
        }
        assert_true(fabs(sum - 1) < 1e-12);
    }
    struct terms_softmax cold;
    terms_of_softmax(&cold, shipped.activations[0].logits, 0.5f);
    assert_true(fabs(cold.share[0] - (double)shipped.activations[0].probability[0]) > 0);
}

// ---- The difference of two logits ---------------------------------------------------------------

static void test_the_difference_is_that_of_the_two_sums(void **state)
{
    (void)state;
    struct terms one, other, both;
    const struct lenet *lenet = &shipped.lenet;
    for (int i = 0; i < EXPLAINED; i++) {
        int digit = i % LENET_CLASSES, instead = (i + 3) % LENET_CLASSES;
        const struct lenet_activations *activations = &shipped.activations[i];
        terms_of(&one, lenet, activations, (struct terms_cell){LENET_OUTPUT, digit, 0, 0});
        terms_of(&other, lenet, activations, (struct terms_cell){LENET_OUTPUT, instead, 0, 0});
        terms_of_difference(&both, lenet, activations, digit, instead);
        double sum = both.bias;
        for (int t = 0; t < both.count; t++) {
            assert_true(fabs(both.product[t] - one.product[t] + other.product[t]) < 1e-12);
            assert_true(fabs(both.product[t] - both.weight[t] * both.input[t]) < 1e-12);
            sum += both.product[t];
        }
        assert_true(both.count == 84 && fabs(sum - both.sum) < 1e-12);
        assert_true(fabs(both.value - one.value + other.value) < 1e-12);
        assert_true(fabs(both.group[0].sum + both.bias - both.sum) < 1e-12);
        terms_of_difference(&both, lenet, activations, digit, -1);
        assert_true(both.value == one.value);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_terms_add_up_to_the_value_of_every_cell),
        cmocka_unit_test(test_terms_of_other_weights_do_not),
        cmocka_unit_test(test_a_pools_average_times_its_coefficient_is_its_sum),
        cmocka_unit_test(test_cells_outside_the_network_do_not_exist),
        cmocka_unit_test(test_receptive_fields_are_what_a_change_reaches_in_every_layer),
        cmocka_unit_test(test_units_see_the_whole_image),
        cmocka_unit_test(test_the_shares_are_the_engines_probabilities),
        cmocka_unit_test(test_the_difference_is_that_of_the_two_sums),
    };
    return cmocka_run_group_tests(tests, load_shipped, NULL);
}
