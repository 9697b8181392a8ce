// Looking back at a run that an earlier session left in the library: all of its moments are there
// that can be read, and it goes on from any of them to the bytes of a run that was never left.
#include "tests/support/library_home.h"

#include "app/session/past_runs.h"
#include "app/session/weights/looking_back.h"
#include "app/session/weights/past_look.h"
#include "app/session/weights/training.h"

static int start_anew(void **state)
{
    (void)state;
    return system("rm -rf runs state first") == 0 && practice_data_save("data", 320, 50, 1) ? 0
                                                                                            : -1;
}

static struct app *open_window(void)
{
    struct app *app = app_support_open(&(struct session_options){
        .model = "model.safetensors", .checkpoint = checkpoint, .runs = runs});
    app->session.training.epochs = 4;
    if (app->session.questions.open == QUESTION_RESUME)
        questions_close(&app->session.questions);
    return app;
}

static void await_epoch(struct app *app, int epoch)
{
    for (int i = 0; i < 1200000 && app->session.progress.epoch < epoch; i++)
        nap(app);
    assert_true(app->session.progress.epoch >= epoch);
}

// A run of four epochs that came to its end in a window that was closed then; `steered`: it was
// steered after its first one.
static void leave_run(bool steered)
{
    struct app *app = open_window();
    training_begin(&app->session, data, false);
    trainer_go(app->session.trainer, TRAINER_ONE_EPOCH);
    await_phase(app, TRAINER_PAUSED);
    if (steered)
        training_steer(&app->session, 1.25f, AUGMENT_AFFINE);
    trainer_toggle_pause(app->session.trainer);
    await_phase(app, TRAINER_FINISHED);
    app_close(app);
}

static void look(struct app *app)
{
    past_runs_read(&app->session);
    past_runs_look(&app->session, app->session.past.list.count - 1);
    await_phase(app, TRAINER_PAST);
}

static struct lenet *weights_of(const char *pattern)
{
    char path[PATH_SIZE];
    struct lenet *weights = malloc(sizeof *weights);
    struct status status = {0};
    char command[PATH_SIZE];
    snprintf(command, sizeof command, "cp %s/weights.safetensors got.safetensors", pattern);
    assert_int_equal(system(command), 0);
    snprintf(path, sizeof path, "got.safetensors");
    if (!model_load(weights, NULL, path, &status))
        fail_msg("%s", status.message);
    return weights;
}

// The run itself stands in "first" from now on, so that its branch is alone in the library later.
static void go_on_to_the_end(struct app *app, int index)
{
    looking_back_at(&app->session, index);
    assert_true(app->session.looking.there);
    press(app, KEY_ENTER, MOD_CTRL);
    await_phase(app, TRAINER_FINISHED);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    past_runs_read(&app->session);
    assert_int_equal(app->session.past.list.count, 2);
}

static void assert_ends_as_the_run_that_was_never_left(void)
{
    struct lenet *first = weights_of("first"), *branch = weights_of("runs/*");
    assert_memory_equal(first, branch, sizeof *first);
    free(first);
    free(branch);
    assert_int_equal(system("cmp first/weights.safetensors runs/*/weights.safetensors"), 0);
    // But for how fast it was, and with which rate a line was reached whose run is gone.
    assert_int_equal(system("cut -d, -f1-6 first/curves.csv >first.csv && "
                            "cut -d, -f1-6 runs/*/curves.csv | cmp first.csv -"),
                     0);
}

static void keep_first_apart(const struct session *session)
{
    char command[2 * PATH_SIZE];
    snprintf(command, sizeof command, "mv 'runs/%s' first", session->looking.run);
    assert_int_equal(system(command), 0);
}

static void test_it_goes_on_from_a_moment_of_the_library_to_the_same_bytes(void **state)
{
    (void)state;
    for (int steered = 0; steered < 2; steered++) {
        start_anew(NULL);
        leave_run(steered);
        struct app *app = open_window();
        struct session *session = &app->session;
        look(app);
        int count = session->looking.moments.count;
        assert_true(count > 10 && session->looking.moments.step[0] == 0);
        assert_int_equal(looking_back_index(session), count - 1);
        go_on_to_the_end(app, count * 2 / 3);
        const struct run_entry *branch = &session->past.list.entry[0];
        if (strcmp(branch->name, session->looking.run) == 0)
            branch++;
        assert_string_equal(branch->record.branch.run, session->looking.run);
        assert_int_equal(branch->record.steering.count, steered);
        keep_first_apart(session);
        app_close(app);
        assert_ends_as_the_run_that_was_never_left();
    }
}

