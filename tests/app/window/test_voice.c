// What is said aloud of the window: once per change, when it has settled, and only if asked for.
#include "tests/support/shell_events.h"

#include "app/commands/desktop_module/shot_view.h"
#include "app/language/languages.h"
#include "app/window/voice/voice.h"

#include <string.h>

static double clock_now = 100;

static int open_window(void **state)
{
    struct app *app = app_support_open(&(struct session_options){.model = "seven.safetensors"});
    app->voice.there = true;
    *state = app;
    return 0;
}

// All that is said in the next `seconds`, one a line; a message begins with "! ", what ends another
// with "> ".
static const char *listen_for(struct app *app, double seconds)
{
    static char said[8192];
    struct voice_words words;
    said[0] = '\0';
    for (int i = 0; i < (int)(seconds / 0.05); i++) {
        clock_now += 0.05;
        ui_set_time(&app->ui, clock_now);
        app_frame(app);
        voice_follow(app, clock_now);
        while (voice_next(app, &words)) {
            size_t used = strlen(said);
            snprintf(said + used, sizeof said - used, "%s%s%s\n", words.hush ? "> " : "",
                     words.message ? "! " : "", words.text);
        }
    }
    return said;
}

static void speak(struct app *app)
{
    press(app, KEY_F12, MOD_SHIFT);
    listen_for(app, 1);
}

static void draw_line(struct app *app, float x)
{
    struct pad *pad = &app->session.pad;
    assert_true(pad_begin(pad, PAD_STROKE, x, 100, 30) && pad_move(pad, x, 400, 30));
    pad_end(pad);
}

static void test_nothing_is_said_unless_asked_for(void **state)
{
    struct app *app = *state;
    draw_line(app, 250);
    assert_string_equal(listen_for(app, 2), "");
    assert_int_equal(voice_wait_ms(app, clock_now), -1);
}

static void test_who_asks_hears_that_it_speaks_and_the_reading(void **state)
{
    struct app *app = *state;
    press(app, KEY_F12, MOD_SHIFT);
    assert_true(app->session.settings.speech);
    assert_string_equal(listen_for(app, 2), "! LeNet Pad speaks.\nnothing drawn\n");
    press(app, KEY_F12, MOD_SHIFT);
    assert_false(app->session.settings.speech);
    draw_line(app, 250);
    assert_string_equal(listen_for(app, 2), "");
}

static void test_a_reading_is_said_once(void **state)
{
    struct app *app = *state;
    speak(app);
    draw_line(app, 250);
    assert_string_equal(listen_for(app, 10), "7, sure\n");
}

static void test_it_waits_until_the_drawing_rests(void **state)
{
    struct app *app = *state;
    speak(app);
    struct pad *pad = &app->session.pad;
    assert_true(pad_begin(pad, PAD_STROKE, 250, 100, 30));
    for (int i = 0; i < 20; i++) {
        pad_move(pad, 250, 110 + 10 * (float)i, 30);
        assert_string_equal(listen_for(app, 0.3), "");
        assert_in_range(voice_wait_ms(app, clock_now), 1, 400); // it wakes the window by itself
    }
    pad_end(pad);
    assert_string_equal(listen_for(app, 2), "7, sure\n");
    assert_int_equal(voice_wait_ms(app, clock_now), -1);
}

static void test_the_same_reading_of_another_drawing_is_said_again(void **state)
{
    struct app *app = *state;
    speak(app);
    draw_line(app, 250);
    listen_for(app, 2);
    press(app, 'c', 0);
    assert_string_equal(listen_for(app, 0.1), ""); // before it is said that it is empty
    draw_line(app, 260);
    assert_string_equal(listen_for(app, 2), "7, sure\n");
    press(app, 'c', 0);
    assert_string_equal(listen_for(app, 2), "nothing drawn\n");
    press(app, 'c', 0);
    assert_string_equal(listen_for(app, 2), "");
}

