// From where on a reading is sure without a calibration, and between which temperatures and in how
// many bins one is found.
#include "tests/support/support.h"

#include "nn/net/calibration.h"

#include <math.h>

static void test_a_model_without_a_calibration_is_sure_from_four_fifths_on(void **state)
{
    (void)state;
    assert_true(calibration_unknown.temperature == 1);
    assert_true(calibration_unknown.probability == 0.8f);
    assert_true(calibration_unknown.logit == -1000);
}

// The misses of two readings in one bin cancel out partly; the third is in the next bin.
static void test_the_calibration_error_counts_in_fifteen_bins(void **state)
{
    (void)state;
    static const double probability[] = {0.605, 0.66, 0.67};
    float logits[3][LENET_CLASSES];
    const uint8_t label[] = {0, 1, 0};
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < LENET_CLASSES; k++)
            logits[i][k] = (float)log(k ? (1 - probability[i]) / 9 : probability[i]);
    struct calibration_set set = {(const float(*)[LENET_CLASSES])logits, label, 3};
    double expected = (fabs(0.605 - 1 + 0.66) + fabs(0.67 - 1)) / 3;
    assert_true(fabs(calibration_error(&set, 1) - expected) < 1e-4);
}

static void test_temperatures_are_sought_from_a_twentieth_to_twenty(void **state)
{
    (void)state;
    const float logits[1][LENET_CLASSES] = {{1, 0, 0, 0, 0, 0, 0, 0, 0, 0}};
    struct calibration_set right = {logits, (const uint8_t[]){0}, 1};
    struct calibration_set wrong = {logits, (const uint8_t[]){1}, 1};
    assert_true(fabsf(calibration_fit_temperature(&right) * 20 - 1) < 1e-3f);
    assert_true(fabsf(calibration_fit_temperature(&wrong) / 20 - 1) < 1e-3f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_model_without_a_calibration_is_sure_from_four_fifths_on),
        cmocka_unit_test(test_the_calibration_error_counts_in_fifteen_bins),
        cmocka_unit_test(test_temperatures_are_sought_from_a_twentieth_to_twenty),
    };
    return cmocka_run_group_tests(tests, support_enter_folder, support_leave_folder);
}
