// Training: it learns, and the same seed gives the same bits however it is run.
#include "nn/data/nondigits.h"
#include "nn/ink/reading.h"
#include "nn/net/forward.h"
#include "nn/net/kernels.h"
#include "nn/strokes/strokes_text.h"
#include "nn/train/evaluation.h"
#include "tests/support/bar_runs.h"

#include <math.h>

static struct stroke_dataset drawings;

static int make_drawings(void **unused)
{
    (void)unused;
    static const char text[] = "digit 7\nstroke 10,10 110,8 40,150\ndigit 1\nstroke 0,0 3,90\n"
                               "digit 4\nstroke 60,0 0,70 90,72\nstroke 60,40 58,120\n";
    struct strokes strokes;
    if (!strokes_parse(&strokes, text, sizeof text - 1, "text", NULL))
        return 1;
    for (size_t i = 0; i < strokes.count; i++)
        if (stroke_dataset_add(&drawings, &strokes.digit[i]) != STROKE_DATASET_ADDED)
            return 1;
    strokes_free(&strokes);
    mixed = (struct training_set){.images = &data, .part = {{&drawings, 9, 1}}};
    return 0;
}

static int drop_drawings(void **unused)
{
    (void)unused;
    stroke_dataset_free(&drawings);
    mixed = (struct training_set){.images = &data};
    return 0;
}

static void test_a_run_begins_with_the_weights_it_is_given(void **unused)
{
    (void)unused;
    struct train_options o = options(1, 16, AUGMENT_NONE);
    struct lenet *weights = malloc(sizeof *weights);
    assert_non_null(weights);
    lenet_init(weights, 99);
    memset(&state, 0xff, sizeof state);
    train_begin_from(&state, &o, weights);
    assert_memory_equal(&state.weights, weights, sizeof *weights);
    assert_memory_equal(&state.average, weights, sizeof *weights);
    const float *velocity = lenet_parameters(&state.velocity);
    for (int i = 0; i < LENET_PARAMETERS; i++)
        assert_true(velocity[i] == 0);
    assert_true(state.epoch == 0 && state.batch == 0 && state.options.epochs == 1);
    free(weights);
}

static void test_it_learns(void **unused)
{
    (void)unused;
    struct train_options o = options(20, 16, AUGMENT_NONE);
    train_begin(&state, &o);
    struct threads *threads = pool(1);
    struct evaluation before, after;
    assert_true(evaluation_run(&before, &state.weights, &data, threads, NULL, NULL));
    run_to_end(1);
    assert_true(evaluation_run(&after, &state.average, &data, threads, NULL, NULL));
    assert_true(before.wrong > IMAGES / 2);
    assert_true(after.wrong < IMAGES / 20);
    assert_true(after.loss < before.loss / 5);
    threads_close(threads);
}

static void test_any_number_of_threads_gives_the_same_bits(void **unused)
{
    (void)unused;
    static struct lenet first;
    for (int augment = 0; augment < AUGMENT_KINDS; augment++)
        for (int count = 1; count <= 8; count++) {
            struct train_options o = options(2, 100, (enum augment)augment);
            train_begin(&state, &o);
            run_to_end(count);
            if (count == 1)
                first = state.average;
            assert_memory_equal(&first, &state.average, sizeof first);
        }
}

static void test_every_instruction_set_gives_the_same_bits(void **unused)
{
    (void)unused;
    static struct lenet first;
    data.count = 90; // the baseline is slow, above all with sanitizers
    for (int k = 0; k < kernels_count() && kernels_at(k)->fused; k++) {
        assert_true(kernels_select(kernels_at(k)->name, NULL));
        struct train_options o = options(1, 32, AUGMENT_FULL);
        train_begin(&state, &o);
        run_to_end(2);
        if (k == 0)
            first = state.average;
        assert_memory_equal(&first, &state.average, sizeof first);
    }
    assert_true(kernels_select(NULL, NULL));
    data.count = IMAGES;
}

static void test_another_seed_gives_other_bits(void **unused)
{
    (void)unused;
    struct train_options o = options(1, 32, AUGMENT_NONE);
    train_begin(&state, &o);
    run_to_end(1);
    static struct lenet first;
    first = state.average;
    o.seed = 6;
    train_begin(&state, &o);
    run_to_end(1);
    assert_memory_not_equal(&first, &state.average, sizeof first);
}

