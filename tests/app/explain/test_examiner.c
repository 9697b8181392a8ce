// A test set read beside the window, against reading it at once, and against a network written down
// plainly in double precision.
#include "tests/support/support.h"

#include "app/base/clock.h"
#include "app/explain/examiner.h"
#include "app/training/data_source.h"
#include "nn/net/model.h"
#include "tests/support/naive.h"
#include "tests/support/practice_data.h"
#include <math.h>
#include <stdatomic.h>

static struct lenet shipped;
static struct model_info shipped_info;
static struct dataset practice;
static struct examiner *examiner;
static atomic_int woken;

static void wake(void *context)
{
    (void)context;
    woken++;
}

static const struct exam *await(uint64_t number, struct status *failure)
{
    const struct exam *exam = NULL;
    for (int i = 0; i < 60000; i++, clock_pause(5))
        if (examiner_take(examiner, &exam, failure) && (!exam || exam->number == number))
            return exam;
    fail_msg("there is no answer");
    return NULL;
}

static void ask(uint64_t number, const char *data, const struct ablation *ablation)
{
    struct examiner_question *question = examiner_begin(examiner);
    *question = (struct examiner_question){.number = number,
                                           .words = "these",
                                           .lenet = shipped,
                                           .calibration = shipped_info.calibration};
    snprintf(question->data, PATH_SIZE, "%s", data);
    if (ablation)
        question->ablation = *ablation;
    examiner_ask(examiner);
}

static const struct exam *read_practice(uint64_t number, const struct ablation *ablation)
{
    struct status failure;
    ask(number, DATA_SOURCE_PRACTICE, ablation);
    const struct exam *exam = await(number, &failure);
    assert_non_null(exam);
    assert_int_equal(exam->counts.count, practice.count);
    assert_string_equal(exam->words, "these");
    assert_string_equal(exam->from, DATA_SOURCE_PRACTICE);
    return exam;
}

static void test_the_matrix_is_that_of_an_evaluation(void **state)
{
    (void)state;
    struct evaluation evaluation;
    struct threads *threads;
    const struct exam *exam = read_practice(1, NULL);
    assert_true(threads_open(&threads, 2, NULL));
    assert_true(evaluation_run(&evaluation, &shipped, &practice, threads, NULL, NULL));
    threads_close(threads);
    assert_memory_equal(exam->counts.confusion, evaluation.confusion, sizeof evaluation.confusion);
    assert_int_equal(exam->counts.wrong, evaluation.wrong);
    assert_true(evaluation.wrong > 0);
    assert_true(woken > 0);
}

static void test_with_parts_silenced_the_matrix_is_that_of_an_evaluation_so(void **state)
{
    (void)state;
    static struct ablation ablation;
    struct evaluation evaluation;
    struct threads *threads;
    ablation_silence(&ablation, (struct terms_cell){LENET_C3, 5, -1, -1}, NULL);
    ablation.noise[LENET_S2] = 0.2f;
    const struct exam *exam = read_practice(2, &ablation);
    assert_true(threads_open(&threads, 2, NULL));
    assert_true(ablation_evaluate(&evaluation, &shipped, &ablation, &practice, threads, NULL));
    threads_close(threads);
    assert_memory_equal(exam->counts.confusion, evaluation.confusion, sizeof evaluation.confusion);
    assert_true(evaluation.wrong > 20);
}

static void read_naively(double probability[LENET_CLASSES], size_t digit)
{
    static struct naive naive;
    double sum = 0, most = -1e9;
    for (int row = 0; row < LENET_SIDE; row++)
        for (int column = 0; column < LENET_SIDE; column++) {
            int y = row - 2, x = column - 2;
            bool inside = y >= 0 && y < DIGIT_SIDE && x >= 0 && x < DIGIT_SIDE;
            naive.input[row][column] =
                (inside ? practice.image[digit][y][x] : 0) / 255.0 * 1.275 - 0.1;
        }
    naive_forward(&naive, &shipped);
    for (int k = 0; k < LENET_CLASSES; k++)
        most = fmax(most, naive.logits[k]);
    for (int k = 0; k < LENET_CLASSES; k++)
        sum += probability[k] =
            exp((naive.logits[k] - most) / (double)shipped_info.calibration.temperature);
    for (int k = 0; k < LENET_CLASSES; k++)
        probability[k] /= sum;
}

static void test_the_mistakes_are_those_of_a_plain_network_in_double_precision(void **state)
{
    (void)state;
    static uint32_t list[PRACTICE_TEST_COUNT];
    const struct exam_filter wrong = {-1, -1, EXAM_WRONG, EXAM_BY_NUMBER};
    const struct exam *exam = read_practice(3, NULL);
    size_t count = exam_list_make(list, &wrong, exam->reading, exam->rank, exam->counts.count);
    size_t found = 0;
    for (size_t i = 0; i < practice.count; i++) {
        double probability[LENET_CLASSES];
        int best = 0;
        read_naively(probability, i);
        for (int k = 0; k < LENET_CLASSES; k++) {
            best = probability[k] > probability[best] ? k : best;
            assert_true(fabs(probability[k] - (double)exam->reading[i].probability[k]) < 1e-4);
        }
        assert_int_equal(exam->reading[i].read, best);
        assert_int_equal(exam->reading[i].label, practice.label[i]);
        if (best != practice.label[i])
            assert_true(found < count && list[found++] == i);
    }
    assert_int_equal(found, count);
    assert_true(count > 0);
}

