// Drawing on the pad of the whole window: strokes, tools, keys and the wheel.
#include "tests/support/shell_events.h"

// ---- Events -------------------------------------------------------------------------------------

static void click(struct app *app, struct rect rect)
{
    float x = (float)rect.x + (float)rect.w / 2, y = (float)rect.y + (float)rect.h / 2;
    send_pointer(app, EVENT_POINTER_MOVE, x, y, 0);
    app_frame(app);
    send_pointer(app, EVENT_POINTER_DOWN, x, y, BUTTON_LEFT);
    app_frame(app);
    send_pointer(app, EVENT_POINTER_UP, x, y, BUTTON_LEFT);
    app_frame(app);
    app_frame(app);
}

// ---- Drawing ------------------------------------------------------------------------------------

static void test_a_stroke_is_read_while_it_moves(void **state)
{
    struct app *app = *state;
    assert_string_equal(app->title, "LeNet Pad – nothing drawn");
    send_pointer(app, EVENT_POINTER_DOWN, pad_x(app, .3f), pad_y(app, .2f), BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .6f), pad_y(app, .7f), 0);
    app_frame(app); // the button is still down
    assert_true(title_says(app, "LeNet Pad – 7 ("));
    assert_true(app->capture_pointer);
    send_pointer(app, EVENT_POINTER_UP, pad_x(app, .6f), pad_y(app, .7f), BUTTON_LEFT);
    assert_false(app->capture_pointer);
}

static void test_the_right_button_and_the_eraser_take_ink_away(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .2f, .5f, .8f, .5f);
    stroke(app, BUTTON_RIGHT, .1f, .5f, .9f, .5f);
    assert_true(title_says(app, "nothing drawn"));
    press(app, 'z', MOD_CTRL);
    assert_false(title_says(app, "nothing drawn"));
    press(app, 'e', 0);
    stroke(app, BUTTON_LEFT, .1f, .5f, .9f, .5f);
    assert_true(title_says(app, "nothing drawn"));
}

static void test_keys_undo_redo_and_clear(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .2f, .2f, .8f, .8f);
    press(app, 'c', 0);
    assert_true(title_says(app, "nothing drawn"));
    press(app, 'z', MOD_CTRL);
    assert_true(title_says(app, "7 ("));
    press(app, 'z', MOD_CTRL);
    assert_true(title_says(app, "nothing drawn"));
    press(app, 'y', MOD_CTRL);
    assert_true(title_says(app, "7 ("));
    press(app, 'z', MOD_CTRL | MOD_SHIFT);
    assert_true(title_says(app, "nothing drawn"));
    press(app, 'z', MOD_CTRL);
    press(app, 'n', MOD_CTRL);
    assert_true(title_says(app, "nothing drawn"));
    press(app, 'z', MOD_CTRL);
    assert_true(title_says(app, "7 ("));
}

static void test_a_stroke_begins_only_on_the_pad_and_survives_leaving_it(void **state)
{
    struct app *app = *state;
    struct rect card = app->layout.card[PANEL_FIGURE];
    send_pointer(app, EVENT_POINTER_DOWN, (float)card.x + 4, (float)card.y + 4, BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .5f), pad_y(app, .5f), 0);
    send_pointer(app, EVENT_POINTER_UP, pad_x(app, .5f), pad_y(app, .5f), BUTTON_LEFT);
    assert_int_equal(app->session.pad.count, 0);
    send_pointer(app, EVENT_POINTER_DOWN, pad_x(app, .9f), pad_y(app, .3f), BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, 2), pad_y(app, .3f), 0);
    send(app, (struct event){.type = EVENT_POINTER_LEAVE});
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .9f), pad_y(app, .6f), 0);
    assert_true(app->session.pad.active);
    send_pointer(app, EVENT_POINTER_UP, pad_x(app, 2), pad_y(app, .6f), BUTTON_LEFT);
    assert_int_equal(app->session.pad.count, 1);
}

static void test_another_button_does_not_end_a_stroke(void **state)
{
    struct app *app = *state;
    send_pointer(app, EVENT_POINTER_DOWN, pad_x(app, .2f), pad_y(app, .3f), BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_DOWN, pad_x(app, .2f), pad_y(app, .3f), BUTTON_RIGHT);
    send_pointer(app, EVENT_POINTER_UP, pad_x(app, .2f), pad_y(app, .3f), BUTTON_RIGHT);
    assert_true(app->session.pad.active);
    send_pointer(app, EVENT_POINTER_UP, pad_x(app, .2f), pad_y(app, .3f), BUTTON_LEFT);
    assert_false(app->session.pad.active);
    assert_int_equal(app->session.pad.count, 1);
}

static void test_the_wheel_sets_the_brush_within_its_limits(void **state)
{
    struct app *app = *state;
    float before = app->session.settings.brush;
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .5f), pad_y(app, .5f), 0);
    send(app, (struct event){.type = EVENT_WHEEL, .wheel = 1});
    assert_true(app->session.settings.brush > before);
    send(app, (struct event){.type = EVENT_WHEEL, .wheel = 500});
    assert_true(app->session.settings.brush == SESSION_BRUSH_MAX);
    send(app, (struct event){.type = EVENT_WHEEL, .wheel = -500});
    assert_true(app->session.settings.brush == SESSION_BRUSH_MIN);
    press(app, ']', 0);
    assert_true(app->session.settings.brush == SESSION_BRUSH_MIN + SESSION_BRUSH_STEP);
}

static void test_tool_buttons_do_what_they_say(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .2f, .5f, .8f, .5f);
    click(app, app->layout.tool[0]);
    assert_true(pad_empty(&app->session.pad));
    click(app, app->layout.tool[1]);
    assert_false(pad_empty(&app->session.pad));
    click(app, app->layout.tool[2]);
    assert_true(app->session.eraser);
    click(app, app->layout.tool[3]);
    assert_true(pad_empty(&app->session.pad));
    click(app, app->layout.tool[4]);
    assert_false(pad_empty(&app->session.pad));
}

static void test_nothing_is_drawn_anew_while_nothing_happens(void **state)
{
    struct app *app = *state;
    stroke(app, BUTTON_LEFT, .2f, .2f, .8f, .8f);
    send(app, (struct event){.type = EVENT_POINTER_LEAVE});
    for (int i = 0; i < 5 && app_needs_frame(app); i++)
        app_frame(app);
    assert_false(app_needs_frame(app));
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .5f), pad_y(app, .5f), 0);
    assert_true(app_needs_frame(app));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        APP_TEST(test_a_stroke_is_read_while_it_moves),
        APP_TEST(test_the_right_button_and_the_eraser_take_ink_away),
        APP_TEST(test_keys_undo_redo_and_clear),
        APP_TEST(test_a_stroke_begins_only_on_the_pad_and_survives_leaving_it),
        APP_TEST(test_another_button_does_not_end_a_stroke),
        APP_TEST(test_the_wheel_sets_the_brush_within_its_limits),
        APP_TEST(test_tool_buttons_do_what_they_say),
        APP_TEST(test_nothing_is_drawn_anew_while_nothing_happens),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
