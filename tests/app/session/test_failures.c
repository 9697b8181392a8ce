// What the window says when something fails: one dialog, with a title that names what could not be
// done and a message that names the file or the reason; the drawing and the weights stay as they
// are.
#include "tests/support/app_support.h"

#include "app/session/labelling.h"
#include "app/session/opening.h"
#include "app/session/weights/set_up.h"
#include "app/session/weights/training.h"
#include "app/system/fetch/fetch.h"
#include "app/window/dialogs/files/dialog_files.h"
#include "nn/data/practice.h"
#include "nn/files/file.h"

static int set_up(void **state)
{
    if (home_enter(state) != 0)
        return -1;
    support_write("a-file", "x", 1); // in the way of every folder of that name
    return 0;
}

static struct app *open_plain(void)
{
    return app_support_open(&(struct session_options){0});
}

static void draw_digit(struct app *app)
{
    struct drawing drawing;
    assert_true(practice_drawing(&drawing, 3, 1, NULL));
    assert_true(pad_fit_drawing(&app->session.pad, &drawing, 30, NULL));
    drawing_free(&drawing);
    app_frame(app);
}

// News of the threads until an error is shown, however slow the machine is.
static void await_error(struct app *app)
{
    while (app->session.questions.open != QUESTION_ERROR) {
        nanosleep(&(struct timespec){0, 1000000}, NULL);
        app_event(app, &(struct event){.type = EVENT_WAKE});
        app_refresh(app);
    }
}

// The dialog says this, is drawn, and is closed by the Return key.
static void expect_error(struct app *app, const char *title, const char *words)
{
    if (app->session.questions.open != QUESTION_ERROR)
        fail_msg("no error is shown: \"%s\" was expected", title);
    if (strcmp(app->session.questions.title, title) != 0 ||
        !strstr(app->session.questions.message, words))
        fail_msg("expected \"%s\" with \"%s\", got \"%s\": %s", title, words,
                 app->session.questions.title, app->session.questions.message);
    size_t size = (size_t)app->canvas.width * (size_t)app->canvas.height;
    app_frame(app);
    uint32_t *shown = malloc(size * sizeof *shown);
    assert_non_null(shown);
    memcpy(shown, app->canvas.pixel, size * sizeof *shown);
    press(app, KEY_ENTER, 0);
    assert_int_not_equal(app->session.questions.open, QUESTION_ERROR);
    assert_memory_not_equal(shown, app->canvas.pixel, size * sizeof *shown);
    free(shown);
}

static void test_what_cannot_be_read_at_the_start_is_said(void **state)
{
    (void)state;
    support_write("hand.txt", "digit 3\nstroke 1,2 oops\n", 24);
    struct app *app = app_support_open(&(struct session_options){.own_digits = "hand.txt"});
    expect_error(app, "Your digits could not be read", "hand.txt");
    app_close(app);
    support_write("settings.json", "{\"model\": \"gone.safetensors\"}", 29);
    app = app_support_open(&(struct session_options){.settings_path = "settings.json"});
    expect_error(app, "The last model could not be opened", "gone.safetensors");
    assert_int_equal(app->session.weights_from, WEIGHTS_SHIPPED);
    app_close(app);
}

static void test_a_set_up_that_cannot_be_read_is_said_once_and_kept_beside(void **state)
{
    (void)state;
    static const char slip[] = "{\"epochs\": 7";
    unlink("settings.json");
    support_write("setup.json", slip, strlen(slip));
    struct app *app = app_support_open(&(struct session_options){.settings_path = "settings.json"});
    if (!strstr(ui_toast_text(&app->ui), "setup.json.broken"))
        fail_msg("it says \"%s\"", ui_toast_text(&app->ui));
    support_assert_text("setup.json", slip);
    app->session.setup.options.epochs = 9;
    set_up_save(&app->session);
    app_close(app);
    support_assert_text("setup.json.broken", slip);
    app = app_support_open(&(struct session_options){.settings_path = "settings.json"});
    assert_int_equal(app->session.setup.options.epochs, 9);
    assert_null(strstr(ui_toast_text(&app->ui), "could not be read"));
    app_close(app);
    unlink("setup.json");
}

