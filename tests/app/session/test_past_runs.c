// What a window trains is kept in the library of runs, however it was begun, stopped and gone on
// with, and a person does with it what the dialog offers.
#include "tests/support/library_home.h"

#include "app/session/past_runs.h"
#include "app/session/weights/looking_back.h"
#include "app/session/weights/training.h"
#include "app/training/setup/setup_presets.h"
#include "app/window/dialogs/past_run_words.h"
#include "tests/support/program.h"

static int make_files(void **state)
{
    setenv("L", LENETPAD_BINARY, 1);
    return make_library_home(state);
}

static int start_anew(void **state)
{
    (void)state;
    return system("rm -rf runs state out");
}

static struct app *open_window(int epochs)
{
    struct app *app = app_support_open(&(struct session_options){
        .model = "model.safetensors", .checkpoint = checkpoint, .runs = runs});
    app->session.training.epochs = epochs;
    return app;
}

static void await_epoch(struct app *app, int epoch)
{
    for (int i = 0; i < 1200000 && app->session.progress.epoch < epoch; i++)
        nap(app);
    assert_true(app->session.progress.epoch >= epoch);
}

static const struct run_entry *only_run(struct app *app, size_t count)
{
    past_runs_read(&app->session);
    assert_int_equal(app->session.past.list.count, count);
    assert_true(app->session.past.list.entry[0].readable);
    return &app->session.past.list.entry[0];
}

// The program repeats every run of the library to the bytes that are kept.
static void assert_repeatable(void)
{
    if (system("for r in runs/*/; do $L train --record \"$r\" --out out >said 2>&1 && "
               "cmp out \"$r/weights.safetensors\" || { cat said >&2; exit 1; }; done") != 0)
        fail_msg("a run of the library is not repeated");
}

static void test_a_run_that_comes_to_its_end_is_kept_and_can_be_repeated(void **state)
{
    (void)state;
    struct app *app = open_window(2);
    training_begin(&app->session, data, false);
    await_phase(app, TRAINER_FINISHED);
    const struct run_entry *run = only_run(app, 1);
    assert_int_equal(run->record.end, RUN_RECORD_FINISHED);
    assert_int_equal(run->record.tested, 50);
    assert_true(run->weights);
    struct run_curves *curves = calloc(1, sizeof *curves);
    assert_true(run_library_load_curves(curves, runs, run->name, NULL));
    assert_int_equal(curves->test.count, 2);
    free(curves);
    app_close(app);
    assert_repeatable();
}

static void test_one_that_cannot_be_kept_there_is_told_and_goes_on(void **state)
{
    (void)state;
    struct app *app = open_window(2);
    support_write("runs", "no folder", 9);
    training_begin(&app->session, data, false);
    await_phase(app, TRAINER_FINISHED);
    assert_int_equal(app->session.questions.open, QUESTION_ERROR);
    assert_string_equal(app->session.questions.title, "The run is not kept among the runs");
    assert_int_equal(app->session.progress.epoch, 2);
    app_close(app);
}

// It may be put right by hand: the run goes on in another folder.
static void test_a_record_that_cannot_be_read_is_not_written_over(void **state)
{
    (void)state;
    struct app *app = open_window(100000);
    training_begin(&app->session, data, false);
    await_epoch(app, 1);
    app_close(app);
    assert_int_equal(system("for r in runs/*/; do echo '{' > $r/record.json; done"), 0);
    app = open_window(100000);
    int epoch = app->session.kept.epoch;
    training_begin(&app->session, NULL, true);
    await_epoch(app, epoch + 1);
    trainer_stop(app->session.trainer);
    await_phase(app, TRAINER_STOPPED);
    past_runs_read(&app->session);
    const struct run_list *list = &app->session.past.list;
    assert_int_equal(list->count, 2);
    assert_true(list->entry[0].readable && !list->entry[1].readable);
    app_close(app);
    assert_int_equal(system("grep -qx '{' $(find runs -name record.json -size -3c)"), 0);
}

static void test_one_that_goes_on_in_another_window_is_one_run(void **state)
{
    (void)state;
    struct app *app = open_window(100000);
    training_begin(&app->session, data, false);
    await_epoch(app, 1);
    app_close(app);
    app = open_window(100000);
    const struct run_entry *run = only_run(app, 1);
    assert_int_equal(run->record.end, RUN_RECORD_STOPPED);
    int epoch = run->record.epoch;
    training_begin(&app->session, NULL, true);
    await_epoch(app, epoch + 1);
    trainer_stop(app->session.trainer);
    await_phase(app, TRAINER_STOPPED);
    run = only_run(app, 1);
    assert_true(run->record.epoch > epoch);
    app_close(app);
    assert_repeatable();
}