// Stopped after any number of batches and opened again from its state.
static void assert_resumes(const struct train_options *o, int steps, int step)
{
    static struct train_state whole;
    train_begin(&state, o);
    run_to_end(2);
    whole = state;
    for (int stop = 0; stop < steps; stop += step) {
        train_begin(&state, o);
        take_steps_and_close(stop);
        run_to_end(2);
        assert_memory_equal(&whole.weights, &state.weights, sizeof whole.weights);
        assert_memory_equal(&whole.average, &state.average, sizeof whole.average);
    }
}

static void test_a_resumed_run_ends_in_the_same_bits(void **unused)
{
    (void)unused;
    struct train_options o = options(3, 32, AUGMENT_AFFINE);
    assert_resumes(&o, 33, 4);
}

static void test_a_resumed_short_run_ends_in_the_same_bits(void **unused)
{
    (void)unused;
    struct train_options five = options(1, 80, AUGMENT_AFFINE),
                         six = options(1, 60, AUGMENT_AFFINE);
    assert_resumes(&five, 5, 1);
    assert_resumes(&six, 6, 1);
    assert_memory_equal(&state.average, &state.weights, sizeof state.average);
}

// ---- What is no digit ---------------------------------------------------------------------------

static void test_what_is_no_digit_is_learnt_beside_the_digits(void **unused)
{
    (void)unused;
    struct train_options o = options(2, 50, AUGMENT_AFFINE);
    o.nondigits = 150;
    train_begin(&state, &o);
    struct threads *threads = pool(1);
    struct train *train;
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    assert_int_equal(train_items(train), training_set_count(&mixed) + 150);
    train_close(train);
    threads_close(threads);
    static struct lenet first;
    for (int count = 1; count <= 3; count++) {
        train_begin(&state, &o);
        run_to_end(count);
        if (count == 1)
            first = state.average;
        assert_memory_equal(&first, &state.average, sizeof first);
    }
    assert_resumes(&o, 10, 3);
}

// The mean of the largest probability over letters that are never learnt.
static double confidence_in_letters(void)
{
    double sum = 0;
    static struct reading reading;
    for (uint32_t i = 0; i < 100; i++) {
        struct drawing drawing;
        assert_true(nondigits_draw(&drawing, NONDIGIT_LETTER, NONDIGITS_KEPT_BACK, 9, i, NULL));
        reading_of_drawing(&reading, &state.average, &calibration_unknown, &drawing, NONDIGIT_SIDE);
        sum += (double)reading.probability[reading.best] / 100;
        drawing_free(&drawing);
    }
    return sum;
}

static void test_letters_that_were_never_seen_are_read_with_less_confidence(void **unused)
{
    (void)unused;
    struct train_options o = options(20, 16, AUGMENT_NONE);
    train_begin(&state, &o);
    run_to_end(2);
    double before = confidence_in_letters();
    o.nondigits = 300;
    train_begin(&state, &o);
    run_to_end(2);
    double after = confidence_in_letters();
    assert_true(after < before - 0.2);
}

// ---- Fewer digits, other labels -----------------------------------------------------------------

// The same as a run of data that has no others.
static void test_only_the_first_images_are_learnt(void **unused)
{
    (void)unused;
    static struct lenet few;
    struct train_options o = options(3, 16, AUGMENT_AFFINE);
    data.count = 50;
    train_begin(&state, &o);
    run_to_end(1);
    few = state.average;
    data.count = IMAGES;
    o.images = 50;
    train_begin(&state, &o);
    struct threads *threads = pool(1);
    struct train *train;
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    assert_int_equal(train_items(train), 50);
    assert_int_equal(train_batches_per_epoch(train), 4);
    train_close(train);
    threads_close(threads);
    run_to_end(2);
    assert_memory_equal(&few, &state.average, sizeof few);
    o.images = IMAGES + 1; // more than there are: all
    train_begin(&state, &o);
    run_to_end(1);
    few = state.average;
    o.images = 0;
    train_begin(&state, &o);
    run_to_end(1);
    assert_memory_equal(&few, &state.average, sizeof few);
}

