// Files that are chosen in the desktop's own dialog: what is chosen there goes the way of the
// window's own dialog, which comes wherever the other does not; and nothing is ever stuck.
#include "tests/support/shell_events.h"

#include "app/ui/ui_core.h"
#include "app/window/dialogs/files/dialog_elsewhere.h"
#include "app/window/export/export_choice.h"

// The desktop's side.
static struct desktop {
    bool there, no_folders;
    int asked, closed;
    struct file_chooser_wish wish;
    enum file_chooser_news news;
    char chosen[PATH_SIZE];
} desktop;

static bool can(void *self, enum file_chooser_kind kind)
{
    const struct desktop *known = self;
    return known->there && !(known->no_folders && kind == FILE_CHOOSER_FOLDER);
}

static void ask(void *self, const struct file_chooser_wish *wish)
{
    struct desktop *known = self;
    known->asked++;
    known->wish = *wish;
    known->news = FILE_CHOOSER_WAITS;
}

static enum file_chooser_news news(void *self, char chosen[PATH_SIZE])
{
    const struct desktop *known = self;
    snprintf(chosen, PATH_SIZE, "%s", known->chosen);
    return known->news;
}

static void close_dialog(void *self)
{
    ((struct desktop *)self)->closed++;
}

static int open_with_desktop(void **state)
{
    open_test_app(state);
    struct app *app = *state;
    desktop = (struct desktop){.there = true};
    app->chooser = (struct file_chooser){&desktop, can, ask, news, close_dialog};
    return 0;
}

static enum question open_question(const struct app *app)
{
    return app->session.questions.open;
}

// What the desktop says next.
static void hear(struct app *app, enum file_chooser_news said, const char *chosen)
{
    desktop.news = said;
    snprintf(desktop.chosen, PATH_SIZE, "%s", chosen);
    send(app, (struct event){.type = EVENT_WAKE});
    app_frame(app);
    app_frame(app);
}

// The absolute path of a file in the test's folder.
static const char *here(const char *name)
{
    static char path[PATH_SIZE + 300];
    assert_non_null(getcwd(path, PATH_SIZE));
    strcat(strcat(path, "/"), name);
    return path;
}

static size_t size_of(const char *name)
{
    size_t size;
    free(support_read(name, &size));
    return size;
}

static void ask_for(struct app *app, int key, int modifiers)
{
    press(app, key, modifiers);
    assert_int_equal(open_question(app), QUESTION_ELSEWHERE);
    assert_int_equal(desktop.asked, 1);
}

// ---- Choosing -----------------------------------------------------------------------------------

static void test_a_file_that_is_chosen_there_is_opened(void **state)
{
    struct app *app = *state;
    ask_for(app, 'o', MOD_CTRL);
    assert_int_equal(desktop.wish.kind, FILE_CHOOSER_OPEN);
    assert_string_equal(desktop.wish.title, "Open a model, a picture or strokes");
    assert_string_equal(desktop.wish.button, "Open");
    assert_non_null(strstr(desktop.wish.suffixes, ".safetensors"));
    assert_string_equal(desktop.wish.name, "");
    hear(app, FILE_CHOOSER_IS_OPEN, "");
    hear(app, FILE_CHOOSER_CHOSE, here("two.safetensors"));
    assert_int_equal(open_question(app), QUESTION_NONE);
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    assert_true(title_says(app, "2 ("));
    assert_int_equal(desktop.closed, 0);
}

static void test_the_window_says_where_the_dialog_is(void **state)
{
    struct app *app = *state;
    ask_for(app, 'o', MOD_CTRL);
    assert_non_null(strstr(app_support_words(app), "Waiting for the system's file dialog"));
    hear(app, FILE_CHOOSER_IS_OPEN, "");
    assert_non_null(strstr(app_support_words(app), "in a window of its own"));
}

static void test_a_file_that_is_saved_there_is_replaced_without_another_question(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    support_write("mine.strokes", "", 0);
    ask_for(app, 's', MOD_CTRL);
    assert_int_equal(desktop.wish.kind, FILE_CHOOSER_SAVE);
    assert_string_equal(desktop.wish.name, "digit.strokes");
    hear(app, FILE_CHOOSER_CHOSE, here("mine.strokes"));
    assert_int_equal(open_question(app), QUESTION_NONE);
    assert_true(size_of("mine.strokes") > 0);
    assert_non_null(strstr(ui_toast_text(&app->ui), "mine.strokes"));
}

static void test_an_ending_is_added_and_what_is_there_by_that_name_is_asked_about(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    ask_for(app, 's', MOD_CTRL);
    hear(app, FILE_CHOOSER_CHOSE, here("other"));
    assert_int_equal(open_question(app), QUESTION_NONE);
    assert_true(size_of("other.strokes") > 0);
    support_write("other.strokes", "", 0);
    press(app, 's', MOD_CTRL);
    hear(app, FILE_CHOOSER_CHOSE, here("other"));
    assert_int_equal(open_question(app), QUESTION_OVERWRITE);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(open_question(app), QUESTION_NONE);
    assert_true(size_of("other.strokes") == 0);
    press(app, 's', MOD_CTRL);
    hear(app, FILE_CHOOSER_CHOSE, here("other"));
    press(app, KEY_TAB, 0);
    press(app, KEY_ENTER, 0); // Replace
    assert_int_equal(open_question(app), QUESTION_NONE);
    assert_true(size_of("other.strokes") > 0);
}

