// Training in the whole window: it starts, stops, goes on, and asks before anything is lost.
#include "tests/support/shell_events.h"

#include "app/session/weights/training.h"
#include "nn/files/file.h"

// Only a run that has moved is kept.
static void await_batch(struct app *app)
{
    await_phase(app, TRAINER_RUNNING);
    while (session_trains(&app->session) && app->session.progress.epoch == 0 &&
           app->session.progress.batch == 0) {
        nanosleep(&(struct timespec){0, 1000000}, NULL);
        send(app, (struct event){.type = EVENT_WAKE});
    }
}

static void test_training_changes_the_reading_while_one_draws(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    float before = app->session.reading.activations.probability[7];
    snprintf(app->session.settings.data, PATH_SIZE, "data");
    press_set_up_and_start(app);
    assert_true(session_trains(&app->session));
    assert_true(layout_shows(&app->layout, PANEL_SIDE) && app->session.settings.show_training);
    press(app, KEY_SPACE, 0);
    await_phase(app, TRAINER_PAUSED);
    stroke(app, BUTTON_LEFT, .3f, .2f, .5f, .2f);
    assert_true(app->session.reading.activations.probability[7] != before);
    before = app->session.reading.activations.probability[7];
    press(app, KEY_SPACE, 0);
    await_phase(app, TRAINER_FINISHED);
    assert_true(app->session.reading.activations.probability[7] != before);
    assert_int_equal(app->session.weights_from, WEIGHTS_TRAINER);
    assert_non_null(strstr(app->session.weights_note, "20 epochs of data"));
}

static void test_the_title_tells_how_far_the_run_is(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    assert_false(title_says(app, "training"));
    snprintf(app->session.settings.data, PATH_SIZE, "data");
    press_set_up_and_start(app);
    press(app, KEY_SPACE, 0);
    await_phase(app, TRAINER_PAUSED);
    char expected[64];
    snprintf(expected, sizeof expected, "%%) – training %d%%, paused",
             (int)(100 * app->session.progress.fraction));
    assert_true(title_says(app, "LeNet Pad – 7 (") || title_says(app, "not"));
    assert_true(title_says(app, strchr(expected, ' ')));
    press(app, KEY_SPACE, 0);
    await_phase(app, TRAINER_FINISHED);
    app_frame(app);
    assert_false(title_says(app, "training"));
}

static void test_stopping_keeps_the_weights_and_offers_to_continue(void **state)
{
    (void)state;
    struct app *app = open_app(
        &(struct session_options){.model = "seven.safetensors", .checkpoint = "run.safetensors"});
    training_begin(&app->session, "practice", false);
    await_batch(app);
    press(app, '.', MOD_CTRL);
    await_phase(app, TRAINER_STOPPED);
    assert_true(action_enabled(app, ACTION_TRAIN_CONTINUE));
    app_close(app);
    app = open_app(
        &(struct session_options){.model = "seven.safetensors", .checkpoint = "run.safetensors"});
    assert_int_equal(app->session.questions.open, QUESTION_RESUME);
    app_frame(app);
    press(app, KEY_ENTER, 0); // Continue
    assert_true(session_trains(&app->session));
    app_close(app); // while training: stops cleanly, keeps the place
    app = open_app(
        &(struct session_options){.model = "seven.safetensors", .checkpoint = "run.safetensors"});
    assert_int_equal(app->session.questions.open, QUESTION_RESUME);
    training_discard_kept(&app->session);
    assert_false(app->session.checkpoint_there);
    app_close(app);
    assert_int_not_equal(access("run.safetensors", F_OK), 0);
}

static void test_missing_mnist_is_told_before_the_start_with_what_works(void **state)
{
    struct app *app = *state;
    snprintf(app->session.settings.data, PATH_SIZE, "nowhere");
    press(app, 't', MOD_CTRL);
    assert_non_null(strstr(app_support_words(app), "\nMNIST: there is no folder nowhere.\n"));
    press(app, KEY_ENTER, 0); // Get MNIST…
    assert_false(session_trains(&app->session));
    assert_int_equal(app->session.questions.open, QUESTION_MISSING_DATA);
    assert_non_null(strstr(app->session.questions.missing, "nowhere"));
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
}

