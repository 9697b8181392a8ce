// "It was a 7", and learning from it: driven by events without a display.
#include "tests/support/app_support.h"

#include "app/session/labelling.h"
#include "app/session/opening.h"
#include "app/session/saving.h"
#include "app/session/weights/fine_tuning.h"
#include "nn/data/practice.h"
#include "nn/files/file.h"
#include "nn/strokes/strokes_text.h"

enum { TRAIN_IMAGES = 500, TEST_IMAGES = 500, LONG_IMAGES = 60000 };

static const char base[] = "base.safetensors", mine[] = "mine.strokes";

// Weights that read practice digits well, though not of a person's own kind.
static bool train_base(void)
{
    struct dataset data;
    struct threads *threads;
    struct train *train;
    struct train_options options = train_default_options();
    struct train_state *state = malloc(sizeof *state);
    if (!state || !practice_make(&data, 4000, 1, DATASET_TRAIN, NULL) ||
        !threads_open(&threads, 0, NULL))
        return false;
    options.epochs = 6;
    options.augment = AUGMENT_NONE;
    train_begin(state, &options);
    if (!train_open(&train, state, &(struct training_set){.images = &data}, threads, NULL))
        return false;
    while (!train_done(train))
        train_step(train);
    bool ok = model_save(base, &train_get_state(train)->average,
                         &(struct model_info){.description = "a base"}, NULL);
    train_close(train);
    threads_close(threads);
    dataset_free(&data);
    free(state);
    return ok;
}

// A data set in `folder` of so many training images, the same ones over and over, whose labels are
// all wrong by `shift`.
static bool save_data(const char *folder, size_t images, int shift)
{
    struct dataset train = {0}, test = {0}, few = {0};
    char path[4][64];
    static const char *const names[4] = {"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
                                         "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"};
    for (int i = 0; i < 4; i++)
        snprintf(path[i], sizeof path[i], "%s/%s", folder, names[i]);
    bool ok = practice_make(&few, TRAIN_IMAGES, 2, DATASET_TRAIN, NULL) &&
              practice_make(&test, TEST_IMAGES, 2, DATASET_TEST, NULL) &&
              dataset_init(&train, images, NULL);
    for (size_t i = 0; ok && i < train.count; i++) {
        memcpy(train.image[i], few.image[i % few.count], sizeof train.image[i]);
        train.label[i] = (uint8_t)((few.label[i % few.count] + shift) % LENET_CLASSES);
    }
    ok = ok && file_make_folder(folder, NULL) && dataset_save(&train, path[0], path[1], NULL) &&
         dataset_save(&test, path[2], path[3], NULL);
    dataset_free(&train);
    dataset_free(&test);
    dataset_free(&few);
    return ok;
}

static int make_files(void **state)
{
    if (home_enter(state) != 0)
        return -1;
    return train_base() && save_data("data", TRAIN_IMAGES, 0) &&
                   save_data("wrong", TRAIN_IMAGES, 1) && save_data("long", LONG_IMAGES, 0)
               ? 0
               : -1;
}

static struct app *open_app(const char *model, const char *settings)
{
    struct app *app = app_support_open(
        &(struct session_options){.model = model, .settings_path = settings, .own_digits = mine});
    snprintf(app->session.settings.data, PATH_SIZE, "data");
    app_frame(app);
    return app;
}

static int open_test_app(void **state)
{
    remove(mine);
    *state = open_app(base, NULL);
    return 0;
}

static void click(struct app *app, struct rect rect)
{
    struct event event = {.x = (float)(rect.x + rect.w / 2),
                          .y = (float)(rect.y + rect.h / 2),
                          .button = BUTTON_LEFT,
                          .clicks = 1,
                          .pressure = 1};
    static const enum event_type types[] = {EVENT_POINTER_MOVE, EVENT_POINTER_DOWN,
                                            EVENT_POINTER_UP};
    for (int i = 0; i < 3; i++) {
        event.type = types[i];
        app_event(app, &event);
        app_frame(app);
    }
    app_frame(app);
}

// A triangle, each a little different: no digit that the base has seen.
static void draw_triangle(struct app *app, int variant)
{
    float v = (float)variant * 7;
    const float xy[][2] = {{100 + v, 400}, {250, 100 + v}, {400 - v, 400 + v}, {100 + v, 390}};
    pad_begin(&app->session.pad, PAD_STROKE, xy[0][0], xy[0][1], 30);
    for (int i = 1; i < 4; i++)
        pad_move(&app->session.pad, xy[i][0], xy[i][1], 30);
    pad_end(&app->session.pad);
    app_frame(app);
}

