// The paths in the form of a run's set-up, in the real window: a folder and a strokes file are
// typed and chosen, by the pointer and by keys alone; what is wrong with a path is said at once;
// and the run learns from what was named.
#include "tests/support/x_record.h"
#include "tests/support/x_words.h"

#include "app/session/weights/set_up.h"
#include "app/training/runs/run_record.h"
#include "app/training/setup/setup_file.h"
#include "app/window/dialogs/files/dialog_files.h"
#include "app/window/dialogs/setup_rows.h"
#include "nn/strokes/strokes_text.h"
#include "tests/support/practice_data.h"

enum { LEARNT = 320, TESTED = 50, WRITTEN = 64 };

// What each of the two parts is called, and where it is.
static const struct named {
    enum run_part_kind kind;
    enum file_purpose purpose;
    const char *field;                      // what stands in it while it is empty
    const char *unnamed, *missing, *absent; // said of no path, and of one that is not there
    const char *name, *good;                // in the desk's folder, and said of it
} folder = {RUN_PART_FOLDER,
            FILE_PURPOSE_SETUP_FOLDER,
            "Path of the folder",
            "A folder: no folder is named.",
            "/nowhere",
            "A folder: there is no folder /nowhere.",
            "digits",
            "320 digits in 10 steps an epoch."},
  pen = {RUN_PART_STROKES,
         FILE_PURPOSE_SETUP_STROKES,
         "Path of the strokes file",
         "A strokes file: no file is named.",
         "/nowhere",
         "A strokes file: there is no file /nowhere.",
         "pen.strokes",
         "64 digits in 2 steps an epoch; the strokes file has 64 digits."};

// ---- The desk -----------------------------------------------------------------------------------

static bool save_strokes(const char *path)
{
    struct strokes strokes = {.box_width = 500, .box_height = 500};
    bool good = true;
    for (int i = 0; good && i < WRITTEN; i++) {
        struct strokes_digit digit = {.label = i % 10};
        good = practice_drawing(&digit.drawing, digit.label, (uint64_t)i, NULL) &&
               strokes_add_digit(&strokes, &digit);
    }
    good = good && strokes_save(&strokes, path, NULL);
    strokes_free(&strokes);
    return good;
}

// One short epoch, of nothing yet.
static struct run_setup first_setup(void)
{
    struct run_setup setup;
    run_setup_default(&setup);
    setup.part[RUN_PART_MNIST].used = false;
    setup.options.epochs = 1;
    setup.options.batch = 32;
    return setup;
}

static int open_form(void **state)
{
    struct run_setup setup = first_setup();
    if (desk_open(state, 1400, 900) != 0)
        return -1;
    if (!practice_data_save("digits", LEARNT, TESTED, 1) || !save_strokes("pen.strokes") ||
        !file_make_folder("empty", NULL) ||
        !setup_file_save(&setup, ".config/lenetpad/setup.json", NULL))
        return -1;
    support_write("note.strokes", "milk, bread", 11);
    start_program(*state);
    close_dialogs(*state);
    place_find_window(*state);
    xdotool("key ctrl+t");
    return 0;
}

// The same form, with this path in it.
static struct app *twin_of_form(const struct desk *desk, const struct named *named,
                                const char *path)
{
    struct app *twin = twin_open(desk, 1, &(struct session_options){.own_digits = ""});
    struct run_part *part = &twin->session.setup.part[named->kind];
    twin->session.setup = first_setup();
    part->used = path != NULL;
    snprintf(part->path, PATH_SIZE, "%s", path ? path : "");
    set_up_open(&twin->session);
    twin_draw(twin);
    return twin;
}

// Until the form says so of this path.
static void await_said(const struct desk *desk, const struct named *named, const char *path,
                       const char *words)
{
    struct app *twin = twin_of_form(desk, named, path);
    await_words(desk, twin, words);
    app_close(twin);
}

static void await_learnt(const struct desk *desk, const struct named *named)
{
    char path[PATH_SIZE];
    struct run_record record = await_record();
    snprintf(path, sizeof path, "%s/%s", desk->folder, named->name);
    for (int i = 0; i < RUN_PARTS; i++)
        assert_int_equal(record.setup.part[i].used, i == (int)named->kind);
    assert_string_equal(record.setup.part[named->kind].path, path);
    assert_int_equal(record.tested, named == &folder ? TESTED : 4000);
}

// ---- Gestures -----------------------------------------------------------------------------------

static void tick_by_pointer(const struct desk *desk, const struct named *named)
{
    struct app *twin = twin_of_form(desk, named, NULL);
    click_words(desk, twin, run_parts[named->kind].title);
    app_close(twin);
}

// `before` is in the field.
static void type_by_pointer(const struct desk *desk, const struct named *named, const char *before,
                            const char *path)
{
    struct app *twin = twin_of_form(desk, named, before);
    const char *words = before[0] ? before : named->field;
    click_words(desk, twin, words);
    await_typing(desk, twin, words);
    xdotool("key ctrl+a type -- %s", path);
    app_close(twin);
}

// The button with the folder stands at the end of the field's row, where the row above it ends with
// its unit.
static void choose_by_pointer(const struct desk *desk, const struct named *named,
                              const char *before)
{
    struct app *twin = twin_of_form(desk, named, before);
    struct rect unit = twin_find_beside(twin, run_parts[named->kind].title, "%");
    struct rect field = twin_find(twin, before, false);
    click_rect(desk, (struct rect){unit.x + 40 - SETUP_ROW, field.y, SETUP_ROW, field.h});
    park_pointer(desk, twin);
    dialog_files_open(twin, named->purpose);
    await_words(desk, twin, file_purposes[named->purpose].title);
    click_words(desk, twin, named->name);
    click_words(desk, twin, file_purposes[named->purpose].button);
    app_close(twin);
}

