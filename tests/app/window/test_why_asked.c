// "Why this digit?" by mouse and by keyboard, in the window's own events.
#include "tests/support/shell_events.h"

#include "app/base/clock.h"
#include "app/paint/colour_maps.h"
#include "app/session/why.h"
#include "app/window/views/cell/view_cell.h"
#include <math.h>

static struct app *open_with_stroke(void)
{
    struct app *app =
        open_app(&(struct session_options){.model = LENETPAD_SOURCE_ASSETS "/lenet5.safetensors"});
    app_frame(app);
    stroke(app, BUTTON_LEFT, 0.5f, 0.15f, 0.5f, 0.85f);
    app_frame(app);
    assert_int_equal(app->session.reading.best, 1);
    return app;
}

static void click_bar(struct app *app, int digit, int modifiers)
{
    struct rect bar = app->layout.bar[digit];
    float x = (float)bar.x + (float)bar.w / 2, y = (float)bar.y + (float)bar.h / 2;
    send_pointer(app, EVENT_POINTER_MOVE, x, y, 0);
    send(app, (struct event){.type = EVENT_POINTER_DOWN,
                             .x = x,
                             .y = y,
                             .button = BUTTON_LEFT,
                             .clicks = 1,
                             .modifiers = modifiers});
    app_frame(app);
    send_pointer(app, EVENT_POINTER_UP, x, y, BUTTON_LEFT);
    app_frame(app);
}

static void press_key(struct app *app, int key)
{
    press(app, key, 0);
    app_frame(app);
}

static void expect_asked(const struct app *app, int digit, int instead)
{
    assert_true(app->session.why.asked);
    assert_int_equal(why_digit(&app->session), digit);
    assert_int_equal(app->session.why.instead, instead);
}

static void test_a_click_on_a_bar_asks_why_and_shift_compares(void **state)
{
    (void)state;
    struct app *app = open_with_stroke();
    click_bar(app, 1, 0);
    expect_asked(app, 1, -1);
    click_bar(app, 7, MOD_SHIFT);
    expect_asked(app, 1, 7);
    click_bar(app, 4, 0);
    expect_asked(app, 4, -1);
    click_bar(app, 4, 0); // the same again: enough
    assert_false(app->session.why.asked);
    app_close(app);
}

static void test_w_and_digits_ask_the_same(void **state)
{
    (void)state;
    struct app *app = open_with_stroke();
    press_key(app, '7');
    assert_false(app->session.why.asked); // a digit alone asks nothing
    press_key(app, 'w');
    expect_asked(app, 1, -1);
    press_key(app, '4');
    expect_asked(app, 4, -1);
    press_key(app, '9');
    expect_asked(app, 4, 9);
    press_key(app, 'w');
    assert_false(app->session.why.asked);
    app_close(app);
}

// Also where the training panel is, which shares the card.
static void test_the_sum_behind_the_digit_is_one_key_away(void **state)
{
    (void)state;
    struct app *app = open_with_stroke();
    app->session.settings.show_training = true;
    press_key(app, 'w');
    press_key(app, '4');
    press(app, 'w', MOD_SHIFT);
    app_frame(app);
    struct terms_cell cell;
    assert_true(view_cell_shown(app, &cell));
    assert_int_equal(cell.layer, LENET_OUTPUT);
    assert_int_equal(cell.map, 4);
    assert_true(view_cell_in_card(app));
    app_close(app);
}

static void test_digit_keys_belong_to_what_was_turned_on_last(void **state)
{
    (void)state;
    struct app *app = open_with_stroke();
    press_key(app, 'w');
    press_key(app, 'k');
    assert_false(app->session.why.asked);
    press_key(app, 'w');
    assert_false(app->session.correcting);
    press_key(app, '4');
    expect_asked(app, 4, -1);
    assert_int_equal(app->session.own_digits.strokes.count, 0);
    app_close(app);
}

static void wait_for_answer(struct app *app)
{
    for (int i = 0; i < 50000 && !why_is_current(&app->session); i++) {
        clock_pause(2);
        app_frame(app);
    }
    assert_true(why_is_current(&app->session));
    app_frame(app);
}

// Pixels of the image that the network sees that are more blue (or orange) than anything else.
static int count_coloured(const struct app *app, bool blue)
{
    struct rect image = app->layout.sees_image;
    int count = 0;
    for (int y = image.y; y < image.y + image.h; y++)
        for (int x = image.x; x < image.x + image.w; x++) {
            uint32_t pixel = app->canvas.pixel[y * app->canvas.width + x];
            int red = pixel >> 16 & 255, b = pixel & 255;
            count += blue ? b - red > 40 : red - b > 40;
        }
    return count;
}

static void test_the_image_shows_what_speaks_for_and_against(void **state)
{
    (void)state;
    struct app *app = open_with_stroke();
    app->session.settings.colour_map = COLOUR_MAP_GREY;
    app->session.settings.theme = THEME_LIGHT;
    press_key(app, 'w');
    wait_for_answer(app);
    assert_true(count_coloured(app, true) > 100 && count_coloured(app, false) > 100);
    // Drawing goes on with the question, whose answer is of a moment ago meanwhile.
    float x = pad_x(app, 0.3f);
    send_pointer(app, EVENT_POINTER_MOVE, x, pad_y(app, 0.3f), 0);
    send_pointer(app, EVENT_POINTER_DOWN, x, pad_y(app, 0.3f), BUTTON_LEFT);
    send_pointer(app, EVENT_POINTER_MOVE, pad_x(app, 0.6f), pad_y(app, 0.4f), 0);
    app_refresh(app);
    assert_true(app->session.why.asked);
    wait_for_answer(app);
    app_close(app);
}

static void test_what_it_would_take_is_done_by_a_key_and_undone(void **state)
{
    (void)state;
    struct app *app = open_with_stroke();
    press_key(app, 'f');
    wait_for_answer(app);
    int other = app->session.why.answer.flip.to;
    assert_int_not_equal(other, 1);
    press(app, 'f', MOD_SHIFT);
    app_frame(app);
    assert_int_equal(app->session.reading.best, other);
    press(app, 'z', MOD_CTRL);
    app_frame(app);
    assert_int_equal(app->session.reading.best, 1);
    app_close(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_click_on_a_bar_asks_why_and_shift_compares),
        cmocka_unit_test(test_w_and_digits_ask_the_same),
        cmocka_unit_test(test_the_sum_behind_the_digit_is_one_key_away),
        cmocka_unit_test(test_digit_keys_belong_to_what_was_turned_on_last),
        cmocka_unit_test(test_the_image_shows_what_speaks_for_and_against),
        cmocka_unit_test(test_what_it_would_take_is_done_by_a_key_and_undone),
    };
    return cmocka_run_group_tests_name("why asked", tests, make_files, support_leave_folder);
}
