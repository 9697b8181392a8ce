// The network's shape, its first weights, and what reading an image promises.
#include "nn/net/forward.h"
#include "nn/net/lenet.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static struct lenet weights;
static struct lenet_activations activations;

static void test_it_has_61750_parameters_in_seven_layers(void **state)
{
    (void)state;
    size_t sum = 0;
    int layers = 0;
    for (int i = 0; i < LENET_LAYERS; i++) {
        sum += lenet_layers[i].parameters;
        layers += lenet_layers[i].parameters > 0;
    }
    assert_int_equal(sum, 61750);
    assert_int_equal(layers, 7);
    assert_int_equal(sizeof(struct lenet), 61750 * sizeof(float));
}

static void test_layer_values_lie_where_the_table_says(void **state)
{
    (void)state;
    assert_ptr_equal(lenet_layer_values(&activations, LENET_INPUT), activations.input);
    assert_ptr_equal(lenet_layer_values(&activations, LENET_C3), activations.c3);
    assert_ptr_equal(lenet_layer_values(&activations, LENET_F6), activations.f6);
    assert_ptr_equal(lenet_layer_values(&activations, LENET_OUTPUT), activations.probability);
    for (int i = 0; i + 2 < LENET_LAYERS; i++) {
        const struct lenet_layer *layer = &lenet_layers[i];
        size_t values = (size_t)(layer->maps * layer->side * layer->side);
        assert_int_equal(layer->offset + values, lenet_layers[i + 1].offset);
    }
}

static void test_the_same_seed_gives_the_same_weights(void **state)
{
    (void)state;
    static struct lenet again;
    lenet_init(&weights, 7);
    lenet_init(&again, 7);
    assert_memory_equal(&weights, &again, sizeof weights);
    lenet_init(&again, 8);
    assert_memory_not_equal(&weights, &again, sizeof weights);
}

static void test_first_weights_have_the_glorot_range_for_sigmoids(void **state)
{
    (void)state;
    lenet_init(&weights, 3);
    float limit = 4 * sqrtf(6.0f / (120 + 84)), largest = 0, sum = 0;
    for (int u = 0; u < 84; u++)
        for (int i = 0; i < 120; i++) {
            largest = fmaxf(largest, fabsf(weights.f6_weight[u][i]));
            sum += weights.f6_weight[u][i];
        }
    assert_true(largest <= limit && largest > 0.99f * limit);
    assert_true(fabsf(sum / (84 * 120)) < 0.03f * limit);
    for (int m = 0; m < 16; m++) {
        assert_true(weights.s4_weight[m] == 1);
        assert_true(weights.s4_bias[m] == 0);
    }
}

static void test_first_biases_cancel_the_mean_of_sigmoids(void **state)
{
    (void)state;
    lenet_init(&weights, 3);
    for (int u = 0; u < 120; u++) {
        const float *weight = weights.c5_weight[u][0][0];
        float sum = 0;
        for (int i = 0; i < 400; i++)
            sum += weight[i];
        assert_float_equal(weights.c5_bias[u], -0.5f * sum, 1e-4);
    }
    assert_true(weights.c1_bias[0] == 0);
}

// By LeNet's own numbers of inputs, biases among them.
static void test_default_weights_have_the_range_of_their_inputs(void **state)
{
    (void)state;
    static struct lenet other;
    lenet_init_default(&weights, 3);
    const struct {
        const float *value;
        int count, inputs;
    } parts[] = {{weights.c1_weight[0][0], 150, 25},       {weights.c1_bias, 6, 25},
                 {weights.c3_weight[0][0][0], 2400, 150},  {weights.c3_bias, 16, 150},
                 {weights.c5_weight[0][0][0], 48000, 400}, {weights.c5_bias, 120, 400},
                 {weights.f6_weight[0], 10080, 120},       {weights.f6_bias, 84, 120},
                 {weights.output_weight[0], 840, 84},      {weights.output_bias, 10, 84}};
    for (size_t p = 0; p < sizeof parts / sizeof *parts; p++) {
        float limit = 1 / sqrtf((float)parts[p].inputs), largest = 0, sum = 0;
        for (int i = 0; i < parts[p].count; i++) {
            largest = fmaxf(largest, fabsf(parts[p].value[i]));
            sum += parts[p].value[i];
        }
        assert_true(largest <= limit && largest > 0.5f * limit);
        assert_true(fabsf(sum) < 3 * limit * sqrtf((float)parts[p].count / 3));
    }
    for (int m = 0; m < 6; m++)
        assert_true(weights.s2_weight[m] == 1 && weights.s2_bias[m] == 0);
    lenet_init_default(&other, 3);
    assert_memory_equal(&weights, &other, sizeof weights);
    lenet_init_default(&other, 4);
    assert_memory_not_equal(&weights, &other, sizeof weights);
}