static void test_all_of_it_is_shown_and_the_weights_in_use_come_back(void **state)
{
    (void)state;
    leave_run(false);
    struct app *app = open_window();
    struct session *session = &app->session;
    struct lenet *now = malloc(sizeof *now), *end = weights_of("runs/*");
    *now = session->weights;
    press(app, 'l', MOD_CTRL | MOD_SHIFT);
    await_phase(app, TRAINER_PAST);
    assert_int_equal(app->page, PAGE_TRAINING);
    assert_memory_equal(&session->weights, end, sizeof *end);
    assert_int_equal(session->progress.epoch, 4);
    assert_int_equal(session->progress.test_curve.count, 4);
    assert_true(session->progress.loss_curve.count > 20);
    assert_non_null(strstr(session->weights_note, "the end of epoch 4 of the run "));
    assert_non_null(strstr(app_support_words(app), "A run of the past"));
    press(app, KEY_LEFT, MOD_ALT);
    assert_memory_not_equal(&session->weights, end, sizeof *end);
    looking_back_at(session, 0);
    struct train_state *start = malloc(sizeof *start);
    train_begin(start, &session->progress.options);
    assert_memory_equal(&session->weights, &start->average, sizeof *now);
    press(app, KEY_END, MOD_ALT);
    assert_memory_equal(&session->weights, now, sizeof *now);
    assert_non_null(strstr(app_support_words(app), "loaded"));
    app_close(app);
    free(start);
    free(now);
    free(end);
}

static void test_data_that_has_changed_is_told_and_the_look_goes_on(void **state)
{
    (void)state;
    leave_run(false);
    struct app *app = open_window();
    struct session *session = &app->session;
    look(app);
    assert_true(practice_data_save("data", 320, 50, 2));
    int middle = session->looking.moments.count / 2;
    looking_back_at(session, middle);
    uint64_t step = session->looking.step;
    press(app, KEY_ENTER, MOD_CTRL);
    for (int i = 0; i < 60000 && session->questions.open != QUESTION_ERROR; i++)
        nap(app);
    assert_int_equal(session->questions.open, QUESTION_ERROR);
    assert_non_null(strstr(session->questions.message, "other training data"));
    await_phase(app, TRAINER_PAST);
    assert_true(session->looking.there && session->looking.step == step);
    past_runs_read(session);
    assert_int_equal(session->past.list.count, 1);
    app_close(app);
}

// Of a run that was begun without the form, too.
static void test_a_branch_that_cannot_begin_yet_begins_once_its_data_is_back(void **state)
{
    (void)state;
    leave_run(false);
    assert_int_equal(system("rm -rf state && mv runs/2* first"), 0);
    struct app *app = open_window();
    struct session *session = &app->session;
    training_begin(session, data, false);
    await_phase(app, TRAINER_FINISHED);
    looking_back_at(session, session->looking.moments.count / 2);
    assert_int_equal(rename("data", "away"), 0);
    press(app, KEY_ENTER, MOD_CTRL);
    await_phase(app, TRAINER_PAST);
    questions_close(&session->questions);
    app_frame(app);
    assert_string_equal(session->progress.data, data);
    assert_true(session->run_setup.part[RUN_PART_FOLDER].used);
    assert_int_equal(rename("away", "data"), 0);
    go_on_to_the_end(app, looking_back_index(session)); // of fewer moments, but the same one
    assert_int_equal(system("rm -r \"runs/$(ls runs | grep -v lock | head -n 1)\""), 0);
    app_close(app);
    assert_ends_as_the_run_that_was_never_left();
}

static void test_moments_that_cannot_be_read_are_told_and_the_others_are_there(void **state)
{
    (void)state;
    leave_run(false);
    struct app *app = open_window();
    struct session *session = &app->session;
    look(app);
    int whole = session->looking.moments.count;
    app_close(app);
    // Cut off, far too large, another run's under a name of this one's, and the start.
    assert_int_equal(system("cd runs/*/snapshots && set -- * && truncate -s 1000 $4 && "
                            "truncate -s 1T $6 && cp $9 $8 && : >$1 && : >1 && : >x.safetensors"),
                     0);
    app = open_window();
    session = &app->session;
    look(app);
    assert_int_equal(session->questions.open, QUESTION_ERROR);
    assert_string_equal(session->questions.title, "Not all of this run can be looked back at");
    assert_non_null(strstr(session->questions.message, "4 cannot be read; the others are there."));
    questions_close(&session->questions);
    assert_int_equal(session->looking.moments.count, whole - 3); // the record tells the start
    assert_true(session->looking.moments.step[0] == 0);
    go_on_to_the_end(app, session->looking.moments.count / 2);
    keep_first_apart(session);
    app_close(app);
    assert_ends_as_the_run_that_was_never_left();
}

