// What a program that embeds the library sees of it: one header, and the same readings and weights
// as inside. Nothing else of the project is included, on purpose.
#include "nn/lenetpad.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/nn/lenetpad_inside.h"

static const char shipped[] = LENETPAD_SOURCE_ASSETS "/lenet5.safetensors";
static char folder[] = "/tmp/lenetpad-embedded-XXXXXX";

static int enter_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? chdir(folder) : -1;
}

static int leave_folder(void **state)
{
    (void)state;
    static const char *const names[] = {
        "model", "again", "run", "whole", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        unlink(names[i]);
    return chdir("/") == 0 ? rmdir(folder) : -1;
}

static struct lenet_model *load_shipped(void)
{
    struct lenet_error error;
    struct lenet_model *model = lenet_model_load(shipped, &error);
    if (!model)
        fail_msg("%s", error.message);
    return model;
}

// A seven.
static const struct lenet_point seven[] = {{100, 100}, {300, 100}, {200, 400}};
static const struct lenet_stroke stroke = {seven, 3};

static void test_a_drawing_is_read_as_inside(void **state)
{
    (void)state;
    struct lenet_reading reading;
    struct lenet_error error;
    struct lenet_model *model = load_shipped();
    if (!lenet_read_drawing(model, &reading, &stroke, 1, 512, &error))
        fail_msg("%s", error.message);
    struct inside_reading inside = inside_read_drawing(shipped, &seven[0].x, 3, 512);
    assert_false(reading.empty);
    assert_int_equal(reading.digit, 7);
    assert_int_equal(reading.digit, inside.digit);
    assert_int_equal(reading.sure, inside.sure);
    assert_memory_equal(reading.probability, inside.probability, sizeof reading.probability);
    assert_memory_equal(reading.image, inside.image, sizeof reading.image);
    // A dot on a large pad is no digit; strokes without points are none.
    const struct lenet_point dot = {5, 5};
    const struct lenet_stroke strokes[] = {{NULL, 0}, {&dot, 1}};
    assert_true(lenet_read_drawing(model, &reading, strokes, 2, 512, NULL));
    assert_false(reading.empty || reading.possible || reading.sure);
    assert_true(lenet_read_drawing(model, &reading, strokes, 1, 512, NULL));
    assert_true(reading.empty);
    // The same small seven on a pad of its size, and as a speck on a large one.
    const struct lenet_point small[] = {{1, 1}, {3, 1}, {2, 4}};
    const struct lenet_stroke speck = {small, 3};
    assert_true(lenet_read_drawing(model, &reading, &speck, 1, 5, NULL));
    assert_true(reading.possible);
    assert_true(lenet_read_drawing(model, &reading, &speck, 1, 512, NULL));
    assert_false(reading.possible || reading.sure);
    lenet_model_free(model);
}

enum { SIDE = 200 };

// A seven.
static void paint(uint8_t sheet[SIDE][SIDE], uint8_t paper, uint8_t ink)
{
    memset(sheet, paper, SIDE * SIDE);
    for (int y = 40; y < 48; y++)
        memset(&sheet[y][60], ink, 80);
    for (int y = 44; y < 160; y++)
        memset(&sheet[y][134 - (y - 44) / 2], ink, 9);
}

static void test_pictures_are_read_as_inside(void **state)
{
    (void)state;
    static uint8_t sheet[SIDE][SIDE];
    struct lenet_reading reading;
    struct lenet_error error;
    struct lenet_model *model = load_shipped();
    paint(sheet, 0, 255);
    if (!lenet_read_ink(model, &reading, sheet[0], SIDE, SIDE, SIDE, &error))
        fail_msg("%s", error.message);
    struct inside_reading inside = inside_read_ink(shipped, sheet[0], SIDE, SIDE);
    assert_int_equal(reading.digit, 7);
    assert_memory_equal(reading.probability, inside.probability, sizeof reading.probability);
    paint(sheet, 220, 30); // on paper
    if (!lenet_read_photo(model, &reading, sheet[0], SIDE, SIDE, &error))
        fail_msg("%s", error.message);
    inside = inside_read_photo(shipped, sheet[0], SIDE, SIDE);
    assert_int_equal(reading.digit, 7);
    assert_memory_equal(reading.probability, inside.probability, sizeof reading.probability);
    uint8_t digit[28][28];
    memcpy(digit, reading.image, sizeof digit);
    lenet_read_digit(model, &reading, (const uint8_t(*)[28])digit);
    assert_memory_equal(reading.probability, inside.probability, sizeof reading.probability);
    lenet_model_free(model);
}

static void test_steps_between_rows_are_kept(void **state)
{
    (void)state;
    static uint8_t sheet[SIDE][SIDE], wide[SIDE][SIDE + 56];
    struct lenet_reading narrow, reading;
    struct lenet_model *model = load_shipped();
    paint(sheet, 0, 255);
    memset(wide, 255, sizeof wide);
    for (int y = 0; y < SIDE; y++)
        memcpy(wide[y], sheet[y], SIDE);
    assert_true(lenet_read_ink(model, &narrow, sheet[0], SIDE, SIDE, SIDE, NULL));
    assert_true(lenet_read_ink(model, &reading, wide[0], SIDE, SIDE, sizeof wide[0], NULL));
    assert_memory_equal(reading.probability, narrow.probability, sizeof reading.probability);
    lenet_model_free(model);
}

static struct lenet_digits *practice(size_t count, enum lenet_part part)
{
    struct lenet_error error;
    struct lenet_digits *digits = lenet_digits_practice(count, 1, part, &error);
    if (!digits)
        fail_msg("%s", error.message);
    return digits;
}

static struct lenet_training_options options_of(int epochs, int threads)
{
    struct lenet_training_options options = lenet_training_defaults();
    options.epochs = epochs;
    options.threads = threads;
    return options;
}

static void take_steps(struct lenet_training *training, int most)
{
    struct lenet_error error;
    for (int i = 0; i < most && !lenet_training_is_over(training); i++)
        if (!lenet_training_step(training, &error))
            fail_msg("%s", error.message);
}

static void save_model_of(const struct lenet_training *training, const char *path)
{
    struct lenet_error error;
    struct lenet_model *model = lenet_training_model(training, &error);
    if (!model || !lenet_model_save(model, path, &error))
        fail_msg("%s", error.message);
    lenet_model_free(model);
}

static bool same_files(const char *one, const char *other)
{
    char command[64];
    snprintf(command, sizeof command, "cmp -s %s %s", one, other);
    return system(command) == 0;
}

static void test_training_learns_and_the_model_comes_back(void **state)
{
    (void)state;
    struct lenet_score before, after, again;
    struct lenet_error error;
    struct lenet_progress progress;
    struct lenet_digits *digits = practice(2000, LENET_PART_TRAIN);
    struct lenet_digits *test = practice(500, LENET_PART_TEST);
    struct lenet_training_options options = options_of(8, 2);
    struct lenet_training *training = lenet_training_new(NULL, digits, &options, &error);
    if (!training)
        fail_msg("%s", error.message);
    struct lenet_model *fresh = lenet_model_new(1, &error);
    assert_true(lenet_test(fresh, test, 1, &before, &error));
    lenet_training_progress(training, &progress);
    assert_int_equal(progress.batches, 63);
    take_steps(training, 100000);
    lenet_training_progress(training, &progress);
    assert_int_equal(progress.epoch, 8);
    assert_true(progress.loss > 0 && progress.error < 1);
    assert_false(lenet_training_step(training, &error));
    assert_int_equal(error.code, LENET_ERROR_USAGE);
    struct lenet_model *model = lenet_training_model(training, &error);
    lenet_training_free(training);
    assert_true(lenet_test(model, test, 2, &after, &error));
    assert_int_equal(after.count, 500);
    assert_true(before.wrong > 300 && after.wrong < 100);
    lenet_model_describe(model, "8 epochs");
    assert_true(lenet_model_save(model, "model", &error));
    struct lenet_model *loaded = lenet_model_load("model", &error);
    assert_non_null(loaded);
    assert_string_equal(lenet_model_description(loaded), "8 epochs");
    assert_true(lenet_test(loaded, test, 1, &again, &error));
    assert_memory_equal(again.confusion, after.confusion, sizeof again.confusion);
    assert_true(again.loss == after.loss);
    lenet_model_free(fresh);
    lenet_model_free(model);
    lenet_model_free(loaded);
    lenet_digits_free(digits);
    lenet_digits_free(test);
}

// A kept run is a model, too: the one that the training gives.
static void expect_same_reading(const struct lenet_training *training, const char *path)
{
    struct lenet_reading given, kept;
    struct lenet_model *model = lenet_training_model(training, NULL);
    struct lenet_model *loaded = lenet_model_load(path, NULL);
    assert_true(model && loaded);
    assert_true(lenet_read_drawing(model, &given, &stroke, 1, 0, NULL));
    assert_true(lenet_read_drawing(loaded, &kept, &stroke, 1, 0, NULL));
    assert_memory_equal(given.probability, kept.probability, sizeof kept.probability);
    lenet_model_free(model);
    lenet_model_free(loaded);
}

static void test_a_resumed_run_ends_in_the_same_bytes_with_other_threads(void **state)
{
    (void)state;
    struct lenet_error error;
    struct lenet_digits *digits = practice(300, LENET_PART_TRAIN);
    assert_true(lenet_digits_add_drawing(digits, &stroke, 1, 7, &error));
    struct lenet_training_options options = options_of(2, 1);
    struct lenet_training *training = lenet_training_new(NULL, digits, &options, &error);
    assert_non_null(training);
    take_steps(training, 7);
    assert_true(lenet_training_save(training, "run", &error));
    expect_same_reading(training, "run");
    take_steps(training, 1000);
    save_model_of(training, "whole");
    lenet_training_free(training);
    training = lenet_training_resume("run", digits, 2, &error);
    if (!training)
        fail_msg("%s", error.message);
    take_steps(training, 1000);
    save_model_of(training, "again");
    lenet_training_free(training);
    assert_true(same_files("whole", "again"));
    lenet_digits_free(digits);
}

static void test_digits_are_added_one_by_one_also_to_loaded_ones(void **state)
{
    (void)state;
    struct lenet_error error;
    uint8_t image[28][28] = {{0}};
    struct lenet_digits *from = practice(37, LENET_PART_TRAIN);
    struct lenet_digits *digits = lenet_digits_new(&error);
    assert_int_equal(lenet_digits_count(digits), 0);
    for (int round = 0; round < 3; round++)
        for (size_t i = 0; i < 37; i++)
            assert_true(lenet_digits_add(digits, lenet_digits_image(from, i),
                                         lenet_digits_label(from, i), &error));
    for (int i = 0; i < 100; i++) {
        image[0][0] = (uint8_t)i;
        assert_true(lenet_digits_add(from, (const uint8_t(*)[28])image, i % 10, &error));
    }
    for (size_t i = 0; i < 100; i++) {
        assert_int_equal(lenet_digits_image(from, 37 + i)[0][0], i);
        assert_int_equal(lenet_digits_label(from, 37 + i), i % 10);
    }
    for (size_t i = 0; i < 111; i++)
        assert_memory_equal(lenet_digits_image(digits, i), lenet_digits_image(from, i % 37), 784);
    assert_true(lenet_digits_add_drawing(digits, &stroke, 1, 7, &error));
    assert_int_equal(lenet_digits_count(digits), 112);
    assert_null(lenet_digits_image(digits, 111));
    assert_int_equal(lenet_digits_label(digits, 111), 7);
    lenet_digits_free(digits);
    lenet_digits_free(from);
}

static void test_saved_digits_load_as_they_were(void **state)
{
    (void)state;
    struct lenet_error error;
    struct lenet_digits *made = practice(7, LENET_PART_TEST), *none = lenet_digits_new(&error);
    assert_false(lenet_digits_save(none, "none-images", "none-labels", &error));
    assert_int_equal(error.code, LENET_ERROR_USAGE);
    assert_false(lenet_digits_save(made, "one-file", "./one-file", &error));
    assert_int_equal(error.code, LENET_ERROR_USAGE);
    assert_null(fopen("one-file", "rb"));
    assert_true(
        lenet_digits_save(made, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", &error));
    struct lenet_digits *loaded = lenet_digits_load(".", LENET_PART_TEST, &error);
    assert_non_null(loaded);
    assert_int_equal(lenet_digits_count(loaded), 7);
    for (size_t i = 0; i < 7; i++) {
        assert_memory_equal(lenet_digits_image(loaded, i), lenet_digits_image(made, i), 28 * 28);
        assert_int_equal(lenet_digits_label(loaded, i), lenet_digits_label(made, i));
    }
    lenet_digits_free(loaded);
    lenet_digits_free(none);
    lenet_digits_free(made);
}

static void test_what_cannot_be_is_refused_in_words(void **state)
{
    (void)state;
    static const uint8_t image[28][28], pixel;
    struct lenet_error error;
    struct lenet_reading reading;
    assert_null(lenet_model_load("nowhere", &error));
    assert_int_equal(error.code, LENET_ERROR_MISSING);
    assert_non_null(strstr(error.message, "nowhere"));
    assert_null(lenet_model_load("nowhere", NULL));
    assert_null(lenet_model_parse("no model", 8, &error));
    assert_int_equal(error.code, LENET_ERROR_BAD_DATA);
    assert_null(strstr(error.message, "lenetpad")); // no command of a program
    assert_null(lenet_digits_load("nowhere", LENET_PART_TEST, &error));
    assert_int_equal(error.code, LENET_ERROR_MISSING);
    struct lenet_model *model = load_shipped();
    assert_false(lenet_model_save(model, "nowhere/model", &error));
    assert_int_equal(error.code, LENET_ERROR_MISSING);
    assert_false(lenet_read_ink(model, &reading, &pixel, 0, 1, 1, &error));
    assert_int_equal(error.code, LENET_ERROR_USAGE);
    assert_false(lenet_read_ink(model, &reading, &pixel, 2, 1, 1, &error));
    assert_false(lenet_read_photo(model, &reading, &pixel, 1, 70000, &error));
    assert_false(lenet_read_drawing(model, &reading, &stroke, 1, -1, &error));
    struct lenet_digits *digits = lenet_digits_new(&error);
    assert_false(lenet_digits_add(digits, image, 10, &error));
    assert_false(lenet_digits_add(digits, image, -1, &error));
    assert_false(lenet_digits_add_drawing(digits, &stroke, 0, 1, &error));
    assert_int_equal(error.code, LENET_ERROR_USAGE);
    struct lenet_training_options options = lenet_training_defaults();
    assert_null(lenet_training_new(NULL, digits, &options, &error)); // nothing to learn from
    assert_int_equal(error.code, LENET_ERROR_USAGE);
    assert_true(lenet_digits_add(digits, image, 1, &error));
    options.threads = -1;
    assert_null(lenet_training_new(NULL, digits, &options, &error));
    options.threads = 1;
    options.distortion = (enum lenet_distortion)7;
    assert_null(lenet_training_new(NULL, digits, &options, &error));
    assert_non_null(strstr(error.message, "distortion: ")); // by the name that the caller knows
    options.distortion = LENET_DISTORTION_NONE;
    options.rate = 0;
    assert_null(lenet_training_new(NULL, digits, &options, &error));
    assert_string_equal(error.message, "rate: must be above 0, up to 1000");
    assert_null(lenet_digits_load(".", (enum lenet_part)7, &error));
    assert_int_equal(error.code, LENET_ERROR_USAGE);
    assert_null(lenet_digits_practice(1, 1, (enum lenet_part)7, &error));
    assert_int_equal(error.code, LENET_ERROR_USAGE);
    assert_null(lenet_model_load("", &error));
    assert_non_null(strstr(error.message, "empty"));
    assert_false(lenet_model_save(model, "", &error));
    assert_non_null(strstr(error.message, "empty"));
    assert_null(lenet_training_resume(shipped, digits, 1, &error)); // a model, no run
    assert_int_equal(error.code, LENET_ERROR_BAD_DATA);
    lenet_digits_free(digits);
    lenet_digits_free(NULL);
    lenet_training_free(NULL);
    lenet_model_free(NULL);
    lenet_model_free(model);
}

static void *read_a_seven(void *context)
{
    struct lenet_reading reading;
    long right = 0;
    for (int i = 0; i < 50; i++)
        right += lenet_read_drawing(context, &reading, &stroke, 1, 512, NULL) && reading.digit == 7;
    static uint8_t blank[SIDE][SIDE];
    right += lenet_read_photo(context, &reading, blank[0], SIDE, SIDE, NULL);
    for (int size = 28; size <= 448; size *= 2) { // a one, as ink and as it is on paper
        uint8_t *ink = calloc((size_t)size, (size_t)size);
        for (int row = size / 4; ink && row < size - size / 4; row++)
            memset(ink + (size_t)row * (size_t)size + size / 2, 255, (size_t)(size / 14));
        right += ink && lenet_read_ink(context, &reading, ink, size, size, (size_t)size, NULL);
        for (size_t i = 0; ink && i < (size_t)size * (size_t)size; i++)
            ink[i] = (uint8_t)(240 - ink[i] / 2);
        right += ink && lenet_read_photo(context, &reading, ink, size, size, NULL);
        free(ink);
    }
    return (void *)right;
}

// The stack that the header promises is enough; checks of a sanitizer take more.
static void test_threads_with_small_stacks_share_a_model(void **state)
{
    (void)state;
    pthread_attr_t small;
    pthread_t thread[4];
    struct lenet_model *model = load_shipped();
    pthread_attr_init(&small);
#ifndef LENETPAD_SANITIZED
    assert_int_equal(pthread_attr_setstacksize(&small, 256 * 1024), 0);
#endif
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&thread[i], &small, read_a_seven, model), 0);
    for (int i = 0; i < 4; i++) {
        void *right;
        pthread_join(thread[i], &right);
        assert_int_equal((long)right, 61);
    }
    pthread_attr_destroy(&small);
    lenet_model_free(model);
}

static void test_the_cells_are_those_behind_a_reading(void **state)
{
    (void)state;
    static struct lenet_values values;
    struct lenet_reading reading;
    struct lenet_model *model = load_shipped();
    assert_true(lenet_read_drawing(model, &reading, &stroke, 1, 512, NULL));
    lenet_values_of_digit(model, &values, reading.image);
    int best = 0;
    for (int i = 0; i < 10; i++)
        best = values.output[i] > values.output[best] ? i : best;
    assert_int_equal(best, reading.digit);
    assert_float_equal(values.input[0][0], -0.1f, 1e-6f);
    for (int y = 0; y < 28; y++)
        for (int x = 0; x < 28; x++) {
            float level = (float)reading.image[y][x] * 0.005f - 0.1f;
            assert_float_equal(values.input[y + 2][x + 2], level, 1e-6f);
        }
    // Layers with a sigmoid lie between 0 and 1, to their last cell, and are not all alike.
    const float cells[] = {values.c1[5][27][27], values.c3[15][9][9], values.c5[119],
                           values.f6[83]};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        assert_true(cells[i] > 0 && cells[i] < 1);
    assert_true(values.c1[0][14][14] != values.c1[5][14][14]);
    assert_true(values.s2[0][7][7] != 0 && values.s4[15][4][4] != 0);
    lenet_model_free(model);
}

static void test_a_strokes_file_is_read_as_the_drawings_in_it(void **state)
{
    (void)state;
    static const char text[] = "digit 7\nstroke 100,100 300,100 200,400\n"
                               "digit ?\ndigit 1\nstroke 1,2\nstroke 3,4 5,6\n";
    struct lenet_error error;
    struct lenet_strokes *strokes = lenet_strokes_parse(text, sizeof text - 1, &error);
    if (!strokes)
        fail_msg("%s", error.message);
    assert_int_equal(lenet_strokes_count(strokes), 3);
    struct lenet_drawing drawing = lenet_strokes_drawing(strokes, 0);
    assert_int_equal(drawing.label, 7);
    assert_int_equal(drawing.count, 1);
    assert_int_equal(drawing.stroke->count, 3);
    assert_memory_equal(drawing.stroke->point, seven, sizeof seven);
    drawing = lenet_strokes_drawing(strokes, 1);
    assert_int_equal(drawing.label, -1);
    assert_int_equal(drawing.count, 0);
    drawing = lenet_strokes_drawing(strokes, 2);
    assert_int_equal(drawing.count, 2);
    assert_int_equal(drawing.stroke[0].count, 1);
    const struct lenet_point last = {5, 6};
    assert_memory_equal(&drawing.stroke[1].point[1], &last, sizeof last);
    lenet_strokes_free(strokes);
    // The same from a file; what is wrong is said with its line.
    FILE *file = fopen("whole", "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, sizeof text - 1, file), sizeof text - 1);
    assert_int_equal(fclose(file), 0);
    strokes = lenet_strokes_load("whole", &error);
    assert_non_null(strokes);
    assert_int_equal(lenet_strokes_count(strokes), 3);
    lenet_strokes_free(strokes);
    assert_null(lenet_strokes_load("nowhere", &error));
    assert_int_equal(error.code, LENET_ERROR_MISSING);
    assert_null(lenet_strokes_parse("digit 7\nstroke 1,x\n", 19, &error));
    assert_int_equal(error.code, LENET_ERROR_BAD_DATA);
    assert_non_null(strstr(error.message, "2"));
    assert_null(lenet_strokes_parse("", 0, NULL));
    lenet_strokes_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_drawing_is_read_as_inside),
        cmocka_unit_test(test_pictures_are_read_as_inside),
        cmocka_unit_test(test_steps_between_rows_are_kept),
        cmocka_unit_test(test_training_learns_and_the_model_comes_back),
        cmocka_unit_test(test_a_resumed_run_ends_in_the_same_bytes_with_other_threads),
        cmocka_unit_test(test_digits_are_added_one_by_one_also_to_loaded_ones),
        cmocka_unit_test(test_saved_digits_load_as_they_were),
        cmocka_unit_test(test_what_cannot_be_is_refused_in_words),
        cmocka_unit_test(test_the_cells_are_those_behind_a_reading),
        cmocka_unit_test(test_a_strokes_file_is_read_as_the_drawings_in_it),
        cmocka_unit_test(test_threads_with_small_stacks_share_a_model),
    };
    return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
