// The sums before the sigmoid are those of the terms, for every unit, also where a sigmoid has
// forgotten them.
#include "tests/support/support.h"

#include "nn/explain/presums.h"
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

static bool has_sigmoid(enum lenet_layer_id layer)
{
    return layer == LENET_C1 || layer == LENET_C3 || layer == LENET_C5 || layer == LENET_F6;
}

// How far a cell's sum is from its terms', in parts of its size (or of 1, if it is smaller).
static double error_at(const struct lenet *lenet, const struct lenet_activations *activations,
                       const struct lenet_activations *sums, struct terms_cell cell)
{
    struct terms terms;
    int side = lenet_layers[cell.layer].side;
    int place = (cell.map * side + cell.row) * side + cell.column;
    const float *values =
        cell.layer == LENET_OUTPUT ? sums->logits : lenet_layer_values(sums, cell.layer);
    terms_of(&terms, lenet, activations, cell);
    // What has no sigmoid is the engine's own, which adds up in floats.
    double allowed = has_sigmoid(cell.layer) ? 1 : 10;
    return fabs((double)values[place] - terms.sum) / fmax(1, fabs(terms.sum)) / allowed;
}

static double worst_error(const struct lenet *lenet, const struct lenet_activations *activations)
{
    struct lenet_activations sums;
    double worst = 0;
    presums_of(&sums, lenet, activations);
    for (enum lenet_layer_id layer = LENET_C1; layer < LENET_LAYERS; layer++) {
        int side = lenet_layers[layer].side;
        for (int i = 0; i < lenet_layers[layer].maps * side * side; i++) {
            struct terms_cell cell = {layer, i / (side * side), i / side % side, i % side};
            worst = fmax(worst, error_at(lenet, activations, &sums, cell));
        }
    }
    return worst;
}

static void test_sums_are_those_of_the_terms_of_every_unit(void **state)
{
    (void)state;
    for (int i = 0; i < EXPLAINED; i++) {
        double worst = worst_error(&shipped.lenet, &shipped.activations[i]);
        if (worst > 1e-6)
            fail_msg("digit %d: a sum differs by %g", i, worst);
    }
}

// With weights ten times as large, most sigmoids are 0 or 1 as floats.
static void test_sums_are_known_where_the_sigmoid_has_forgotten_them(void **state)
{
    (void)state;
    struct lenet lenet = shipped.lenet;
    struct lenet_activations activations = shipped.activations[0], sums;
    float *weight = lenet_parameters(&lenet);
    int full = 0;
    for (int i = 0; i < LENET_PARAMETERS; i++)
        weight[i] *= 10;
    lenet_forward(&activations, &lenet);
    presums_of(&sums, &lenet, &activations);
    for (int u = 0; u < 120; u++)
        full += activations.c5[u] == 1 && sums.c5[u] > 20;
    assert_true(full > 10);
    assert_true(worst_error(&lenet, &activations) < 1e-6);
}

static void test_the_sigmoid_of_a_sum_is_the_value(void **state)
{
    (void)state;
    struct lenet_activations sums;
    presums_of(&sums, &shipped.lenet, &shipped.activations[1]);
    for (int u = 0; u < 84; u++)
        assert_true(
            fabs(1 / (1 + exp(-(double)sums.f6[u])) - (double)shipped.activations[1].f6[u]) < 1e-5);
}

static void test_what_has_no_sigmoid_stays(void **state)
{
    (void)state;
    const struct lenet_activations *a = &shipped.activations[2];
    struct lenet_activations sums;
    presums_of(&sums, &shipped.lenet, a);
    assert_memory_equal(sums.input, a->input, sizeof a->input);
    assert_memory_equal(sums.s2, a->s2, sizeof a->s2);
    assert_memory_equal(sums.s4, a->s4, sizeof a->s4);
    assert_memory_equal(sums.logits, a->logits, sizeof a->logits);
    assert_memory_equal(sums.probability, a->probability, sizeof a->probability);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sums_are_those_of_the_terms_of_every_unit),
        cmocka_unit_test(test_sums_are_known_where_the_sigmoid_has_forgotten_them),
        cmocka_unit_test(test_the_sigmoid_of_a_sum_is_the_value),
        cmocka_unit_test(test_what_has_no_sigmoid_stays),
    };
    return cmocka_run_group_tests(tests, load_shipped, NULL);
}
