// One step of training, written out, against the specification in double precision, against small
// changes of single weights, and against the step that a run takes.
#include "tests/support/support.h"

#include "nn/explain/one_step.h"
#include "nn/train/step.h"
#include "tests/support/explained.h"
#include "tests/support/naive.h"

static struct explained shipped;
static struct one_step step;
static struct one_step_terms terms;

static int load_shipped(void **state)
{
    (void)state;
    explained_load(&shipped);
    return 0;
}

// Labels are right for even digits and wrong for odd ones: both kinds of error.
static int label_of(int digit)
{
    return (shipped.label[digit] + digit % 2 * 3) % LENET_CLASSES;
}

static const float (*image_of(int digit))[LENET_SIDE]
{
    return (const float(*)[LENET_SIDE])shipped.activations[digit].input;
}

static void take_step(int digit, float rate)
{
    one_step_run(&step, &shipped.lenet, NULL, image_of(digit), label_of(digit), rate);
}

static void read_naively(struct naive *naive, const struct lenet *lenet, int digit)
{
    for (int y = 0; y < LENET_SIDE; y++)
        for (int x = 0; x < LENET_SIDE; x++)
            naive->input[y][x] = (double)image_of(digit)[y][x];
    naive_forward(naive, lenet);
}

static float *values_of(struct lenet_activations *values, enum lenet_layer_id layer)
{
    return layer == LENET_OUTPUT ? values->logits : (float *)values + lenet_layers[layer].offset;
}

static int cells_of(enum lenet_layer_id layer)
{
    const struct lenet_layer *shape = &lenet_layers[layer];
    return shape->maps * shape->side * shape->side;
}

static float largest_of(const float *values, int count)
{
    float largest = 0;
    for (int i = 0; i < count; i++)
        largest = fmaxf(largest, fabsf(values[i]));
    return largest;
}

// ---- Tests --------------------------------------------------------------------------------------

static void test_every_gradient_is_that_of_the_specification(void **state)
{
    (void)state;
    static struct naive naive;
    static struct naive_gradient right;
    for (int digit = 0; digit < 6; digit++) {
        take_step(digit, 0.1f);
        read_naively(&naive, &shipped.lenet, digit);
        memset(&right, 0, sizeof right);
        naive_backward(&right, &naive, &shipped.lenet, (uint8_t)label_of(digit));
        assert_true(fabs(step.loss - naive_loss(&naive, (uint8_t)label_of(digit))) < 1e-6);
        const float *found = lenet_parameters(&step.gradient);
        float largest = largest_of(found, LENET_PARAMETERS);
        for (int i = 0; i < LENET_PARAMETERS; i++) {
            double off = fabs((double)found[i] - ((const double *)&right)[i]);
            if (off > 1e-3 * (double)largest)
                fail_msg("digit %d, weight %d: off by %g of %g", digit, i, off, (double)largest);
        }
    }
}

static void test_gradients_tell_what_small_changes_of_weights_do(void **state)
{
    (void)state;
    static struct naive naive;
    static struct lenet changed;
    const float h = 1.0f / 1024;
    take_step(1, 0.1f);
    float largest = largest_of(lenet_parameters(&step.gradient), LENET_PARAMETERS);
    for (int i = 0; i < LENET_PARAMETERS; i += i < 2600 ? 37 : 1013) {
        double loss[2];
        double at[2];
        for (int side = 0; side < 2; side++) {
            changed = shipped.lenet;
            float *weight = &lenet_parameters(&changed)[i];
            *weight += side ? h : -h;
            at[side] = (double)*weight;
            read_naively(&naive, &changed, 1);
            loss[side] = naive_loss(&naive, (uint8_t)label_of(1));
        }
        double right = (loss[1] - loss[0]) / (at[1] - at[0]);
        double off = fabs(right - (double)lenet_parameters(&step.gradient)[i]);
        if (off > 2e-3 * (double)largest)
            fail_msg("weight %d: %g is off by %g", i, right, off);
    }
}

