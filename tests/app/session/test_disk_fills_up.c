// The disk fills up while the window trains: the person is told once, the run goes on, what was
// there stays, and as soon as there is room again everything is kept as if nothing had been.
#include "tests/support/library_home.h"

#include "app/session/past_runs.h"
#include "app/session/weights/training.h"
#include "nn/files/place.h"
#include "tests/support/small_files.h"

// Records, curves and settings fit; weights and checkpoints do not.
enum { ROOM = 100000 };

static int start_anew(void **state)
{
    (void)state;
    return system("rm -rf runs state lenetpad");
}

// A run that goes on for long, and is kept after each of its short epochs.
static struct app *open_training(rlim_t room)
{
    struct app *app = app_support_open(&(struct session_options){.model = "model.safetensors",
                                                                 .checkpoint = checkpoint,
                                                                 .runs = runs,
                                                                 .settings_path = "settings.json"});
    app->session.training.epochs = 100000;
    if (room > 0)
        small_files_begin(room);
    training_begin(&app->session, data, false);
    return app;
}

static void await_epochs(struct app *app, int more)
{
    int epoch = app->session.progress.epoch + more;
    while (app->session.progress.epoch < epoch && session_trains(&app->session))
        nap(app);
    assert_true(session_trains(&app->session));
}

static void await_error(struct app *app, const char *title, const char *words)
{
    while (app->session.questions.open != QUESTION_ERROR)
        nap(app);
    assert_string_equal(app->session.questions.title, title);
    if (!strstr(app->session.questions.message, words))
        fail_msg("\"%s\" does not say %s", app->session.questions.message, words);
    app_frame(app);
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
}

static void stop(struct app *app)
{
    trainer_stop(app->session.trainer);
    while (session_trains(&app->session))
        nap(app);
}

static void expect_no_drafts(void)
{
    assert_int_equal(system("test -z \"$(find . -name '.writing-*')\""), 0);
}

static void test_it_is_told_once_and_the_run_goes_on(void **state)
{
    (void)state;
    struct app *app = open_training(ROOM);
    await_error(app, "The run's place could not be kept", "The run goes on");
    assert_non_null(strstr(app->session.questions.message, checkpoint));
    assert_non_null(strstr(app->session.questions.message, "ulimit -f"));
    for (int i = 0; i < 4; i++) { // each of which is kept in vain
        await_epochs(app, 1);
        assert_int_equal(app->session.questions.open, QUESTION_NONE);
    }
    small_files_end();
    await_epochs(app, 2);
    stop(app);
    expect_no_drafts(); // of those in vain, either
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_true(app->session.checkpoint_there);
    past_runs_read(&app->session);
    assert_int_equal(app->session.past.list.count, 1);
    const struct run_entry *run = &app->session.past.list.entry[0];
    assert_true(run->readable && run->weights);
    assert_int_equal(run->record.end, RUN_RECORD_STOPPED);
    assert_int_equal(run->record.epoch, app->session.kept.epoch);
    app_close(app);
}

static void test_what_was_kept_before_stays_and_can_be_gone_on_with(void **state)
{
    (void)state;
    size_t size, size_after;
    struct app *app = open_training(0);
    await_epochs(app, 2);
    stop(app);
    uint8_t *before = support_read(checkpoint, &size);
    small_files_begin(ROOM);
    training_begin(&app->session, NULL, true);
    await_error(app, "The run's place could not be kept", checkpoint);
    await_epochs(app, 1);
    stop(app);
    await_error(app, "The run's place could not be kept", checkpoint); // now it is lost
    small_files_end();
    uint8_t *after = support_read(checkpoint, &size_after);
    assert_int_equal(size_after, size);
    assert_memory_equal(before, after, size);
    assert_true(app->session.checkpoint_there);
    training_begin(&app->session, NULL, true);
    await_epochs(app, 1);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    app_close(app);
    expect_no_drafts();
    free(before);
    free(after);
}

// Not even a record fits at first.
static void test_a_run_that_finds_no_place_in_the_library_is_there_once_there_is_room(void **state)
{
    (void)state;
    struct app *app = open_training(100);
    await_error(app, "The run's place could not be kept", "The run goes on");
    await_epochs(app, 2);
    assert_string_equal(app->session.progress.recorded, "");
    // The run may be trying again just now: its draft is there for a moment.
    for (int i = 0; i < 1000 && support_count_files("runs") > 0; i++)
        nap(app);
    assert_int_equal(support_count_files("runs"), 0);
    small_files_end();
    await_epochs(app, 2);
    assert_string_not_equal(app->session.progress.recorded, "");
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    app_close(app);
}

static void test_settings_without_room_are_told_once(void **state)
{
    (void)state;
    unlink("settings.json");
    struct app *app = app_support_open(
        &(struct session_options){.model = "model.safetensors", .settings_path = "settings.json"});
    small_files_begin(10);
    app->session.settings.brush = 77;
    session_remember(&app->session, 0);
    session_remember(&app->session, 1);
    await_error(app, "The settings could not be saved", "settings.json");
    for (int second = 2; second < 200; second++)
        session_remember(&app->session, second);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_false(place_exists("settings.json"));
    small_files_end();
    session_remember(&app->session, 300);
    assert_true(place_exists("settings.json"));
    app_close(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_it_is_told_once_and_the_run_goes_on, start_anew),
        cmocka_unit_test_setup(test_what_was_kept_before_stays_and_can_be_gone_on_with, start_anew),
        cmocka_unit_test_setup(
            test_a_run_that_finds_no_place_in_the_library_is_there_once_there_is_room, start_anew),
        cmocka_unit_test_setup(test_settings_without_room_are_told_once, start_anew),
    };
    return cmocka_run_group_tests(tests, make_library_home, support_leave_folder);
}
