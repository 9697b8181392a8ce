// Two windows of one user, and windows that are started in different folders: nothing that one
// keeps is lost by what the other does.
#include "tests/support/app_support.h"

#include "app/session/opening.h"
#include "app/session/weights/training.h"
#include "nn/net/model.h"
#include "tests/support/practice_data.h"
#include "tests/support/stubborn.h"

#include <sys/stat.h>

static char runs[PATH_SIZE], settings[PATH_SIZE], own[PATH_SIZE], data[PATH_SIZE];

static int make_files(void **state)
{
    if (home_enter(state) != 0)
        return -1;
    snprintf(runs, sizeof runs, "%s/runs/training.safetensors", (char *)*state);
    snprintf(settings, sizeof settings, "%s/settings.json", (char *)*state);
    snprintf(own, sizeof own, "%s/mine.strokes", (char *)*state);
    snprintf(data, sizeof data, "%s/data", (char *)*state);
    bool ok = practice_data_save("data", 640, 100, 1) && mkdir("elsewhere", 0777) == 0 &&
              stubborn_save("model.safetensors", 7);
    return ok ? 0 : -1;
}

static struct app *open_window(void)
{
    struct app *app = app_support_open(&(struct session_options){
        .settings_path = settings, .checkpoint = runs, .own_digits = own});
    app->session.training.epochs = 100000;
    return app;
}

static void await_epoch(struct app *app, int epoch)
{
    for (int i = 0; i < 1200000 && app->session.progress.epoch < epoch; i++)
        nap(app);
    assert_true(app->session.progress.epoch >= epoch);
}

static int start_anew(void **state)
{
    (void)state;
    remove(settings);
    remove(own);
    return system("rm -rf runs");
}

// ---- Runs ---------------------------------------------------------------------------------------

static void test_a_run_that_goes_on_is_not_offered_and_not_written_over(void **state)
{
    (void)state;
    struct kept_run kept;
    struct app *first = open_window();
    training_begin(&first->session, data, false);
    await_epoch(first, 2);
    struct app *second = open_window();
    assert_int_equal(second->session.questions.open, QUESTION_NONE); // nothing has stopped
    assert_false(action_enabled(second, ACTION_TRAIN_CONTINUE));
    training_ask_begin(&second->session, data);
    assert_int_equal(second->session.questions.open, QUESTION_NONE); // and nothing would be lost
    assert_true(session_trains(&second->session));
    await_epoch(second, 1);
    assert_string_equal(first->session.run_file, runs);
    assert_string_not_equal(second->session.run_file, runs);
    int epoch = first->session.progress.epoch;
    app_close(second);
    assert_true(session_trains(&first->session));
    app_close(first);
    assert_true(kept_run_find(&kept, runs, ""));
    assert_string_equal(kept.path, runs);
    assert_true(kept.epoch >= epoch);
    kept_run_discard(runs);
    assert_true(kept_run_find(&kept, runs, "")); // the second one's is kept, too
}

static void test_the_end_of_one_run_leaves_the_other(void **state)
{
    (void)state;
    struct app *first = open_window(), *second = open_window();
    training_begin(&first->session, data, false);
    second->session.training.epochs = 1;
    training_begin(&second->session, data, false);
    await_phase(second, TRAINER_FINISHED);
    await_epoch(first, 2);
    assert_int_equal(access(runs, F_OK), 0);
    app_close(second);
    app_close(first);
    assert_int_equal(access(runs, F_OK), 0);
}

static void test_a_stopped_run_is_continued_by_one_window_only(void **state)
{
    (void)state;
    struct app *first = open_window();
    training_begin(&first->session, data, false);
    await_epoch(first, 1);
    press(first, '.', MOD_CTRL);
    await_phase(first, TRAINER_STOPPED);
    struct app *second = open_window();
    assert_int_equal(second->session.questions.open, QUESTION_RESUME);
    app_frame(second);
    press(second, KEY_ENTER, 0); // Continue
    assert_true(session_trains(&second->session));
    press(first, 'r', MOD_CTRL);
    assert_false(session_trains(&first->session));
    assert_int_equal(first->session.questions.open, QUESTION_ERROR);
    assert_non_null(
        strstr(first->session.questions.message, "goes on in another window: lenetpad (process"));
    press(first, KEY_ENTER, 0);
    assert_false(action_enabled(first, ACTION_TRAIN_CONTINUE)); // it knows now
    app_close(second);
    app_close(first);
}

