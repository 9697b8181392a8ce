// A step of training on a whole batch: what it adds to the weights is the gradient of the
// specification, for every size of batch and every number of threads.
#include "nn/base/random.h"
#include "nn/train/step.h"
#include "tests/support/naive.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MOST = 100 };

static uint8_t digit[MOST][DIGIT_SIDE][DIGIT_SIDE];
static uint8_t label[MOST];
static struct lenet first_weights, weights, velocity;
static struct naive_gradient expected;

static int make_digits(void **state)
{
    (void)state;
    struct random random;
    random_init(&random, 7, 0);
    lenet_init(&first_weights, 3);
    for (int i = 0; i < MOST; i++) {
        label[i] = (uint8_t)(i % 7 == 3 ? DIGIT_NONE : random_below(&random, 10));
        for (int y = 0; y < DIGIT_SIDE; y++)
            for (int x = 0; x < DIGIT_SIDE; x++)
                digit[i][y][x] = random_below(&random, 3) ? 0 : (uint8_t)random_below(&random, 256);
    }
    return 0;
}

// Every second digit is where it lies, the others are drawn.
static const digit_row *give_digit(void *context, int index, digit_row *scratch)
{
    (void)context;
    if (index % 2 == 0)
        return (const digit_row *)digit[index];
    return memcpy(scratch, digit[index], sizeof digit[index]);
}

// From first_weights and a velocity of 0; leaves the results in weights and velocity.
static struct step_result run(int threads_wanted, int count)
{
    struct threads *threads;
    assert_true(threads_open(&threads, threads_wanted, NULL));
    struct step *step = step_open(threads);
    assert_non_null(step);
    weights = first_weights;
    memset(&velocity, 0, sizeof velocity);
    struct step_batch batch = {count, give_digit, NULL, label, .rate = 0.5f, .momentum = 0.9f};
    struct step_result result = step_run(step, &weights, &velocity, &batch);
    step_close(step);
    threads_close(threads);
    return result;
}

// The specification's gradient and loss of the first `count` digits, summed.
static double expect(int count)
{
    double loss = 0;
    memset(&expected, 0, sizeof expected);
    for (int i = 0; i < count; i++) {
        static struct naive naive;
        for (int y = 0; y < LENET_SIDE; y++)
            for (int x = 0; x < LENET_SIDE; x++) {
                bool inside = y >= 2 && y < 30 && x >= 2 && x < 30;
                naive.input[y][x] = (inside ? digit[i][y - 2][x - 2] : 0) * 0.005 - 0.1;
            }
        naive_forward(&naive, &first_weights);
        naive_backward(&expected, &naive, &first_weights, label[i]);
        loss += naive_loss(&naive, label[i]);
    }
    return loss;
}

// The velocity began at 0: it is the mean gradient.
static double velocity_difference(int count)
{
    return naive_gradient_difference(&velocity, &expected, count);
}

// Below, at and above whole blocks, and groups of blocks.
static const int counts[] = {1, 15, 16, 17, 31, 32, 33, 48, 64, 100};

static void test_every_size_of_batch_equals_the_specification(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        double loss = expect(counts[i]);
        struct step_result result = run(2, counts[i]);
        assert_true(velocity_difference(counts[i]) < 1e-5);
        assert_true(fabs(result.loss - loss) < 1e-5 * loss);
    }
}

static void test_a_wrong_label_shows_in_the_velocity(void **state)
{
    (void)state;
    expect(33);
    label[32] = (uint8_t)((label[32] + 1) % 10);
    run(2, 33);
    label[32] = (uint8_t)((label[32] + 9) % 10);
    assert_true(velocity_difference(33) > 1e-3);
}

static void test_what_is_no_digit_is_not_counted_as_misread(void **state)
{
    (void)state;
    int wrong = run(2, MOST).wrong;
    for (int i = 3; i < MOST; i += 7)
        label[i] = 0;
    int with_zeros = run(2, MOST).wrong;
    for (int i = 3; i < MOST; i += 7)
        label[i] = 1;
    int with_ones = run(2, MOST).wrong;
    for (int i = 3; i < MOST; i += 7)
        label[i] = DIGIT_NONE;
    // Of the 14 at most all are read as zeros, or all as ones.
    assert_true(wrong <= with_zeros && wrong <= with_ones);
    assert_true(with_zeros + with_ones >= 2 * wrong + 14);
}

static void test_weights_follow_the_velocity(void **state)
{
    (void)state;
    run(1, 40);
    const float *before = lenet_parameters(&first_weights), *after = lenet_parameters(&weights);
    const float *v = lenet_parameters(&velocity);
    for (int i = 0; i < LENET_PARAMETERS; i++)
        assert_true(fabsf(after[i] - (before[i] - 0.5f * 1.9f * v[i])) <=
                    1e-6f * (fabsf(before[i]) + fabsf(v[i])));
}

static void test_any_number_of_threads_gives_the_same_bits(void **state)
{
    (void)state;
    static struct lenet one;
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        for (int threads = 1; threads <= 8; threads++) {
            run(threads, counts[i]);
            if (threads == 1)
                one = weights;
            assert_memory_equal(&weights, &one, sizeof one);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_size_of_batch_equals_the_specification),
        cmocka_unit_test(test_a_wrong_label_shows_in_the_velocity),
        cmocka_unit_test(test_what_is_no_digit_is_not_counted_as_misread),
        cmocka_unit_test(test_weights_follow_the_velocity),
        cmocka_unit_test(test_any_number_of_threads_gives_the_same_bits),
    };
    return cmocka_run_group_tests(tests, make_digits, NULL);
}