static void test_what_cannot_be_used_is_explained_and_leaves_nothing_open(void **state)
{
    struct app *app = *state;
    ask_for(app, 's', MOD_CTRL | MOD_SHIFT);
    hear(app, FILE_CHOOSER_CHOSE, here("model.png"));
    assert_int_equal(open_question(app), QUESTION_ERROR);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(open_question(app), QUESTION_NONE);
    press(app, 'o', MOD_CTRL);
    hear(app, FILE_CHOOSER_STRANGE, "smb://host/a.png");
    assert_int_equal(open_question(app), QUESTION_ERROR);
    assert_non_null(strstr(app->session.questions.message, "smb://host/a.png is no file of this"));
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(open_question(app), QUESTION_NONE);
}

static void test_a_folder_that_is_chosen_there_is_trained_on(void **state)
{
    struct app *app = *state;
    dialog_elsewhere_open(app, FILE_PURPOSE_DATA_FOLDER);
    assert_int_equal(desktop.wish.kind, FILE_CHOOSER_FOLDER);
    hear(app, FILE_CHOOSER_CHOSE, here("data"));
    assert_int_equal(open_question(app), QUESTION_NONE);
    await_phase(app, TRAINER_RUNNING);
}

static void test_a_path_for_a_run_goes_into_its_form_and_cancelling_leads_back_to_it(void **state)
{
    struct app *app = *state;
    dialog_elsewhere_open(app, FILE_PURPOSE_SETUP_FOLDER);
    hear(app, FILE_CHOOSER_CHOSE, here("data"));
    assert_int_equal(open_question(app), QUESTION_SETUP);
    assert_string_equal(app->session.setup.part[RUN_PART_FOLDER].path, here("data"));
    dialog_elsewhere_open(app, FILE_PURPOSE_SETUP_STROKES);
    hear(app, FILE_CHOOSER_CANCELLED, "");
    assert_int_equal(open_question(app), QUESTION_SETUP);
    dialog_elsewhere_open(app, FILE_PURPOSE_EXPORT_RUN);
    hear(app, FILE_CHOOSER_CANCELLED, "");
    assert_int_equal(open_question(app), QUESTION_PAST_RUNS);
}

static void test_the_window_is_held_while_the_dialog_is_open(void **state)
{
    struct app *app = *state;
    ask_for(app, 'o', MOD_CTRL);
    hear(app, FILE_CHOOSER_IS_OPEN, "");
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    press(app, 'r', 0);
    press(app, 'o', MOD_CTRL);
    assert_true(pad_empty(&app->session.pad));
    assert_int_equal(desktop.asked, 1);
    assert_int_equal(open_question(app), QUESTION_ELSEWHERE);
    press(app, 'q', MOD_CTRL);
    assert_true(app->quit);
}

// ---- Not choosing -------------------------------------------------------------------------------

static void test_cancelling_there_changes_nothing(void **state)
{
    struct app *app = *state;
    ask_for(app, 'o', MOD_CTRL);
    hear(app, FILE_CHOOSER_CANCELLED, "");
    assert_int_equal(open_question(app), QUESTION_NONE);
    assert_true(pad_empty(&app->session.pad));
}

static void test_escape_closes_the_dialog_there(void **state)
{
    struct app *app = *state;
    ask_for(app, 'o', MOD_CTRL);
    hear(app, FILE_CHOOSER_IS_OPEN, "");
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(open_question(app), QUESTION_NONE);
    assert_int_equal(desktop.closed, 1);
    hear(app, FILE_CHOOSER_CHOSE, here("two.safetensors")); // too late
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    assert_true(title_says(app, "7 ("));
}

static void test_another_question_in_its_place_closes_the_dialog_there(void **state)
{
    struct app *app = *state;
    ask_for(app, 'o', MOD_CTRL);
    questions_open(&app->session.questions, QUESTION_ABOUT);
    app_frame(app);
    assert_int_equal(desktop.closed, 1);
    assert_int_equal(open_question(app), QUESTION_ABOUT);
}

static void test_a_message_on_top_keeps_what_was_chosen_until_it_is_read(void **state)
{
    struct app *app = *state;
    ask_for(app, 'o', MOD_CTRL);
    struct status status = {0};
    status_fail(&status, STATUS_IO, "something else");
    questions_error(&app->session.questions, "Something", &status);
    hear(app, FILE_CHOOSER_CHOSE, here("two.safetensors"));
    assert_int_equal(open_question(app), QUESTION_ERROR);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(open_question(app), QUESTION_NONE);
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    assert_true(title_says(app, "2 ("));
}