// Both were asked about the same run: who comes second is asked about another one.
static void test_of_two_windows_that_start_together_each_goes_on_with_a_run_of_its_own(void **state)
{
    (void)state;
    struct app *window[2];
    for (int i = 0; i < 2; i++)
        window[i] = open_window();
    for (int i = 0; i < 2; i++) {
        training_begin(&window[i]->session, data, false);
        await_epoch(window[i], 1);
    }
    for (int i = 0; i < 2; i++)
        app_close(window[i]);
    for (int i = 0; i < 2; i++)
        window[i] = open_window();
    assert_string_not_equal(window[0]->session.kept.path, runs); // the one that was left last
    for (int i = 0; i < 2; i++) {
        assert_int_equal(window[i]->session.questions.open, QUESTION_RESUME);
        app_frame(window[i]);
        press(window[i], KEY_ENTER, 0);
    }
    assert_true(session_trains(&window[0]->session));
    assert_false(session_trains(&window[1]->session));
    assert_int_equal(window[1]->session.questions.open, QUESTION_RESUME);
    assert_string_equal(window[1]->session.kept.path, runs);
    press(window[1], KEY_ENTER, 0);
    assert_true(session_trains(&window[1]->session));
    for (int i = 0; i < 2; i++)
        app_close(window[i]);
}

static void come_to_the_front(struct app *app)
{
    app_event(app, &(struct event){.type = EVENT_FOCUS});
    app_frame(app);
}

static void open_train_menu(struct app *app)
{
    struct rect menu = app->layout.menu;
    struct event event = {.type = EVENT_POINTER_DOWN, .button = BUTTON_LEFT, .clicks = 1};
    event.x = (float)menu.x + 30;
    event.y = (float)menu.y + (float)menu.h / 2;
    app_event(app, &event);
}

static void test_a_run_that_another_window_stopped_can_be_continued(void **state)
{
    (void)state;
    struct app *first = open_window(), *front = open_window(), *menu = open_window();
    struct app *key = open_window();
    training_begin(&first->session, data, false);
    await_epoch(first, 1);
    press(key, 'r', MOD_CTRL);
    assert_false(session_trains(&key->session));
    assert_non_null(strstr(ui_toast_text(&key->ui), "no stopped run"));
    press(first, '.', MOD_CTRL);
    await_phase(first, TRAINER_STOPPED);
    come_to_the_front(front);
    assert_true(action_enabled(front, ACTION_TRAIN_CONTINUE));
    open_train_menu(menu);
    assert_true(action_enabled(menu, ACTION_TRAIN_CONTINUE));
    press(key, 'r', MOD_CTRL);
    assert_true(session_trains(&key->session));
    come_to_the_front(front);
    assert_false(action_enabled(front, ACTION_TRAIN_CONTINUE)); // it goes on there
    app_close(key);
    app_close(menu);
    app_close(front);
    app_close(first);
}

static void test_digits_of_another_window_are_counted_when_this_one_is_looked_at(void **state)
{
    (void)state;
    struct drawing drawing;
    struct app *first = open_window(), *second = open_window();
    assert_true(practice_drawing(&drawing, 7, 3, NULL));
    for (int i = 1; i <= 2; i++) {
        assert_true(own_digits_add(&first->session.own_digits, 7, &drawing, NULL));
        come_to_the_front(second);
        assert_int_equal(second->session.own_digits.strokes.count, i);
    }
    drawing_free(&drawing);
    app_close(second);
    app_close(first);
}

static void test_a_run_that_another_window_ended_is_said_to_be_gone(void **state)
{
    (void)state;
    struct app *first = open_window();
    training_begin(&first->session, data, false);
    await_epoch(first, 1);
    press(first, '.', MOD_CTRL);
    await_phase(first, TRAINER_STOPPED);
    struct app *second = open_window();
    training_discard_kept(&second->session);
    app_close(second);
    press(first, 'r', MOD_CTRL);
    assert_int_equal(first->session.questions.open, QUESTION_ERROR);
    assert_non_null(strstr(first->session.questions.message, "not kept any more"));
    app_close(first);
}

static void test_closing_while_data_loads_keeps_no_empty_run(void **state)
{
    (void)state;
    struct app *app = open_window();
    training_begin(&app->session, DATA_SOURCE_PRACTICE, false); // making it takes a while
    app_close(app);
    assert_int_not_equal(access(runs, F_OK), 0);
    app = open_window();
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    app_close(app);
}

static void test_space_twice_while_data_loads_pauses_nothing(void **state)
{
    (void)state;
    struct app *app = open_window();
    app->session.training.epochs = 2;
    training_begin(&app->session, data, false);
    press(app, KEY_SPACE, 0);
    assert_true(app->session.progress.pausing);
    press(app, KEY_SPACE, 0);
    assert_false(app->session.progress.pausing);
    await_phase(app, TRAINER_FINISHED);
    app_close(app);
}

// ---- Settings and digits ------------------------------------------------------------------------

static bool is_shown(const struct app *app, const char *layer)
{
    const struct action *row = app_support_action(layer);
    return row->checked(app, row->value);
}