static void test_a_run_that_was_steered_and_its_branch_are_two_that_can_be_repeated(void **state)
{
    (void)state;
    struct app *app = open_window(100000);
    training_begin(&app->session, data, false);
    await_epoch(app, 1);
    training_steer(&app->session, 0.3f, AUGMENT_NONE);
    await_epoch(app, app->session.progress.epoch + 1);
    trainer_stop(app->session.trainer);
    await_phase(app, TRAINER_STOPPED);
    assert_int_equal(only_run(app, 1)->record.steering.count, 1);
    looking_back_at(&app->session, 1);
    training_go_on_from_here(&app->session);
    await_phase(app, TRAINER_RUNNING);
    await_epoch(app, 2);
    trainer_stop(app->session.trainer);
    await_phase(app, TRAINER_STOPPED);
    only_run(app, 2);
    app_close(app);
    assert_repeatable();
}

static void test_curves_are_laid_over_each_other_until_the_run_is_deleted(void **state)
{
    (void)state;
    struct app *app = open_window(1);
    struct session *session = &app->session;
    struct status status = {0};
    training_begin(session, data, false);
    await_phase(app, TRAINER_FINISHED);
    press(app, 'r', MOD_CTRL | MOD_SHIFT);
    assert_int_equal(session->questions.open, QUESTION_PAST_RUNS);
    past_runs_compare(session, 0);
    assert_int_equal(session->compared.count, 1);
    assert_int_equal(session->compared.run[0].curves.test.count, 1);
    assert_true(past_runs_rename(session, 0, "my best", &status));
    assert_string_equal(session->compared.run[0].name, "my best");
    assert_true(past_runs_is_compared(session, "my best"));
    assert_false(past_runs_rename(session, 0, "../out", &status));
    past_runs_delete(session, 0);
    assert_int_equal(session->compared.count, 0);
    assert_int_equal(session->past.list.count, 0);
    app_close(app);
}

// What the form says is what is learnt, from the weights in use if it says so; and what a run was
// set up with can be had again.
static void test_a_run_that_is_set_up_learns_what_the_form_says(void **state)
{
    (void)state;
    static const char pens[] = "digit 7\nstroke 0,0 80,0 30,120\n";
    struct app *app = open_window(1);
    struct session *session = &app->session;
    struct run_setup *setup = &session->setup;
    support_write("pens.strokes", pens, sizeof pens - 1);
    run_setup_default(setup);
    setup->part[RUN_PART_MNIST].used = false;
    setup->part[RUN_PART_FOLDER] = (struct run_part){.used = true, .share = 50};
    snprintf(setup->part[RUN_PART_FOLDER].path, PATH_SIZE, "%s", data);
    setup->part[RUN_PART_STROKES] =
        (struct run_part){.used = true, .share = 300, .path = "pens.strokes"};
    setup->from_weights = true;
    setup->hold_out = 20;
    setup->options.epochs = 2;
    setup->options.seed = 5;
    setup->threads = 1;
    training_begin_set_up(session);
    await_phase(app, TRAINER_RUNNING);
    assert_non_null(strstr(session->notice.text, "from the weights that were in use"));
    await_phase(app, TRAINER_FINISHED);
    assert_non_null(strstr(session->weights_note, ": 2 more epochs of "));
    const struct run_entry *run = only_run(app, 1);
    assert_int_equal(run->record.held, 20);
    assert_int_equal(run->record.threads, 1);
    assert_true(run->record.start[0] && run->record.setup.from_weights);
    assert_true(run->record.setup.options.seed == 5);
    run_setup_default(setup);
    past_runs_set_up(session, 0);
    assert_int_equal(session->questions.open, QUESTION_SETUP);
    assert_true(setup->part[RUN_PART_FOLDER].used && setup->part[RUN_PART_FOLDER].share == 50);
    assert_int_equal(setup->hold_out, 20);
    app_frame(app);
    app_frame(app);
    press(app, KEY_HOME, 0); // of the recipes, which have the keyboard as after Ctrl+T
    assert_int_equal(setup_preset_of(setup), 0);
    app_close(app);
    assert_repeatable();
}