// Of what the base does not read a triangle as.
static int odd_label(struct app *app)
{
    draw_triangle(app, 0);
    int label = (app->session.reading.best + 1) % LENET_CLASSES;
    while (pad_can_undo(&app->session.pad))
        pad_undo(&app->session.pad);
    app_frame(app);
    return label;
}

static void teach_triangles(struct app *app)
{
    int label = odd_label(app);
    app->session.correcting = true;
    for (int i = 0; i < 5; i++) {
        draw_triangle(app, i);
        press(app, '0' + label, 0);
    }
    assert_int_equal(app->session.own_digits.strokes.count, 5);
}

static void learn(struct app *app)
{
    press(app, 'l', MOD_CTRL);
    assert_true(session_trains(&app->session));
    await_phase(app, TRAINER_FINISHED);
    assert_int_equal(app->session.questions.open, QUESTION_LEARNED);
}

// ---- Teaching -----------------------------------------------------------------------------------

static void test_digit_keys_do_nothing_while_correct_is_off(void **state)
{
    struct app *app = *state;
    draw_triangle(app, 0);
    uint64_t version = app->session.pad.version;
    press(app, '4', 0);
    assert_true(app->session.pad.version == version);
    assert_int_equal(app->session.own_digits.strokes.count, 0);
    click(app, app->layout.bar[4]);
    assert_int_equal(app->session.own_digits.strokes.count, 0);
    assert_int_not_equal(access(mine, F_OK), 0);
}

static void test_a_digit_key_keeps_the_drawing_and_undo_brings_it_back(void **state)
{
    struct app *app = *state;
    draw_triangle(app, 0);
    press(app, 'k', 0);
    assert_true(app->session.correcting);
    press(app, '4', 0);
    assert_true(pad_empty(&app->session.pad));
    assert_non_null(
        strstr(ui_toast_text(&app->ui), "Kept as a 4, not learned yet. You have 1 digit."));
    struct strokes strokes;
    assert_true(strokes_load(&strokes, mine, NULL));
    assert_int_equal(strokes.count, 1);
    assert_int_equal(strokes.digit[0].label, 4);
    assert_int_equal(strokes.digit[0].drawing.stroke[0].count, 4);
    strokes_free(&strokes);
    press(app, 'z', MOD_CTRL);
    assert_false(pad_empty(&app->session.pad));
    assert_int_equal(app->session.own_digits.strokes.count, 1);
}

static void test_a_bar_is_a_label_too(void **state)
{
    struct app *app = *state;
    click(app, app->layout.correct);
    assert_true(app->session.correcting);
    draw_triangle(app, 0);
    click(app, app->layout.bar[8]);
    assert_int_equal(app->session.own_digits.strokes.count, 1);
    assert_int_equal(app->session.own_digits.strokes.digit[0].label, 8);
    assert_true(pad_empty(&app->session.pad));
    click(app, app->layout.bar[8]); // nothing is drawn
    assert_int_equal(app->session.own_digits.strokes.count, 1);
}

static void test_an_empty_pad_is_said_to_be_empty(void **state)
{
    struct app *app = *state;
    press(app, 'k', 0);
    press(app, '3', 0);
    assert_non_null(strstr(ui_toast_text(&app->ui), "Draw a digit first"));
    assert_int_equal(app->session.own_digits.strokes.count, 0);
}

static void test_a_picture_is_taught_by_the_lines_of_its_ink(void **state)
{
    struct app *app = *state;
    uint8_t grey[28 * 28] = {0};
    for (int i = 5; i < 22; i++)
        grey[28 * i + 14] = 255;
    struct ink picture = {28, 28, grey};
    press(app, 'k', 0);
    assert_true(pad_set_picture(&app->session.pad, &picture, NULL)); // and at once, without a frame
    press(app, '1', 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_true(pad_empty(&app->session.pad));
    assert_int_equal(app->session.own_digits.strokes.count, 1);
    struct drawing_extent extent =
        drawing_extent(&app->session.own_digits.strokes.digit[0].drawing, 0);
    assert_true(extent.bottom - extent.top > 5 * (extent.right - extent.left));
    press(app, 'r', 0); // and a random digit, too
    press(app, '2', 0);
    assert_int_equal(app->session.own_digits.strokes.count, 2);
    assert_int_equal(app->session.own_digits.strokes.digit[1].label, 2);
}

static void test_a_label_is_taken_back_with_its_drawing(void **state)
{
    struct app *app = *state;
    draw_triangle(app, 0);
    app->session.correcting = true;
    press(app, '4', 0);
    press(app, 'f', MOD_CTRL);
    assert_int_equal(app->session.own_digits.strokes.count, 0);
    assert_false(pad_empty(&app->session.pad));
    press(app, '4', 0);
    draw_triangle(app, 1); // the pad has moved on
    uint64_t version = app->session.pad.version;
    press(app, 'f', MOD_CTRL);
    assert_int_equal(app->session.own_digits.strokes.count, 0);
    assert_true(app->session.pad.version == version);
}

static void test_forgetting_all_asks_first(void **state)
{
    struct app *app = *state;
    teach_triangles(app);
    press(app, 'f', MOD_CTRL | MOD_SHIFT);
    assert_int_equal(app->session.questions.open, QUESTION_FORGET_OWN_DIGITS);
    press(app, KEY_ENTER, 0); // Cancel is the default
    assert_int_equal(app->session.own_digits.strokes.count, 5);
    press(app, 'f', MOD_CTRL | MOD_SHIFT);
    app_frame(app);
    press(app, KEY_TAB, 0);
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.own_digits.strokes.count, 0);
    assert_int_not_equal(access(mine, F_OK), 0);
}