static void test_closing_leaves_the_settings_of_the_other_window(void **state)
{
    (void)state;
    struct app *first = open_window(), *second = open_window(), *third;
    press(first, KEY_F1 + 5, 0);  // dark
    press(first, '1', MOD_CTRL);  // without C1
    press(second, KEY_F1 + 2, 0); // civids
    app_close(first);
    app_close(second);
    third = open_window();
    assert_int_equal(third->session.settings.theme, THEME_DARK);
    assert_int_equal(third->session.settings.colour_map, 1);
    assert_false(is_shown(third, "C1  convolution"));
    assert_true(is_shown(third, "S2  average"));
    app_close(third);
}

static void test_settings_with_a_slip_survive_a_visit(void **state)
{
    (void)state;
    static const char slip[] = "{\"theme\": 2, \"brush\": 40,}";
    size_t size;
    support_write(settings, slip, sizeof slip - 1);
    struct app *app = open_window();
    assert_int_equal(app->session.questions.open, QUESTION_ERROR);
    assert_non_null(strstr(app->session.questions.message, "settings.json.broken"));
    app_close(app);
    uint8_t *text = support_read(settings, &size);
    assert_int_equal(size, sizeof slip - 1);
    assert_memory_equal(text, slip, size);
    free(text);
}

// ---- Paths --------------------------------------------------------------------------------------

static void test_paths_hold_in_every_folder(void **state)
{
    struct status status = {0};
    struct app *app = open_window();
    assert_true(
        opening_file(&app->session, "model.safetensors", 0, &status)); // as named on a command line
    training_begin_folder(&app->session, "data");
    await_epoch(app, 1);
    app_close(app);
    assert_int_equal(chdir("elsewhere"), 0);
    app = open_window();
    assert_int_equal(app->session.questions.open, QUESTION_RESUME);
    assert_int_equal(app->session.weights_from, WEIGHTS_FILE);
    assert_string_equal(path_name(app->session.settings.model), "model.safetensors");
    assert_string_equal(app->session.settings.data, data);
    assert_string_equal(app->session.kept.data, data);
    app_frame(app);
    press(app, KEY_ENTER, 0);
    await_epoch(app, 2);
    app_close(app);
    assert_int_equal(chdir(*state), 0);
}

static void test_the_data_of_a_variable_is_found_from_every_folder(void **state)
{
    (void)state;
    struct app *app = open_window();
    setenv("LENETPAD_DATA", "elsewhere/../data", 1);
    training_begin_mnist(&app->session);
    unsetenv("LENETPAD_DATA");
    await_epoch(app, 1);
    assert_string_equal(app->session.progress.data, data);
    app_close(app);
}

// ---- The next start -----------------------------------------------------------------------------

static void assert_next_start_has(const struct lenet *weights)
{
    struct app *app = open_window();
    assert_memory_equal(&app->session.weights, weights, sizeof *weights);
    app_close(app);
}

// In a field of the dialog, as a person does.
static void save_model_as(struct app *app, const char *name)
{
    char path[PATH_SIZE];
    assert_true(path_absolute(path, name, NULL));
    press(app, 's', MOD_CTRL | MOD_SHIFT);
    press(app, 'a', MOD_CTRL);
    for (const char *c = path; *c; c++) {
        struct event event = {.type = EVENT_TEXT, .text = {*c}};
        app_event(app, &event);
    }
    app_frame(app);
    press(app, KEY_ENTER, 0);
    if (app->session.questions.open == QUESTION_OVERWRITE) {
        press(app, KEY_TAB, 0);
        while (app->session.questions.open == QUESTION_OVERWRITE) {
            press(app, KEY_SPACE, 0); // Replace
            press(app, KEY_TAB, 0);
        }
    }
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
}

static void run_to_the_end(struct app *app)
{
    app->session.training.epochs = 1;
    training_begin(&app->session, data, false);
    await_phase(app, TRAINER_FINISHED);
}

static void test_saving_a_copy_changes_no_next_start(void **state)
{
    (void)state;
    struct app *app = open_window();
    assert_true(opening_file(&app->session, "model.safetensors", 0, NULL));
    save_model_as(app, "copy.safetensors");
    assert_int_equal(access("copy.safetensors", F_OK), 0);
    assert_string_equal(path_name(app->session.settings.model), "model.safetensors");
    remove("copy.safetensors"); // a stick that was pulled out
    struct lenet *weights = malloc(sizeof *weights);
    *weights = app->session.weights;
    app_close(app);
    assert_next_start_has(weights);
    free(weights);
}

