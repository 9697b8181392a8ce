// What a key means in the window: for whom it is, and what follows from it.
#include "tests/support/app_support.h"

#include "app/window/bar/menus.h"
#include "nn/files/file.h"

#include <sys/stat.h>

static int open_app(void **state)
{
    *state = app_support_open(&(struct session_options){.model = "m"});
    return 0;
}

static int make_model(void **state)
{
    struct lenet *lenet = calloc(1, sizeof *lenet);
    struct model_info info = {.description = "zeros"};
    if (home_enter(state) != 0 || !lenet || !model_save("m", lenet, &info, NULL))
        return -1;
    free(lenet);
    return 0;
}

static void type(struct app *app, int character)
{
    struct event event = {.type = EVENT_TEXT, .key = character};
    event.text[0] = (char)character;
    app_event(app, &event);
    app_frame(app);
}

static void point(struct app *app, enum event_type type, float x, float y)
{
    struct rect pad = app->layout.pad;
    app_event(app, &(struct event){.type = type,
                                   .x = (float)pad.x + x * (float)pad.w,
                                   .y = (float)pad.y + y * (float)pad.h,
                                   .button = type == EVENT_POINTER_MOVE ? 0 : BUTTON_LEFT,
                                   .clicks = 1,
                                   .pressure = 1});
}

static void stroke_at(struct app *app, float x)
{
    point(app, EVENT_POINTER_MOVE, x, .2f);
    point(app, EVENT_POINTER_DOWN, x, .2f);
    point(app, EVENT_POINTER_MOVE, x, .8f);
    point(app, EVENT_POINTER_UP, x, .8f);
    app_frame(app);
}

static void stroke(struct app *app)
{
    stroke_at(app, .4f);
}

// Tab until the clearing button has the focus: of two strokes Space takes both.
static void focus_clear(struct app *app)
{
    stroke_at(app, .3f);
    stroke_at(app, .6f);
    for (int i = 0; i < 20; i++) {
        press(app, KEY_TAB, 0);
        press(app, KEY_SPACE, 0);
        if (pad_empty(&app->session.pad)) {
            press(app, 'z', MOD_CTRL);
            assert_false(pad_empty(&app->session.pad));
            press(app, KEY_TAB, MOD_SHIFT);
            press(app, KEY_TAB, 0);
            return;
        }
    }
    fail_msg("no button clears");
}

static void test_space_pauses_what_a_key_has_just_started(void **state)
{
    struct app *app = *state;
    focus_clear(app);
    press(app, 'p', MOD_CTRL);
    assert_true(session_trains(&app->session));
    press(app, KEY_SPACE, 0);
    await_phase(app, TRAINER_PAUSED);
    assert_false(pad_empty(&app->session.pad));
}

// How often a line stands in the window.
static int count_lines(struct app *app, const char *line)
{
    int count = 0;
    for (const char *at = app_support_words(app); (at = strstr(at, line)); at++)
        count++;
    return count;
}

static void test_every_menu_opens_by_alt_and_a_letter(void **state)
{
    struct app *app = *state;
    static const char letters[] = "fevltraxoh";
    assert_int_equal(actions_of_window.count, sizeof letters - 1);
    for (int i = 0; i < actions_of_window.count; i++) {
        const struct action_menu *menu = actions_of_window.menu[i];
        char last[80];
        snprintf(last, sizeof last, "\n%s\n", menu->row[menu->count - 1].label);
        int closed = count_lines(app, last);
        press(app, letters[i], MOD_ALT);
        if (count_lines(app, last) != closed + 1)
            fail_msg("Alt+%c does not open the menu %s", letters[i], menu->name);
        press(app, KEY_ESCAPE, 0);
    }
}

static void test_space_pauses_what_a_menu_has_just_started(void **state)
{
    struct app *app = *state;
    focus_clear(app);
    press(app, 't', MOD_ALT);
    press(app, KEY_DOWN, 0);
    press(app, KEY_ENTER, 0);
    assert_true(session_trains(&app->session));
    press(app, KEY_SPACE, 0);
    await_phase(app, TRAINER_PAUSED);
    assert_false(pad_empty(&app->session.pad));
}

static void test_page_keys_are_not_the_sliders_after_another_key(void **state)
{
    struct app *app = *state;
    stroke(app);
    press(app, KEY_TAB, 0); // to the pad
    press(app, KEY_TAB, 0);
    float brush = app->session.settings.brush;
    press(app, KEY_RIGHT, 0);
    assert_true(app->session.settings.brush > brush); // the slider is what comes next
    brush = app->session.settings.brush;
    press(app, 'l', 0);
    press(app, KEY_PAGE_UP, 0);
    assert_true(app->session.settings.brush == brush);
}