static void test_a_file_that_cannot_be_written_is_told_and_the_drawing_stays(void **state)
{
    struct app *app = *state;
    support_write("plain", "", 0);
    snprintf(app->session.own_digits.path, PATH_SIZE, "plain/mine.strokes");
    draw_triangle(app, 0);
    app->session.correcting = true;
    press(app, '4', 0);
    assert_int_equal(app->session.questions.open, QUESTION_ERROR);
    assert_non_null(strstr(app->session.questions.message, "plain/mine.strokes"));
    assert_false(pad_empty(&app->session.pad));
    assert_int_equal(app->session.own_digits.strokes.count, 0);
}

static void test_taught_digits_are_there_at_the_next_start_and_open_as_strokes(void **state)
{
    struct app *app = *state;
    teach_triangles(app);
    struct app *next = open_app(base, NULL);
    assert_int_equal(next->session.own_digits.strokes.count, 5);
    press(next, 'h', MOD_CTRL);
    assert_non_null(strstr(next->session.digit_note, "1 of 5, labelled"));
    assert_true(saving_write(&next->session, FILE_PURPOSE_SAVE_OWN_DIGITS, "copy.strokes", NULL));
    support_assert_same("copy.strokes", mine);
    app_close(next);
}

// ---- Learning -----------------------------------------------------------------------------------

static void test_learning_reads_the_hand_better_and_undo_restores_every_bit(void **state)
{
    struct app *app = *state;
    struct lenet *before = malloc(sizeof *before);
    char note[sizeof app->session.weights_note];
    teach_triangles(app);
    *before = app->session.weights;
    snprintf(note, sizeof note, "%s", app->session.weights_note);
    draw_triangle(app, 2); // its bars move with the weights
    learn(app);
    const struct fine_tuning_result *result = &app->session.fine_tuning.result;
    assert_int_equal(result->digits, 5);
    assert_int_equal(result->tested, TEST_IMAGES);
    assert_in_range(result->right_before, 0, 1);
    assert_in_range(result->right_after, 4, 5);
    assert_int_equal(app->session.reading.best, app->session.own_digits.strokes.digit[0].label);
    assert_memory_not_equal(&app->session.weights, before, sizeof *before);
    press(app, KEY_ESCAPE, 0); // not to keep it is the answer that changes nothing
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_memory_equal(&app->session.weights, before, sizeof *before);
    assert_string_equal(app->session.weights_note, note);
    assert_int_equal(app->session.weights_from, WEIGHTS_FILE);
    assert_int_not_equal(app->session.reading.best, app->session.own_digits.strokes.digit[0].label);
    assert_false(action_enabled(app, ACTION_UNDO_LEARNING));
    assert_true(action_enabled(app, ACTION_LEARN));
    free(before);
}

static void test_what_was_kept_can_be_undone_until_other_weights_are_opened(void **state)
{
    struct app *app = *state;
    struct lenet *before = malloc(sizeof *before);
    teach_triangles(app);
    *before = app->session.weights;
    learn(app);
    app->session.fine_tuning.result.wrong_after =
        app->session.fine_tuning.result.wrong_before; // Keep is the default
    app_frame(app);
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_int_equal(app->session.weights_from, WEIGHTS_TRAINER);
    assert_memory_not_equal(&app->session.weights, before, sizeof *before);
    assert_non_null(strstr(app->session.weights_note, "5 digits of one hand"));
    press(app, 'u', MOD_CTRL);
    assert_memory_equal(&app->session.weights, before, sizeof *before);
    assert_false(action_enabled(app, ACTION_UNDO_LEARNING));
    learn(app);
    app->session.fine_tuning.result.wrong_after = app->session.fine_tuning.result.wrong_before;
    app_frame(app);
    press(app, KEY_ENTER, 0);
    assert_true(action_enabled(app, ACTION_UNDO_LEARNING));
    assert_true(opening_file(&app->session, base, 0, NULL));
    assert_false(action_enabled(app, ACTION_UNDO_LEARNING));
    free(before);
}