static void test_all_is_done_by_keys_and_deleting_asks_first(void **state)
{
    (void)state;
    enum { TABS_TO_DELETE = 6 };
    struct app *app = open_window(1);
    struct session *session = &app->session;
    for (int i = 0; i < 2; i++) {
        training_begin(session, data, false);
        await_phase(app, TRAINER_FINISHED);
    }
    press(app, 'r', MOD_CTRL | MOD_SHIFT);
    assert_int_equal(session->past.list.count, 2);
    press(app, KEY_DOWN, 0);
    assert_int_equal(app->past_dialog.selected, 1);
    press(app, KEY_ENTER, 0); // compares
    assert_true(past_runs_is_compared(session, session->past.list.entry[1].name));
    press(app, KEY_ENTER, 0);
    assert_int_equal(session->compared.count, 0);
    for (int i = 0; i < TABS_TO_DELETE; i++)
        press(app, KEY_TAB, 0);
    press(app, KEY_SPACE, 0);
    assert_int_equal(session->questions.open, QUESTION_DELETE_RUN);
    press(app, KEY_ENTER, 0); // Keep
    assert_int_equal(session->questions.open, QUESTION_PAST_RUNS);
    assert_int_equal(session->past.list.count, 2);
    for (int i = 0; i < TABS_TO_DELETE; i++)
        press(app, KEY_TAB, 0);
    press(app, KEY_SPACE, 0);
    assert_int_equal(session->questions.open, QUESTION_DELETE_RUN);
    press(app, KEY_TAB, 0);
    press(app, KEY_SPACE, 0); // Delete
    assert_int_equal(session->questions.open, QUESTION_PAST_RUNS);
    assert_int_equal(session->past.list.count, 1);
    for (int i = 0; i < TABS_TO_DELETE - 1; i++)
        press(app, KEY_TAB, 0);
    press(app, KEY_SPACE, 0); // Export
    assert_int_equal(session->questions.open, QUESTION_FILES);
    press(app, KEY_ESCAPE, 0); // closes only what lies on top
    assert_int_equal(session->questions.open, QUESTION_PAST_RUNS);
    assert_int_equal(app->past_dialog.selected, 0);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(session->questions.open, QUESTION_NONE);
    app_close(app);
}

static void assert_told(struct app *app, const struct run_entry *run, int line, const char *part)
{
    static char text[PAST_RUN_LINES][PAST_RUN_WORDS];
    past_run_words_all(text, &app->session, run);
    if (!strstr(text[line], part))
        fail_msg("\"%s\" is not told: %s", part, text[line]);
}

static void note_place(void *context, const struct text_drawn *drawn)
{
    if (drawn->bytes == strlen("Delete…") && strncmp(drawn->string, "Delete…", drawn->bytes) == 0)
        *(struct rect *)context = drawn->rect;
}

static void click_delete(struct app *app)
{
    struct rect rect = {0};
    app_support_watch(app, note_place, &rect);
    assert_true(rect.w > 0);
    struct event event = {.x = (float)rect.x + 4, .y = (float)rect.y + 4, .pressure = 1};
    static const enum event_type types[] = {EVENT_POINTER_MOVE, EVENT_POINTER_DOWN,
                                            EVENT_POINTER_UP};
    for (int i = 0; i < 3; i++) {
        event.type = types[i];
        event.button = i > 0 ? BUTTON_LEFT : 0;
        app_event(app, &event);
        app_frame(app);
    }
    app_frame(app);
}

static void test_a_run_that_goes_on_is_stopped_before_it_is_deleted(void **state)
{
    (void)state;
    struct app *app = open_window(100000);
    training_begin(&app->session, data, false);
    await_epoch(app, 1);
    press(app, 'r', MOD_CTRL | MOD_SHIFT);
    click_delete(app); // what goes on has none
    assert_int_equal(app->session.questions.open, QUESTION_PAST_RUNS);
    trainer_stop(app->session.trainer);
    await_phase(app, TRAINER_STOPPED);
    press(app, KEY_ESCAPE, 0);
    press(app, 'r', MOD_CTRL | MOD_SHIFT);
    click_delete(app);
    assert_int_equal(app->session.questions.open, QUESTION_DELETE_RUN);
    app_close(app);
}

static void test_a_run_that_goes_on_tells_how_it_stands_now(void **state)
{
    (void)state;
    struct app *app = open_window(100000);
    char words[64], expected[64];
    training_begin(&app->session, data, false);
    await_epoch(app, 2);
    trainer_toggle_pause(app->session.trainer);
    await_phase(app, TRAINER_PAUSED);
    const struct run_entry *run = only_run(app, 1);
    assert_told(app, run, 0, "it is paused.");
    await_epoch(app, app->session.progress.epoch);
    past_run_words_epochs(words, sizeof words, &app->session, run);
    snprintf(expected, sizeof expected, "%d of 100000", app->session.progress.epoch);
    assert_string_equal(words, expected);
    trainer_toggle_pause(app->session.trainer);
    await_phase(app, TRAINER_RUNNING);
    assert_told(app, run, 0, "it goes on.");
    await_epoch(app, app->session.progress.epoch + 2); // the list is as it was read before
    past_run_words_epochs(words, sizeof words, &app->session, run);
    snprintf(expected, sizeof expected, "%d of 100000", app->session.progress.epoch);
    assert_string_equal(words, expected);
    past_run_words_error(words, sizeof words, &app->session, run);
    assert_string_not_equal(words, "not tested");
    app_close(app);
}