// So no checkpoint can go on with the data's first part instead, which is other data.
static void test_fewer_images_do_not_change_whose_run_it_is(void **unused)
{
    (void)unused;
    struct threads *threads = pool(1);
    struct train *train;
    struct train_options o = options(1, 16, AUGMENT_NONE);
    o.images = 50;
    train_begin(&state, &o);
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    assert_true(train_get_state(train)->data == training_set_fingerprint(&mixed));
    train_close(train);
    threads_close(threads);
}

// Misread digits of the first batch, which tell the labels that a run learns: with weights that
// read everything as one class, that class's labels are the only right ones.
static size_t labels_in_first_batch(const struct train_options *o, int label)
{
    struct threads *threads = pool(1);
    struct train *train;
    train_begin(&state, o);
    memset(&state.weights, 0, sizeof state.weights);
    state.weights.output_bias[label] = 1;
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    train_step(train);
    size_t wrong = train_get_state(train)->wrong;
    if (train_get_state(train)->batch == 0) // the epoch is over, and its counts with it
        wrong = (size_t)lround(train_epoch_error(train) * o->batch);
    train_close(train);
    threads_close(threads);
    return (size_t)o->batch - wrong;
}

static void test_shuffled_labels_are_the_same_labels_dealt_out_anew(void **unused)
{
    (void)unused;
    struct train_options o = options(1, 100, AUGMENT_NONE);
    size_t moved = 0;
    for (int label = 0; label < 10; label++) {
        o.images = 100;
        o.batch = 100;
        o.labels = TRAIN_LABELS_SHUFFLED;
        assert_int_equal(labels_in_first_batch(&o, label), 10); // none is lost
        o.batch = 20; // the same digits in both, by the seed
        size_t shuffled = labels_in_first_batch(&o, label);
        o.labels = TRAIN_LABELS_TRUE;
        moved += shuffled != labels_in_first_batch(&o, label);
    }
    assert_true(moved >= 3);
}

static void test_a_run_of_shuffled_labels_is_repeatable_and_resumable(void **unused)
{
    (void)unused;
    static struct lenet first;
    struct train_options o = options(2, 64, AUGMENT_AFFINE);
    o.labels = TRAIN_LABELS_SHUFFLED;
    o.images = 200;
    assert_resumes(&o, 8, 1);
    first = state.average;
    o.seed++;
    train_begin(&state, &o);
    run_to_end(1);
    assert_memory_not_equal(&first, &state.average, sizeof first);
}

static void test_the_first_weights_are_drawn_as_asked(void **unused)
{
    (void)unused;
    static struct lenet expected;
    struct train_options o = options(1, 1, AUGMENT_NONE);
    lenet_init(&expected, 5);
    train_begin(&state, &o);
    assert_memory_equal(&state.weights, &expected, sizeof expected);
    o.init = TRAIN_INIT_DEFAULT;
    lenet_init_default(&expected, 5);
    train_begin(&state, &o);
    assert_memory_equal(&state.weights, &expected, sizeof expected);
    assert_memory_equal(&state.average, &expected, sizeof expected);
}

// ---- The average --------------------------------------------------------------------------------

// Means of the weights over the latest tenth of a run, and over all of it.
struct means {
    double latest[LENET_PARAMETERS], all[LENET_PARAMETERS];
};

static void add_mean(double *mean, const float *weight, int count)
{
    for (int i = 0; i < LENET_PARAMETERS; i++)
        mean[i] += (double)weight[i] / count;
}

static void follow(struct means *means, struct train *train, int steps)
{
    const float *weight = (const float *)&train_get_state(train)->weights;
    for (int step = 0; step < steps; step++) {
        train_step(train);
        add_mean(means->all, weight, steps);
        if (step >= steps - steps / 10)
            add_mean(means->latest, weight, steps / 10);
    }
}

static double distance(const double *mean, const float *weight)
{
    double sum = 0;
    for (int i = 0; i < LENET_PARAMETERS; i++)
        sum += ((double)weight[i] - mean[i]) * ((double)weight[i] - mean[i]);
    return sqrt(sum);
}