static void test_kept_weights_are_there_at_the_next_start_and_undo_reaches_the_file(void **state)
{
    (void)state;
    remove(mine);
    struct app *app = open_app(base, "settings.json");
    struct lenet *first = malloc(sizeof *first), *read = malloc(sizeof *read);
    teach_triangles(app);
    for (int i = 0; i < 2; i++) {
        *first = app->session.weights;
        learn(app);
        app->session.fine_tuning.result.wrong_after = app->session.fine_tuning.result.wrong_before;
        app_frame(app);
        press(app, KEY_ENTER, 0);
        assert_string_equal(path_name(app->session.settings.model),
                            i ? "learned-2.safetensors" : "learned.safetensors");
        assert_true(model_load(read, NULL, app->session.settings.model, NULL));
        assert_memory_equal(read, &app->session.weights, sizeof *read);
    }
    // The second run left the file of the first, which was in use before, as it was.
    press(app, 'u', MOD_CTRL);
    assert_string_equal(path_name(app->session.settings.model), "learned.safetensors");
    assert_true(model_load(read, NULL, app->session.settings.model, NULL));
    assert_memory_equal(read, first, sizeof *read);
    app_close(app);
    free(first);
    free(read);
}

// Keep, save over the own model's file, undo: the next start has the old weights all the same.
static void test_undo_reaches_the_next_start_past_a_file_that_was_saved_over(void **state)
{
    (void)state;
    remove(mine);
    remove("own.json");
    struct app *app = open_app(base, "own.json");
    struct lenet *old = malloc(sizeof *old);
    assert_true(model_save("own.safetensors", &app->session.weights, NULL, NULL));
    assert_true(opening_file(&app->session, "own.safetensors", 0, NULL));
    *old = app->session.weights;
    teach_triangles(app);
    learn(app);
    app->session.fine_tuning.result.wrong_after = app->session.fine_tuning.result.wrong_before;
    app_frame(app);
    press(app, KEY_ENTER, 0); // Keep
    assert_true(saving_write(&app->session, FILE_PURPOSE_SAVE_MODEL, "own.safetensors", NULL));
    press(app, 'u', MOD_CTRL);
    assert_memory_equal(old, &app->session.weights, sizeof *old);
    app_close(app);
    app = open_app(NULL, "own.json");
    assert_memory_equal(old, &app->session.weights, sizeof *old);
    app_close(app);
    free(old);
}

static void test_a_stopped_lesson_leaves_the_old_weights(void **state)
{
    struct app *app = *state;
    struct lenet *before = malloc(sizeof *before);
    teach_triangles(app);
    *before = app->session.weights;
    snprintf(app->session.settings.data, PATH_SIZE, "long"); // a long lesson
    press(app, 'l', MOD_CTRL);
    await_phase(app, TRAINER_RUNNING);
    while (session_trains(&app->session) && app->session.progress.batch == 0)
        nap(app);
    assert_memory_not_equal(&app->session.weights, before, sizeof *before);
    press(app, '.', MOD_CTRL);
    await_phase(app, TRAINER_IDLE);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_memory_equal(&app->session.weights, before, sizeof *before);
    assert_non_null(strstr(ui_toast_text(&app->ui), "as they were"));
    assert_true(action_enabled(app, ACTION_LEARN));
    free(before);
}

static void test_a_model_opened_meanwhile_ends_the_lesson(void **state)
{
    struct app *app = *state;
    struct lenet *before = malloc(sizeof *before);
    teach_triangles(app);
    *before = app->session.weights;
    snprintf(app->session.settings.data, PATH_SIZE, "long"); // a long lesson
    press(app, 'l', MOD_CTRL);
    await_phase(app, TRAINER_RUNNING);
    assert_true(opening_file(&app->session, base, 0, NULL));
    await_phase(app, TRAINER_STOPPED);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_memory_equal(&app->session.weights, before, sizeof *before);
    free(before);
}

