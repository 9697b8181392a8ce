// The kernels of every instruction set against the naive specification and against each other.
#include "nn/base/random.h"
#include "nn/net/kernels.h"
#include "tests/support/block_gradient.h"
#include "tests/support/naive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static struct lenet weights;
static struct lenet_block *block;
static struct lenet_deltas *deltas;
static struct naive naive[BLOCK_IMAGES];
static struct naive_gradient expected, summed;
static struct lenet gradient;
static uint8_t label[BLOCK_IMAGES];

static void *aligned(size_t size)
{
    void *memory = NULL;
    assert_int_equal(posix_memalign(&memory, 64, size), 0);
    memset(memory, 0, size);
    return memory;
}

static int set_up(void **state)
{
    (void)state;
    block = aligned(sizeof *block);
    deltas = aligned(sizeof *deltas);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(block);
    free(deltas);
    return 0;
}

// Weights with every kind of value, images that are different in each lane.
static void make_case(uint64_t seed, float weight_scale)
{
    struct random random;
    lenet_init(&weights, seed);
    random_init(&random, seed, 1);
    float *w = lenet_parameters(&weights);
    for (int i = 0; i < LENET_PARAMETERS; i++)
        w[i] = w[i] * weight_scale + random_between(&random, -0.02f, 0.02f);
    for (int image = 0; image < BLOCK_IMAGES; image++) {
        label[image] = (uint8_t)(image == 9 ? DIGIT_NONE : random_below(&random, 10));
        for (int y = 0; y < 32; y++)
            for (int x = 0; x < 32; x++) {
                float ink = random_below(&random, 3) ? -0.1f : random_between(&random, 0, 1.175f);
                block->input[y][x][image] = ink;
                naive[image].input[y][x] = (double)ink;
            }
        naive_forward(&naive[image], &weights);
    }
}

// The largest difference of `count` values that are `stride` floats apart, relative to the largest
// expected one (or to 1 where all are smaller and `absolute`).
static double difference(const float *value, int stride, const double *right, int count,
                         double smallest_scale)
{
    double largest = smallest_scale, worst = 0;
    for (int i = 0; i < count; i++) {
        largest = fmax(largest, fabs(right[i]));
        worst = fmax(worst, fabs((double)value[i * stride] - right[i]));
    }
    return worst / largest;
}

static double forward_difference(int image)
{
    const struct naive *n = &naive[image];
    double worst = 0;
#define COMPARE(field, at)                                                                         \
    worst = fmax(worst, difference(&block->at[image], BLOCK_IMAGES, (const double *)n->field,      \
                                   (int)(sizeof n->field / sizeof(double)), 1))
    COMPARE(c1, c1[0][0][0]);
    COMPARE(s2, s2[0][0][0]);
    COMPARE(c3, c3[0][0][0]);
    COMPARE(s4, s4[0][0][0]);
    COMPARE(c5, c5[0]);
    COMPARE(f6, f6[0]);
    COMPARE(logits, logits[0]);
    COMPARE(probability, probability[0]);
#undef COMPARE
    return worst;
}

static void test_forward_equals_the_specification(void **state)
{
    (void)state;
    for (int k = 0; k < kernels_count(); k++)
        for (uint64_t seed = 1; seed <= 3; seed++) {
            make_case(seed, seed == 3 ? 4 : 1);
            kernels_at(k)->forward(block, &weights);
            for (int image = 0; image < BLOCK_IMAGES; image++)
                assert_true(forward_difference(image) < (seed == 3 ? 2e-5 : 2e-6));
        }
}

// What a layer of sums and a sigmoid is made of: `terms` weights of a unit in a row, and where each
// finds its input.
struct sums {
    const float *weight, *bias, *input, *output;
    int maps, side, inputs, kernel; // output maps of side x side; input maps; kernel x kernel taps
    bool has_sigmoid;
};

// One output of a layer in double precision, from the kernel's own input, and by how much rounding
// could be excused: a millionth of the sum's magnitude.
static double exact_output(const struct sums *layer, int map, int y, int x, int image,
                           double *excuse)
{
    int taps = layer->kernel, in_side = layer->side + taps - 1;
    double sum = (double)layer->bias[map], magnitude = fabs(sum);
    const float *weight = layer->weight + map * layer->inputs * taps * taps;
    for (int i = 0; i < layer->inputs; i++)
        for (int ky = 0; ky < taps; ky++)
            for (int kx = 0; kx < taps; kx++) {
                int at = (i * in_side + y + ky) * in_side + x + kx;
                double term = (double)*weight++ * (double)layer->input[at * BLOCK_IMAGES + image];
                sum += term;
                magnitude += fabs(term);
            }
    *excuse = 1e-6 * magnitude;
    if (!layer->has_sigmoid)
        return sum;
    *excuse = *excuse / 4 + 1e-6; // the sigmoid's slope is at most 1/4
    return naive_sigmoid(sum);
}