static void test_the_average_is_of_the_latest_weights(void **unused)
{
    (void)unused;
    static struct means means;
    struct train_options o = options(50, 32, AUGMENT_NONE);
    train_begin(&state, &o);
    assert_memory_equal(&state.average, &state.weights, sizeof state.average);
    struct threads *threads = pool(2);
    struct train *train;
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    follow(&means, train, o.epochs * train_batches_per_epoch(train));
    const float *average = (const float *)&train_get_state(train)->average;
    double off = distance(means.latest, average);
    assert_true(off > 0);
    assert_true(off < distance(means.all, average) / 4);
    assert_memory_not_equal(average, &train_get_state(train)->weights, sizeof(struct lenet));
    train_close(train);
    threads_close(threads);
}

static void test_an_epoch_counts_every_image_once(void **unused)
{
    (void)unused;
    struct train_options o = options(2, 50, AUGMENT_NONE);
    train_begin(&state, &o);
    struct threads *threads = pool(1);
    struct train *train;
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    assert_int_equal(train_batches_per_epoch(train), 7);
    for (int i = 0; i < 6; i++)
        assert_false(train_step(train));
    assert_int_equal(train_get_state(train)->seen, 300);
    assert_true(train_step(train));
    assert_int_equal(train_get_state(train)->epoch, 1);
    assert_int_equal(train_get_state(train)->batch, 0);
    assert_true(train_epoch_error(train) > 0 && train_epoch_error(train) <= 1);
    assert_true(train_epoch_loss(train) > 0 && train_epoch_loss(train) < 1);
    train_close(train);
    threads_close(threads);
}

static void test_impossible_options_are_refused(void **unused)
{
    (void)unused;
    struct threads *threads = pool(1);
    struct train *train;
    struct status status = {0};
    struct train_options bad[6];
    for (int i = 0; i < 6; i++)
        bad[i] = options(1, 1, AUGMENT_NONE);
    bad[0].epochs = 0;
    bad[1].batch = 5000;
    bad[2].rate = -1;
    bad[3].momentum = 1;
    bad[4].augment = AUGMENT_KINDS;
    bad[5].rate = (float)atof("nan");
    for (int i = 0; i < 6; i++) {
        train_begin(&state, &bad[i]);
        assert_false(train_open(&train, &state, &mixed, threads, &status));
        assert_int_equal(status.code, STATUS_USAGE);
        assert_null(train);
    }
    struct dataset empty = {0};
    struct train_options o = options(1, 1, AUGMENT_NONE);
    train_begin(&state, &o);
    assert_false(
        train_open(&train, &state, &(struct training_set){.images = &empty}, threads, &status));
    threads_close(threads);
}

// A checkpoint of more data can name a batch that is the first one missing here.
static void test_a_run_of_more_data_is_refused(void **unused)
{
    (void)unused;
    struct threads *threads = pool(1);
    struct train *train = NULL;
    struct status status = {0};
    struct train_options o = options(1, 32, AUGMENT_NONE);
    train_begin(&state, &o);
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    int batches = train_batches_per_epoch(train);
    train_close(train);
    for (state.batch = batches; state.batch <= batches + 1; state.batch++) {
        assert_false(train_open(&train, &state, &mixed, threads, &status));
        assert_int_equal(status.code, STATUS_BAD_DATA);
    }
    state.batch = batches - 1;
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    train_close(train);
    threads_close(threads);
}

static void test_other_data_than_it_began_with_are_refused(void **unused)
{
    (void)unused;
    struct threads *threads = pool(1);
    struct train *train = NULL;
    struct status status = {0};
    struct train_options o = options(1, 32, AUGMENT_NONE);
    train_begin(&state, &o);
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    train_step(train);
    state = *train_get_state(train);
    train_close(train);
    struct training_set fewer = {.images = &data}, rarer = mixed;
    rarer.part[0].repeat--;
    const struct training_set *other[] = {&fewer, &rarer};
    for (int i = 0; i < 2; i++) {
        assert_false(train_open(&train, &state, other[i], threads, &status));
        assert_int_equal(status.code, STATUS_BAD_DATA);
        assert_non_null(strstr(status.message, "other training data"));
    }
    data.label[IMAGES - 1] ^= 1;
    assert_false(train_open(&train, &state, &mixed, threads, NULL));
    data.label[IMAGES - 1] ^= 1;
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    train_close(train);
    state.data = 0; // as from a file of before fingerprints
    assert_true(train_open(&train, &state, &fewer, threads, NULL));
    train_close(train);
    threads_close(threads);
}

