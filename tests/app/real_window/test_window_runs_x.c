// What a person does with the runs that are kept (Train > Runs), in the real window, by the pointer
// and by keys alone: each is seen by what it leaves on the disk, in the title or on the page.
#include "tests/support/x_words.h"

#include "app/session/past_runs.h"
#include "app/training/runs/run_files.h"
#include "app/training/runs/run_library.h"
#include "app/training/setup/setup_file.h"
#include "app/window/dialogs/files/dialog_files.h"
#include "app/window/screen/action.h"
#include "app/window/views/lab/lab_layout.h"
#include "app/work/settings.h"
#include "nn/files/place.h"

static const char library[] = ".local/share/lenetpad/runs";
static const char settings_path[] = ".config/lenetpad/settings.json";
static const char setup_path[] = ".config/lenetpad/setup.json";

// ---- Runs of the past ---------------------------------------------------------------------------

// Each with options of its own, and weights that read nothing but one digit. The newest is the
// first row of the list.
static const struct past_run {
    const char *began, *name;
    int epochs, batch, reads;
    float rate;
} past[] = {
    {"2026-11-22 10:00", "2026-11-22-1000-practice", 7, 8, 1, 0.5f},
    {"2026-11-21 10:00", "2026-11-21-1000-practice", 4, 64, 4, 0.25f},
    {"2026-11-20 10:00", "2026-11-20-1000-practice", 3, 16, 6, 0.125f},
};
enum { PAST = sizeof past / sizeof *past };

static void fill_curves(struct run_curves *curves, const struct past_run *run)
{
    for (int i = 1; i <= 10 * run->epochs; i++)
        curve_add(&curves->loss, (float)i / 10, run->rate / (float)i);
    for (int i = 1; i <= run->epochs; i++) {
        curve_add(&curves->train, (float)i, run->rate / (float)i);
        curve_add(&curves->test, (float)i, run->rate / (float)(i + 1));
    }
}

static void lay_down(const struct past_run *run)
{
    char folder[PATH_SIZE];
    struct lock *lock;
    struct run_setup setup;
    struct run_record *record = calloc(1, sizeof *record);
    struct train_state *state = malloc(sizeof *state);
    struct run_curves *curves = calloc(1, sizeof *curves);
    assert_true(record && state && curves);
    run_setup_default(&setup);
    setup.part[RUN_PART_MNIST].used = false;
    setup.part[RUN_PART_PRACTICE].used = true;
    setup.options.epochs = run->epochs;
    setup.options.batch = run->batch;
    setup.options.rate = run->rate;
    run_record_begin(record, &setup);
    snprintf(record->began, sizeof record->began, "%s", run->began);
    assert_true(run_library_begin(folder, &lock, library, record, NULL, NULL));
    train_begin(state, &setup.options);
    state->epoch = run->epochs;
    state->average = (struct lenet){0};
    state->average.output_bias[run->reads] = 8;
    record->end = RUN_RECORD_FINISHED;
    record->tested = 4000;
    record->wrong = 100;
    fill_curves(curves, run);
    assert_true(run_library_keep(folder, record, state, 20000, curves, NULL));
    lock_release(lock);
    assert_string_equal(path_name(folder), run->name);
    free(curves);
    free(state);
    free(record);
}

// Test set-up: these runs and no others, nothing set up, places for copies, and no dialog open.
static int lay_down_all(void **state)
{
    (void)state;
    xdotool("key Escape Escape Escape");
    if (system("rm -rf .local/share/lenetpad/runs .config/lenetpad/setup.json copies elsewhere && "
               "mkdir copies elsewhere") != 0)
        return -1;
    for (int i = 0; i < PAST; i++)
        lay_down(&past[i]);
    return 0;
}

// ---- Effects ------------------------------------------------------------------------------------

static void await_run(const char *name, bool there)
{
    char path[PATH_SIZE];
    double end = now() + DEADLINE_SECONDS;
    assert_true(path_join(path, library, name, NULL));
    while (place_is_folder(path) != there) {
        if (now() > end)
            fail_msg("the run %s is %s", name, there ? "not there" : "still there");
        nap();
    }
}

static void await_renamed(const char *from, const char *to)
{
    await_run(to, true);
    await_run(from, false);
}

