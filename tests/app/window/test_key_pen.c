// A digit is drawn with the keyboard alone: the pad's pen, its steps and its held keys, and that
// all other keys stay what they are.
#include "tests/support/shell_events.h"

#include "app/window/pen/key_pen.h"

static double now;

static void frames(struct app *app, double seconds)
{
    for (double end = now + seconds; now < end; now += 1.0 / 60) {
        ui_set_time(&app->ui, now);
        app_frame(app);
    }
}

static void hold(struct app *app, int key, int modifiers)
{
    send(app, (struct event){.type = EVENT_KEY, .key = key, .modifiers = modifiers});
}

static void let_go(struct app *app, int key)
{
    send(app, (struct event){.type = EVENT_KEY_UP, .key = key});
}

static void tap(struct app *app, int key, int modifiers)
{
    hold(app, key, modifiers);
    let_go(app, key);
    frames(app, 0.3);
}

static void taps(struct app *app, int key, int count)
{
    for (int i = 0; i < count; i++)
        tap(app, key, 0);
}

static const struct pad_op *last_op(const struct app *app)
{
    const struct pad *pad = &app->session.pad;
    assert_true(pad->done > 0);
    return &pad->op[pad->done - 1];
}

static struct point point_of(const struct app *app, size_t index)
{
    return last_op(app)->drawing.stroke[0].point[index];
}

static size_t points(const struct app *app)
{
    return last_op(app)->drawing.stroke[0].count;
}

static void test_tab_or_a_key_leads_to_the_pad_and_escape_away(void **state)
{
    struct app *app = *state;
    press(app, KEY_TAB, 0);
    assert_true(app->pen.in_hand);
    press(app, KEY_ESCAPE, 0);
    assert_false(app->pen.in_hand);
    press(app, 'q', 0);
    assert_true(app->pen.in_hand);
    assert_non_null(strstr(app_support_words(app), "Arrows move the pen"));
    press(app, 'q', 0);
    assert_false(app->pen.in_hand);
    assert_null(strstr(app_support_words(app), "Arrows move the pen"));
    assert_int_equal(app->session.pad.count, 0);
}

static void test_space_puts_the_pen_down_arrows_draw_and_it_is_read_meanwhile(void **state)
{
    struct app *app = *state;
    press(app, 'q', 0);
    float x = app->pen.x, y = app->pen.y;
    taps(app, KEY_LEFT, 2);
    assert_int_equal(app->session.pad.count, 0);
    assert_true(app->pen.x < x && app->pen.y == y);
    press(app, KEY_SPACE, 0);
    taps(app, KEY_DOWN, 4);
    assert_true(app->session.pad.active);
    assert_true(title_says(app, "LeNet Pad – 7 ("));                    // the pen is still down
    assert_null(strstr(app_support_words(app), "Arrows move the pen")); // who draws knows
    press(app, KEY_SPACE, 0);
    assert_false(app->session.pad.active);
    assert_int_equal(app->session.pad.count, 1);
    struct point first = point_of(app, 0), last = point_of(app, points(app) - 1);
    assert_true(first.x == last.x && last.y > first.y + 60);
    press(app, KEY_ENTER, 0);
    taps(app, KEY_RIGHT, 1);
    press(app, KEY_ENTER, 0);
    assert_int_equal(app->session.pad.count, 2);
    press(app, 'z', MOD_CTRL); // a stroke is a step
    assert_int_equal(app->session.pad.done, 1);
    assert_true(app->pen.in_hand);
}

static void test_a_held_key_goes_on_smoothly_until_it_is_let_go(void **state)
{
    struct app *app = *state;
    press(app, 'q', 0);
    press(app, KEY_SPACE, 0);
    float y = app->pen.y;
    hold(app, KEY_UP, 0);
    frames(app, 0.8);
    assert_int_equal(app_wait_ms(app), 0);
    float way = y - app->pen.y;
    assert_true(way > 120 && way < 200);
    assert_true(points(app) > 30);
    for (size_t i = 1; i < points(app); i++)
        assert_true(point_of(app, i - 1).y - point_of(app, i).y < 6);
    let_go(app, KEY_UP);
    frames(app, 0.2);
    y = app->pen.y;
    frames(app, 0.2);
    assert_true(app->pen.y == y);
    assert_false(key_pen_moves(app));
    hold(app, KEY_UP, 0);
    frames(app, 9);
    assert_true(app->pen.y == 0); // and no further
}

static void test_two_keys_at_once_draw_a_slanted_line(void **state)
{
    struct app *app = *state;
    press(app, 'q', 0);
    press(app, KEY_SPACE, 0);
    hold(app, KEY_RIGHT, 0);
    hold(app, KEY_DOWN, 0);
    frames(app, 0.6);
    let_go(app, KEY_RIGHT);
    let_go(app, KEY_DOWN);
    frames(app, 0.3);
    for (size_t i = 0; i < points(app); i++)
        assert_float_equal(point_of(app, i).x, point_of(app, i).y, 0.01f);
    assert_true(app->pen.x > 300);
    float x = app->pen.x, y = app->pen.y;
    tap(app, KEY_HOME, 0);
    assert_true(app->pen.x < x && app->pen.y < y);
    tap(app, KEY_PAGE_DOWN, 0);
    assert_float_equal(app->pen.x, x, 0.01f);
    assert_float_equal(app->pen.y, y, 0.01f);
    tap(app, KEY_PAGE_UP, 0);
    tap(app, KEY_END, 0);
    assert_float_equal(app->pen.x, x, 0.01f);
    assert_float_equal(app->pen.y, y, 0.01f);
}

