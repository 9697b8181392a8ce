// The gradient of logits against central differences of the specification in double precision, and
// integrated gradients against what they must add up to.
#include "tests/support/support.h"

#include "nn/explain/gradient.h"
#include "tests/support/explained.h"
#include "tests/support/naive.h"

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
        gradient_of_logits(&gradient, &shipped.lenet, &shipped.activations[i], combination);
        double worst = worst_difference(&gradient, &shipped.activations[i], combination);
        if (worst > 1e-4)
            fail_msg("digit %d: %g of the largest", i, worst);
    }
}

static void test_another_questions_gradient_is_told_apart(void **state)
{
    (void)state;
    static struct lenet_activations gradient;
    gradient_of_logits(&gradient, &shipped.lenet, &shipped.activations[0], why_6);
    assert_true(worst_difference(&gradient, &shipped.activations[0], why_6_not_0) > 1e-2);
}

// Of a unit: what a small change of it does to the logit, which is linear in F6.
static void test_the_gradient_of_a_unit_is_its_weight(void **state)
{
    (void)state;
    static struct lenet_activations gradient;
    gradient_of_logits(&gradient, &shipped.lenet, &shipped.activations[1], why_6);
    for (int u = 0; u < 84; u++)
        assert_true(gradient.f6[u] == shipped.lenet.output_weight[6][u]);
    assert_true(gradient.logits[6] == 1 && gradient.logits[0] == 0);
}

static double contributions(const struct lenet_activations *at, int steps)
{
    static float contribution[LENET_SIDE][LENET_SIDE];
    double sum = 0;
    gradient_integrated(contribution, &shipped.lenet, at->input, why_6_not_0, steps);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_gradient_is_that_of_central_differences),
        cmocka_unit_test(test_another_questions_gradient_is_told_apart),
        cmocka_unit_test(test_the_gradient_of_a_unit_is_its_weight),
        cmocka_unit_test(test_integrated_gradients_add_up_to_the_difference),
        cmocka_unit_test(test_an_empty_pad_contributes_nothing),
    };
    return cmocka_run_group_tests(tests, load_shipped, NULL);
}