static void test_saving_weights_that_would_be_lost_takes_them_along_and_says_so(void **state)
{
    (void)state;
    struct app *app = open_window();
    training_begin(&app->session, data, false);
    await_epoch(app, 1);
    press(app, '.', MOD_CTRL);
    await_phase(app, TRAINER_STOPPED);
    struct lenet *weights = malloc(sizeof *weights);
    *weights = app->session.weights;
    save_model_as(app, "stopped.safetensors");
    assert_non_null(strstr(ui_toast_text(&app->ui), "The next start begins with these weights"));
    app_close(app);
    assert_next_start_has(weights);
    app = open_window();
    training_discard_kept(&app->session);
    app_close(app);
    remove("stopped.safetensors");
    free(weights);
}

static void test_a_start_with_other_weights_than_the_shipped_ones_says_so(void **state)
{
    (void)state;
    struct app *app = open_window();
    assert_string_equal(ui_toast_text(&app->ui), "");
    run_to_the_end(app);
    app_close(app);
    app = open_window();
    assert_non_null(strstr(ui_toast_text(&app->ui), "The weights of your finished run are loaded"));
    press(app, 'b', MOD_CTRL); // the way out that it offers
    app_close(app);
    app = open_window();
    assert_string_equal(ui_toast_text(&app->ui), "");
    app_close(app);
}

// Going back reaches the next start even if the file that it had was written over.
static void test_going_back_brings_the_next_start_back(void **state)
{
    (void)state;
    struct lenet *before = malloc(sizeof *before);
    struct app *app = open_window();
    assert_true(stubborn_save("own.safetensors", 7) &&
                opening_file(&app->session, "own.safetensors", 0, NULL));
    *before = app->session.weights;
    run_to_the_end(app);
    save_model_as(app, "own.safetensors");
    assert_memory_not_equal(before, &app->session.weights, sizeof *before);
    press(app, 'b', MOD_CTRL | MOD_SHIFT);
    assert_memory_equal(before, &app->session.weights, sizeof *before);
    app_close(app);
    assert_next_start_has(before);
    free(before);
}

// A model that was named for this start only does not become that of the next.
static void test_going_back_changes_no_next_start_that_was_another(void **state)
{
    (void)state;
    struct app *app = app_support_open(
        &(struct session_options){.settings_path = settings, .model = "model.safetensors"});
    run_to_the_end(app);
    press(app, 'b', MOD_CTRL | MOD_SHIFT);
    assert_string_equal(app->session.settings.model, "");
    app_close(app);
}

static void test_two_windows_keep_their_results_apart(void **state)
{
    (void)state;
    struct app *first = open_window(), *second = open_window();
    struct lenet *read = malloc(sizeof *read);
    second->session.training.seed = 9;
    run_to_the_end(first);
    run_to_the_end(second);
    assert_string_not_equal(first->session.settings.model, second->session.settings.model);
    assert_true(model_load(read, NULL, first->session.settings.model, NULL));
    assert_memory_equal(read, &first->session.weights, sizeof *read);
    assert_true(model_load(read, NULL, second->session.settings.model, NULL));
    assert_memory_equal(read, &second->session.weights, sizeof *read);
    app_close(first);
    app_close(second);
    free(read);
}

#define WINDOW_TEST(test) cmocka_unit_test_setup(test, start_anew)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WINDOW_TEST(test_a_run_that_goes_on_is_not_offered_and_not_written_over),
        WINDOW_TEST(test_the_end_of_one_run_leaves_the_other),
        WINDOW_TEST(test_a_stopped_run_is_continued_by_one_window_only),
        WINDOW_TEST(test_of_two_windows_that_start_together_each_goes_on_with_a_run_of_its_own),
        WINDOW_TEST(test_a_run_that_another_window_stopped_can_be_continued),
        WINDOW_TEST(test_digits_of_another_window_are_counted_when_this_one_is_looked_at),
        WINDOW_TEST(test_a_run_that_another_window_ended_is_said_to_be_gone),
        WINDOW_TEST(test_closing_while_data_loads_keeps_no_empty_run),
        WINDOW_TEST(test_space_twice_while_data_loads_pauses_nothing),
        WINDOW_TEST(test_closing_leaves_the_settings_of_the_other_window),
        WINDOW_TEST(test_settings_with_a_slip_survive_a_visit),
        WINDOW_TEST(test_paths_hold_in_every_folder),
        WINDOW_TEST(test_the_data_of_a_variable_is_found_from_every_folder),
        WINDOW_TEST(test_saving_a_copy_changes_no_next_start),
        WINDOW_TEST(test_saving_weights_that_would_be_lost_takes_them_along_and_says_so),
        WINDOW_TEST(test_a_start_with_other_weights_than_the_shipped_ones_says_so),
        WINDOW_TEST(test_going_back_brings_the_next_start_back),
        WINDOW_TEST(test_going_back_changes_no_next_start_that_was_another),
        WINDOW_TEST(test_two_windows_keep_their_results_apart),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
