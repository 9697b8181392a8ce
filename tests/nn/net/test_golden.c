// Our arithmetic against an independent framework's: activations and gradients of a fixed case,
// computed once with PyTorch (tests/reference/golden.py).
#include "nn/net/kernels.h"
#include "tests/reference/golden.h"
#include "tests/support/block_gradient.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct lenet weights, gradient;
static struct lenet_block *block;
static struct lenet_deltas *deltas;
static struct lenet_activations *one;

static int set_up(void **state)
{
    (void)state;
    void *memory[3] = {0};
    if (posix_memalign(&memory[0], 64, sizeof *block) ||
        posix_memalign(&memory[1], 64, sizeof *deltas) ||
        posix_memalign(&memory[2], 64, sizeof *one))
        return 1;
    block = memory[0];
    deltas = memory[1];
    one = memory[2];
    float *w = lenet_parameters(&weights);
    for (uint32_t i = 0; i < LENET_PARAMETERS; i++)
        w[i] = golden_parameter(i);
    for (int y = 0; y < 32; y++)
        for (int x = 0; x < 32; x++)
            for (int image = 0; image < GOLDEN_IMAGES; image++)
                block->input[y][x][image] = golden_pixel(image, y, x);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(block);
    free(deltas);
    free(one);
    return 0;
}

static double worst_sample(const float *lanes, const double *golden, int samples, int stride,
                           int image)
{
    double worst = 0;
    for (int i = 0; i < samples; i++)
        worst = fmax(worst, fabs((double)lanes[i * stride * BLOCK_IMAGES + image] - golden[i]));
    return worst;
}

// Of all sampled activations of all images.
static double worst_activation(void)
{
    double worst = 0;
    for (int image = 0; image < GOLDEN_IMAGES; image++) {
#define COMPARE(field, first, NAME)                                                                \
    worst = fmax(worst, worst_sample(first, golden_##field[image], GOLDEN_##NAME##_SAMPLES,        \
                                     GOLDEN_##NAME##_STRIDE, image))
        COMPARE(c1, block->c1[0][0][0], C1);
        COMPARE(s2, block->s2[0][0][0], S2);
        COMPARE(c3, block->c3[0][0][0], C3);
        COMPARE(s4, block->s4[0][0][0], S4);
        COMPARE(c5, block->c5[0], C5);
        COMPARE(f6, block->f6[0], F6);
#undef COMPARE
        worst = fmax(worst,
                     worst_sample(block->probability[0], golden_probability[image], 10, 1, image));
    }
    return worst;
}

static void test_activations_equal_pytorch(void **state)
{
    (void)state;
    for (int k = 0; k < kernels_count(); k++) {
        kernels_at(k)->forward(block, &weights);
        assert_true(worst_activation() < 1e-5);
        for (int image = 0; image < GOLDEN_IMAGES; image++)
            assert_true(worst_sample(block->logits[0], golden_logits[image], 10, 1, image) < 1e-5);
    }
}

static void test_map_sums_equal_pytorch(void **state)
{
    (void)state;
    kernels_get()->forward(block, &weights);
    for (int image = 0; image < GOLDEN_IMAGES; image++)
        for (int m = 0; m < 16; m++) {
            double sum = 0;
            for (int i = 0; i < 100; i++)
                sum += (double)block->c3[m][i / 10][i % 10][image];
            assert_true(fabs(sum - golden_c3_sum[image][m]) < 1e-4);
        }
}

static void test_a_changed_weight_no_longer_equals_pytorch(void **state)
{
    (void)state;
    weights.c1_weight[2][3][4] += 0.01f;
    kernels_get()->forward(block, &weights);
    weights.c1_weight[2][3][4] = golden_parameter(2 * 25 + 3 * 5 + 4);
    assert_true(worst_activation() > 1e-4);
}

static void test_one_image_equals_pytorch(void **state)
{
    (void)state;
    for (int k = 0; k < kernels_count(); k++)
        for (int image = 0; image < GOLDEN_IMAGES; image++) {
            for (int i = 0; i < 1024; i++)
                one->input[i / 32][i % 32] = golden_pixel(image, i / 32, i % 32);
            kernels_at(k)->read_one(one, &weights);
            for (int i = 0; i < 10; i++)
                assert_true(fabs((double)one->probability[i] - golden_probability[image][i]) <
                            1e-5);
        }
}

// Differences are relative to the mean magnitude of the tensor's gradients.
static double worst_gradient(void)
{
    double worst = 0;
    const float *g = lenet_parameters(&gradient);
    int tensor = 0, end = golden_tensor_size[0];
    for (int i = 0; i < GOLDEN_GRADIENTS; i++) {
        int at = i * GOLDEN_GRADIENT_STRIDE;
        while (at >= end)
            end += golden_tensor_size[++tensor];
        double scale = golden_gradient_absolute[tensor] / golden_tensor_size[tensor];
        double miss = (double)g[at] / GOLDEN_IMAGES - golden_gradient[i];
        worst = fmax(worst, fabs(miss) / fmax(scale, fabs(golden_gradient[i])));
    }
    return worst;
}

static void backward_of_golden_case(const struct kernels *kernels)
{
    uint8_t label[GOLDEN_IMAGES];
    for (int image = 0; image < GOLDEN_IMAGES; image++)
        label[image] = (uint8_t)golden_label(image);
    kernels->forward(block, &weights);
    block_gradient(kernels, &gradient, deltas, block, &weights, label, GOLDEN_IMAGES);
}

static void test_gradients_equal_pytorch(void **state)
{
    (void)state;
    for (int k = 0; k < kernels_count(); k++) {
        backward_of_golden_case(kernels_at(k));
        assert_true(worst_gradient() < 1e-4);
        for (int i = 0; i < 168; i++)
            assert_true(fabs((double)lenet_parameters(&gradient)[i] / GOLDEN_IMAGES -
                             golden_gradient_head[i]) <
                        1e-4 * fabs(golden_gradient_head[i]) + 1e-9);
    }
}

static void test_a_changed_gradient_no_longer_equals_pytorch(void **state)
{
    (void)state;
    backward_of_golden_case(kernels_get());
    lenet_parameters(&gradient)[17 * 2000] *= 1.01f;
    assert_true(worst_gradient() > 1e-4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_activations_equal_pytorch),
        cmocka_unit_test(test_map_sums_equal_pytorch),
        cmocka_unit_test(test_a_changed_weight_no_longer_equals_pytorch),
        cmocka_unit_test(test_one_image_equals_pytorch),
        cmocka_unit_test(test_gradients_equal_pytorch),
        cmocka_unit_test(test_a_changed_gradient_no_longer_equals_pytorch),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
