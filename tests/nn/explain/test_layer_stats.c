// How a network in training is: its gradients against small changes of weights and against the step
// of a run, its counts against networks of which they can be told.
#include "tests/support/support.h"

#include "nn/explain/layer_stats.h"
#include "nn/net/forward.h"
#include "nn/train/step.h"
#include "tests/support/explained.h"

#include <math.h>

enum { DIGITS = 20 };

static struct lenet weights;
static struct layer_stats stats;
static struct layer_stats_work work;
static struct dataset digits;
static const digit_row *digit[DIGITS];

static int load(void **state)
{
    (void)state;
    static struct explained shipped;
    explained_load(&shipped);
    weights = shipped.lenet;
    if (!practice_make(&digits, DIGITS, 11, DATASET_TEST, NULL))
        return 1;
    for (int i = 0; i < DIGITS; i++) {
        digit[i] = (const digit_row *)digits.image[i];
        digits.label[i] = (uint8_t)((digits.label[i] + i % 2 * 3) % 10); // errors of both kinds
    }
    return 0;
}

static int drop(void **state)
{
    (void)state;
    dataset_free(&digits);
    return 0;
}

static void look(const struct lenet *lenet)
{
    memset(&stats, 0x55, sizeof stats);
    assert_true(layer_stats_of(&stats, &work, lenet, digit, digits.label, DIGITS, NULL, NULL));
    assert_int_equal(stats.digits, DIGITS);
}

static uint32_t sum_of(const uint32_t bins[LAYER_STATS_BINS])
{
    uint32_t sum = 0;
    for (int i = 0; i < LAYER_STATS_BINS; i++)
        sum += bins[i];
    return sum;
}

static uint32_t cells_of(int layer)
{
    const struct lenet_layer *shape = &lenet_layers[layer];
    return (uint32_t)(shape->maps * shape->side * shape->side);
}

static float rms(const float *values, size_t count)
{
    double squares = 0;
    for (size_t i = 0; i < count; i++)
        squares += (double)values[i] * (double)values[i];
    return (float)sqrt(squares / (double)count);
}

static const digit_row *give_digit(void *context, int index, digit_row *scratch)
{
    (void)context;
    (void)scratch;
    return digit[index];
}

// ---- Gradients ----------------------------------------------------------------------------------

// Without momentum a step moves each weight by the rate times its gradient.
static void test_gradients_are_those_of_a_step_of_training(void **state)
{
    (void)state;
    static struct lenet moved, velocity;
    struct threads *threads;
    assert_true(threads_open(&threads, 2, NULL));
    struct step *step = step_open(threads);
    assert_non_null(step);
    struct step_batch batch = {DIGITS, give_digit, NULL, digits.label, .rate = 8};
    moved = weights;
    struct step_result result = step_run(step, &moved, &velocity, &batch);
    look(&weights);
    assert_float_equal(stats.loss, result.loss / DIGITS, 1e-6);
    assert_int_equal(stats.wrong, result.wrong);
    const float *before = lenet_parameters(&weights), *after = lenet_parameters(&moved);
    for (int layer = LENET_C1; layer < LENET_LAYERS; layer++) {
        static float gradient[LENET_PARAMETERS];
        size_t count = lenet_layers[layer].parameters;
        for (size_t i = 0; i < count; i++)
            gradient[i] = (*before++ - *after++) / 8;
        float expected = rms(gradient, count);
        assert_float_equal(stats.layer[layer].gradient_rms, expected, 1e-3f * expected);
        assert_float_equal(stats.layer[layer].weight_rms, rms(before - count, count), 1e-6);
    }
    step_close(step);
    threads_close(threads);
}

static void test_gradients_tell_what_small_changes_of_weights_do(void **state)
{
    (void)state;
    static struct lenet gradient, changed;
    const float h = 1.0f / 512;
    float largest = 0;
    look(&weights);
    gradient = work.gradient;
    for (int i = 0; i < LENET_PARAMETERS; i++)
        largest = fmaxf(largest, fabsf(lenet_parameters(&gradient)[i]));
    for (int i = 3; i < LENET_PARAMETERS; i += i < 2600 ? 311 : 9973) {
        double loss[2], at[2];
        for (int side = 0; side < 2; side++) {
            changed = weights;
            float *weight = &lenet_parameters(&changed)[i];
            *weight += side ? h : -h;
            at[side] = (double)*weight;
            look(&changed);
            loss[side] = stats.loss;
        }
        double right = (loss[1] - loss[0]) / (at[1] - at[0]);
        assert_float_equal((float)right, lenet_parameters(&gradient)[i], 2e-2f * largest);
    }
}

// ---- Counts -------------------------------------------------------------------------------------

static void test_every_value_and_every_error_is_in_one_bin(void **state)
{
    (void)state;
    look(&weights);
    assert_true(stats.finite);
    for (int layer = LENET_C1; layer < LENET_LAYERS; layer++) {
        assert_int_equal(sum_of(stats.layer[layer].values), DIGITS * cells_of(layer));
        assert_int_equal(sum_of(stats.layer[layer].errors), DIGITS * cells_of(layer));
        assert_true(stats.layer[layer].high > stats.layer[layer].low);
    }
    assert_int_equal(sum_of(stats.layer[LENET_INPUT].values), 0);
}

