// What a test set that was read comes to, against counting by hand; and choices of its digits,
// against going through all of them.
#include "tests/support/support.h"

#include "app/measure/exam_list.h"
#include "nn/base/random.h"
#include <math.h>

enum { DIGITS = 700 };

static const struct calibration calibration = {0.8f, 0.6f, 1};

// Readings as a middling network gives them; digit 3 is never read, and no label is 7.
static void make(struct exam_reading readings[DIGITS])
{
    struct random random;
    random_init(&random, 11, 0);
    for (int i = 0; i < DIGITS; i++) {
        struct image_reading kept = {.empty = i == 50};
        int label = (int)random_below(&random, LENET_CLASSES);
        label = label == 7 ? 8 : label;
        for (int k = 0; k < LENET_CLASSES; k++)
            kept.logits[k] = (k == 3 ? -9.0f : 0.0f) + (k == label ? 2.0f : 0.0f) +
                             (float)random_below(&random, 12) / 4;
        calibration_softmax(kept.probability, kept.logits, 1);
        float probability[LENET_CLASSES];
        calibration_softmax(probability, kept.logits, calibration.temperature);
        int best = lenet_best(kept.logits);
        kept.evidence = (struct evidence){probability[best], kept.logits[best], true};
        exam_reading_fill(&readings[i], &kept, label, &calibration);
        if (i % 7 == 3) { // of the same confidence as the one before
            readings[i] = readings[i - 1];
            continue;
        }
        assert_int_equal(readings[i].read, lenet_best(kept.probability));
        assert_memory_equal(readings[i].probability, probability, sizeof probability);
        assert_int_equal(readings[i].sure,
                         !kept.empty && probability[best] >= 0.6f && kept.logits[best] >= 1);
    }
}

static void test_precision_and_recall_are_those_counted_by_hand(void **state)
{
    (void)state;
    struct exam_reading readings[DIGITS];
    struct exam_counts counts;
    make(readings);
    exam_count(&counts, readings, DIGITS);
    uint32_t wrong = 0, not_sure = 0;
    for (int digit = 0; digit < LENET_CLASSES; digit++) {
        uint32_t labelled = 0, read = 0, both = 0;
        for (int i = 0; i < DIGITS; i++) {
            labelled += readings[i].label == digit;
            read += readings[i].read == digit;
            both += readings[i].label == digit && readings[i].read == digit;
            wrong += digit == 0 && readings[i].label != readings[i].read;
            not_sure += digit == 0 && !readings[i].sure;
        }
        assert_int_equal(exam_labelled(&counts, digit), labelled);
        assert_int_equal(exam_read_as(&counts, digit), read);
        assert_int_equal(counts.confusion[digit][digit], both);
        if (digit == 3)
            assert_true(read == 0 && exam_precision(&counts, digit) < 0);
        else
            assert_true(fabs(exam_precision(&counts, digit) * read - both) < 1e-9);
        if (digit == 7)
            assert_true(labelled == 0 && exam_recall(&counts, digit) < 0);
        else
            assert_true(fabs(exam_recall(&counts, digit) * labelled - both) < 1e-9);
    }
    assert_int_equal(counts.count, DIGITS);
    assert_int_equal(counts.wrong, wrong);
    assert_int_equal(counts.not_sure, not_sure);
    assert_true(wrong > 20 && not_sure > 20 && not_sure < DIGITS - 20);
}

static void test_each_part_of_the_calibration_curve_counts_the_digits_within_it(void **state)
{
    (void)state;
    struct exam_reading readings[DIGITS];
    struct exam_counts counts;
    make(readings);
    exam_count(&counts, readings, DIGITS);
    double distance = 0;
    for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
        float low = (float)bin / CALIBRATION_BINS, high = (float)(bin + 1) / CALIBRATION_BINS;
        double sum = 0;
        uint32_t count = 0, right = 0;
        for (int i = 0; i < DIGITS; i++) {
            float confidence = readings[i].probability[readings[i].read];
            if (i == 50 || confidence < low || (confidence >= high && bin + 1 < CALIBRATION_BINS))
                continue;
            sum += (double)confidence;
            right += readings[i].label == readings[i].read;
            count++;
        }
        assert_int_equal(counts.bin[bin].count, count);
        assert_int_equal(counts.bin[bin].right, right);
        assert_true(count == 0 || fabs(counts.bin[bin].confidence - sum / count) < 1e-9);
        distance += fabs(sum - right);
    }
    assert_true(fabs(exam_calibration_error(&counts) - distance / (DIGITS - 1)) < 1e-9);
}

static void test_without_digits_nothing_is_told(void **state)
{
    (void)state;
    struct exam_counts counts;
    exam_count(&counts, NULL, 0);
    assert_true(exam_precision(&counts, 0) < 0 && exam_recall(&counts, 9) < 0);
    assert_true(exam_calibration_error(&counts) < 0);
}

// ---- Choices ------------------------------------------------------------------------------------

static bool is_before(const struct exam_reading *readings, enum exam_order order, uint32_t a,
                      uint32_t b)
{
    float of_a = exam_confidence(&readings[a]), of_b = exam_confidence(&readings[b]);
    if (order == EXAM_SUREST_FIRST && of_a != of_b)
        return of_a > of_b;
    if (order == EXAM_LEAST_SURE_FIRST && of_a != of_b)
        return of_a < of_b;
    if (order == EXAM_BY_LABEL && readings[a].label != readings[b].label)
        return readings[a].label < readings[b].label;
    return a < b;
}

static void check_choice(const struct exam_reading *readings, const struct exam_rank *ranks,
                         const struct exam_filter *filter)
{
    uint32_t list[DIGITS];
    bool listed[DIGITS] = {false};
    size_t count = exam_list_make(list, filter, readings, ranks, DIGITS), wanted = 0;
    for (size_t i = 0; i < count; i++) {
        assert_false(listed[list[i]]);
        listed[list[i]] = true;
        assert_true(i == 0 || is_before(readings, filter->order, list[i - 1], list[i]));
    }
    for (int i = 0; i < DIGITS; i++) {
        const struct exam_reading *reading = &readings[i];
        bool takes = (filter->label == -1 || filter->label == reading->label) &&
                     (filter->read == -1 || filter->read == reading->read);
        takes = takes && (filter->only != EXAM_WRONG || reading->label != reading->read);
        takes = takes && (filter->only != EXAM_NOT_SURE || !reading->sure);
        assert_int_equal(listed[i], takes);
        wanted += takes;
    }
    assert_int_equal(count, wanted);
}

static void test_every_filter_in_every_order_lists_what_going_through_all_would(void **state)
{
    (void)state;
    struct exam_reading readings[DIGITS];
    struct exam_rank ranks[DIGITS];
    make(readings);
    exam_list_rank(ranks, readings, DIGITS);
    for (int label = -1; label < LENET_CLASSES; label++)
        for (int read = -1; read < LENET_CLASSES; read++)
            for (int only = 0; only <= EXAM_NOT_SURE; only++)
                for (int order = 0; order < EXAM_ORDERS; order++)
                    check_choice(readings, ranks,
                                 &(struct exam_filter){label, read, (enum exam_only)only,
                                                       (enum exam_order)order});
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_precision_and_recall_are_those_counted_by_hand),
        cmocka_unit_test(test_each_part_of_the_calibration_curve_counts_the_digits_within_it),
        cmocka_unit_test(test_without_digits_nothing_is_told),
        cmocka_unit_test(test_every_filter_in_every_order_lists_what_going_through_all_would),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