static void test_a_run_without_moments_goes_on_from_its_start(void **state)
{
    (void)state;
    leave_run(false);
    assert_int_equal(system("rm -r runs/*/snapshots"), 0);
    struct app *app = open_window();
    struct session *session = &app->session;
    look(app);
    assert_int_equal(session->questions.open, QUESTION_ERROR);
    assert_non_null(strstr(session->questions.message, "only its start is there"));
    questions_close(&session->questions);
    assert_int_equal(session->looking.moments.count, 1);
    go_on_to_the_end(app, 0);
    keep_first_apart(session);
    app_close(app);
    assert_ends_as_the_run_that_was_never_left();
}

static void test_a_record_that_is_gone_leaves_all_as_it_is(void **state)
{
    (void)state;
    leave_run(false);
    struct app *app = open_window();
    struct session *session = &app->session;
    past_runs_read(session);
    assert_int_equal(system("rm runs/*/record.json"), 0);
    past_runs_look(session, 0);
    await_phase(app, TRAINER_IDLE);
    assert_int_equal(session->questions.open, QUESTION_ERROR);
    assert_string_equal(session->questions.title, "This run cannot be looked back at");
    assert_int_equal(session->looking.moments.count, 0);
    app_close(app);
}

static void test_no_run_that_goes_on_is_left_for_it(void **state)
{
    (void)state;
    leave_run(false);
    struct app *app = open_window();
    struct session *session = &app->session;
    session->training.epochs = 100000;
    training_begin(session, data, false);
    await_epoch(app, 1);
    uint64_t run = session->progress.run;
    past_runs_read(session);
    assert_int_equal(session->past.list.count, 2);
    for (size_t i = 0; i < 2; i++) {
        assert_false(past_runs_can_look(session, &session->past.list.entry[i]));
        past_runs_look(session, i);
    }
    assert_true(session->progress.run == run && session_trains(session));
    trainer_stop(session->trainer);
    await_phase(app, TRAINER_STOPPED);
    // The one that has stopped here has all its moments still, the other is loaded.
    int count = session->looking.moments.count;
    past_runs_look_latest(session);
    assert_true(session->progress.phase == TRAINER_STOPPED && session->looking.there);
    assert_int_equal(session->looking.moments.count, count);
    look(app);
    assert_true(session->progress.run == run + 1);
    // What was stopped can go on all the same, also if the other begins again.
    char kept[PATH_SIZE];
    snprintf(kept, sizeof kept, "%s", session->kept.path);
    assert_true(session->checkpoint_there);
    press(app, KEY_HOME, MOD_CTRL);
    await_phase(app, TRAINER_PAUSED);
    trainer_toggle_pause(session->trainer);
    await_phase(app, TRAINER_FINISHED);
    struct kept_run *still = malloc(sizeof *still);
    assert_true(kept_run_find(still, checkpoint, kept));
    assert_int_equal(still->epochs, 100000);
    free(still);
    app_close(app);
}

// ---- Runs of programs that were killed ----------------------------------------------------------

// What a program that is killed in mid-run leaves: its files as they are then.
static struct train_state *leave_killed_run(void)
{
    struct app *app = open_window();
    struct run_curves *curves = malloc(sizeof *curves);
    struct train_state *state = malloc(sizeof *state);
    char named[PATH_SIZE];
    training_begin(&app->session, data, false);
    trainer_go(app->session.trainer, TRAINER_ONE_EPOCH);
    await_phase(app, TRAINER_PAUSED);
    assert_int_equal(system("rm -rf killed killed-state && cp -r runs killed && "
                            "cp -r state killed-state"),
                     0);
    app_close(app);
    assert_int_equal(system("rm -rf runs state && mv killed runs && mv killed-state state && "
                            "rm -f runs/*.lock state/*.lock"),
                     0);
    assert_true(kept_run_load(state, named, curves, NULL, checkpoint, NULL));
    assert_int_equal(state->epoch, 1);
    assert_int_not_equal(system("ls runs/*/weights.safetensors 2>/dev/null"), 0);
    free(curves);
    return state;
}