static void test_a_doubt_is_said_and_what_else_it_may_be(void **state)
{
    struct app *app = *state;
    speak(app);
    draw_line(app, 250);
    listen_for(app, 2);
    struct reading *reading = &app->session.reading;
    reading->sure = false;
    reading->doubt = READING_CLOSE;
    reading->best = 4;
    reading->rival = 9;
    assert_string_equal(listen_for(app, 2), "not sure: 4 or 9\n");
}

static void test_several_digits_are_said_one_by_one(void **state)
{
    struct app *app = *state;
    speak(app);
    draw_line(app, 60);
    draw_line(app, 250);
    draw_line(app, 440);
    listen_for(app, 2);
    struct digit_row *row = &app->session.row;
    assert_int_equal(row->count, 3);
    row->digit[0] = (struct row_digit){.digit = true, .sure = true, .best = 1};
    row->digit[1] = (struct row_digit){.digit = true, .best = 4};
    row->digit[2] = (struct row_digit){.best = 8};
    assert_string_equal(listen_for(app, 2), "1, perhaps 4, no digit\n");
}

static void test_it_speaks_the_language_of_the_window(void **state)
{
    struct app *app = *state;
    assert_true(languages_load(LENETPAD_SOURCE_ASSETS "/languages", NULL));
    speak(app);
    draw_line(app, 250);
    listen_for(app, 2);
    languages_choose("de");
    assert_non_null(strstr(listen_for(app, 2), "7, sicher\n"));
    languages_choose("en");
}

static void test_a_build_that_cannot_speak_says_so(void **state)
{
    struct app *app = *state;
    app->voice.there = false;
    press(app, KEY_F12, MOD_SHIFT);
    app_frame(app);
    assert_non_null(strstr(ui_toast_text(&app->ui), "libspeechd"));
    assert_false(app->session.settings.speech);
    assert_string_equal(listen_for(app, 2), "");
}

static void test_a_voice_that_is_lost_is_told_and_may_be_asked_for_again(void **state)
{
    struct app *app = *state;
    speak(app);
    voice_end(app, VOICE_HANGS);
    app_frame(app);
    assert_non_null(strstr(ui_toast_text(&app->ui), "does not answer"));
    assert_false(voice_speaks(app));
    assert_true(app->session.settings.speech); // at the next start
    draw_line(app, 250);
    assert_string_equal(listen_for(app, 2), "");
    press(app, KEY_F12, MOD_SHIFT);
    assert_non_null(strstr(listen_for(app, 2), "7, sure\n"));
}

// ---- What the keyboard is at --------------------------------------------------------------------

static void tab(struct app *app)
{
    press(app, KEY_TAB, 0);
}

static void test_what_tab_leads_to_is_said_with_its_state(void **state)
{
    struct app *app = *state;
    speak(app);
    tab(app);
    assert_string_equal(listen_for(app, 2), "> Pad, the pen is up\n");
    tab(app);
    assert_string_equal(listen_for(app, 2), "> Brush, slider, 6\n");
    for (int i = 0; i < 4; i++) // more quickly than it can be said
        press(app, KEY_RIGHT, 0);
    assert_string_equal(listen_for(app, 2), "> 8\n");
    assert_string_equal(listen_for(app, 2), "");
}

static void test_menus_are_said_as_they_are_walked(void **state)
{
    struct app *app = *state;
    speak(app);
    press(app, KEY_F10, 0);
    assert_string_equal(listen_for(app, 1),
                        "> Menu File, Open model, picture or strokes…, Ctrl+O\n");
    press(app, KEY_END, 0);
    assert_string_equal(listen_for(app, 1), "> Quit, Ctrl+Q\n");
    press(app, KEY_RIGHT, 0);
    press(app, KEY_RIGHT, 0);
    assert_string_equal(listen_for(app, 1), "> Menu View, Network, on, Alt+1\n");
    press(app, KEY_ESCAPE, 0);
    assert_string_equal(listen_for(app, 1), "");
}

