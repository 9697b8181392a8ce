// Whole numbers instead of floats: no sum leaves 32 bits, whatever the weights are.
#include "tests/support/exported.h"

#include "nn/export/quantise.h"

#include <math.h>

static struct lenet lenet;
static struct quantised quantised;

static void expect_sums_fit(const int8_t *weight, const int32_t *bias, const int32_t *scale,
                            int units, int inputs, int most)
{
    for (int u = 0; u < units; u++) {
        int64_t sum = llabs((long long)bias[u]);
        for (int i = 0; i < inputs; i++)
            sum += (int64_t)abs(weight[u * inputs + i]) * most;
        assert_true(sum <= INT32_MAX);
        assert_true(scale[u] >= 0);
    }
}

static void expect_all_fits(void)
{
    quantise_network(&quantised, &lenet);
    expect_sums_fit(quantised.c1_weight[0], quantised.c1_bias, quantised.c1_scale, 6, 25, 255);
    expect_sums_fit(quantised.c3_weight[0], quantised.c3_bias, quantised.c3_scale, 16, 150, 1020);
    expect_sums_fit(quantised.c5_weight[0], quantised.c5_bias, quantised.c5_scale, 120, 400, 1020);
    expect_sums_fit(quantised.f6_weight[0], quantised.f6_bias, quantised.f6_scale, 84, 120, 255);
    expect_sums_fit(quantised.output_weight[0], quantised.output_bias, quantised.output_scale, 10,
                    84, 255);
}

static void test_no_sum_leaves_32_bits(void **state)
{
    static const float sizes[] = {0, 1e-38f, 1e-9f, 1e-3f, 1, 1e3f, 1e9f, 1e17f};
    (void)state;
    for (size_t w = 0; w < sizeof sizes / sizeof *sizes; w++)
        for (size_t b = 0; b < sizeof sizes / sizeof *sizes; b++) {
            float *parameters = lenet_parameters(&lenet);
            for (int i = 0; i < LENET_PARAMETERS; i++)
                parameters[i] = i % 2 ? sizes[w] : -sizes[w];
            for (int u = 0; u < 120; u++)
                lenet.c5_bias[u] = u % 2 ? sizes[b] : -sizes[b];
            for (int k = 0; k < 10; k++)
                lenet.output_bias[k] = sizes[b];
            expect_all_fits();
        }
}

static void test_a_weight_is_rounded_by_at_most_half_a_unit(void **state)
{
    (void)state;
    lenet_init(&lenet, 3);
    expect_all_fits();
    for (int u = 0; u < 84; u++) {
        double unit = ldexp(quantised.f6_scale[u], -QUANTISE_FRACTION) / QUANTISE_STEP * 255;
        for (int i = 0; i < 120; i++)
            assert_true(fabs(quantised.f6_weight[u][i] * unit - (double)lenet.f6_weight[u][i]) <
                        0.51 * unit);
    }
}

static void test_the_tables_are_their_functions(void **state)
{
    (void)state;
    quantise_network(&quantised, &lenet);
    for (int i = 0; i < QUANTISE_SIGMOID; i++) {
        double below = (i - QUANTISE_SIGMOID / 2) / 64.0, above = below + 1 / 64.0;
        assert_true(quantised.sigmoid[i] + 0.5 >= 255 / (1 + exp(-below)));
        assert_true(quantised.sigmoid[i] - 0.5 <= 255 / (1 + exp(-above)));
    }
    assert_int_equal(quantised.exponential[0], 65535);
    assert_int_equal(quantised.exponential[64], (int)lround(65535 / exp(1)));
    assert_in_range(quantised.exponential[QUANTISE_EXPONENTIAL - 1], 0, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_sum_leaves_32_bits),
        cmocka_unit_test(test_a_weight_is_rounded_by_at_most_half_a_unit),
        cmocka_unit_test(test_the_tables_are_their_functions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