static void start_by_pointer(const struct desk *desk, const struct named *named)
{
    struct app *twin = twin_of_form(desk, named, named->name);
    click_words(desk, twin, "Start");
    app_close(twin);
}

static void type_by_keys(const char *path)
{
    xdotool("key ctrl+a type -- %s", path);
}

// From the path, the button behind it: the dialog of files, whose field has the keyboard.
static struct app *open_files_by_keys(const struct desk *desk, const struct named *named)
{
    struct app *twin = twin_open(desk, 1, &(struct session_options){.own_digits = ""});
    xdotool("key Tab space");
    dialog_files_open(twin, named->purpose);
    await_words(desk, twin, file_purposes[named->purpose].title);
    await_typing(desk, twin, "Name or path");
    return twin;
}

static void choose_by_keys(const struct desk *desk, const struct named *named)
{
    struct app *twin = open_files_by_keys(desk, named);
    xdotool("type -- %s", named->name);
    xdotool("key Return");
    app_close(twin);
}

// ---- Tests --------------------------------------------------------------------------------------

static void name_by_pointer(const struct desk *desk, const struct named *named)
{
    tick_by_pointer(desk, named);
    await_said(desk, named, "", named->unnamed);
    type_by_pointer(desk, named, "", named->missing);
    await_said(desk, named, named->missing, named->absent);
    choose_by_pointer(desk, named, named->missing);
    await_said(desk, named, named->name, named->good);
    start_by_pointer(desk, named);
    await_learnt(desk, named);
}

static void test_a_folder_is_chosen_by_the_pointer(void **state)
{
    name_by_pointer(*state, &folder);
}

static void test_a_strokes_file_is_chosen_by_the_pointer(void **state)
{
    name_by_pointer(*state, &pen);
}

// `tabs` lead from the recipes to its box.
static void name_by_keys(const struct desk *desk, const struct named *named, int tabs)
{
    struct app *twin = twin_of_form(desk, named, "");
    for (int i = 0; i < tabs; i++)
        xdotool("key Tab");
    xdotool("key space");
    await_words(desk, twin, named->unnamed);
    xdotool("key Tab Tab");
    await_typing(desk, twin, named->field);
    type_by_keys(named->missing);
    await_said(desk, named, named->missing, named->absent);
    choose_by_keys(desk, named);
    await_said(desk, named, named->name, named->good);
    xdotool("key Return");
    await_learnt(desk, named);
    app_close(twin);
}

// Files and folders that are there, but not what is asked for.
static void test_what_is_wrong_with_a_path_is_said(void **state)
{
    const struct desk *desk = *state;
    tick_by_pointer(desk, &folder);
    type_by_pointer(desk, &folder, "", "empty");
    await_said(desk, &folder, "empty", "A folder: the four files of MNIST are not in empty.");
    type_by_pointer(desk, &folder, "empty", "pen.strokes");
    await_said(desk, &folder, "pen.strokes", "A folder: pen.strokes is not a folder but a ");
    type_by_pointer(desk, &folder, "pen.strokes", "digits");
    await_said(desk, &folder, "digits", folder.good);
    struct app *twin = twin_of_form(desk, &folder, "digits");
    click_words(desk, twin, "A folder"); // away with it
    app_close(twin);
    tick_by_pointer(desk, &pen);
    type_by_pointer(desk, &pen, "", "note.strokes");
    await_said(desk, &pen, "note.strokes", "A strokes file: note.strokes:1: expected ");
}

// In the dialog of files, which stays, and leads back to a form that is as it was.
static void test_a_name_that_is_no_folder_is_refused(void **state)
{
    const struct desk *desk = *state;
    tick_by_pointer(desk, &folder);
    type_by_pointer(desk, &folder, "", "digits");
    await_said(desk, &folder, "digits", folder.good);
    struct app *twin = open_files_by_keys(desk, &folder);
    xdotool("type -- pen.strokes");
    xdotool("key Return");
    snprintf(twin->file_dialog.name, PATH_SIZE, "pen.strokes");
    twin_press(twin, KEY_ENTER, 0);
    await_words(desk, twin, "This folder cannot be used");
    xdotool("key Escape Escape");
    await_said(desk, &folder, "digits", folder.good);
    app_close(twin);
}

static void test_a_folder_is_chosen_by_keys(void **state)
{
    name_by_keys(*state, &folder, 3);
}

static void test_a_strokes_file_is_chosen_by_keys(void **state)
{
    name_by_keys(*state, &pen, 4);
}

int main(void)
{
#define FORM(test) cmocka_unit_test_setup_teardown(test, open_form, desk_close)
    const struct CMUnitTest tests[] = {
        FORM(test_a_folder_is_chosen_by_the_pointer),
        FORM(test_a_strokes_file_is_chosen_by_the_pointer),
        FORM(test_what_is_wrong_with_a_path_is_said),
        FORM(test_a_name_that_is_no_folder_is_refused),
        FORM(test_a_folder_is_chosen_by_keys),
        FORM(test_a_strokes_file_is_chosen_by_keys),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, NULL, NULL);
}