static void test_values_and_errors_are_in_the_bins_of_their_size(void **state)
{
    (void)state;
    static struct one_step step;
    uint32_t values[LAYER_STATS_BINS] = {0}, errors[LAYER_STATS_BINS] = {0};
    double squares = 0;
    look(&weights);
    for (int i = 0; i < DIGITS; i++) {
        float input[LENET_SIDE][LENET_SIDE];
        lenet_input_from_digit(input, digit[i]);
        one_step_run(&step, &weights, NULL, (const float(*)[LENET_SIDE])input, digits.label[i], 0);
        for (int u = 0; u < 84; u++) {
            double size = fabs((double)step.error.f6[u]);
            int bin = 0;
            while (bin < LAYER_STATS_BINS - 1 && size >= pow(10, -10 + (bin + 1) / 4.0))
                bin++;
            errors[bin]++;
            values[(int)fmin(39, 40 * (double)step.activations.f6[u])]++;
            squares += size * size;
        }
    }
    assert_memory_equal(stats.layer[LENET_F6].values, values, sizeof values);
    assert_memory_equal(stats.layer[LENET_F6].errors, errors, sizeof errors);
    float expected = (float)sqrt(squares / (84 * DIGITS));
    assert_float_equal(stats.layer[LENET_F6].error_rms, expected, 1e-4f * expected);
}

static void test_a_network_that_does_nothing_is_dead_but_not_saturated(void **state)
{
    (void)state;
    static struct lenet nothing;
    look(&nothing);
    for (int layer = LENET_C1; layer < LENET_LAYERS; layer++) {
        assert_true(stats.layer[layer].dead == 1 && stats.layer[layer].saturated == 0);
        assert_true(stats.layer[layer].weight_rms == 0);
    }
    assert_int_equal(stats.layer[LENET_F6].values[20], DIGITS * 84); // one half, each
    assert_int_equal(stats.layer[LENET_OUTPUT].values[4], DIGITS * 10);
    assert_float_equal(stats.loss, 0.09, 1e-6);
}

// A map is dead only if no cell of it tells digits apart.
static void test_one_silent_map_is_one_dead_map(void **state)
{
    (void)state;
    static struct lenet lenet;
    lenet = weights;
    memset(lenet.c3_weight[5], 0, sizeof lenet.c3_weight[5]);
    memset(lenet.f6_weight[7], 0, sizeof lenet.f6_weight[7]);
    look(&lenet);
    assert_float_equal(stats.layer[LENET_C3].dead, 1.0 / 16, 1e-6);
    assert_float_equal(stats.layer[LENET_F6].dead, 1.0 / 84, 1e-6);
    assert_true(stats.layer[LENET_C1].dead == 0 && stats.layer[LENET_C5].dead == 0);
}

static void test_values_near_0_and_1_are_saturated(void **state)
{
    (void)state;
    static struct lenet lenet;
    lenet = weights;
    memset(lenet.f6_weight, 0, sizeof lenet.f6_weight);
    for (int u = 0; u < 84; u++) // a sigmoid of 3.9 is 0.9802, of 3.8 is 0.978
        lenet.f6_bias[u] = u < 21 ? 3.9f : u < 42 ? -3.9f : u < 63 ? 3.8f : -3.8f;
    look(&lenet);
    assert_float_equal(stats.layer[LENET_F6].saturated, 0.5, 1e-6);
    assert_true(stats.layer[LENET_S2].saturated == 0 && stats.layer[LENET_OUTPUT].saturated == 0);
}

static void test_weights_that_are_not_finite_are_found(void **state)
{
    (void)state;
    static struct lenet lenet;
    const float bad[] = {INFINITY, NAN};
    for (int i = 0; i < 2; i++) {
        lenet = weights;
        lenet.f6_weight[3][4] = bad[i];
        lenet.f6_weight[3][5] = -bad[i];
        lenet.output_weight[2][3] = bad[i];
        look(&lenet);
        assert_false(stats.finite);
    }
}

static bool three_times(void *context)
{
    int *left = context;
    return (*left)-- > 0;
}

static void test_the_work_can_be_given_up(void **state)
{
    (void)state;
    int left = 3;
    assert_false(
        layer_stats_of(&stats, &work, &weights, digit, digits.label, DIGITS, three_times, &left));
    assert_int_equal(left, -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gradients_are_those_of_a_step_of_training),
        cmocka_unit_test(test_gradients_tell_what_small_changes_of_weights_do),
        cmocka_unit_test(test_every_value_and_every_error_is_in_one_bin),
        cmocka_unit_test(test_values_and_errors_are_in_the_bins_of_their_size),
        cmocka_unit_test(test_a_network_that_does_nothing_is_dead_but_not_saturated),
        cmocka_unit_test(test_one_silent_map_is_one_dead_map),
        cmocka_unit_test(test_values_near_0_and_1_are_saturated),
        cmocka_unit_test(test_weights_that_are_not_finite_are_found),
        cmocka_unit_test(test_the_work_can_be_given_up),
    };
    return cmocka_run_group_tests(tests, load, drop);
}
