// The last moment of a run: whatever happens between its last batch and the model that is kept of
// it, the result is lost to nobody.
#include "tests/support/support.h"

#include "app/session/opening.h"
#include "app/session/weights/training.h"
#include "app/session/weights/weights_before.h"
#include "app/session/weights/weights_file.h"
#include "app/window/actions/actions.h"
#include "app/window/shell.h"
#include "nn/data/practice.h"
#include "nn/files/file.h"
#include "tests/support/fake_glyphs.h"
#include "tests/support/stubborn.h"
#include "tests/support/toast.h"

#include <time.h>

static struct fake_glyphs fake;
static char runs[PATH_SIZE], settings[PATH_SIZE], data[PATH_SIZE], folder[PATH_SIZE];
static struct lenet result; // of the run

static bool save_data(void)
{
    struct dataset train = {0}, test = {0};
    bool ok =
        practice_make(&train, 320, 1, DATASET_TRAIN, NULL) &&
        practice_make(&test, 100, 1, DATASET_TEST, NULL) && file_make_folder("data", NULL) &&
        dataset_save(&train, "data/train-images-idx3-ubyte", "data/train-labels-idx1-ubyte",
                     NULL) &&
        dataset_save(&test, "data/t10k-images-idx3-ubyte", "data/t10k-labels-idx1-ubyte", NULL);
    dataset_free(&train);
    dataset_free(&test);
    return ok;
}

static int make_files(void **state)
{
    if (support_enter_folder(state) != 0)
        return -1;
    snprintf(folder, sizeof folder, "%s", (char *)*state);
    setenv("HOME", folder, 1);
    setenv("XDG_CACHE_HOME", folder, 1);
    unsetenv("LENETPAD_DATA");
    snprintf(runs, sizeof runs, "%s/runs/training.safetensors", (char *)*state);
    snprintf(settings, sizeof settings, "%s/settings.json", (char *)*state);
    snprintf(data, sizeof data, "%s/data", (char *)*state);
    return save_data() && stubborn_save("model.safetensors", 7) ? 0 : -1;
}

static int start_anew(void **state)
{
    (void)state;
    setenv("XDG_DATA_HOME", folder, 1);
    remove(settings);
    return system("rm -rf runs lenetpad");
}

static struct app *open_window(void)
{
    struct app *app = NULL;
    struct status status = {0};
    struct session_options options = {.settings_path = settings, .checkpoint = runs};
    if (!app_open(&app, fake_source(&fake), &options, &status))
        fail_msg("%s", status.message);
    app->session.training.epochs = 2;
    assert_true(app_resize(app, 1280, 800, 1, NULL));
    app_frame(app);
    return app;
}

static void press(struct app *app, int key, int modifiers)
{
    app_event(app, &(struct event){.type = EVENT_KEY, .key = key, .modifiers = modifiers});
    app_frame(app);
    if (app_needs_frame(app))
        app_frame(app);
}

static void nap(void)
{
    nanosleep(&(struct timespec){0, 1000000}, NULL);
}

static void await_phase(struct app *app, enum trainer_phase phase)
{
    for (int i = 0; i < 120000 && app->session.progress.phase != phase; i++) {
        nap();
        app_event(app, &(struct event){.type = EVENT_WAKE});
    }
    assert_int_equal(app->session.progress.phase, phase);
    app_frame(app);
}

// Trains to the end, of which the window does not know yet.
static struct app *window_at_the_last_moment(void)
{
    uint64_t generation = 0;
    struct trainer_progress *progress = calloc(1, sizeof *progress);
    struct app *app = open_window();
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    training_begin(&app->session, data, false);
    press(app, KEY_SPACE, 0);
    await_phase(app, TRAINER_PAUSED); // so that its weights are in use
    trainer_toggle_pause(app->session.trainer);
    for (int i = 0; i < 120000 && progress->phase != TRAINER_FINISHED; i++) {
        nap();
        trainer_get_progress(app->session.trainer, progress);
    }
    assert_int_equal(progress->phase, TRAINER_FINISHED);
    assert_true(trainer_snapshot(app->session.trainer, &result, &generation));
    assert_true(session_trains(&app->session)); // as far as it knows
    free(progress);
    return app;
}

static void assert_model_of_result(const char *path)
{
    struct lenet *read = malloc(sizeof *read);
    struct status status = {0};
    if (!model_load(read, NULL, path, &status))
        fail_msg("%s", status.message);
    assert_memory_equal(read, &result, sizeof result);
    free(read);
}

static void assert_has_result(const struct app *app)
{
    assert_memory_equal(&app->session.weights, &result, sizeof result);
    assert_model_of_result(app->session.settings.model);
    assert_int_equal(app->session.weights_from, WEIGHTS_TRAINER);
    assert_non_null(strstr(app->session.weights_note, "2 epochs of data, test error "));
    assert_int_not_equal(access(runs, F_OK), 0);
    assert_false(app->session.checkpoint_there);
}