static void test_what_cannot_be_opened_is_said_and_changes_nothing(void **state)
{
    (void)state;
    static const char *const bad[] = {"nowhere", "a-file", "."};
    struct app *app = open_plain();
    draw_digit(app);
    uint64_t drawing = app->session.pad.version, weights = app->session.weights_version;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        opening_or_explain(&app->session, bad[i]);
        expect_error(app, "This file could not be opened", bad[i]);
    }
    assert_int_equal(app->session.pad.version, drawing);
    assert_int_equal(app->session.weights_version, weights);
    app_close(app);
}

static void type_name(struct app *app, const char *name)
{
    snprintf(app->file_dialog.name, sizeof app->file_dialog.name, "%s", name);
    press(app, KEY_ENTER, 0);
}

// The file dialog is below the error and comes back, with what was typed.
static void test_what_cannot_be_saved_is_said_on_top_of_the_file_dialog(void **state)
{
    (void)state;
    struct app *app = open_plain();
    draw_digit(app);
    action_run(app, ACTION_SAVE_STROKES);
    app_frame(app);
    type_name(app, "a-file/mine.txt");
    expect_error(app, "The file could not be saved", "a-file/mine.txt");
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    assert_string_equal(app->file_dialog.name, "a-file/mine.txt");
    type_name(app, "mine.txt");
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_int_equal(access("mine.txt", F_OK), 0);
    app_close(app);
}

static void test_a_data_folder_that_is_none_is_said(void **state)
{
    (void)state;
    struct app *app = open_plain();
    dialog_files_open(app, FILE_PURPOSE_DATA_FOLDER);
    app_frame(app);
    type_name(app, "a-file");
    expect_error(app, "This folder cannot be used", "a-file");
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    app_close(app);
}

static void test_training_on_broken_data_says_so_and_keeps_the_weights(void **state)
{
    (void)state;
    assert_true(file_make_folder("broken", NULL));
    support_write("broken/train-images-idx3-ubyte", "not a data set at all", 21);
    support_write("broken/train-labels-idx1-ubyte", "nor is this", 11);
    struct app *app = open_plain();
    training_begin_folder(&app->session, "broken");
    await_error(app);
    expect_error(app, "Training could not begin", "train-");
    assert_false(session_trains(&app->session));
    assert_int_equal(app->session.weights_from, WEIGHTS_SHIPPED);
    app_close(app);
}

static void test_trained_weights_that_cannot_be_kept_are_in_use_all_the_same(void **state)
{
    (void)state;
    setenv("XDG_DATA_HOME", "/dev/null", 1);
    struct app *app = app_support_open(&(struct session_options){.settings_path = "trained.json"});
    app->session.training.epochs = 1;
    app->session.training.batch = 1000;
    training_begin(&app->session, DATA_SOURCE_PRACTICE, false);
    await_error(app);
    setenv("XDG_DATA_HOME", *state, 1);
    expect_error(app, "The trained weights could not be kept", "/dev/null");
    assert_int_equal(app->session.weights_from, WEIGHTS_TRAINER);
    app_close(app);
}

static void await_running(struct app *app)
{
    while (app->session.progress.phase != TRAINER_RUNNING) {
        nanosleep(&(struct timespec){0, 1000000}, NULL);
        app_refresh(app);
    }
}

static void test_a_run_that_will_not_be_kept_says_so_at_its_beginning(void **state)
{
    (void)state;
    struct app *app =
        app_support_open(&(struct session_options){.checkpoint = "a-file/run.safetensors"});
    training_begin(&app->session, DATA_SOURCE_PRACTICE, false);
    expect_error(app, "The run will not be kept when it is stopped", "a-file");
    assert_true(session_trains(&app->session));
    app_close(app);
}