// The largest error of a layer as a share of what is excused.
static double worst_of_layer(const struct sums *layer)
{
    double worst = 0, excuse;
    for (int map = 0; map < layer->maps; map++)
        for (int y = 0; y < layer->side; y++)
            for (int x = 0; x < layer->side; x++)
                for (int image = 0; image < BLOCK_IMAGES; image += 5) {
                    int at = (map * layer->side + y) * layer->side + x;
                    double value = (double)layer->output[at * BLOCK_IMAGES + image];
                    double exact = exact_output(layer, map, y, x, image, &excuse);
                    worst = fmax(worst, fabs(value - exact) / excuse);
                }
    return worst;
}

static double worst_layer(void)
{
    const struct lenet *w = &weights;
    const struct lenet_block *b = block;
    const struct sums layers[] = {
        {w->c1_weight[0][0], w->c1_bias, b->input[0][0], b->c1[0][0][0], 6, 28, 1, 5, true},
        {w->c3_weight[0][0][0], w->c3_bias, b->s2[0][0][0], b->c3[0][0][0], 16, 10, 6, 5, true},
        {w->c5_weight[0][0][0], w->c5_bias, b->s4[0][0][0], b->c5[0], 120, 1, 16, 5, true},
        {w->f6_weight[0], w->f6_bias, b->c5[0], b->f6[0], 84, 1, 120, 1, true},
        {w->output_weight[0], w->output_bias, b->f6[0], b->logits[0], 10, 1, 84, 1, false},
    };
    double worst = 0;
    for (size_t i = 0; i < sizeof layers / sizeof *layers; i++)
        worst = fmax(worst, worst_of_layer(&layers[i]));
    return worst;
}

// With weights of usual size, and with such as saturate the sigmoids.
static void test_every_layer_is_within_a_millionth_of_double_precision(void **state)
{
    (void)state;
    for (int k = 0; k < kernels_count(); k++)
        for (int scale = 1; scale <= 64; scale *= 8) {
            make_case(61, (float)scale);
            kernels_at(k)->forward(block, &weights);
            assert_true(worst_layer() < 1);
        }
    make_case(61, 1);
    kernels_get()->forward(block, &weights);
    block->c3[15][9][9][5] += 3e-5f;
    assert_true(worst_layer() > 1);
}

static void test_a_wrong_weight_shows_in_forward(void **state)
{
    (void)state;
    make_case(1, 1);
    weights.c3_weight[15][5][4][4] += 0.001f;
    kernels_get()->forward(block, &weights);
    double worst = 0;
    for (int image = 0; image < BLOCK_IMAGES; image++)
        worst = fmax(worst, forward_difference(image));
    assert_true(worst > 4e-6);
}

static void expect_gradient(int count)
{
    memset(&expected, 0, sizeof expected);
    for (int image = 0; image < count; image++)
        naive_backward(&expected, &naive[image], &weights, label[image]);
}

static double gradient_difference(void)
{
    return naive_gradient_difference(&gradient, &expected, 1);
}

static void test_gradients_equal_the_specification(void **state)
{
    (void)state;
    const int counts[] = {1, 7, 15, 16};
    for (int k = 0; k < kernels_count(); k++)
        for (int i = 0; i < 4; i++) {
            make_case((uint64_t)i + 10, 1);
            kernels_at(k)->forward(block, &weights);
            block_gradient(kernels_at(k), &gradient, deltas, block, &weights, label, counts[i]);
            expect_gradient(counts[i]);
            assert_true(gradient_difference() < 2e-6);
        }
}

static void test_a_wrong_label_shows_in_gradients(void **state)
{
    (void)state;
    make_case(10, 1);
    kernels_get()->forward(block, &weights);
    expect_gradient(16);
    label[15] = (uint8_t)((label[15] + 1) % 10);
    block_gradient(kernels_get(), &gradient, deltas, block, &weights, label, 16);
    assert_true(gradient_difference() > 1e-3);
}

static double summed_loss(void)
{
    double loss = 0;
    for (int image = 0; image < 2; image++) {
        naive_forward(&naive[image], &weights);
        loss += naive_loss(&naive[image], label[image]);
    }
    return loss;
}

