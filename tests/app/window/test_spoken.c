// Another language, chosen by keys while the window is open: everything that stands there speaks
// it.
#include "tests/support/shell_events.h"

#include "app/language/languages.h"
#include "app/language/tr.h"
#include "app/session/random_digit.h"
#include "app/window/views/shared/spoken.h"

static int open_window(void **state)
{
    struct app *app = app_support_open(&(struct session_options){.model = "seven.safetensors"});
    languages_choose("en");
    snprintf(app->session.settings.language, sizeof app->session.settings.language, "en");
    *state = app;
    return 0;
}

static int close_window(void **state)
{
    languages_choose("en");
    return app_support_close(state);
}

static void test_a_key_leads_to_the_next_language_and_it_is_named(void **state)
{
    struct app *app = *state;
    press(app, KEY_F12, 0);
    assert_string_equal(app->session.settings.language, "de");
    assert_string_equal(ui_toast_says(&app->ui), "Deutsch");
    press(app, KEY_F12, 0);
    assert_string_not_equal(app->session.settings.language, "de");
}

// Where the environment's is English, it comes behind the last, and English itself is passed over.
static void test_the_key_always_changes_what_is_spoken(void **state)
{
    struct app *app = *state;
    for (int i = 0; i < 6; i++) {
        const struct catalogue *before = tr_used();
        press(app, KEY_F12, 0);
        assert_ptr_not_equal(tr_used(), before);
    }
}

static void test_what_is_said_of_the_digit_follows(void **state)
{
    struct app *app = *state;
    random_digit_show(&app->session);
    app_frame(app);
    assert_memory_equal(app->session.digit_note, "practice digit, a", 17);
    press(app, KEY_F12, 0);
    assert_memory_equal(app->session.digit_note, "Übungsziffer, ", 15);
    assert_null(strstr(app_support_words(app), "practice digit"));
}

static void test_a_pad_without_a_digit_is_not_labelled(void **state)
{
    struct app *app = *state;
    press(app, KEY_F12, 0);
    assert_string_equal(app->session.digit_note, "");
}

static void test_arrows_choose_in_the_dialog_at_once(void **state)
{
    struct app *app = *state;
    press(app, KEY_F12, MOD_CTRL);
    press(app, KEY_DOWN, 0);
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.questions.open, QUESTION_NONE);
    assert_string_equal(app->session.settings.language, "de");
}

#define WINDOW_TEST(test) cmocka_unit_test_setup_teardown(test, open_window, close_window)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WINDOW_TEST(test_a_key_leads_to_the_next_language_and_it_is_named),
        WINDOW_TEST(test_the_key_always_changes_what_is_spoken),
        WINDOW_TEST(test_what_is_said_of_the_digit_follows),
        WINDOW_TEST(test_a_pad_without_a_digit_is_not_labelled),
        WINDOW_TEST(test_arrows_choose_in_the_dialog_at_once),
    };
    if (!languages_load(LENETPAD_SOURCE_ASSETS "/languages", NULL))
        return 1;
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