static void test_a_named_folder_is_remembered_once_it_has_loaded(void **state)
{
    struct app *app = *state;
    assert_true(file_make_folder("empty folder", NULL));
    training_begin_folder(&app->session, "empty folder");
    await_phase(app, TRAINER_IDLE);
    assert_int_equal(app->session.questions.open, QUESTION_MISSING_DATA);
    assert_true(app->session.questions.missing_named);
    assert_string_equal(app->session.settings.data, "");
    press(app, KEY_ESCAPE, 0);
    training_begin_folder(&app->session, "data");
    await_phase(app, TRAINER_FINISHED);
    assert_string_equal(path_name(app->session.settings.data), "data");
    assert_int_equal(app->session.settings.data[0], '/'); // wherever the next start is
    assert_non_null(strstr(ui_toast_text(&app->ui), "in use"));
}

static void test_the_variable_wins_over_the_remembered_folder(void **state)
{
    struct app *app = *state;
    snprintf(app->session.settings.data, PATH_SIZE, "nowhere");
    setenv("LENETPAD_DATA", "data", 1);
    press_set_up_and_start(app);
    unsetenv("LENETPAD_DATA");
    await_phase(app, TRAINER_FINISHED);
    assert_string_equal(path_name(app->session.progress.data), "data");
}

static void test_the_first_return_uses_a_typed_data_folder(void **state)
{
    struct app *app = *state;
    press(app, 'd', MOD_CTRL);
    type(app, "no such folder");
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_ERROR);
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    press(app, 'a', MOD_CTRL);
    type(app, "data");
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_true(session_trains(&app->session));
    assert_string_equal(path_name(app->session.settings.folder), "data");
}

// What stands in the window, in one line.
static const char *flowing_words(struct app *app)
{
    static char words[16000];
    snprintf(words, sizeof words, "%s", app_support_words(app));
    for (char *c = words; *c; c++)
        *c = *c == '\n' ? ' ' : *c;
    return words;
}

static bool names_an_epoch(const struct app *app)
{
    char name[ACTION_NAME_SIZE];
    const struct action *row = app_support_action("Continue the stopped run");
    row->name(app, name);
    return strstr(name, "epoch 1 of") != NULL;
}

static void test_what_becomes_of_a_stopped_run_is_said_as_it_is(void **state)
{
    (void)state;
    struct app *app = open_app(
        &(struct session_options){.model = "seven.safetensors", .checkpoint = "said.safetensors"});
    training_begin(&app->session, "practice", false);
    await_batch(app);
    assert_non_null(strstr(ui_toast_text(&app->ui), "with random first weights"));
    press(app, '.', MOD_CTRL);
    await_phase(app, TRAINER_STOPPED);
    assert_true(names_an_epoch(app));
    app->session.kept.origin.folder[0] = '\0';
    press(app, 'p', MOD_CTRL);
    assert_non_null(strstr(flowing_words(app), "Starting a new one discards it."));
    app->session.kept.recorded = true;
    assert_non_null(strstr(flowing_words(app), "it stays in Train > Runs with its curves, its "
                                               "weights and its moments"));
    assert_null(strstr(flowing_words(app), "discards"));
    press(app, KEY_ENTER, 0); // Continue it
    await_phase(app, TRAINER_RUNNING);
    assert_non_null(
        strstr(ui_toast_text(&app->ui), "The run goes on where it was left: epoch 1 of "));
    assert_false(names_an_epoch(app)); // it is none that has stopped
    press(app, 'b', MOD_CTRL);
    assert_non_null(strstr(flowing_words(app), "Training goes on. Stop it and go back"));
    press(app, KEY_ESCAPE, 0);
    press(app, KEY_SPACE, 0);
    await_phase(app, TRAINER_PAUSED);
    press(app, 'b', MOD_CTRL);
    assert_non_null(strstr(flowing_words(app), "Training stands still. Stop it and go back"));
    app_close(app);
    remove("said.safetensors");
}