static void test_a_killed_run_is_whole_in_the_library_when_another_takes_its_place(void **state)
{
    (void)state;
    struct train_state *was = leave_killed_run();
    struct app *app = open_window();
    struct session *session = &app->session;
    char name[RUN_LIBRARY_NAME];
    assert_true(session->checkpoint_there && session->kept.recorded);
    past_runs_read(session);
    snprintf(name, sizeof name, "%s", session->past.list.entry[0].name);
    training_begin(session, data, false);
    await_phase(app, TRAINER_FINISHED);
    past_runs_read(session);
    assert_int_equal(session->past.list.count, 2);
    size_t index = strcmp(session->past.list.entry[0].name, name) != 0;
    const struct run_entry *run = &session->past.list.entry[index];
    assert_true(run->weights && run->record.weights[0]);
    assert_int_equal(run->record.end, RUN_RECORD_STOPPED);
    assert_true(run->record.epoch == 1 && run->record.tested == 50);
    past_runs_look(session, index);
    await_phase(app, TRAINER_PAST);
    assert_int_equal(session->questions.open, QUESTION_NONE);
    const struct train_state *last = &session->looking.moment.state;
    assert_memory_equal(&last->weights, &was->weights, sizeof was->weights);
    assert_memory_equal(&last->velocity, &was->velocity, sizeof was->velocity);
    press(app, KEY_ENTER, MOD_CTRL);
    await_phase(app, TRAINER_FINISHED);
    app_close(app);
    // Both that came to their end began with the same seed, and one of them was never left.
    assert_int_equal(system("set -- $(grep -l '\"finished\"' runs/*/record.json | xargs -n1 "
                            "dirname); test $# = 2 && "
                            "cmp $1/weights.safetensors $2/weights.safetensors"),
                     0);
    free(was);
}

static void test_a_killed_run_that_is_discarded_stays_whole_in_the_library(void **state)
{
    (void)state;
    struct train_state *was = leave_killed_run();
    struct app *app = open_window();
    struct session *session = &app->session;
    training_discard_kept(session);
    assert_false(session->checkpoint_there);
    assert_int_equal(session->questions.open, QUESTION_NONE);
    struct lenet *weights = weights_of("runs/*");
    assert_memory_equal(weights, &was->average, sizeof *weights);
    app_close(app);
    free(weights);
    free(was);
}

static void test_a_killed_run_keeps_its_place_if_the_library_cannot_have_it(void **state)
{
    (void)state;
    struct train_state *was = leave_killed_run();
    struct app *app = open_window();
    struct session *session = &app->session;
    assert_int_equal(system("for r in runs/*; do mkdir $r/weights.safetensors; done"), 0);
    training_begin(session, data, false);
    for (int i = 0; i < 60000 && session->questions.open != QUESTION_ERROR; i++)
        nap(app);
    assert_int_equal(session->questions.open, QUESTION_ERROR);
    assert_false(session_trains(session));
    assert_true(session->checkpoint_there && session->kept.epoch == 1);
    app_close(app);
    free(was);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, start_anew)
    const struct CMUnitTest tests[] = {
        TEST(test_it_goes_on_from_a_moment_of_the_library_to_the_same_bytes),
        TEST(test_all_of_it_is_shown_and_the_weights_in_use_come_back),
        TEST(test_data_that_has_changed_is_told_and_the_look_goes_on),
        TEST(test_a_branch_that_cannot_begin_yet_begins_once_its_data_is_back),
        TEST(test_moments_that_cannot_be_read_are_told_and_the_others_are_there),
        TEST(test_a_run_without_moments_goes_on_from_its_start),
        TEST(test_a_record_that_is_gone_leaves_all_as_it_is),
        TEST(test_no_run_that_goes_on_is_left_for_it),
        TEST(test_a_killed_run_is_whole_in_the_library_when_another_takes_its_place),
        TEST(test_a_killed_run_that_is_discarded_stays_whole_in_the_library),
        TEST(test_a_killed_run_keeps_its_place_if_the_library_cannot_have_it),
    };
    return cmocka_run_group_tests(tests, make_library_home, support_leave_folder);
}