static void test_a_window_closed_at_the_last_moment_keeps_the_model(void **state)
{
    (void)state;
    app_close(window_at_the_last_moment());
    struct app *app = open_window();
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_memory_equal(&app->session.weights, &result, sizeof result);
    assert_string_equal(path_name(app->session.settings.model), "trained.safetensors");
    assert_int_not_equal(access(runs, F_OK), 0);
    app_close(app);
}

// What the dialog promised: the run is kept. The weights that were asked for stay in use.
static void test_a_run_that_ends_while_it_is_left_is_kept(void **state)
{
    for (int way = 0; way < 3; way++) {
        start_anew(state);
        struct app *app = window_at_the_last_moment();
        if (way == 0)
            weights_before_swap(&app->session);
        else if (way == 1)
            weights_file_use_shipped(&app->session);
        else
            assert_true(opening_file(&app->session, "model.safetensors", 0, NULL));
        struct lenet *wanted = malloc(sizeof *wanted);
        *wanted = app->session.weights;
        await_phase(app, TRAINER_FINISHED);
        assert_memory_equal(&app->session.weights, wanted, sizeof *wanted);
        assert_memory_not_equal(&app->session.weights, &result, sizeof result);
        assert_non_null(strstr(ui_toast_text(&app->ui), "come to its end"));
        press(app, 'r', MOD_CTRL);
        await_phase(app, TRAINER_FINISHED);
        assert_has_result(app);
        press(app, 'b', MOD_CTRL | MOD_SHIFT); // and the way back is open
        assert_memory_equal(&app->session.weights, wanted, sizeof *wanted);
        app_close(app);
        free(wanted);
    }
}

static void test_a_result_that_a_killed_window_left_is_offered(void **state)
{
    (void)state;
    struct app *app = window_at_the_last_moment();
    assert_int_equal(system("cp -r runs killed"), 0);
    app_close(app);
    start_anew(state);
    assert_int_equal(system("rm -f killed/*.lock; mv killed runs; mv data gone"), 0);
    app = open_window();
    assert_int_equal(app->session.questions.open, QUESTION_RESUME);
    assert_int_equal(app->session.kept.epoch, app->session.kept.epochs);
    app_frame(app);
    press(app, KEY_ENTER, 0);
    await_phase(app, TRAINER_FINISHED); // it needs no data
    assert_has_result(app);
    assert_int_equal(app->session.progress.test_curve.count, 2);
    app_close(app);
    assert_int_equal(system("mv gone data"), 0);
}

static void test_a_result_that_cannot_be_kept_as_a_model_stays_a_run(void **state)
{
    (void)state;
    for (int closing = 0; closing < 2; closing++) {
        start_anew(state);
        struct app *app = window_at_the_last_moment();
        setenv("XDG_DATA_HOME", "/dev/full", 1); // as if the disk were full
        if (!closing) {
            await_phase(app, TRAINER_FINISHED);
            assert_int_equal(app->session.questions.open, QUESTION_ERROR);
            press(app, KEY_ENTER, 0);
            assert_true(action_enabled(app, ACTION_TRAIN_CONTINUE)); // once there is room
        }
        app_close(app);
        setenv("XDG_DATA_HOME", folder, 1);
        app = open_window();
        assert_int_equal(app->session.questions.open, QUESTION_RESUME);
        app_frame(app);
        press(app, KEY_ENTER, 0);
        await_phase(app, TRAINER_FINISHED);
        assert_has_result(app);
        app_close(app);
    }
}

static void test_a_new_run_asks_before_it_discards_a_result(void **state)
{
    (void)state;
    struct app *app = window_at_the_last_moment();
    weights_before_swap(&app->session);
    await_phase(app, TRAINER_FINISHED);
    training_ask_begin(&app->session, data);
    assert_int_equal(app->session.questions.open, QUESTION_NEW_RUN);
    app_frame(app);
    press(app, KEY_ENTER, 0); // use its weights
    await_phase(app, TRAINER_FINISHED);
    assert_has_result(app);
    app_close(app);
}

#define MOMENT(test) cmocka_unit_test_setup(test, start_anew)

int main(void)
{
    const struct CMUnitTest tests[] = {
        MOMENT(test_a_window_closed_at_the_last_moment_keeps_the_model),
        MOMENT(test_a_run_that_ends_while_it_is_left_is_kept),
        MOMENT(test_a_result_that_a_killed_window_left_is_offered),
        MOMENT(test_a_result_that_cannot_be_kept_as_a_model_stays_a_run),
        MOMENT(test_a_new_run_asks_before_it_discards_a_result),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