static void assert_recipe(struct run_entry *entry, const char *expected)
{
    char words[PAST_RUN_WORDS];
    past_run_words_recipe(words, entry);
    assert_string_equal(words, expected);
}

static void test_a_run_says_by_which_recipe_it_learned_or_what_is_its_own(void **state)
{
    (void)state;
    struct run_entry *entry = calloc(1, sizeof *entry);
    struct run_setup *setup = &entry->record.setup;
    assert_recipe(entry, ""); // it cannot be read
    entry->readable = true;
    run_setup_default(setup);
    for (int i = 0; i < SETUP_PRESETS; i++) {
        setup_preset_apply(setup, i);
        assert_recipe(entry, setup_presets[i].name);
    }
    run_setup_default(setup);
    setup->options.epochs = 20;
    setup->options.seed = 5;
    assert_recipe(entry, "The shipped recipe");
    setup->options.rate = 0.5f;
    setup->options.augment = AUGMENT_NONE;
    assert_recipe(entry, "rate 0.5, distortion none");
    setup->from_weights = true;
    assert_recipe(entry, "Given weights, rate 0.5, distortion none");
    entry->record.branch.epoch = 2;
    snprintf(entry->record.branch.run, sizeof entry->record.branch.run, "another");
    assert_recipe(entry, "A branch, rate 0.5, distortion none");
    free(entry);
}

// What a program that is killed leaves behind is the folder as it is in mid-run.
static void test_a_run_that_was_cut_off_tells_how_far_it_came(void **state)
{
    (void)state;
    struct app *app = open_window(100000);
    char words[64];
    training_begin(&app->session, data, false);
    await_epoch(app, 3);
    // What is being written vanishes meanwhile.
    assert_int_equal(system("cp -r runs/*/ copy 2>/dev/null; mv copy runs/"), 0);
    past_runs_read(&app->session);
    const struct run_entry *run = NULL;
    for (size_t i = 0; i < app->session.past.list.count; i++)
        if (strcmp(app->session.past.list.entry[i].name, "copy") == 0)
            run = &app->session.past.list.entry[i];
    assert_true(run && run->readable && !run->busy);
    assert_told(app, run, 0, "it was cut off");
    assert_true(run->record.epoch >= 2);
    past_run_words_error(words, sizeof words, &app->session, run);
    assert_string_not_equal(words, "not tested");
    app_close(app);
}

static void test_changes_in_mid_run_and_branches_are_told(void **state)
{
    (void)state;
    struct app *app = open_window(100000);
    char name[RUN_LIBRARY_NAME], branch[RUN_LIBRARY_NAME + 32];
    training_begin(&app->session, data, false);
    await_epoch(app, 1);
    assert_told(app, only_run(app, 1), 2, "Nothing was changed");
    training_steer(&app->session, 1.25f, AUGMENT_AFFINE);
    await_epoch(app, app->session.progress.epoch + 1);
    const struct run_entry *run = only_run(app, 1);
    assert_told(app, run, 2, "Changed at ");
    assert_told(app, run, 2, ": rate 1.25, distortion affine.");
    snprintf(name, sizeof name, "%s", run->name);
    trainer_stop(app->session.trainer);
    await_phase(app, TRAINER_STOPPED);
    looking_back_at(&app->session, 1);
    training_go_on_from_here(&app->session);
    await_phase(app, TRAINER_RUNNING);
    await_epoch(app, 2);
    past_runs_read(&app->session);
    struct run_list *list = &app->session.past.list;
    assert_int_equal(list->count, 2);
    run = &list->entry[strcmp(list->entry[0].name, name) == 0];
    snprintf(branch, sizeof branch, "a branch of %s from ", name);
    assert_told(app, run, 0, branch);
    app_close(app);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup(name, start_anew)
    const struct CMUnitTest tests[] = {
        TEST(test_a_run_that_comes_to_its_end_is_kept_and_can_be_repeated),
        TEST(test_one_that_cannot_be_kept_there_is_told_and_goes_on),
        TEST(test_a_record_that_cannot_be_read_is_not_written_over),
        TEST(test_one_that_goes_on_in_another_window_is_one_run),
        TEST(test_a_run_that_was_steered_and_its_branch_are_two_that_can_be_repeated),
        TEST(test_a_run_that_is_set_up_learns_what_the_form_says),
        TEST(test_a_run_that_goes_on_is_stopped_before_it_is_deleted),
        TEST(test_a_run_that_goes_on_tells_how_it_stands_now),
        TEST(test_a_run_that_was_cut_off_tells_how_far_it_came),
        TEST(test_a_run_says_by_which_recipe_it_learned_or_what_is_its_own),
        TEST(test_changes_in_mid_run_and_branches_are_told),
        TEST(test_all_is_done_by_keys_and_deleting_asks_first),
        TEST(test_curves_are_laid_over_each_other_until_the_run_is_deleted),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
