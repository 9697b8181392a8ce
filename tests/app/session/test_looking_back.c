// Looking back at a moment of the run: everything is shown as it was, and nothing is kept, learnt
// from or gone back to by that.
#include "tests/support/shell_events.h"

#include "app/session/health.h"
#include "app/session/opening.h"
#include "app/session/session_life.h"
#include "app/session/weights/looking_back.h"
#include "app/session/weights/training.h"
#include "app/session/weights/weights_before.h"

static struct lenet *copy_of(const struct lenet *weights)
{
    struct lenet *copy = malloc(sizeof *copy);
    assert_non_null(copy);
    *copy = *weights;
    return copy;
}

static bool same(const struct lenet *a, const struct lenet *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

// A run that has paused after its first epoch and some batches.
static void pause_run(struct app *app)
{
    training_begin(&app->session, "data", false);
    await_phase(app, TRAINER_RUNNING);
    press(app, ',', 0);
    await_phase(app, TRAINER_PAUSED);
    app_frame(app);
    assert_true(looking_back_can(&app->session));
}

static void test_the_weights_of_the_moment_are_shown_and_those_of_now_come_back(void **state)
{
    struct app *app = *state;
    struct session *session = &app->session;
    pause_run(app);
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    struct lenet *now = copy_of(&session->weights);
    float probability = session->reading.activations.probability[1];
    uint64_t version = session->weights_version;
    char note[600];
    snprintf(note, sizeof note, "%s", session->weights_note);
    press(app, KEY_LEFT, MOD_ALT); // where it rests
    assert_true(session->looking.there && same(&session->weights, now));
    for (int i = 0; i < 5; i++) // the average goes on in every fourth step
        press(app, KEY_LEFT, MOD_ALT);
    assert_true(session->looking.there && session->weights_version != version);
    assert_true(same(&session->weights, &session->looking.moment.state.average));
    assert_false(same(&session->weights, now));
    looking_back_at(session, 0);
    app_frame(app);
    assert_true(session->looking.step == 0);
    assert_true(session->reading.activations.probability[1] != probability);
    assert_non_null(strstr(session->weights_note, "the start of a run on data"));
    assert_true(looking_back_epochs(session) == 0);
    press(app, KEY_RIGHT, MOD_ALT);
    assert_true(session->looking.step == session->looking.moments.step[1]);
    press(app, KEY_END, MOD_ALT);
    assert_false(session->looking.there);
    assert_true(same(&session->weights, now));
    assert_string_equal(session->weights_note, note);
    assert_true(session->reading.activations.probability[1] == probability);
    free(now);
}

// How the layers are that are shown: never those of other weights on the way.
static struct layer_stats await_health(struct app *app)
{
    struct session *session = &app->session;
    for (int i = 0; i < 60000 && !health_stats(session); i++) {
        nanosleep(&(struct timespec){0, 1000000}, NULL);
        send(app, (struct event){.type = EVENT_WAKE});
    }
    assert_non_null(health_stats(session));
    return *health_stats(session);
}

static void test_the_layers_are_those_of_the_moment_and_then_those_of_now_again(void **state)
{
    struct app *app = *state;
    struct session *session = &app->session;
    pause_run(app);
    press(app, '.', MOD_CTRL);
    await_phase(app, TRAINER_STOPPED);
    while (session->health.waits)
        send(app, (struct event){.type = EVENT_WAKE});
    struct layer_stats now = await_health(app);
    looking_back_at(session, 0);
    app_frame(app);
    struct layer_stats start = await_health(app);
    assert_true(start.loss > now.loss);
    looking_back_at(session, 1);
    session_follow(session);
    assert_true(!health_stats(session) || health_stats(session)->loss != start.loss);
    press(app, KEY_END, MOD_ALT);
    assert_false(session->looking.there);
    struct layer_stats again = await_health(app);
    assert_memory_equal(&again, &now, sizeof now);
    looking_back_at(session, 0);
    app_frame(app);
    struct layer_stats once_more = await_health(app);
    assert_memory_equal(&once_more, &start, sizeof start);
}

static void test_a_run_that_goes_on_is_of_now_again_when_one_comes_back(void **state)
{
    struct app *app = *state;
    struct session *session = &app->session;
    pause_run(app);
    looking_back_at(session, 3);
    struct lenet *past = copy_of(&session->weights);
    press(app, ',', 0);
    await_phase(app, TRAINER_RUNNING);
    await_phase(app, TRAINER_PAUSED);
    assert_true(session->looking.there && same(&session->weights, past));
    press(app, KEY_END, MOD_ALT);
    app_frame(app);
    struct lenet *newest = malloc(sizeof *newest);
    uint64_t generation = 0;
    assert_true(newest && trainer_snapshot(session->trainer, newest, &generation));
    assert_true(same(&session->weights, newest));
    free(newest);
    free(past);
}

static void test_the_result_of_a_run_that_ends_meanwhile_is_that_of_its_end(void **state)
{
    struct app *app = *state;
    struct session *session = &app->session;
    pause_run(app);
    looking_back_at(session, 0);
    press(app, KEY_SPACE, 0);
    await_phase(app, TRAINER_FINISHED);
    assert_true(session->looking.there); // still
    struct lenet *kept = malloc(sizeof *kept), *newest = malloc(sizeof *newest);
    uint64_t generation = 0;
    assert_true(kept && newest && session->settings.model[0]);
    assert_true(model_load(kept, NULL, session->settings.model, NULL));
    assert_true(trainer_snapshot(session->trainer, newest, &generation));
    assert_true(same(kept, newest));
    press(app, KEY_END, MOD_ALT);
    assert_true(same(&session->weights, newest));
    app_frame(app);
    assert_non_null(strstr(session->weights_note, "Trained here"));
    free(kept);
    free(newest);
}

// Wherever one was when it ended.
static void test_a_run_that_ended_meanwhile_has_ended_everywhere_when_one_comes_back(void **state)
{
    struct app *app = *state;
    struct session *session = &app->session;
    pause_run(app);
    looking_back_at(session, 3);
    press(app, ',', 0); // newer weights come while one looks back
    await_phase(app, TRAINER_RUNNING);
    await_phase(app, TRAINER_PAUSED);
    press(app, KEY_SPACE, 0);
    await_phase(app, TRAINER_FINISHED);
    app_frame(app);
    assert_non_null(strstr(session->notice.text, "Training is finished."));
    assert_non_null(strstr(session->notice.text, "to come back to them:"));
    assert_int_equal(session->notice.action, ACTION_NOW);
    press(app, KEY_END, MOD_ALT);
    for (int i = 0; i < 3; i++)
        send(app, (struct event){.type = EVENT_WAKE});
    assert_false(session->looking.there);
    assert_string_equal(session->weights_name, "Trained here");
    assert_null(strstr(session->weights_note, "In training"));
    assert_true(session->model_info.tested);
}

static void test_a_run_that_was_stopped_meanwhile_is_stopped_when_one_comes_back(void **state)
{
    struct app *app = *state;
    struct session *session = &app->session;
    pause_run(app);
    looking_back_at(session, 3);
    press(app, ',', 0);
    await_phase(app, TRAINER_RUNNING);
    await_phase(app, TRAINER_PAUSED);
    press(app, '.', MOD_CTRL);
    await_phase(app, TRAINER_STOPPED);
    press(app, KEY_END, MOD_ALT);
    for (int i = 0; i < 3; i++)
        send(app, (struct event){.type = EVENT_WAKE});
    assert_string_equal(session->weights_name, "Training stopped");
}

static void test_other_weights_end_the_look_and_the_way_back_leads_to_now(void **state)
{
    struct app *app = *state;
    struct session *session = &app->session;
    pause_run(app);
    press(app, '.', MOD_CTRL);
    await_phase(app, TRAINER_STOPPED);
    struct lenet *now = copy_of(&session->weights);
    looking_back_at(session, 1);
    assert_true(opening_file(session, "seven.safetensors", 0, NULL));
    assert_false(session->looking.there);
    assert_true(weights_before_can(session));
    weights_before_swap(session);
    assert_true(same(&session->weights, now));
    free(now);
}

static void test_a_run_that_has_paused_is_said_to_stand_still(void **state)
{
    struct app *app = *state;
    pause_run(app);
    app->page = PAGE_TRAINING;
    looking_back_at(&app->session, 0);
    assert_non_null(strstr(app_support_words(app), "Meanwhile the run stands still."));
    press(app, KEY_SPACE, 0);
    await_phase(app, TRAINER_RUNNING);
    assert_non_null(strstr(app_support_words(app), "Meanwhile the run goes on."));
}

// Until the run that begins again waits; its data may be loaded before anybody looks.
static void back_to_start(struct app *app)
{
    uint64_t run = app->session.progress.run;
    press(app, KEY_HOME, MOD_CTRL);
    for (int i = 0; i < 60000 && app->session.progress.run == run; i++)
        nap(app);
    assert_int_equal(app->session.progress.run, run + 1);
    await_phase(app, TRAINER_PAUSED);
}

static void test_a_single_moment_is_counted_as_one(void **state)
{
    struct app *app = *state;
    pause_run(app);
    app->page = PAGE_TRAINING;
    back_to_start(app);
    assert_int_equal(app->session.looking.moments.count, 1);
    assert_non_null(strstr(app_support_words(app), "1 moment of this run is kept, "));
}

static void test_going_on_from_a_moment_is_a_new_run_with_the_old_one_kept(void **state)
{
    struct app *app = *state;
    struct session *session = &app->session;
    pause_run(app);
    press(app, KEY_ENTER, MOD_CTRL); // nothing, as one looks at now
    assert_int_equal(session->run_begun, RUN_BEGUN_ANEW);
    char first[PATH_SIZE];
    snprintf(first, sizeof first, "%s", session->run_file);
    looking_back_at(session, 5);
    uint64_t step = session->looking.step;
    press(app, KEY_ENTER, MOD_CTRL);
    await_phase(app, TRAINER_RUNNING);
    assert_false(session->looking.there);
    press(app, KEY_SPACE, 0);
    await_phase(app, TRAINER_PAUSED);
    assert_int_equal(session->run_begun, RUN_BEGUN_AS_BRANCH);
    assert_string_not_equal(session->run_file, first);
    assert_int_equal(access(first, F_OK), 0);
    assert_true(session->looking.moments.step[0] == 0);
    assert_true(session->looking.moments.step[5] == step);
    assert_non_null(strstr(ui_toast_text(&app->ui), "The run before is kept"));
}

static void test_back_to_the_start_waits_with_the_same_weights(void **state)
{
    struct app *app = *state;
    struct session *session = &app->session;
    pause_run(app);
    looking_back_at(session, 0);
    struct lenet *start = copy_of(&session->weights);
    looking_back_at(session, 1);
    struct lenet *second = copy_of(&session->weights);
    back_to_start(app);
    assert_int_equal(session->progress.epoch + session->progress.batch, 0);
    assert_true(same(&session->weights, start));
    press(app, '.', 0);
    while (session->progress.batch < 1) {
        nanosleep(&(struct timespec){0, 1000000}, NULL);
        send(app, (struct event){.type = EVENT_WAKE});
    }
    await_phase(app, TRAINER_PAUSED);
    app_frame(app);
    assert_true(same(&session->weights, second));
    free(start);
    free(second);
}

#define WINDOW(test) cmocka_unit_test_setup_teardown(test, open_window, app_support_close)

static int open_window(void **state)
{
    static int windows;
    static char kept[64], settings[64];
    snprintf(kept, sizeof kept, "kept-%d/run.safetensors", ++windows);
    snprintf(settings, sizeof settings, "settings-%d.json", windows);
    *state = open_app(&(struct session_options){
        .model = "seven.safetensors", .checkpoint = kept, .settings_path = settings});
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        WINDOW(test_the_weights_of_the_moment_are_shown_and_those_of_now_come_back),
        WINDOW(test_the_layers_are_those_of_the_moment_and_then_those_of_now_again),
        WINDOW(test_a_run_that_goes_on_is_of_now_again_when_one_comes_back),
        WINDOW(test_the_result_of_a_run_that_ends_meanwhile_is_that_of_its_end),
        WINDOW(test_a_run_that_ended_meanwhile_has_ended_everywhere_when_one_comes_back),
        WINDOW(test_a_run_that_was_stopped_meanwhile_is_stopped_when_one_comes_back),
        WINDOW(test_other_weights_end_the_look_and_the_way_back_leads_to_now),
        WINDOW(test_a_run_that_has_paused_is_said_to_stand_still),
        WINDOW(test_a_single_moment_is_counted_as_one),
        WINDOW(test_going_on_from_a_moment_is_a_new_run_with_the_old_one_kept),
        WINDOW(test_back_to_the_start_waits_with_the_same_weights),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