static void test_the_window_closes_by_its_key_under_menus_and_dialogs_too(void **state)
{
    struct app *app = *state;
    static const struct event opens[] = {
        {.key = KEY_F1}, {.key = KEY_F10}, {.key = 'o', .modifiers = MOD_CTRL}};
    for (int i = 0; i < 3; i++) {
        press(app, opens[i].key, opens[i].modifiers);
        assert_true(ui_modal(&app->ui));
        press(app, 'n', MOD_CTRL);
        assert_false(app->quit);
        press(app, 'q', MOD_CTRL);
        assert_true(app->quit);
        app->quit = false;
        while (ui_modal(&app->ui))
            press(app, KEY_ESCAPE, 0);
    }
}

static void test_escape_leaves_correcting_and_then_the_full_screen(void **state)
{
    struct app *app = *state;
    press(app, KEY_F11, 0);
    press(app, 'k', 0);
    assert_true(app->full_screen && app->session.correcting);
    press(app, KEY_F1, 0);
    press(app, KEY_ESCAPE, 0);
    assert_true(app->full_screen && app->session.correcting); // that was the dialog's
    press(app, KEY_TAB, 0);
    press(app, KEY_ESCAPE, 0);
    assert_true(app->full_screen && app->session.correcting); // the focus's
    press(app, KEY_ESCAPE, 0);
    assert_true(app->full_screen && !app->session.correcting);
    press(app, KEY_ESCAPE, 0);
    assert_false(app->full_screen);
    press(app, KEY_ESCAPE, 0);
    assert_false(app->full_screen || app->quit);
}

static void test_every_larger_and_smaller_counts_between_two_frames(void **state)
{
    struct app *app = *state;
    assert_true(app_resize(app, 2560, 1600, 1, NULL));
    app_frame(app);
    for (int i = 0; i < 3; i++)
        app_event(app, &(struct event){.type = EVENT_KEY, .key = '=', .modifiers = MOD_CTRL});
    app_frame(app);
    assert_true(app->layout.scale == 1.75f);
    for (int i = 0; i < 2; i++)
        app_event(app, &(struct event){.type = EVENT_KEY, .key = '-', .modifiers = MOD_CTRL});
    app_frame(app);
    assert_true(app->layout.scale == 1.25f);
}

static void test_a_key_after_a_stroke_needs_no_frame_between(void **state)
{
    struct app *app = *state;
    point(app, EVENT_POINTER_MOVE, .4f, .2f);
    point(app, EVENT_POINTER_DOWN, .4f, .2f);
    point(app, EVENT_POINTER_MOVE, .4f, .8f);
    point(app, EVENT_POINTER_UP, .4f, .8f);
    app_event(app, &(struct event){.type = EVENT_KEY, .key = 'c'});
    assert_true(pad_empty(&app->session.pad));
}

static void test_typed_characters_are_shortcuts(void **state)
{
    struct app *app = *state;
    float brush = app->session.settings.brush;
    type(app, ']');
    assert_true(app->session.settings.brush > brush);
    type(app, '[');
    assert_true(app->session.settings.brush == brush);
    type(app, '?');
    assert_int_equal(app->session.questions.open, QUESTION_KEYS);
    press(app, KEY_ESCAPE, 0);
    press(app, ']', MOD_ALTGR);
    press(app, 'e', MOD_ALTGR);
    press(app, KEY_F11, MOD_ALTGR);
    assert_true(app->session.settings.brush == brush && !app->session.eraser && !app->full_screen);
}

static void test_altgr_teaches_no_digit(void **state)
{
    struct app *app = *state;
    stroke(app);
    press(app, 'k', 0);
    press(app, '8', MOD_ALTGR);
    assert_int_equal(app->session.own_digits.strokes.count, 0);
    assert_false(pad_empty(&app->session.pad));
}

// The keys that the menu shows for an entry.
static const char *keys_of(const struct app *app, const char *label)
{
    static struct menus menus;
    menus_build(&menus, app);
    for (int i = 0; i < app->actions->count; i++)
        for (int j = 0; j < menus.menu[i].count; j++)
            if (menus.entry[i][j].label && strcmp(menus.entry[i][j].label, label) == 0)
                return menus.entry[i][j].shortcut;
    fail_msg("%s is in no menu", label);
    return NULL;
}