static void test_probabilities_sum_to_one(void **state)
{
    (void)state;
    lenet_init(&weights, 1);
    for (int y = 0; y < 32; y++)
        for (int x = 0; x < 32; x++)
            activations.input[y][x] = (float)((x * y) % 5) * 0.2f - 0.1f;
    lenet_forward(&activations, &weights);
    float sum = 0;
    for (int k = 0; k < 10; k++) {
        assert_true(activations.probability[k] > 0);
        sum += activations.probability[k];
    }
    assert_float_equal(sum, 1, 1e-6);
}

static void test_extreme_weights_give_finite_probabilities(void **state)
{
    (void)state;
    lenet_init(&weights, 1);
    float *w = lenet_parameters(&weights);
    for (int i = 0; i < LENET_PARAMETERS; i++)
        w[i] *= 1e6f;
    lenet_forward(&activations, &weights);
    for (int k = 0; k < 10; k++)
        assert_true(isfinite(activations.probability[k]));
}

static void test_best_is_the_largest_and_the_first_of_equals(void **state)
{
    (void)state;
    const float clear[10] = {0, 0.1f, 0, 0.7f, 0, 0, 0, 0.2f, 0, 0}, level[10] = {0};
    assert_int_equal(lenet_best(clear), 3);
    assert_int_equal(lenet_best(level), 0);
}

// Ends bit for bit, with the signs of zeros.
static void test_a_blend_lies_on_the_line_through_two_networks_and_meets_them(void **state)
{
    (void)state;
    static struct lenet a, b, blended;
    lenet_init(&a, 1);
    lenet_init(&b, 2);
    a.c1_bias[0] = b.f6_bias[3] = -0.0f;
    lenet_blend(&blended, &a, &b, 0);
    assert_memory_equal(&blended, &a, sizeof a);
    lenet_blend(&blended, &a, &b, 1);
    assert_memory_equal(&blended, &b, sizeof b);
    lenet_blend(&blended, &a, &b, 0.25f);
    const float *of_a = (const float *)&a, *of_b = (const float *)&b;
    for (size_t i = 0; i < LENET_PARAMETERS; i++) {
        double right = 0.75 * (double)of_a[i] + 0.25 * (double)of_b[i];
        assert_true(fabs((double)lenet_parameters(&blended)[i] - right) < 1e-6);
    }
    static struct lenet first, second;
    lenet_blend(&first, &a, &b, 1.5f);
    for (size_t i = 0; i < LENET_PARAMETERS; i++) {
        double right = (double)of_b[i] + 0.5 * ((double)of_b[i] - (double)of_a[i]);
        assert_true(fabs((double)lenet_parameters(&first)[i] - right) < 1e-6);
    }
    first = a;
    second = b;
    lenet_blend(&first, &first, &b, 0.25f);
    lenet_blend(&second, &a, &second, 0.25f);
    assert_memory_equal(&first, &blended, sizeof a);
    assert_memory_equal(&second, &blended, sizeof a);
}

static void test_how_far_networks_are_apart_is_a_share_of_the_first(void **state)
{
    (void)state;
    static struct lenet a, b;
    memset(&a, 0, sizeof a);
    a.c1_bias[0] = 3;
    a.output_bias[9] = 4;
    b = a;
    assert_true(lenet_apart(&a, &b) == 0);
    b.f6_bias[5] = -2.5f;
    assert_true(fabs(lenet_apart(&a, &b) - 0.5) < 1e-12);
    memset(&a, 0, sizeof a);
    assert_true(lenet_apart(&a, &b) > LENET_FAR_APART);
    assert_true(lenet_apart(&a, &a) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_it_has_61750_parameters_in_seven_layers),
        cmocka_unit_test(test_layer_values_lie_where_the_table_says),
        cmocka_unit_test(test_the_same_seed_gives_the_same_weights),
        cmocka_unit_test(test_first_weights_have_the_glorot_range_for_sigmoids),
        cmocka_unit_test(test_first_biases_cancel_the_mean_of_sigmoids),
        cmocka_unit_test(test_default_weights_have_the_range_of_their_inputs),
        cmocka_unit_test(test_probabilities_sum_to_one),
        cmocka_unit_test(test_extreme_weights_give_finite_probabilities),
        cmocka_unit_test(test_a_blend_lies_on_the_line_through_two_networks_and_meets_them),
        cmocka_unit_test(test_how_far_networks_are_apart_is_a_share_of_the_first),
        cmocka_unit_test(test_best_is_the_largest_and_the_first_of_equals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
