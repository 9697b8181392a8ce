// The gradient of logits against central differences of the specification in double precision, and
// integrated gradients against what they must add up to.
#include "tests/support/support.h"

#include "nn/explain/gradient.h"
#include "tests/support/explained.h"
#include "tests/support/naive_operated.h"

static struct explained shipped;
static const float why_6[LENET_CLASSES] = {[6] = 1};
static const float why_6_not_0[LENET_CLASSES] = {[6] = 1, [0] = -1};

static int load_shipped(void **state)
{
    (void)state;
    explained_load(&shipped);
    return 0;
}

static double combined(const double logits[10], const float combination[LENET_CLASSES])
{
    double sum = 0;
    for (int k = 0; k < 10; k++)
        sum += (double)combination[k] * logits[k];
    return sum;
}

// (f(x + h) - f(x - h)) / 2h for one pixel.
static double central_difference(const struct lenet *lenet, const struct lenet_activations *at,
                                 int pixel, const float combination[LENET_CLASSES])
{
    static struct naive naive;
    const double h = 1e-4;
    double *input = naive.input[0];
    for (int i = 0; i < 1024; i++)
        input[i] = (double)(&at->input[0][0])[i];
    input[pixel] += h;
    naive_forward(&naive, lenet);
    double above = combined(naive.logits, combination);
    input[pixel] -= 2 * h;
    naive_forward(&naive, lenet);
    return (above - combined(naive.logits, combination)) / (2 * h);
}

// The worst difference over every 7th pixel, relative to the largest gradient.
static double worst_difference(const struct lenet_activations *gradient,
                               const struct lenet_activations *at,
                               const float combination[LENET_CLASSES])
{
    double worst = 0, largest = 0;
    for (int pixel = 0; pixel < 1024; pixel += 7) {
        double right = central_difference(&shipped.lenet, at, pixel, combination);
        worst = fmax(worst, fabs(right - (double)(&gradient->input[0][0])[pixel]));
        largest = fmax(largest, fabs(right));
    }
    return worst / largest;
}

static void test_the_gradient_is_that_of_central_differences(void **state)
{
    (void)state;
    static struct lenet_activations gradient;
    for (int i = 0; i < 3; i++) {
        const float *combination = i % 2 ? why_6 : why_6_not_0;
        gradient_of_logits(&gradient, &shipped.lenet, NULL, &shipped.activations[i], combination);
        double worst = worst_difference(&gradient, &shipped.activations[i], combination);
        if (worst > 1e-4)
            fail_msg("digit %d: %g of the largest", i, worst);
    }
}

static void test_another_questions_gradient_is_told_apart(void **state)
{
    (void)state;
    static struct lenet_activations gradient;
    gradient_of_logits(&gradient, &shipped.lenet, NULL, &shipped.activations[0], why_6);
    assert_true(worst_difference(&gradient, &shipped.activations[0], why_6_not_0) > 1e-2);
}

// Of a unit: what a small change of it does to the logit, which is linear in F6.
static void test_the_gradient_of_a_unit_is_its_weight(void **state)
{
    (void)state;
    static struct lenet_activations gradient;
    gradient_of_logits(&gradient, &shipped.lenet, NULL, &shipped.activations[1], why_6);
    for (int u = 0; u < 84; u++)
        assert_true(gradient.f6[u] == shipped.lenet.output_weight[6][u]);
    assert_true(gradient.logits[6] == 1 && gradient.logits[0] == 0);
}

static double contributions(const struct lenet_activations *at, int steps)
{
    static float contribution[LENET_SIDE][LENET_SIDE];
    double sum = 0;
    gradient_integrated(contribution, &shipped.lenet, NULL, at->input, why_6_not_0, steps);
    for (int i = 0; i < 1024; i++)
        sum += (double)(&contribution[0][0])[i];
    return sum;
}

static void test_integrated_gradients_add_up_to_the_difference(void **state)
{
    (void)state;
    static struct lenet_activations empty;
    for (int i = 0; i < 1024; i++)
        (&empty.input[0][0])[i] = INPUT_BACKGROUND;
    lenet_forward(&empty, &shipped.lenet);
    double before = (double)empty.logits[6] - (double)empty.logits[0];
    for (int i = 0; i < 5; i++) {
        const struct lenet_activations *at = &shipped.activations[i];
        double difference = (double)at->logits[6] - (double)at->logits[0] - before;
        double miss = fabs(contributions(at, 64) - difference),
               rough = fabs(contributions(at, 1) - difference);
        if (miss > 0.02 * fmax(1, fabs(difference)))
            fail_msg("digit %d: off by %g of %g", i, miss, difference);
        assert_true(rough > miss); // one step is not enough: the check can fail
    }
}

static void test_an_empty_pad_contributes_nothing(void **state)
{
    (void)state;
    static struct lenet_activations empty;
    for (int i = 0; i < 1024; i++)
        (&empty.input[0][0])[i] = INPUT_BACKGROUND;
    assert_true(contributions(&empty, 8) == 0);
}

// ---- An operated network ------------------------------------------------------------------------

// What is operated, and the noise in it.
struct operated {
    struct ablation ablation;
    struct lenet_activations at, noise;
};

static double operated_logits(const double input[32][32], const struct operated *operated,
                              const float combination[LENET_CLASSES])
{
    static struct naive naive;
    memcpy(naive.input, input, sizeof naive.input);
    naive_operated(&naive, &shipped.lenet, &operated->ablation, &operated->noise);
    return combined(naive.logits, combination);
}