static void test_shift_makes_small_steps(void **state)
{
    struct app *app = *state;
    press(app, 'q', 0);
    float x = app->pen.x;
    tap(app, KEY_RIGHT, 0);
    float large = app->pen.x - x;
    tap(app, KEY_LEFT, MOD_SHIFT);
    float fine = x + large - app->pen.x;
    assert_true(fine > 0 && fine < large / 2);
}

// However quickly they come: a switch or a remote control holds no key.
static void test_steps_in_a_burst_lead_to_where_slow_ones_do(void **state)
{
    struct app *app = *state;
    press(app, 'q', 0);
    float x = app->pen.x, y = app->pen.y;
    for (int i = 0; i < 5; i++) {
        hold(app, KEY_RIGHT, 0);
        let_go(app, KEY_RIGHT);
    }
    hold(app, KEY_DOWN, 0);
    let_go(app, KEY_DOWN);
    hold(app, KEY_SPACE, 0);
    float burst_x = app->pen.x - x, burst_y = app->pen.y - y;
    hold(app, KEY_SPACE, 0);
    taps(app, KEY_RIGHT, 5);
    taps(app, KEY_DOWN, 1);
    assert_float_equal(app->pen.x, x + 2 * burst_x, 0.01f);
    assert_float_equal(app->pen.y, y + 2 * burst_y, 0.01f);
    assert_true(burst_x > 5 * burst_y - 0.01f && burst_y > 10);
}

static void test_whatever_takes_the_keyboard_lifts_the_pen(void **state)
{
    static const struct {
        int key, modifiers;
    } ways[] = {{KEY_ESCAPE, 0}, {KEY_TAB, 0}, {KEY_F1, 0}, {KEY_F10, 0}, {'o', MOD_CTRL}};
    struct app *app = *state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        press(app, 'q', 0);
        press(app, KEY_SPACE, 0);
        hold(app, KEY_UP, 0);
        frames(app, 0.1);
        assert_true(app->session.pad.active);
        press(app, ways[i].key, ways[i].modifiers);
        frames(app, 0.1);
        assert_false(app->session.pad.active);
        assert_false(key_pen_moves(app));
        assert_int_equal(app->session.pad.count, i + 1);
        let_go(app, KEY_UP);
        for (int j = 0; j < 3; j++)
            press(app, KEY_ESCAPE, 0);
    }
}

static void test_the_pointer_takes_over(void **state)
{
    struct app *app = *state;
    press(app, 'q', 0);
    press(app, KEY_SPACE, 0);
    taps(app, KEY_DOWN, 1);
    size_t before = points(app);
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, .1f), pad_y(app, .1f), 0);
    assert_int_equal(points(app), before); // that is another's pen
    stroke(app, BUTTON_LEFT, .2f, .2f, .3f, .8f);
    assert_int_equal(app->session.pad.count, 2);
    assert_false(app->session.pad.active);
    assert_false(app->pen.in_hand);
}

static void test_the_keys_erase_and_teach_too(void **state)
{
    struct app *app = *state;
    press(app, 'q', 0);
    press(app, KEY_SPACE, 0);
    taps(app, KEY_RIGHT, 3);
    press(app, KEY_SPACE, 0);
    press(app, 'k', 0);
    assert_true(app->session.correcting && app->pen.in_hand);
    press(app, '1', 0);
    assert_int_equal(app->session.own_digits.strokes.count, 1);
    press(app, 'e', 0);
    app->session.settings.brush = SESSION_BRUSH_MAX;
    press(app, KEY_SPACE, 0);
    taps(app, KEY_LEFT, 3);
    press(app, KEY_SPACE, 0);
    assert_true(pad_empty(&app->session.pad));
    press(app, 'z', MOD_CTRL);
    assert_false(pad_empty(&app->session.pad));
}

static void test_a_dot_is_a_stroke(void **state)
{
    struct app *app = *state;
    press(app, 'q', 0);
    press(app, KEY_SPACE, 0);
    press(app, KEY_SPACE, 0);
    assert_int_equal(app->session.pad.count, 1);
    assert_false(pad_empty(&app->session.pad));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        APP_TEST(test_tab_or_a_key_leads_to_the_pad_and_escape_away),
        APP_TEST(test_space_puts_the_pen_down_arrows_draw_and_it_is_read_meanwhile),
        APP_TEST(test_a_held_key_goes_on_smoothly_until_it_is_let_go),
        APP_TEST(test_two_keys_at_once_draw_a_slanted_line),
        APP_TEST(test_shift_makes_small_steps),
        APP_TEST(test_steps_in_a_burst_lead_to_where_slow_ones_do),
        APP_TEST(test_whatever_takes_the_keyboard_lifts_the_pen),
        APP_TEST(test_the_pointer_takes_over),
        APP_TEST(test_the_keys_erase_and_teach_too),
        APP_TEST(test_a_dot_is_a_stroke),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