static void await_model_of(const struct desk *desk, const char *name, int digit)
{
    struct settings settings;
    char whole[PATH_SIZE], wanted[PATH_SIZE];
    double end = now() + DEADLINE_SECONDS;
    assert_true(path_absolute(whole, library, NULL));
    snprintf(wanted, sizeof wanted, "%.900s/%.64s/" RUN_FILES_WEIGHTS, whole, name);
    await_reading(desk, digit);
    for (;;) {
        if (settings_load(&settings, settings_path, NULL) && strcmp(settings.model, wanted) == 0)
            return;
        if (now() > end)
            fail_msg("the weights of the next start are %s", settings.model);
        nap();
    }
}

static void await_same_files(const char *name, const char *copies)
{
    static const char *const files[] = {RUN_RECORD_FILE, RUN_FILES_CURVES, RUN_FILES_WEIGHTS};
    char command[2 * PATH_SIZE];
    double end = now() + DEADLINE_SECONDS;
    for (int i = 0; i < 3; i++) {
        snprintf(command, sizeof command, "cmp -s %s/%s/%s %s/%s/%s", library, name, files[i],
                 copies, name, files[i]);
        while (system(command) != 0) {
            if (now() > end)
                fail_msg("%s of %s is not in %s", files[i], name, copies);
            nap();
        }
    }
}

// What the form wrote when it was put away.
static void await_set_up(const struct past_run *run)
{
    struct run_setup setup;
    char note[SETUP_FILE_NOTE];
    double end = now() + DEADLINE_SECONDS;
    while (!place_is_file(setup_path)) {
        if (now() > end)
            fail_msg("nothing was set up");
        nap();
    }
    assert_true(setup_file_load(&setup, setup_path, note, NULL));
    assert_true(setup.part[RUN_PART_PRACTICE].used && !setup.part[RUN_PART_MNIST].used);
    assert_int_equal(setup.options.epochs, run->epochs);
    assert_int_equal(setup.options.batch, run->batch);
    assert_true(setup.options.rate == run->rate);
}

// ---- Two hands ----------------------------------------------------------------------------------

// The test's own window, with the same dialog open and the same run chosen.
static struct app *twin_of_runs(const struct desk *desk, int row)
{
    char whole[PATH_SIZE];
    assert_true(path_absolute(whole, library, NULL));
    struct app *twin =
        twin_open(desk, 1, &(struct session_options){.own_digits = "", .runs = whole});
    twin_press(twin, 'r', MOD_CTRL | MOD_SHIFT);
    for (int i = 0; i < row; i++)
        twin_press(twin, KEY_DOWN, 0);
    return twin;
}

static void await_chosen(const struct desk *desk, int row)
{
    char words[64];
    struct app *twin = twin_of_runs(desk, row);
    snprintf(words, sizeof words, "Begun %s", past[row].began);
    await_words(desk, twin, words);
    app_close(twin);
}

static void open_by_pointer(const struct desk *desk)
{
    struct app *twin = twin_open(desk, 1, &(struct session_options){.own_digits = ""});
    click_words(desk, twin, "Train");
    for (int i = 0; i < twin->actions->count; i++)
        if (strcmp(twin->actions->menu[i]->name, "Train") == 0)
            ui_menu_open(&twin->ui, i);
    click_words(desk, twin, "Runs…");
    app_close(twin);
}

static void open_by_keys(const struct desk *desk)
{
    (void)desk;
    xdotool("key ctrl+shift+r");
}

static void choose_by_pointer(const struct desk *desk, int row)
{
    struct app *twin = twin_of_runs(desk, 0);
    click_words(desk, twin, past[row].name);
    app_close(twin);
}

static void choose_by_keys(const struct desk *desk, int row)
{
    (void)desk;
    for (int i = 0; i < row; i++)
        xdotool("key Down");
}

static void press_by_pointer(const struct desk *desk, const char *button)
{
    struct app *twin = twin_of_runs(desk, 0);
    click_words(desk, twin, button);
    app_close(twin);
}

// From the list, which has the keyboard.
static void press_by_keys(const struct desk *desk, const char *button)
{
    static const char *const order[] = {
        "",        "Compare", "Use its weights", "Look back", "Set up again",
        "Export…", "Delete…", "the name",        "Rename",    "Close"};
    (void)desk;
    for (int i = 0; strcmp(order[i], button) != 0; i++)
        xdotool("key Tab");
    xdotool("key space");
}

