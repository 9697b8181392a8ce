// Calibration: honest probabilities, and from where on a reading is sure.
#include "tests/support/support.h"

#include "nn/base/random.h"
#include "nn/net/calibration.h"

#include <math.h>

// Logits whose softmax gives `probability` to class `best` and shares the rest.
static void logits_of(float logits[LENET_CLASSES], int best, double probability)
{
    for (int i = 0; i < LENET_CLASSES; i++)
        logits[i] = i == best ? (float)log(probability) : (float)log((1 - probability) / 9);
}

static void test_the_calibration_error_of_a_case_made_by_hand(void **state)
{
    (void)state;
    // Two bins: 0.90 twice, of which one is right; 0.55 twice, both right. A share of 1/2 each:
    // |0.90 - 0.5| / 2 + |0.55 - 1| / 2.
    float logits[4][LENET_CLASSES];
    const uint8_t label[4] = {3, 4, 5, 6};
    logits_of(logits[0], 3, 0.9);
    logits_of(logits[1], 0, 0.9);
    logits_of(logits[2], 5, 0.55);
    logits_of(logits[3], 6, 0.55);
    struct calibration_set set = {(const float(*)[LENET_CLASSES])logits, label, 4};
    assert_true(fabs(calibration_error(&set, 1) - 0.425) < 1e-5);
    double loss = -(2 * log(0.55) + log(0.9) + log(0.1 / 9)) / 4;
    assert_true(fabs(calibration_loss(&set, 1) - loss) < 1e-5);
}

static void test_a_hot_softmax_is_flat_and_a_cold_one_is_certain(void **state)
{
    (void)state;
    const float logits[LENET_CLASSES] = {1, 4, 2, 0, 0, 0, 0, 0, 0, -90};
    float probability[LENET_CLASSES];
    calibration_softmax(probability, logits, 1000);
    assert_true(probability[1] < 0.11f && probability[1] > 0.1f);
    calibration_softmax(probability, logits, 0.05f);
    assert_true(probability[1] > 0.999f);
    calibration_softmax(probability, logits, 1);
    double sum = exp(1) + exp(4) + exp(2) + 6;
    assert_true(fabs((double)probability[1] - exp(4) / sum) < 1e-6);
}

enum { DRAWN = 20000 };

// Labels that are drawn by the softmax of the logits: at temperature 1 they are honest.
static void draw_labels(float (*logits)[LENET_CLASSES], uint8_t *label)
{
    struct random random;
    random_init(&random, 1, 0);
    for (int i = 0; i < DRAWN; i++) {
        float probability[LENET_CLASSES];
        for (int k = 0; k < LENET_CLASSES; k++)
            logits[i][k] = 4 * random_small(&random);
        calibration_softmax(probability, logits[i], 1);
        float place = random_float(&random);
        label[i] = 0;
        while (label[i] < LENET_CLASSES - 1 && (place -= probability[label[i]]) >= 0)
            label[i]++;
    }
}

static void test_a_known_temperature_is_found_again(void **state)
{
    (void)state;
    static const float temperatures[] = {0.4f, 1, 2.5f};
    float(*logits)[LENET_CLASSES] = malloc(DRAWN * sizeof *logits);
    uint8_t *label = malloc(DRAWN);
    for (int t = 0; t < 3; t++) {
        draw_labels(logits, label);
        for (int i = 0; i < DRAWN * LENET_CLASSES; i++)
            logits[i / LENET_CLASSES][i % LENET_CLASSES] *= temperatures[t];
        struct calibration_set set = {(const float(*)[LENET_CLASSES])logits, label, DRAWN};
        float found = calibration_fit_temperature(&set);
        assert_true(fabsf(found / temperatures[t] - 1) < 0.05f);
        assert_true(calibration_error(&set, found) < 0.015);
        if (temperatures[t] != 1)
            assert_true(calibration_error(&set, 1) > 0.03);
    }
    free(label);
    free(logits);
}

static void test_both_thresholds_and_the_shape_must_agree(void **state)
{
    (void)state;
    struct calibration calibration = {1, 0.9f, 5};
    assert_true(calibration_sure(&calibration, &(struct evidence){0.9f, 5, true}));
    assert_false(calibration_sure(&calibration, &(struct evidence){0.89f, 5, true}));
    assert_false(calibration_sure(&calibration, &(struct evidence){0.9f, 4.9f, true}));
    assert_false(calibration_sure(&calibration, &(struct evidence){0.9f, 5, false}));
}

static void test_fitted_thresholds_leave_the_wanted_share_sure(void **state)
{
    (void)state;
    enum { COUNT = 1000 };
    struct evidence evidence[COUNT];
    struct random random;
    random_init(&random, 2, 0);
    for (int i = 0; i < COUNT; i++)
        evidence[i] =
            (struct evidence){random_float(&random), 10 * random_float(&random), i % 50 > 0};
    for (int percent = 50; percent <= 95; percent += 15) {
        struct calibration calibration = calibration_unknown;
        assert_true(calibration_fit_thresholds(&calibration, evidence, COUNT, percent / 100.0));
        int sure = 0;
        for (int i = 0; i < COUNT; i++)
            sure += calibration_sure(&calibration, &evidence[i]);
        assert_in_range(sure, percent * COUNT / 100, percent * COUNT / 100 + 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_calibration_error_of_a_case_made_by_hand),
        cmocka_unit_test(test_a_hot_softmax_is_flat_and_a_cold_one_is_certain),
        cmocka_unit_test(test_a_known_temperature_is_found_again),
        cmocka_unit_test(test_both_thresholds_and_the_shape_must_agree),
        cmocka_unit_test(test_fitted_thresholds_leave_the_wanted_share_sure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