// The folder goes while the run goes on.
static void test_a_run_whose_place_cannot_be_kept_says_so(void **state)
{
    (void)state;
    struct app *app =
        app_support_open(&(struct session_options){.checkpoint = "runs/run.safetensors"});
    training_begin(&app->session, DATA_SOURCE_PRACTICE, false);
    await_running(app);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_int_equal(rename("runs", "moved"), 0);
    support_write("runs", "x", 1);
    action_run(app, ACTION_STOP);
    while (session_trains(&app->session)) { // a slow one may have told it before, too
        nanosleep(&(struct timespec){0, 1000000}, NULL);
        app_event(app, &(struct event){.type = EVENT_WAKE});
    }
    await_error(app);
    expect_error(app, "The run's place could not be kept", "runs");
    app_close(app);
}

static void test_a_digit_that_cannot_be_taught_stays_on_the_pad(void **state)
{
    (void)state;
    struct app *app = app_support_open(&(struct session_options){.own_digits = "a-file/hand.txt"});
    app->session.questions.open =
        QUESTION_NONE; // that the file cannot be read may be said at the start
    app_frame(app);
    draw_digit(app);
    labelling_add(&app->session, 3);
    expect_error(app, "This digit could not be kept", "a-file");
    assert_false(pad_empty(&app->session.pad));
    uint8_t grey[100 * 100] = {0};
    memset(grey + 4500, 255, 60);
    assert_true(pad_set_picture(&app->session.pad, &(struct ink){100, 100, grey}, NULL));
    labelling_add(&app->session, 3);
    expect_error(app, "This digit could not be kept", "a-file"); // a picture as well
    assert_false(pad_empty(&app->session.pad));
    app_close(app);
}

// The download's folder cannot be made, so that nothing is asked of the network.
static void test_a_download_that_fails_comes_back_to_what_else_works(void **state)
{
    (void)state;
    setenv("XDG_CACHE_HOME", "a-file", 1);
    setenv("LENETPAD_DATA", "a-file/mnist", 1);
    struct app *app = open_plain();
    app->session.bring = fetch_bring;
    struct status status = {.code = STATUS_MISSING, .message = "no MNIST images in a-file/mnist"};
    questions_missing_data(&app->session.questions, &status, false);
    app_frame(app);
    app_frame(app);
    press(app, KEY_ENTER, 0); // Download
    while (app->session.questions.open != QUESTION_FETCH)
        nap(app);
    unsetenv("LENETPAD_DATA");
    setenv("XDG_CACHE_HOME", *state, 1);
    assert_non_null(strstr(app->session.questions.fetch, "a-file"));
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_MISSING_DATA);
    app_close(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_cannot_be_read_at_the_start_is_said),
        cmocka_unit_test(test_a_set_up_that_cannot_be_read_is_said_once_and_kept_beside),
        cmocka_unit_test(test_what_cannot_be_opened_is_said_and_changes_nothing),
        cmocka_unit_test(test_what_cannot_be_saved_is_said_on_top_of_the_file_dialog),
        cmocka_unit_test(test_a_data_folder_that_is_none_is_said),
        cmocka_unit_test(test_training_on_broken_data_says_so_and_keeps_the_weights),
        cmocka_unit_test(test_trained_weights_that_cannot_be_kept_are_in_use_all_the_same),
        cmocka_unit_test(test_a_run_that_will_not_be_kept_says_so_at_its_beginning),
        cmocka_unit_test(test_a_run_whose_place_cannot_be_kept_says_so),
        cmocka_unit_test(test_a_digit_that_cannot_be_taught_stays_on_the_pad),
        cmocka_unit_test(test_a_download_that_fails_comes_back_to_what_else_works),
    };
    return cmocka_run_group_tests(tests, set_up, support_leave_folder);
}