static void test_the_menu_shows_the_keys_that_work(void **state)
{
    struct app *app = *state;
    stroke(app);
    assert_string_equal(keys_of(app, "It was a 7"), "K, 7");
    assert_string_equal(keys_of(app, "Undo"), "Ctrl+Z");
    press(app, '7', 0);
    assert_false(pad_empty(&app->session.pad));
    assert_true(ui_toast_text(&app->ui)[0]); // and what would make it work
    press(app, 'k', 0);
    assert_string_equal(keys_of(app, "It was a 7"), "7");
}

static bool ring_is_drawn(const struct app *app)
{
    struct rect pad = app->layout.pad;
    int edge = 0;
    for (int y = pad.y + 2; y < pad.y + pad.h - 2; y++)
        for (int x = pad.x + 2; x < pad.x + pad.w - 2; x++)
            edge += app->canvas.pixel[y * app->canvas.width + x] !=
                    app->canvas.pixel[(pad.y + 4) * app->canvas.width + pad.x + 4];
    return edge > 0;
}

// The pointer stands still on an empty pad.
static void test_the_brush_ring_is_not_there_under_a_menu_or_dialog(void **state)
{
    struct app *app = *state;
    point(app, EVENT_POINTER_MOVE, .5f, .9f);
    app_frame(app);
    assert_true(app->over_pad && !app->show_cursor && ring_is_drawn(app));
    press(app, KEY_F10, 0);
    assert_false(app->over_pad);
    assert_true(app->show_cursor);
    press(app, KEY_ESCAPE, 0);
    assert_true(app->over_pad && ring_is_drawn(app));
    press(app, 'i', MOD_CTRL);
    assert_false(app->over_pad);
    press(app, KEY_ESCAPE, 0);
    assert_true(app->over_pad && ring_is_drawn(app));
}

#define APP_TEST(test) cmocka_unit_test_setup_teardown(test, open_app, app_support_close)

static void test_the_list_of_keys_is_read_by_keys_to_its_end(void **state)
{
    struct app *app = *state;
    press(app, KEY_F1, 0);
    assert_null(strstr(app_support_words(app), "About LeNet Pad\n"));
    press(app, KEY_END, 0);
    app_frame(app);
    assert_non_null(strstr(app_support_words(app), "About LeNet Pad\n"));
    press(app, KEY_HOME, 0);
    press(app, KEY_DOWN, 0);
    assert_int_equal(app->help_row, 1);
    press(app, KEY_PAGE_DOWN, 0);
    app_frame(app);
    assert_true(app->help_row > 10);
    assert_null(strstr(app_support_words(app), "Pointer on the pad\n")); // a page further
}

static void test_arrows_lead_from_the_name_of_a_file_to_the_list(void **state)
{
    struct app *app = *state;
    assert_int_equal(mkdir("one", 0755), 0);
    assert_int_equal(mkdir("two", 0755), 0);
    press(app, 'o', MOD_CTRL);
    assert_int_equal(app->session.questions.open, QUESTION_FILES);
    press(app, KEY_DOWN, 0);
    assert_int_equal(app->file_dialog.selected, 0);
    press(app, KEY_TAB, 0); // to the name, which stands below it
    press(app, KEY_DOWN, 0);
    assert_int_equal(app->file_dialog.selected, 1);
    press(app, KEY_UP, 0);
    assert_int_equal(app->file_dialog.selected, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        APP_TEST(test_space_pauses_what_a_key_has_just_started),
        APP_TEST(test_every_menu_opens_by_alt_and_a_letter),
        APP_TEST(test_the_list_of_keys_is_read_by_keys_to_its_end),
        APP_TEST(test_arrows_lead_from_the_name_of_a_file_to_the_list),
        APP_TEST(test_space_pauses_what_a_menu_has_just_started),
        APP_TEST(test_page_keys_are_not_the_sliders_after_another_key),
        APP_TEST(test_the_window_closes_by_its_key_under_menus_and_dialogs_too),
        APP_TEST(test_escape_leaves_correcting_and_then_the_full_screen),
        APP_TEST(test_every_larger_and_smaller_counts_between_two_frames),
        APP_TEST(test_a_key_after_a_stroke_needs_no_frame_between),
        APP_TEST(test_typed_characters_are_shortcuts),
        APP_TEST(test_altgr_teaches_no_digit),
        APP_TEST(test_the_menu_shows_the_keys_that_work),
        APP_TEST(test_the_brush_ring_is_not_there_under_a_menu_or_dialog),
    };
    return cmocka_run_group_tests(tests, make_model, support_leave_folder);
}