static void test_what_was_taken_stays_whole_while_the_next_is_read(void **state)
{
    (void)state;
    struct status failure;
    static struct ablation ablation;
    ablation_silence(&ablation, (struct terms_cell){LENET_C5, 7, -1, -1}, NULL);
    const struct exam *exam = read_practice(4, NULL);
    struct exam_counts counts = exam->counts, again;
    for (uint64_t i = 0; i < 4; i++) {
        ask(100 + i, i % 2 ? "small" : DATA_SOURCE_PRACTICE, &ablation);
        clock_pause(150);
        exam_count(&again, exam->reading, counts.count);
        assert_memory_equal(&again, &counts, sizeof counts);
        assert_memory_equal(exam->data->image, practice.image, 300 * sizeof *practice.image);
    }
    assert_non_null(await(103, &failure));
}

static void test_a_folder_is_read_and_practice_digits_where_there_is_none(void **state)
{
    (void)state;
    struct status failure;
    ask(5, "small", NULL);
    const struct exam *exam = await(5, &failure);
    assert_non_null(exam);
    assert_string_equal(exam->from, "small");
    assert_int_equal(exam->counts.count, 60);
    assert_int_equal(exam->left_out, 0);
    ask(6, "no/such/folder", NULL);
    exam = await(6, &failure);
    assert_non_null(exam);
    assert_string_equal(exam->from, DATA_SOURCE_PRACTICE);
    assert_int_equal(exam->counts.count, practice.count);
    assert_int_equal(exam->missed.code, STATUS_MISSING);
}

static void test_a_damaged_file_is_told_of_beside_the_practice_digits(void **state)
{
    (void)state;
    struct status failure;
    assert_int_equal(truncate("damaged/t10k-images-idx3-ubyte", 5000), 0);
    ask(8, "damaged", NULL);
    const struct exam *exam = await(8, &failure);
    assert_non_null(exam);
    assert_string_equal(exam->from, DATA_SOURCE_PRACTICE);
    assert_int_equal(exam->missed.code, STATUS_BAD_DATA);
    assert_non_null(strstr(exam->missed.message, "damaged/t10k-images-idx3-ubyte: cut short"));
    ask(9, "small", NULL);
    exam = await(9, &failure);
    assert_non_null(exam);
    assert_int_equal(exam->missed.code, STATUS_OK);
}

static void test_while_a_run_goes_on_a_second_lies_between_readings(void **state)
{
    (void)state;
    struct status failure;
    const struct exam *exam;
    ask(7, "small", NULL);
    assert_non_null(await(7, &failure));
    double begun = clock_seconds();
    int answers = 0;
    uint64_t number = 1000, newest = 0;
    while (clock_seconds() < begun + 2.5) {
        struct examiner_question *question = examiner_begin(examiner);
        question->number = number++;
        question->trains = true;
        question->ablation = (struct ablation){0};
        examiner_ask(examiner);
        if (examiner_take(examiner, &exam, &failure)) {
            assert_true(exam->number > newest);
            newest = exam->number;
            answers++;
        }
        clock_pause(5);
    }
    assert_in_range(answers, 1, 3);
}

static int set_up(void **state)
{
    support_enter_folder(state);
    return model_load(&shipped, &shipped_info, LENETPAD_SOURCE_ASSETS "/lenet5.safetensors",
                      NULL) &&
                   data_source_load(&practice, DATA_SOURCE_PRACTICE, DATASET_TEST, NULL) &&
                   practice_data_save("small", 20, 60, 9) &&
                   practice_data_save("damaged", 20, 60, 9) &&
                   examiner_open(&examiner, wake, NULL, NULL)
               ? 0
               : -1;
}

static int tear_down(void **state)
{
    ask(10, DATA_SOURCE_PRACTICE, NULL); // which nobody waits for
    examiner_close(examiner);
    dataset_free(&practice);
    return support_leave_folder(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_matrix_is_that_of_an_evaluation),
        cmocka_unit_test(test_with_parts_silenced_the_matrix_is_that_of_an_evaluation_so),
        cmocka_unit_test(test_the_mistakes_are_those_of_a_plain_network_in_double_precision),
        cmocka_unit_test(test_what_was_taken_stays_whole_while_the_next_is_read),
        cmocka_unit_test(test_a_folder_is_read_and_practice_digits_where_there_is_none),
        cmocka_unit_test(test_a_damaged_file_is_told_of_beside_the_practice_digits),
        cmocka_unit_test(test_while_a_run_goes_on_a_second_lies_between_readings),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