static void test_the_error_of_a_pixel_is_what_a_change_of_it_does(void **state)
{
    (void)state;
    static struct naive naive;
    const double h = 1e-4;
    take_step(3, 0.1f);
    float largest = largest_of(step.error.input[0], 1024);
    for (int pixel = 0; pixel < 1024; pixel += 31) {
        double loss[2];
        for (int side = 0; side < 2; side++) {
            read_naively(&naive, &shipped.lenet, 3);
            naive.input[pixel / 32][pixel % 32] += side ? h : -h;
            naive_forward(&naive, &shipped.lenet);
            loss[side] = naive_loss(&naive, (uint8_t)label_of(3));
        }
        double right = (loss[1] - loss[0]) / (2 * h);
        assert_true(fabs(right - (double)step.error.input[pixel / 32][pixel % 32]) <
                    1e-3 * (double)largest);
    }
}

static const digit_row *give_digit(void *context, int index, digit_row *scratch)
{
    (void)index;
    (void)scratch;
    return context;
}

static void test_it_is_the_step_that_a_run_takes_with_this_image_alone(void **state)
{
    (void)state;
    static struct lenet weights, velocity;
    struct threads *threads;
    struct dataset digits = {0};
    assert_true(practice_make(&digits, EXPLAINED, 11, DATASET_TEST, NULL));
    assert_true(threads_open(&threads, 2, NULL));
    struct step *run = step_open(threads);
    assert_non_null(run);
    for (int digit = 0; digit < 6; digit++) {
        uint8_t label = (uint8_t)label_of(digit);
        struct step_batch batch = {1, give_digit, digits.image[digit], &label, .rate = 0.5f};
        weights = shipped.lenet;
        memset(&velocity, 0, sizeof velocity);
        struct step_result result = step_run(run, &weights, &velocity, &batch);
        take_step(digit, 0.5f);
        assert_true(fabs(result.loss - step.loss) < 1e-6);
        float moved = largest_of(lenet_parameters(&step.gradient), LENET_PARAMETERS) * 0.5f;
        for (int i = 0; i < LENET_PARAMETERS; i++) {
            float a = lenet_parameters(&weights)[i], b = lenet_parameters(&step.after)[i];
            // A few units of a float's last place, and of the gradient what its own sums round.
            if (fabsf(a - b) > 2.5e-7f * fabsf(b) + 1e-4f * moved)
                fail_msg("digit %d, weight %d: %.9g, not %.9g", digit, i, (double)b, (double)a);
        }
    }
    step_close(run);
    threads_close(threads);
    dataset_free(&digits);
}

static void test_errors_are_the_sums_of_their_terms(void **state)
{
    (void)state;
    take_step(5, 0.1f);
    for (int i = LENET_C1; i < LENET_OUTPUT; i++) {
        enum lenet_layer_id layer = (enum lenet_layer_id)i;
        const struct lenet_layer *shape = &lenet_layers[i];
        const float *error = values_of(&step.error, layer);
        const float *before = values_of(&step.error_before, layer);
        double largest = (double)largest_of(error, cells_of(layer));
        for (int at = 0; at < cells_of(layer); at += 3) {
            int place = at % (shape->side * shape->side);
            struct terms_cell cell = {layer, at / (shape->side * shape->side), place / shape->side,
                                      place % shape->side};
            one_step_error_terms(&terms, &step, cell);
            if (fabs(terms.sum - (double)error[at]) > 1e-5 * largest ||
                fabs(terms.value - (double)before[at]) > 1e-5 * largest)
                fail_msg("%s, cell %d", shape->name, at);
        }
    }
}

static void test_gradients_are_the_sums_of_their_terms(void **state)
{
    (void)state;
    static const struct one_step_weight weights[] = {
        {{LENET_C1, 4, 0, 0}, 0, 3, 1},      {{LENET_C1, 2, 0, 0}, ONE_STEP_BIAS, 0, 0},
        {{LENET_S2, 5, 0, 0}, 0, 0, 0},      {{LENET_S2, 1, 0, 0}, ONE_STEP_BIAS, 0, 0},
        {{LENET_C3, 15, 0, 0}, 5, 4, 4},     {{LENET_C3, 7, 0, 0}, ONE_STEP_BIAS, 0, 0},
        {{LENET_S4, 9, 0, 0}, 0, 0, 0},      {{LENET_C5, 119, 0, 0}, 15, 4, 4},
        {{LENET_C5, 60, 0, 0}, 3, 1, 2},     {{LENET_F6, 83, 0, 0}, 119, 0, 0},
        {{LENET_OUTPUT, 9, 0, 0}, 83, 0, 0}, {{LENET_OUTPUT, 3, 0, 0}, ONE_STEP_BIAS, 0, 0},
    };
    take_step(2, 0.1f);
    double largest = (double)largest_of(lenet_parameters(&step.gradient), LENET_PARAMETERS);
    for (size_t i = 0; i < sizeof weights / sizeof *weights; i++) {
        one_step_gradient_terms(&terms, &step, weights[i]);
        int side = lenet_layers[weights[i].to.layer].side;
        assert_int_equal(terms.count, side * side);
        double found = (double)lenet_parameters(&step.gradient)[one_step_weight_index(weights[i])];
        assert_true(fabs(terms.value - found) < 1e-6 * largest);
    }
    assert_int_equal(one_step_weight_index(weights[10]) + 1 + 10, LENET_PARAMETERS);
    assert_int_equal(one_step_weight_index(weights[11]), LENET_PARAMETERS - 7);
}