// As worst_difference, with `gradient` about the operated network; every 23rd pixel.
static double worst_operated(const struct lenet_activations *gradient,
                             const struct operated *operated)
{
    static double input[32][32];
    const double h = 1e-4;
    double worst = 0, largest = 0;
    for (int i = 0; i < 1024; i++)
        (&input[0][0])[i] = (double)(&operated->at.input[0][0])[i];
    for (int pixel = 0; pixel < 1024; pixel += 23) {
        double *changed = &input[0][0] + pixel, before = *changed;
        *changed = before + h;
        double above = operated_logits(input, operated, why_6_not_0);
        *changed = before - h;
        double right = (above - operated_logits(input, operated, why_6_not_0)) / (2 * h);
        *changed = before;
        worst = fmax(worst, fabs(right - (double)(&gradient->input[0][0])[pixel]));
        largest = fmax(largest, fabs(right));
    }
    return worst / largest;
}

static void read_operated(struct operated *operated, int digit)
{
    memcpy(operated->at.input, shipped.activations[digit].input, sizeof operated->at.input);
    ablation_forward(&operated->at, &shipped.lenet, &operated->ablation);
    memset(&operated->noise, 0, sizeof operated->noise);
    for (int id = LENET_C1; id <= LENET_F6; id++)
        naive_find_noise(&operated->noise, &shipped.lenet, &operated->ablation,
                         (enum lenet_layer_id)id);
}

// With some units or maps of one layer silenced, noise in it, or both.
static void expect_central_differences(enum lenet_layer_id layer, int silenced, float noise)
{
    static struct operated operated;
    static struct lenet_activations gradient;
    memset(&operated, 0, sizeof operated);
    operated.ablation.noise[layer] = noise;
    for (int map = 0; map < silenced; map++)
        ablation_silence(&operated.ablation, (struct terms_cell){layer, map, -1, -1},
                         &shipped.activations[7]);
    read_operated(&operated, (int)layer % EXPLAINED);
    gradient_of_logits(&gradient, &shipped.lenet, &operated.ablation, &operated.at, why_6_not_0);
    double worst = worst_operated(&gradient, &operated);
    if (worst > 1e-4)
        fail_msg("%s, %d silenced, noise %g: %g of the largest", lenet_layers[layer].name, silenced,
                 (double)noise, worst);
}

static void test_silenced_values_let_nothing_through(void **state)
{
    (void)state;
    for (int id = LENET_C1; id <= LENET_F6; id++)
        expect_central_differences((enum lenet_layer_id)id, lenet_layers[id].maps / 3, 0);
}

static void test_noise_leaves_the_slope_where_it_was(void **state)
{
    (void)state;
    static const enum lenet_layer_id sigmoids[] = {LENET_C1, LENET_C3, LENET_C5, LENET_F6};
    for (int i = 0; i < 4; i++)
        expect_central_differences(sigmoids[i], 0, 0.2f);
    expect_central_differences(LENET_C5, 40, 0.2f);
}

static void test_integrated_gradients_of_an_operated_network_add_up(void **state)
{
    (void)state;
    static float contribution[LENET_SIDE][LENET_SIDE];
    static struct ablation ablation;
    static struct lenet_activations empty, at;
    double sum = 0;
    ablation_silence(&ablation, (struct terms_cell){LENET_C3, 2, -1, -1}, NULL);
    ablation.noise[LENET_S4] = 0.1f;
    at = shipped.activations[6];
    for (int i = 0; i < 1024; i++)
        (&empty.input[0][0])[i] = INPUT_BACKGROUND;
    ablation_forward(&empty, &shipped.lenet, &ablation);
    ablation_forward(&at, &shipped.lenet, &ablation);
    gradient_integrated(contribution, &shipped.lenet, &ablation,
                        (const float(*)[LENET_SIDE])at.input, why_6, 64);
    for (int i = 0; i < 1024; i++)
        sum += (double)(&contribution[0][0])[i];
    assert_true(fabs((double)at.logits[6] - (double)shipped.activations[6].logits[6]) > 0.1);
    assert_true(fabs(sum - ((double)at.logits[6] - (double)empty.logits[6])) < 0.02 * fabs(sum));
}

static void test_no_ablation_is_the_same_bits_as_none_given(void **state)
{
    (void)state;
    static const struct ablation none;
    static struct lenet_activations with, without;
    const struct lenet_activations *at = &shipped.activations[2];
    gradient_of_logits(&with, &shipped.lenet, &none, at, why_6);
    gradient_of_logits(&without, &shipped.lenet, NULL, at, why_6);
    assert_memory_equal(&with, &without, sizeof with);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_gradient_is_that_of_central_differences),
        cmocka_unit_test(test_another_questions_gradient_is_told_apart),
        cmocka_unit_test(test_the_gradient_of_a_unit_is_its_weight),
        cmocka_unit_test(test_integrated_gradients_add_up_to_the_difference),
        cmocka_unit_test(test_an_empty_pad_contributes_nothing),
        cmocka_unit_test(test_silenced_values_let_nothing_through),
        cmocka_unit_test(test_noise_leaves_the_slope_where_it_was),
        cmocka_unit_test(test_integrated_gradients_of_an_operated_network_add_up),
        cmocka_unit_test(test_no_ablation_is_the_same_bits_as_none_given),
    };
    return cmocka_run_group_tests(tests, load_shipped, NULL);
}
