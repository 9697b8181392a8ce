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
    for (int i = 0; i < terms.count; i++)
        sum += terms.input[i] * terms.weight[i];
    for (int g = 0; g < terms.groups; g++) {
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

static void test_terms_of_other_weights_do_not(void **state)
{
    (void)state;
    for (int i = 0; i < 4; i++) {
        struct lenet other = shipped.lenet;
        float *weight[] = {&other.c1_weight[2][0][4], &other.s2_bias[1],
                           &other.c5_weight[7][9][4][0], &other.f6_weight[83][119]};
        *weight[i] += 0.01f;
        assert_true(worst_sum(&other, &shipped.activations[3]) > 1e-5);
    }
}

static void test_a_pools_average_times_its_coefficient_is_its_sum(void **state)
{
    (void)state;
    struct terms terms;
    terms_of(&terms, &shipped.lenet, &shipped.activations[0],
             (struct terms_cell){LENET_S4, 9, 2, 4});
    assert_int_equal(terms.count, 4);
    assert_int_equal(terms.group[0].map, 9);
    assert_true(terms.coefficient == (double)shipped.lenet.s4_weight[9]);
    assert_true(fabs(terms.average * terms.coefficient + terms.bias - terms.sum) < 1e-12);
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

enum { CELLS = (int)(offsetof(struct lenet_activations, probability) / sizeof(float)) };

// The smallest rectangle of pixels that change a cell.
struct reach {
    int top, left, bottom, right;
};

static struct reach reach[CELLS]; // in the order of struct lenet_activations

// Changes the input pixel by pixel. Weights that are small, as sigmoids that stand at their ends
// would hide a change.
static void find_fields(void)
{
    static struct lenet lenet;
    static struct lenet_activations before, changed;
    lenet_init(&lenet, 3);
    before = shipped.activations[0];
    lenet_forward(&before, &lenet);
    for (int i = 0; i < CELLS; i++)
        reach[i] = (struct reach){LENET_SIDE, LENET_SIDE, -1, -1};
    for (int pixel = 0; pixel < LENET_SIDE * LENET_SIDE; pixel++) {
        int y = pixel / LENET_SIDE, x = pixel % LENET_SIDE;
        memcpy(changed.input, before.input, sizeof changed.input);
        changed.input[y][x] += 0.7f;
        lenet_forward(&changed, &lenet);
        for (int i = 0; i < CELLS; i++) {
            if (((const float *)&changed)[i] == ((const float *)&before)[i])
                continue;
            struct reach *at = &reach[i];
            *at = (struct reach){y < at->top ? y : at->top, x < at->left ? x : at->left,
                                 y > at->bottom ? y : at->bottom, x > at->right ? x : at->right};
        }
    }
}

static void check_field(struct terms_cell cell, void *context)
{
    int side = lenet_layers[cell.layer].side;
    size_t place = lenet_layers[cell.layer].offset +
                   (size_t)((cell.map * side + cell.row) * side + cell.column);
    if (cell.layer == LENET_OUTPUT)
        place = offsetof(struct lenet_activations, logits) / sizeof(float) + (size_t)cell.map;
    const struct reach *at = &reach[place];
    struct terms_field told = terms_receptive_field(cell, LENET_INPUT);
    struct terms_field found = {at->top, at->left, at->bottom - at->top + 1,
                                at->right - at->left + 1};
    if (memcmp(&told, &found, sizeof told) != 0)
        fail_msg("%s %d (%d, %d): told %d,%d %dx%d, found %d,%d %dx%d",
                 lenet_layers[cell.layer].name, cell.map, cell.row, cell.column, told.row,
                 told.column, told.rows, told.columns, found.row, found.column, found.rows,
                 found.columns);
    ++*(int *)context;
}

static void test_receptive_fields_are_what_a_pixel_reaches(void **state)
{
    (void)state;
    int checked = 0;
    find_fields();
    each_cell(check_field, &checked);
    assert_int_equal(checked, CELLS - LENET_SIDE * LENET_SIDE);
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
        cmocka_unit_test(test_receptive_fields_are_what_a_pixel_reaches),
        cmocka_unit_test(test_units_see_the_whole_image),
        cmocka_unit_test(test_the_shares_are_the_engines_probabilities),
        cmocka_unit_test(test_the_difference_is_that_of_the_two_sums),
    };
    return cmocka_run_group_tests(tests, load_shipped, NULL);
}