// The specification's own gradients, against central differences of its loss.
static void test_the_specification_equals_central_differences(void **state)
{
    (void)state;
    make_case(5, 1);
    expect_gradient(2);
    summed = expected;
    static const int places[] = {0,     149,   150,   155,   156,   161,   162,   167,
                                 168,   2567,  2568,  2583,  2584,  2599,  2600,  2615,
                                 2616,  50615, 50616, 50735, 50736, 60815, 60816, 60899,
                                 60900, 61739, 61740, 61749, 1234,  30000, 55555};
    float *w = lenet_parameters(&weights);
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        float kept = w[places[i]];
        w[places[i]] = kept + 0x1p-7f;
        double up = summed_loss(), step = (double)w[places[i]];
        w[places[i]] = kept - 0x1p-7f;
        double down = summed_loss();
        step -= (double)w[places[i]];
        w[places[i]] = kept;
        double slope = (up - down) / step, analytic = ((const double *)&summed)[places[i]];
        assert_true(fabs(analytic) > 1e-12);
        assert_true(fabs(slope - analytic) < 2e-3 * fabs(analytic) + 1e-9);
    }
}

static void test_all_instruction_sets_compute_the_same_bits(void **state)
{
    (void)state;
    struct lenet_block *other = aligned(sizeof *other);
    struct lenet_activations *one = aligned(sizeof *one), *one_other = aligned(sizeof *one_other);
    static struct lenet other_gradient, velocity, other_weights, other_velocity;
    const struct sgd sgd = {.scale = 0.1f, .rate = 0.5f, .momentum = 0.9f};
    make_case(21, 2);
    const struct kernels *best = kernels_get();
    best->forward(block, &weights);
    block_gradient(best, &gradient, deltas, block, &weights, label, 13);
    for (int i = 0; i < 32 * 32; i++)
        one->input[i / 32][i % 32] = one_other->input[i / 32][i % 32] =
            block->input[i / 32][i % 32][3];
    best->read_one(one, &weights);
    for (int k = 0; k < kernels_count() && kernels_at(k)->fused; k++) {
        memcpy(other, block, sizeof *other);
        memset(other->c1, 0, sizeof *other - sizeof other->input);
        kernels_at(k)->forward(other, &weights);
        assert_memory_equal(other, block, sizeof *block);
        block_gradient(kernels_at(k), &other_gradient, deltas, other, &weights, label, 13);
        assert_memory_equal(&other_gradient, &gradient, sizeof gradient);
        kernels_at(k)->read_one(one_other, &weights);
        assert_memory_equal(one_other, one, sizeof *one);
        struct lenet *w = &other_weights;
        *w = weights;
        other_velocity = gradient;
        kernels_at(k)->update(lenet_parameters(w), lenet_parameters(&other_velocity),
                              lenet_parameters(&gradient), LENET_PARAMETERS, &sgd);
        if (k == 0)
            velocity = other_velocity;
        assert_memory_equal(&other_velocity, &velocity, sizeof velocity);
    }
    free(other);
    free(one);
    free(one_other);
}

