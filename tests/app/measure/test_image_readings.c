// Many digits at once, against reading them one by one.
#include "tests/support/support.h"

#include "app/measure/image_readings.h"
#include "app/measure/labelled_readings.h"
#include "nn/data/practice.h"
#include "nn/train/evaluation.h"

enum { IMAGES = 150 };
static const struct calibration calibration = {0.8f, 0.9f, 2};

static void make(struct lenet *lenet, struct dataset *data)
{
    lenet_init(lenet, 3);
    assert_true(practice_make(data, IMAGES, 5, DATASET_TEST, NULL));
    memset(data->image[70], 0, sizeof data->image[70]); // a blank one
}

static struct image_reading *read_with(int count, size_t first, const struct lenet *lenet,
                                       const struct dataset *data)
{
    struct threads *threads;
    assert_true(threads_open(&threads, count, NULL));
    struct image_reading *readings =
        image_readings_make(lenet, &calibration, data, first, threads, NULL);
    assert_non_null(readings);
    threads_close(threads);
    return readings;
}

static void test_any_number_of_threads_reads_as_one_by_one(void **state)
{
    (void)state;
    static struct lenet lenet;
    static struct reading reading;
    struct dataset data;
    make(&lenet, &data);
    for (int threads = 1; threads <= 3; threads++)
        for (size_t first = 0; first <= 130; first += 65) {
            struct image_reading *readings = read_with(threads, first, &lenet, &data);
            for (size_t i = first; i < IMAGES; i++) {
                const struct image_reading *kept = &readings[i - first];
                reading_of_digit(&reading, &lenet, &calibration,
                                 (const uint8_t(*)[DIGIT_SIDE])data.image[i]);
                assert_memory_equal(kept->logits, reading.activations.logits, sizeof kept->logits);
                assert_memory_equal(kept->probability, reading.activations.probability,
                                    sizeof kept->probability);
                assert_true(kept->evidence.probability == reading.evidence.probability);
                assert_int_equal(kept->empty, reading.empty);
                assert_int_equal(kept->empty, i == 70);
            }
            free(readings);
        }
    dataset_free(&data);
}

static void test_the_judgement_is_that_of_training(void **state)
{
    (void)state;
    static struct lenet lenet;
    static struct evaluation one, other;
    struct dataset data;
    struct threads *threads;
    make(&lenet, &data);
    struct image_reading *readings = read_with(2, 0, &lenet, &data);
    image_readings_judge(&one, readings, &data);
    assert_true(threads_open(&threads, 1, NULL));
    assert_true(evaluation_run(&other, &lenet, &data, threads, NULL, NULL));
    assert_int_equal(one.count, IMAGES);
    assert_int_equal(one.wrong, other.wrong);
    assert_memory_equal(one.confusion, other.confusion, sizeof one.confusion);
    assert_true(one.loss > 0.05 && one.loss - other.loss < 1e-7 && other.loss - one.loss < 1e-7);
    threads_close(threads);
    free(readings);
    dataset_free(&data);
}

// The calibration is fitted to readings, and then they are judged by it: without reading again.
static void test_another_calibration_gives_what_reading_again_would(void **state)
{
    (void)state;
    static struct lenet lenet;
    static struct reading reading;
    const struct calibration fitted = {1.7f, 0.5f, 1};
    struct dataset data;
    struct labelled_readings known = {0};
    make(&lenet, &data);
    struct image_reading *readings = read_with(1, 0, &lenet, &data);
    assert_true(labelled_readings_add_images(&known, readings, data.label, data.count, NULL));
    assert_int_equal(known.count, IMAGES - 1); // without the blank one
    labelled_readings_recalibrate(&known, &fitted);
    for (size_t i = 0; i < known.count; i++) {
        reading_of_digit(&reading, &lenet, &fitted,
                         (const uint8_t(*)[DIGIT_SIDE])data.image[i < 70 ? i : i + 1]);
        assert_true(known.evidence[i].probability == reading.evidence.probability);
    }
    labelled_readings_free(&known);
    free(readings);
    dataset_free(&data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_number_of_threads_reads_as_one_by_one),
        cmocka_unit_test(test_the_judgement_is_that_of_training),
        cmocka_unit_test(test_another_calibration_gives_what_reading_again_would),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