static void rename_by_pointer(const struct desk *desk, int row, const char *to)
{
    struct app *twin = twin_of_runs(desk, row);
    click_words(desk, twin, past[row].name); // in the field, which is drawn after the list
    await_typing(desk, twin, past[row].name);
    xdotool("key ctrl+a type %s", to);
    click_words(desk, twin, "Rename");
    app_close(twin);
}

static void rename_by_keys(const struct desk *desk, int row, const char *to)
{
    struct app *twin = twin_of_runs(desk, row);
    xdotool("key Tab Tab Tab Tab Tab Tab Tab");
    await_typing(desk, twin, past[row].name);
    xdotool("key ctrl+a type %s", to);
    xdotool("key Return");
    app_close(twin);
}

// The dialog of files, as it opens here.
static struct app *twin_of_files(const struct desk *desk)
{
    struct app *twin = twin_open(desk, 1, &(struct session_options){.own_digits = ""});
    dialog_files_open(twin, FILE_PURPOSE_EXPORT_RUN);
    await_words(desk, twin, file_purposes[FILE_PURPOSE_EXPORT_RUN].title);
    return twin;
}

static void copy_by_pointer(const struct desk *desk, const char *folder)
{
    struct app *twin = twin_of_files(desk);
    click_words(desk, twin, folder);
    click_words(desk, twin, file_purposes[FILE_PURPOSE_EXPORT_RUN].button);
    app_close(twin);
}

static void copy_by_keys(const struct desk *desk, const char *folder)
{
    struct app *twin = twin_of_files(desk);
    await_typing(desk, twin, "Name or path");
    xdotool("type %s/%s", desk->folder, folder);
    xdotool("key Return");
    app_close(twin);
}

static void answer_by_pointer(const struct desk *desk, const char *button)
{
    struct app *twin = twin_of_runs(desk, 1);
    questions_push(&twin->session.questions, QUESTION_DELETE_RUN);
    await_words(desk, twin, "Delete the run");
    click_words(desk, twin, button);
    app_close(twin);
}

static void answer_by_keys(const struct desk *desk, const char *button)
{
    struct app *twin = twin_of_runs(desk, 1);
    questions_push(&twin->session.questions, QUESTION_DELETE_RUN);
    await_words(desk, twin, "Delete the run");
    xdotool(strcmp(button, "Keep") == 0 ? "key Return" : "key Tab space");
    app_close(twin);
}

static const struct hand {
    const char *name;
    void (*open)(const struct desk *desk);
    void (*choose)(const struct desk *desk, int row);
    void (*press)(const struct desk *desk, const char *button);
    void (*rename)(const struct desk *desk, int row, const char *to);
    void (*copy)(const struct desk *desk, const char *folder);
    void (*answer)(const struct desk *desk, const char *button);
    const char *folder; // to copy to
} hands[] = {
    {"the pointer", open_by_pointer, choose_by_pointer, press_by_pointer, rename_by_pointer,
     copy_by_pointer, answer_by_pointer, "copies"},
    {"keys", open_by_keys, choose_by_keys, press_by_keys, rename_by_keys, copy_by_keys,
     answer_by_keys, "elsewhere"},
};

// Opens the dialog, and chooses the run of this row.
static void go_to_run(const struct desk *desk, const struct hand *hand, int row)
{
    hand->open(desk);
    await_chosen(desk, 0);
    hand->choose(desk, row);
    await_chosen(desk, row);
}

// ---- Tests --------------------------------------------------------------------------------------

static void test_the_chosen_run_is_renamed(void **state)
{
    const struct desk *desk = *state;
    for (int i = 0; i < 2; i++) {
        char name[16];
        print_message("by %s\n", hands[i].name);
        snprintf(name, sizeof name, "kept%d", i);
        go_to_run(desk, &hands[i], 1 + i);
        hands[i].rename(desk, 1 + i, name);
        await_renamed(past[1 + i].name, name);
        await_run(past[0].name, true);
        xdotool("key Escape");
    }
}