static void test_one_image_equals_the_specification(void **state)
{
    (void)state;
    struct lenet_activations *one = aligned(sizeof *one);
    for (int k = 0; k < kernels_count(); k++) {
        make_case(31, 1);
        for (int i = 0; i < 32 * 32; i++)
            one->input[i / 32][i % 32] = block->input[i / 32][i % 32][5];
        kernels_at(k)->read_one(one, &weights);
        const struct naive *n = &naive[5];
        assert_true(difference(one->c1[0][0], 1, n->c1[0][0], 6 * 784, 1) < 1e-6);
        assert_true(difference(one->s2[0][0], 1, n->s2[0][0], 6 * 196, 1) < 1e-6);
        assert_true(difference(one->c3[0][0], 1, n->c3[0][0], 1600, 1) < 1e-6);
        assert_true(difference(one->s4[0][0], 1, n->s4[0][0], 400, 1) < 1e-6);
        assert_true(difference(one->c5, 1, n->c5, 120, 1) < 1e-6);
        assert_true(difference(one->f6, 1, n->f6, 84, 1) < 1e-6);
        assert_true(difference(one->logits, 1, n->logits, 10, 1) < 1e-6);
        assert_true(difference(one->probability, 1, n->probability, 10, 1) < 1e-6);
    }
    free(one);
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { EVERY = 61 }; // with sanitizers, not every float but one of these
#else
enum { EVERY = 1 };
#endif

// The largest distance, in floats, between the kernel's e^x and the exact value's nearest float,
// for all floats whose bits lie in first..last.
static int32_t worst_exponential(uint32_t first, uint32_t last)
{
    const struct kernels *kernels = kernels_get();
    int32_t worst = 0;
    for (uint64_t bits = first; bits <= last;) {
        float x[BLOCK_IMAGES], value[BLOCK_IMAGES];
        for (int i = 0; i < BLOCK_IMAGES; i++) {
            uint32_t clamped = bits <= last ? (uint32_t)bits : last;
            memcpy(&x[i], &clamped, sizeof clamped);
            bits += EVERY;
        }
        memcpy(value, x, sizeof value);
        kernels->exponential(value);
        for (int i = 0; i < BLOCK_IMAGES; i++) {
            float nearest = (float)exp((double)x[i]);
            int32_t value_bits, nearest_bits;
            memcpy(&value_bits, &value[i], sizeof value_bits);
            memcpy(&nearest_bits, &nearest, sizeof nearest_bits);
            int32_t distance = abs(value_bits - nearest_bits);
            worst = distance > worst ? distance : worst;
        }
    }
    return worst;
}

// Every float from +-2^-26, below which e^x rounds to 1, to the ends of the range. A result that is
// the nearest float or its neighbour is less than 1.5 units in the last place off.
static void test_exponential_is_within_2_ulp_for_every_float(void **state)
{
    (void)state;
    const uint32_t smallest = 0x32800000, minus = 0x80000000; // 2^-26; the sign
    const uint32_t top = 0x42b00000, bottom = 0x42ae0000;     // 88; 87
    assert_true(worst_exponential(smallest, top) <= 1);
    assert_true(worst_exponential(minus | smallest, minus | bottom) <= 1);
    float value[BLOCK_IMAGES] = {0, -0.0f, 0x1p-27f, -0x1p-27f, 0x1p-149f};
    kernels_get()->exponential(value);
    for (int i = 0; i < BLOCK_IMAGES; i++)
        assert_true(value[i] == 1);
}

static void test_sigmoid_is_right_where_it_saturates(void **state)
{
    (void)state;
    for (int k = 0; k < kernels_count(); k++) {
        const float x[BLOCK_IMAGES] = {-200, -87,    -50,   -17, -1, -1e-3f, -1e-40f, -0.0f,
                                       0,    1e-40f, 1e-3f, 1,   17, 50,     87,      200};
        float value[BLOCK_IMAGES];
        memcpy(value, x, sizeof value);
        kernels_at(k)->sigmoid(value);
        for (int i = 0; i < BLOCK_IMAGES; i++) {
            double exact = naive_sigmoid(fmax(-87, (double)x[i]));
            assert_true(fabs((double)value[i] - exact) <= 1e-6 * exact);
        }
    }
}

#if defined(__x86_64__)
extern const struct kernels kernels_unfused;

// What a processor without fused multiply-add runs.
static void test_without_fused_multiply_add_only_the_last_bits_differ(void **state)
{
    (void)state;
    make_case(5, 1);
    assert_false(kernels_unfused.fused);
    kernels_unfused.forward(block, &weights);
    for (int image = 0; image < BLOCK_IMAGES; image++)
        assert_true(forward_difference(image) < 3e-6);
    block_gradient(&kernels_unfused, &gradient, deltas, block, &weights, label, BLOCK_IMAGES);
    expect_gradient(BLOCK_IMAGES);
    assert_true(gradient_difference() < 3e-6);
    for (int i = 0; i < 1000; i++) {
        float x = -87 + 0.175f * (float)i, value[BLOCK_IMAGES] = {x};
        kernels_unfused.exponential(value);
        assert_true(fabs((double)value[0] / exp((double)x) - 1) < 4e-7);
    }
}
#endif

// A run that saturates must not become slow: no delta is a denormal number.
static void test_tiny_deltas_become_zero(void **state)
{
    (void)state;
    make_case(41, 60);
    kernels_get()->forward(block, &weights);
    block_gradient(kernels_get(), &gradient, deltas, block, &weights, label, 16);
    const float *c3 = deltas->c3[0][0][0];
    for (size_t i = 0; i < sizeof deltas->c3 / sizeof(float); i++)
        assert_true(c3[i] == 0 || fabsf(c3[i]) > 1e-31f);
}

// Two blocks taught at once, or one after the other; gradients that go straight into the weights,
// or are written down first: the same bits, in C5, F6 and the output.
static void test_dense_layers_learn_the_same_bits_in_any_groups(void **state)
{
    (void)state;
    struct lenet_deltas *second = aligned(sizeof *second);
    static struct lenet at_once, velocity, in_turn, turn_velocity, total, by_update,
        update_velocity;
    make_case(51, 1);
    kernels_get()->forward(block, &weights);
    block_gradient(kernels_get(), &gradient, deltas, block, &weights, label, 16);
    make_case(52, 1);
    kernels_get()->forward(block, &weights);
    block_gradient(kernels_get(), &gradient, second, block, &weights, label, 11);
    const struct lenet_deltas *both[2] = {deltas, second};
    const struct sgd sgd = {.scale = 1 / 27.0f, .rate = 0.5f, .momentum = 0.9f};
    for (int k = 0; k < kernels_count(); k++) {
        at_once = in_turn = by_update = weights;
        velocity = turn_velocity = update_velocity = gradient;
        struct dense_learning once = {&at_once, &velocity, NULL, both, 2, true, true, sgd};
        struct dense_learning begin = {NULL, NULL, &total, both, 1, true, false, sgd};
        struct dense_learning end = {&in_turn, &turn_velocity, &total, both + 1,
                                     1,        false,          true,   sgd};
        struct dense_learning add = end;
        for (int piece = 0; piece < DENSE_PIECES; piece++) {
            kernels_at(k)->learn_dense(&once, piece);
            kernels_at(k)->learn_dense(&begin, piece);
            kernels_at(k)->learn_dense(&end, piece);
        }
        size_t dense = offsetof(struct lenet, c5_weight);
        assert_memory_equal(at_once.c5_weight, in_turn.c5_weight, sizeof at_once - dense);
        assert_memory_equal(velocity.c5_weight, turn_velocity.c5_weight, sizeof velocity - dense);
        assert_memory_not_equal(at_once.c5_weight, weights.c5_weight, sizeof at_once - dense);
        add.last = false;
        for (int piece = 0; piece < DENSE_PIECES; piece++)
            kernels_at(k)->learn_dense(&add, piece);
        kernels_at(k)->update(by_update.c5_weight[0][0][0], update_velocity.c5_weight[0][0][0],
                              total.c5_weight[0][0][0],
                              (int)((sizeof total - dense) / sizeof(float)), &sgd);
        assert_memory_equal(at_once.c5_weight, by_update.c5_weight, sizeof at_once - dense);
    }
    free(second);
}

static void test_update_is_nesterov_momentum(void **state)
{
    (void)state;
    for (int k = 0; k < kernels_count(); k++) {
        float weight[37], velocity[37], summed_gradient[37];
        for (int i = 0; i < 37; i++) {
            weight[i] = (float)i;
            velocity[i] = 1;
            summed_gradient[i] = 2 + (float)i;
        }
        const struct sgd sgd = {.scale = 0.5f, .rate = 0.25f, .momentum = 0.5f};
        kernels_at(k)->update(weight, velocity, summed_gradient, 37, &sgd);
        for (int i = 0; i < 37; i++) {
            float g = 0.5f * (2 + (float)i), v = 0.5f + g;
            assert_float_equal(velocity[i], v, 1e-6);
            assert_float_equal(weight[i], (float)i - 0.25f * (g + 0.5f * v), 1e-5);
        }
    }
}

static void test_unknown_instruction_set_is_refused(void **state)
{
    (void)state;
    struct status status = {0};
    assert_false(kernels_select("avx1024", &status));
    assert_int_equal(status.code, STATUS_USAGE);
    assert_non_null(strstr(status.message, "baseline"));
    assert_true(kernels_select("baseline", &status));
    assert_string_equal(kernels_get()->name, "baseline");
    assert_true(kernels_select(NULL, &status));
    assert_ptr_equal(kernels_get(), kernels_at(0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forward_equals_the_specification),
        cmocka_unit_test(test_every_layer_is_within_a_millionth_of_double_precision),
        cmocka_unit_test(test_a_wrong_weight_shows_in_forward),
        cmocka_unit_test(test_gradients_equal_the_specification),
        cmocka_unit_test(test_a_wrong_label_shows_in_gradients),
        cmocka_unit_test(test_the_specification_equals_central_differences),
        cmocka_unit_test(test_all_instruction_sets_compute_the_same_bits),
        cmocka_unit_test(test_one_image_equals_the_specification),
        cmocka_unit_test(test_exponential_is_within_2_ulp_for_every_float),
        cmocka_unit_test(test_sigmoid_is_right_where_it_saturates),
#if defined(__x86_64__)
        cmocka_unit_test(test_without_fused_multiply_add_only_the_last_bits_differ),
#endif
        cmocka_unit_test(test_tiny_deltas_become_zero),
        cmocka_unit_test(test_dense_layers_learn_the_same_bits_in_any_groups),
        cmocka_unit_test(test_update_is_nesterov_momentum),
        cmocka_unit_test(test_unknown_instruction_set_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