static void test_a_dialog_says_its_title_its_text_and_where_the_keyboard_is(void **state)
{
    struct app *app = *state;
    speak(app);
    drop(app, "gone.png");
    const char *said = listen_for(app, 2);
    assert_non_null(strstr(said, "> ! This file could not be opened.\n"));
    assert_non_null(strstr(said, "gone.png does not exist"));
    assert_null(strstr(said, "OK")); // which is no text
    tab(app);
    assert_string_equal(listen_for(app, 1), "> OK, button\n");
    press(app, KEY_ESCAPE, 0);
    listen_for(app, 1);
    press(app, 'o', MOD_CTRL);
    said = listen_for(app, 2);
    assert_non_null(strstr(said, "! Open a model, a picture or strokes."));
    assert_non_null(strstr(said, "Name or path, text field\n"));
}

static void test_a_notice_is_said_to_its_end(void **state)
{
    struct app *app = *state;
    speak(app);
    notice_say(&app->session.notice, "All is well.", ACTION_NONE, 4);
    app_frame(app);
    tab(app); // at the same time
    const char *said = listen_for(app, 2);
    assert_non_null(strstr(said, "! All is well.\n"));
    assert_true(strncmp(said, "> ", 2) != 0 || strstr(said, "> ") < strstr(said, "! All"));
    assert_string_equal(listen_for(app, 6), ""); // nor when it goes
    notice_say(&app->session.notice, "All is well.", ACTION_NONE, 4);
    app_frame(app);
    assert_string_equal(listen_for(app, 2), "! All is well.\n"); // another time
}

static void walk_all(struct app *app, const char *where)
{
    const struct ui_told *told = ui_told(&app->ui);
    uint32_t first = 0;
    for (int i = 0; i < 100; i++) {
        tab(app);
        app_frame(app);
        app_frame(app);
        if (told->id == first)
            return;
        first = first ? first : told->id;
        if (!told->id || !told->name[0])
            fail_msg("%s: number %d that Tab leads to has no name", where, i);
    }
}

static void test_everything_that_tab_leads_to_has_a_name(void **state)
{
    struct app *app = *state;
    static const enum shot_view views[] = {
        SHOT_VIEW_MAIN,  SHOT_VIEW_KEYS,     SHOT_VIEW_OPEN,
        SHOT_VIEW_SAVE,  SHOT_VIEW_CORRECT,  SHOT_VIEW_WEIGHTS,
        SHOT_VIEW_SETUP, SHOT_VIEW_MISTAKES, SHOT_VIEW_MISTAKES_DIGITS};
    speak(app);
    draw_line(app, 250);
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        shot_view_show(app, views[i]);
        app_frame(app);
        app_frame(app);
        walk_all(app, shot_view_names[views[i]]);
        press(app, KEY_ESCAPE, 0);
        press(app, KEY_ESCAPE, 0);
    }
}

#define IN_WINDOW(test) cmocka_unit_test_setup_teardown(test, open_window, app_support_close)

int main(void)
{
    const struct CMUnitTest tests[] = {
        IN_WINDOW(test_nothing_is_said_unless_asked_for),
        IN_WINDOW(test_who_asks_hears_that_it_speaks_and_the_reading),
        IN_WINDOW(test_a_reading_is_said_once),
        IN_WINDOW(test_it_waits_until_the_drawing_rests),
        IN_WINDOW(test_the_same_reading_of_another_drawing_is_said_again),
        IN_WINDOW(test_a_doubt_is_said_and_what_else_it_may_be),
        IN_WINDOW(test_several_digits_are_said_one_by_one),
        IN_WINDOW(test_it_speaks_the_language_of_the_window),
        IN_WINDOW(test_a_build_that_cannot_speak_says_so),
        IN_WINDOW(test_a_voice_that_is_lost_is_told_and_may_be_asked_for_again),
        IN_WINDOW(test_what_tab_leads_to_is_said_with_its_state),
        IN_WINDOW(test_menus_are_said_as_they_are_walked),
        IN_WINDOW(test_a_dialog_says_its_title_its_text_and_where_the_keyboard_is),
        IN_WINDOW(test_a_notice_is_said_to_its_end),
        IN_WINDOW(test_everything_that_tab_leads_to_has_a_name),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