static void test_an_epoch_sees_every_drawing_as_often_as_wanted(void **unused)
{
    (void)unused;
    struct train_options o = options(1, 32, AUGMENT_FULL);
    train_begin(&state, &o);
    struct threads *threads = pool(1);
    struct train *train;
    assert_true(train_open(&train, &state, &mixed, threads, NULL));
    assert_int_equal(train_batches_per_epoch(train), (IMAGES + 3 * 9 + 31) / 32);
    for (int i = 1; i < train_batches_per_epoch(train); i++)
        train_step(train);
    int last = (IMAGES + 3 * 9) % 32 == 0 ? 32 : (IMAGES + 3 * 9) % 32;
    assert_int_equal(train_get_state(train)->seen, IMAGES + 3 * 9 - last);
    train_close(train);
    threads_close(threads);
}

static void test_evaluation_agrees_with_reading_one_by_one(void **unused)
{
    (void)unused;
    struct train_options o = options(2, 32, AUGMENT_NONE);
    train_begin(&state, &o);
    run_to_end(1);
    struct threads *threads = pool(3);
    struct evaluation evaluation;
    uint8_t readings[IMAGES];
    assert_true(evaluation_run(&evaluation, &state.weights, &data, threads, readings, NULL));
    static struct lenet_activations activations;
    size_t wrong = 0, confused = 0;
    for (int i = 0; i < IMAGES; i++) {
        lenet_input_from_digit(activations.input, (const uint8_t(*)[DIGIT_SIDE])data.image[i]);
        lenet_forward(&activations, &state.weights);
        assert_int_equal(lenet_best(activations.probability), readings[i]);
        wrong += readings[i] != data.label[i];
    }
    for (int label = 0; label < 10; label++)
        for (int reading = 0; reading < 10; reading++)
            confused += label == reading ? 0 : evaluation.confusion[label][reading];
    assert_int_equal(evaluation.count, IMAGES);
    assert_int_equal(evaluation.wrong, wrong);
    assert_int_equal(confused, wrong);
    threads_close(threads);
}

#define WITH_DRAWINGS(test)                                                                        \
    {                                                                                              \
#test " with drawings", test, make_drawings, drop_drawings, NULL                           \
    }

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_run_begins_with_the_weights_it_is_given),
        cmocka_unit_test(test_it_learns),
        cmocka_unit_test(test_any_number_of_threads_gives_the_same_bits),
        cmocka_unit_test(test_every_instruction_set_gives_the_same_bits),
        cmocka_unit_test(test_another_seed_gives_other_bits),
        cmocka_unit_test(test_a_resumed_run_ends_in_the_same_bits),
        cmocka_unit_test(test_a_resumed_short_run_ends_in_the_same_bits),
        cmocka_unit_test(test_what_is_no_digit_is_learnt_beside_the_digits),
        cmocka_unit_test(test_letters_that_were_never_seen_are_read_with_less_confidence),
        cmocka_unit_test(test_only_the_first_images_are_learnt),
        cmocka_unit_test(test_fewer_images_do_not_change_whose_run_it_is),
        cmocka_unit_test(test_shuffled_labels_are_the_same_labels_dealt_out_anew),
        cmocka_unit_test(test_a_run_of_shuffled_labels_is_repeatable_and_resumable),
        cmocka_unit_test(test_the_first_weights_are_drawn_as_asked),
        cmocka_unit_test(test_the_average_is_of_the_latest_weights),
        cmocka_unit_test(test_an_epoch_counts_every_image_once),
        cmocka_unit_test(test_impossible_options_are_refused),
        cmocka_unit_test(test_a_run_of_more_data_is_refused),
        cmocka_unit_test(test_evaluation_agrees_with_reading_one_by_one),
        cmocka_unit_test_setup_teardown(test_an_epoch_sees_every_drawing_as_often_as_wanted,
                                        make_drawings, drop_drawings),
        cmocka_unit_test_setup_teardown(test_other_data_than_it_began_with_are_refused,
                                        make_drawings, drop_drawings),
        WITH_DRAWINGS(test_any_number_of_threads_gives_the_same_bits),
        WITH_DRAWINGS(test_every_instruction_set_gives_the_same_bits),
        WITH_DRAWINGS(test_a_resumed_run_ends_in_the_same_bits),
    };
    return cmocka_run_group_tests(tests, make_data, drop_data);
}