// The runs that are laid over the page, as they are named there.
static struct app *twin_of_page(const struct desk *desk, int row)
{
    struct app *twin = twin_of_runs(desk, row);
    past_runs_compare(&twin->session, (size_t)row);
    twin_press(twin, KEY_ESCAPE, 0);
    twin_press(twin, '2', MOD_ALT);
    return twin;
}

static void test_a_run_is_compared_and_taken_away_again(void **state)
{
    const struct desk *desk = *state;
    xdotool("key alt+2");
    for (int i = 0; i < 2; i++) {
        struct lab_layout lab;
        print_message("by %s\n", hands[i].name);
        uint32_t *without = still_screen(desk);
        struct app *twin = twin_of_page(desk, 1);
        lab_layout_compute(&lab, &twin->layout, LAB_CURVES);
        go_to_run(desk, &hands[i], 1);
        hands[i].press(desk, "Compare");
        xdotool("key Escape");
        await_words(desk, twin, past[1].name);
        await_in(desk, without, lab.part[LAB_CURVES], 1000, "comparing");
        go_to_run(desk, &hands[i], 1);
        hands[i].press(desk, "Compare");
        xdotool("key Escape");
        await_place(desk, without, lab.part[LAB_CURVES], false, "taking it away");
        app_close(twin);
        free(without);
    }
    xdotool("key alt+1");
}

static void test_its_weights_are_used(void **state)
{
    const struct desk *desk = *state;
    draw_stroke(desk);
    for (int i = 0; i < 2; i++) {
        print_message("by %s\n", hands[i].name);
        go_to_run(desk, &hands[i], 1 + i);
        hands[i].press(desk, "Use its weights");
        await_model_of(desk, past[1 + i].name, past[1 + i].reads);
    }
}

static void test_it_is_set_up_again(void **state)
{
    const struct desk *desk = *state;
    for (int i = 0; i < 2; i++) {
        print_message("by %s\n", hands[i].name);
        go_to_run(desk, &hands[i], 1 + i);
        hands[i].press(desk, "Set up again");
        struct app *twin = twin_of_runs(desk, 1 + i);
        past_runs_set_up(&twin->session, (size_t)(1 + i));
        await_words(desk, twin, "Set up and train");
        if (i == 0)
            click_words(desk, twin, "Cancel");
        else
            xdotool("key Escape");
        await_set_up(&past[1 + i]);
        assert_int_equal(unlink(setup_path), 0);
        app_close(twin);
    }
}

static void test_it_is_copied_to_a_folder(void **state)
{
    const struct desk *desk = *state;
    for (int i = 0; i < 2; i++) {
        print_message("by %s\n", hands[i].name);
        go_to_run(desk, &hands[i], 1 + i);
        hands[i].press(desk, "Export…");
        hands[i].copy(desk, hands[i].folder);
        await_same_files(past[1 + i].name, hands[i].folder);
    }
}

static void test_it_is_deleted_once_that_is_confirmed(void **state)
{
    const struct desk *desk = *state;
    for (int i = 0; i < 2; i++) {
        print_message("by %s\n", hands[i].name);
        lay_down_all(NULL);
        go_to_run(desk, &hands[i], 1);
        hands[i].press(desk, "Delete…");
        hands[i].answer(desk, "Keep");
        await_chosen(desk, 1);
        await_run(past[1].name, true);
        hands[i].press(desk, "Delete…");
        hands[i].answer(desk, "Delete");
        await_run(past[1].name, false);
        await_run(past[0].name, true);
        await_run(past[2].name, true);
        xdotool("key Escape");
    }
}

// The window of all tests.
static int open_desk(void **state)
{
    if (desk_open_program(state) != 0)
        return -1;
    place_find_window(*state);
    return 0;
}

#define WITH_RUNS(test) cmocka_unit_test_setup(test, lay_down_all)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_RUNS(test_the_chosen_run_is_renamed),
        WITH_RUNS(test_a_run_is_compared_and_taken_away_again),
        WITH_RUNS(test_its_weights_are_used),
        WITH_RUNS(test_it_is_set_up_again),
        WITH_RUNS(test_it_is_copied_to_a_folder),
        WITH_RUNS(test_it_is_deleted_once_that_is_confirmed),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, open_desk, desk_close_program);
}