// ---- The window's own ---------------------------------------------------------------------------

static void test_a_dialog_that_does_not_come_is_followed_by_the_windows_own(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .3f, .2f, .3f, .8f);
    ask_for(app, 's', MOD_CTRL);
    hear(app, FILE_CHOOSER_ABSENT, "");
    assert_int_equal(open_question(app), QUESTION_FILES);
    assert_string_equal(app->file_dialog.name, "digit.strokes");
    assert_string_equal(ui_toast_text(&app->ui), "");
}

static void
test_a_dialog_that_ends_by_itself_is_followed_by_the_windows_own_and_a_word(void **state)
{
    struct app *app = *state;
    ask_for(app, 'o', MOD_CTRL);
    hear(app, FILE_CHOOSER_IS_OPEN, "");
    hear(app, FILE_CHOOSER_GONE, "");
    assert_int_equal(open_question(app), QUESTION_FILES);
    assert_non_null(strstr(ui_toast_text(&app->ui), "has ended by itself"));
}

static void test_without_a_portal_the_windows_own_comes_at_once(void **state)
{
    struct app *app = *state;
    desktop.there = false;
    press(app, 'o', MOD_CTRL);
    assert_int_equal(open_question(app), QUESTION_FILES);
    press(app, KEY_ESCAPE, 0);
    desktop = (struct desktop){.there = true, .no_folders = true};
    dialog_elsewhere_open(app, FILE_PURPOSE_DATA_FOLDER);
    assert_int_equal(open_question(app), QUESTION_FILES);
    app->chooser = (struct file_chooser){0};
    press(app, KEY_ESCAPE, 0);
    press(app, 'o', MOD_CTRL);
    assert_int_equal(open_question(app), QUESTION_FILES);
    assert_int_equal(desktop.asked, 0);
}

// Its name is not the purpose's own, in either dialog.
static void test_what_is_exported_is_saved_there_by_the_name_that_its_kind_has(void **state)
{
    struct app *app = *state;
    char name[sizeof desktop.wish.name];
    press(app, 'e', MOD_CTRL | MOD_SHIFT);
    press(app, KEY_ENTER, 0);
    assert_int_equal(open_question(app), QUESTION_ELSEWHERE);
    export_choice_name(app, name);
    assert_string_equal(desktop.wish.name, name);
    assert_non_null(strstr(name, ".png"));
    hear(app, FILE_CHOOSER_GONE, "");
    assert_int_equal(open_question(app), QUESTION_FILES);
    assert_string_equal(app->file_dialog.name, name);
    press(app, KEY_ESCAPE, 0);
    assert_int_equal(open_question(app), QUESTION_EXPORT);
    press(app, KEY_ENTER, 0);
    hear(app, FILE_CHOOSER_CHOSE, here("exported.png"));
    assert_int_equal(open_question(app), QUESTION_NONE);
    assert_true(size_of("exported.png") > 0);
}

static void test_who_turned_the_systems_dialogs_off_gets_the_windows_own(void **state)
{
    struct app *app = *state;
    const struct action *row = app_support_action("The system's file dialogs");
    assert_true(row->enabled(app, row->value) && row->checked(app, row->value));
    row->run(app, row->value);
    press(app, 'o', MOD_CTRL);
    assert_int_equal(open_question(app), QUESTION_FILES);
    assert_int_equal(desktop.asked, 0);
}

#undef APP_TEST // of a window without a desktop
#define APP_TEST(test) cmocka_unit_test_setup_teardown(test, open_with_desktop, app_support_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        APP_TEST(test_a_file_that_is_chosen_there_is_opened),
        APP_TEST(test_the_window_says_where_the_dialog_is),
        APP_TEST(test_a_file_that_is_saved_there_is_replaced_without_another_question),
        APP_TEST(test_an_ending_is_added_and_what_is_there_by_that_name_is_asked_about),
        APP_TEST(test_what_cannot_be_used_is_explained_and_leaves_nothing_open),
        APP_TEST(test_a_folder_that_is_chosen_there_is_trained_on),
        APP_TEST(test_a_path_for_a_run_goes_into_its_form_and_cancelling_leads_back_to_it),
        APP_TEST(test_the_window_is_held_while_the_dialog_is_open),
        APP_TEST(test_cancelling_there_changes_nothing),
        APP_TEST(test_escape_closes_the_dialog_there),
        APP_TEST(test_another_question_in_its_place_closes_the_dialog_there),
        APP_TEST(test_a_message_on_top_keeps_what_was_chosen_until_it_is_read),
        APP_TEST(test_a_dialog_that_does_not_come_is_followed_by_the_windows_own),
        APP_TEST(test_a_dialog_that_ends_by_itself_is_followed_by_the_windows_own_and_a_word),
        APP_TEST(test_without_a_portal_the_windows_own_comes_at_once),
        APP_TEST(test_what_is_exported_is_saved_there_by_the_name_that_its_kind_has),
        APP_TEST(test_who_turned_the_systems_dialogs_off_gets_the_windows_own),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