static void test_steps_in_a_row_make_the_loss_fall(void **state)
{
    (void)state;
    for (int digit = 0; digit < EXPLAINED; digit++) {
        take_step(digit, 0.1f);
        double first = step.loss;
        for (int i = 0; i < 5; i++) {
            double before = step.loss;
            if (step.loss_after > before + 1e-7) // what the floats of the shares round
                fail_msg("digit %d, step %d: from %.9g to %.9g", digit, i, before, step.loss_after);
            one_step_run(&step, &step.after, NULL, image_of(digit), label_of(digit), 0.1f);
        }
        assert_true(step.loss < first);
    }
}

static void test_another_rate_takes_the_same_gradient_further(void **state)
{
    (void)state;
    static struct one_step other;
    take_step(1, 0.1f);
    one_step_run(&other, &shipped.lenet, NULL, image_of(1), label_of(1), 1);
    one_step_update(&step, NULL, 1);
    assert_memory_equal(&step.after, &other.after, sizeof step.after);
    assert_true(step.loss_after == other.loss_after && step.rate == 1);
}

static void test_what_is_silenced_lets_no_error_through(void **state)
{
    (void)state;
    static struct ablation ablation;
    memset(&ablation, 0, sizeof ablation);
    ablation_silence(&ablation, (struct terms_cell){LENET_C3, 7, -1, -1}, NULL);
    ablation_silence(&ablation, (struct terms_cell){LENET_S2, 3, -1, -1}, NULL);
    ablation.noise[LENET_F6] = 0.1f;
    one_step_run(&step, &shipped.lenet, &ablation, image_of(1), label_of(1), 0.1f);
    for (int i = 0; i < 100; i++)
        assert_true(step.error_before.c3[7][i / 10][i % 10] == 0);
    assert_memory_equal(step.after.c3_weight[7], shipped.lenet.c3_weight[7],
                        sizeof step.after.c3_weight[7]);
    one_step_error_terms(&terms, &step, (struct terms_cell){LENET_C3, 7, 4, 4});
    assert_true(terms.sum != 0 && terms.slope == 0 && terms.value == 0);
    one_step_error_terms(&terms, &step, (struct terms_cell){LENET_S2, 3, 4, 4});
    assert_true(terms.sum != 0 && terms.slope == 0 && terms.value == 0);
    one_step_error_terms(&terms, &step, (struct terms_cell){LENET_F6, 7, 0, 0});
    double off = fabs(terms.value - (double)step.error_before.f6[7]);
    assert_true(off <= 1e-5 * fabs(terms.value)); // the slope is that without noise
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_gradient_is_that_of_the_specification),
        cmocka_unit_test(test_gradients_tell_what_small_changes_of_weights_do),
        cmocka_unit_test(test_the_error_of_a_pixel_is_what_a_change_of_it_does),
        cmocka_unit_test(test_it_is_the_step_that_a_run_takes_with_this_image_alone),
        cmocka_unit_test(test_errors_are_the_sums_of_their_terms),
        cmocka_unit_test(test_gradients_are_the_sums_of_their_terms),
        cmocka_unit_test(test_steps_in_a_row_make_the_loss_fall),
        cmocka_unit_test(test_another_rate_takes_the_same_gradient_further),
        cmocka_unit_test(test_what_is_silenced_lets_no_error_through),
    };
    return cmocka_run_group_tests(tests, load_shipped, NULL);
}