static void test_a_new_run_asks_before_it_discards_a_kept_one(void **state)
{
    (void)state;
    struct session_options options = {.model = "seven.safetensors",
                                      .checkpoint = "kept.safetensors"};
    struct app *app = open_app(&options);
    training_begin(&app->session, "practice", false);
    await_batch(app);
    press(app, '.', MOD_CTRL);
    await_phase(app, TRAINER_STOPPED);
    press(app, 'p', MOD_CTRL);
    assert_int_equal(app->session.questions.open, QUESTION_NEW_RUN);
    press(app, KEY_ESCAPE, 0);
    assert_false(session_trains(&app->session));
    assert_true(app->session.checkpoint_there);
    press(app, 'p', MOD_CTRL);
    press(app, KEY_ENTER, 0); // Continue it
    assert_true(session_trains(&app->session));
    app_close(app);
    app = open_app(&options);
    assert_int_equal(app->session.questions.open, QUESTION_RESUME);
    press(app, KEY_ESCAPE, 0); // Later
    app_close(app);
    app = open_app(&options);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_true(action_enabled(app, ACTION_TRAIN_CONTINUE));
    training_discard_kept(&app->session);
    app_close(app);
}

static void test_a_model_opened_while_training_asks_first(void **state)
{
    struct app *app = *state;
    training_begin(&app->session, "practice", false);
    await_phase(app, TRAINER_RUNNING);
    drop(app, "two.safetensors");
    assert_int_equal(app->session.questions.open, QUESTION_LEAVE_RUN);
    press(app, KEY_ESCAPE, 0);
    assert_true(session_trains(&app->session));
    assert_int_equal(app->session.weights_from, WEIGHTS_TRAINER);
    drop(app, "two.safetensors");
    press(app, KEY_ENTER, 0); // Stop and open
    await_phase(app, TRAINER_STOPPED);
    assert_int_equal(app->session.weights_from, WEIGHTS_FILE);
}

static void test_another_run_is_set_up_when_the_one_that_goes_on_has_stopped(void **state)
{
    struct app *app = *state;
    training_begin(&app->session, "practice", false);
    await_phase(app, TRAINER_RUNNING);
    press(app, 't', MOD_CTRL);
    assert_int_equal(app->session.questions.open, QUESTION_STOP_TO_SET_UP);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_true(session_trains(&app->session));
    press(app, 't', MOD_CTRL);
    press(app, KEY_ENTER, 0); // Stop and set up
    await_phase(app, TRAINER_STOPPED);
    app_frame(app);
    app_frame(app);
    assert_int_equal(app->session.questions.open, QUESTION_SETUP);
    press(app, KEY_ESCAPE, 0);
    training_discard_kept(&app->session);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        APP_TEST(test_training_changes_the_reading_while_one_draws),
        APP_TEST(test_the_title_tells_how_far_the_run_is),
        cmocka_unit_test(test_stopping_keeps_the_weights_and_offers_to_continue),
        APP_TEST(test_a_named_folder_is_remembered_once_it_has_loaded),
        APP_TEST(test_the_variable_wins_over_the_remembered_folder),
        APP_TEST(test_the_first_return_uses_a_typed_data_folder),
        cmocka_unit_test(test_what_becomes_of_a_stopped_run_is_said_as_it_is),
        cmocka_unit_test(test_a_new_run_asks_before_it_discards_a_kept_one),
        APP_TEST(test_a_model_opened_while_training_asks_first),
        APP_TEST(test_another_run_is_set_up_when_the_one_that_goes_on_has_stopped),
        APP_TEST(test_missing_mnist_is_told_before_the_start_with_what_works),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