static void test_without_mnist_practice_digits_take_its_place(void **state)
{
    struct app *app = *state;
    teach_triangles(app);
    snprintf(app->session.settings.data, PATH_SIZE, "nowhere");
    press(app, 'l', MOD_CTRL);
    await_phase(app, TRAINER_RUNNING);
    assert_string_equal(app->session.progress.data, "practice");
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_int_equal(app->session.progress.tested, PRACTICE_TEST_COUNT);
}

static void test_a_rise_of_more_than_two_tenths_is_much(void **state)
{
    (void)state;
    struct fine_tuning_result result = {.tested = 10000, .wrong_before = 50, .wrong_after = 70};
    assert_false(fine_tuning_forgot_much(&result));
    result.wrong_after = 71;
    assert_true(fine_tuning_forgot_much(&result));
    result.wrong_after = 20; // better
    assert_false(fine_tuning_forgot_much(&result));
    result = (struct fine_tuning_result){.tested = 500, .wrong_before = 3, .wrong_after = 4};
    assert_false(fine_tuning_forgot_much(&result)); // 0.2 points
    result.wrong_after = 5;
    assert_true(fine_tuning_forgot_much(&result));
}

// The other digits that it learns from are labelled wrongly, so that it unlearns what it knew.
static void test_what_is_forgotten_is_said_and_not_kept_by_default(void **state)
{
    struct app *app = *state;
    struct lenet *before = malloc(sizeof *before);
    teach_triangles(app);
    *before = app->session.weights;
    snprintf(app->session.settings.data, PATH_SIZE, "wrong");
    learn(app);
    assert_true(fine_tuning_forgot_much(&app->session.fine_tuning.result));
    assert_memory_not_equal(&app->session.weights, before, sizeof *before);
    press(app, KEY_ENTER, 0); // Undo
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_memory_equal(&app->session.weights, before, sizeof *before);
    learn(app);
    press(app, KEY_TAB, 0);
    press(app, KEY_ENTER, 0); // Keep anyway
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_memory_not_equal(&app->session.weights, before, sizeof *before);
    assert_true(action_enabled(app, ACTION_UNDO_LEARNING));
    free(before);
}

static void test_a_lesson_counts_its_images_and_drawings(void **state)
{
    (void)state;
    assert_int_equal(fine_tuning_data_options(60000, false).epochs, 1);
    assert_int_equal(fine_tuning_data_options(20000, false).epochs, 3);
    assert_int_equal(fine_tuning_data_options(100, false).epochs, 20);
    assert_int_equal(fine_tuning_data_options(500000, false).epochs, 1);
    assert_int_equal(fine_tuning_data_options(20000, true).epochs, 1);
    assert_true(fine_tuning_data_options(20000, true).rate <
                fine_tuning_data_options(20000, false).rate);
    assert_int_equal(fine_tuning_data_repeat(60000, 3), 200);
    assert_int_equal(fine_tuning_data_repeat(60000, 1000), 15); // a quarter of the images
    assert_int_equal(fine_tuning_data_repeat(100, 1000), 1);
}

#define APP_TEST(test) cmocka_unit_test_setup_teardown(test, open_test_app, app_support_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        APP_TEST(test_digit_keys_do_nothing_while_correct_is_off),
        APP_TEST(test_a_digit_key_keeps_the_drawing_and_undo_brings_it_back),
        APP_TEST(test_a_bar_is_a_label_too),
        APP_TEST(test_an_empty_pad_is_said_to_be_empty),
        APP_TEST(test_a_picture_is_taught_by_the_lines_of_its_ink),
        APP_TEST(test_a_label_is_taken_back_with_its_drawing),
        APP_TEST(test_forgetting_all_asks_first),
        APP_TEST(test_a_file_that_cannot_be_written_is_told_and_the_drawing_stays),
        APP_TEST(test_taught_digits_are_there_at_the_next_start_and_open_as_strokes),
        APP_TEST(test_learning_reads_the_hand_better_and_undo_restores_every_bit),
        APP_TEST(test_what_was_kept_can_be_undone_until_other_weights_are_opened),
        cmocka_unit_test(test_kept_weights_are_there_at_the_next_start_and_undo_reaches_the_file),
        cmocka_unit_test(test_undo_reaches_the_next_start_past_a_file_that_was_saved_over),
        APP_TEST(test_a_stopped_lesson_leaves_the_old_weights),
        APP_TEST(test_a_model_opened_meanwhile_ends_the_lesson),
        APP_TEST(test_without_mnist_practice_digits_take_its_place),
        cmocka_unit_test(test_a_rise_of_more_than_two_tenths_is_much),
        APP_TEST(test_what_is_forgotten_is_said_and_not_kept_by_default),
        cmocka_unit_test(test_a_lesson_counts_its_images_and_drawings),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
