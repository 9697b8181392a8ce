// Several digits of a picture are offered one by one, by mouse and by keyboard.
#include "tests/support/shell_events.h"

#include "app/session/why.h"
#include "tests/support/several_digits.h"
#include <math.h>

static struct app *open_with_picture(const char *digits)
{
    struct app *app =
        open_app(&(struct session_options){.model = LENETPAD_SOURCE_ASSETS "/lenet5.safetensors"});
    several_digits_save("several.png", digits);
    drop(app, "several.png");
    assert_int_equal(app->session.row.count, strlen(digits));
    return app;
}

// The one that is looked at is what everything shows.
static void expect_shown(const struct app *app, int index, int digit)
{
    const struct session *session = &app->session;
    assert_int_equal(session->row.current, index);
    assert_int_equal(session->reading.best, digit);
    assert_memory_equal(session->reading.normalized.digit, session->row.digit[index].image,
                        sizeof session->row.digit[index].image);
}

static void click(struct app *app, float x, float y)
{
    send_pointer(app, EVENT_POINTER_MOVE, x, y, 0);
    send_pointer(app, EVENT_POINTER_DOWN, x, y, BUTTON_LEFT);
    app_frame(app);
    send_pointer(app, EVENT_POINTER_UP, x, y, BUTTON_LEFT);
    app_frame(app);
    app_frame(app);
}

// The row's cell number `index`, if all of `count` are there and as wide as they may be.
static void click_cell(struct app *app, int index, int count)
{
    struct rect row = app->layout.digits;
    float pitch = fminf((float)row.w / (float)count, 60);
    click(app, (float)row.x + pitch * ((float)index + 0.5f), (float)row.y + (float)row.h / 2);
}

static void test_an_opened_picture_of_several_is_offered_digit_by_digit(void **state)
{
    (void)state;
    struct app *app = open_with_picture("1958");
    assert_true(title_says(app, "1958"));
    expect_shown(app, 0, 1);
    click_cell(app, 2, 4);
    expect_shown(app, 2, 5);
    press(app, KEY_RIGHT, MOD_CTRL);
    expect_shown(app, 3, 8);
    press(app, KEY_RIGHT, MOD_CTRL);
    expect_shown(app, 0, 1);
    press(app, KEY_LEFT, MOD_CTRL);
    press(app, KEY_LEFT, MOD_CTRL);
    expect_shown(app, 2, 5);
    press(app, KEY_HOME, 0); // the row has the keyboard since the click
    expect_shown(app, 0, 1);
    press(app, KEY_RIGHT, 0);
    expect_shown(app, 1, 9);
    assert_true(title_says(app, "1958"));
    app_close(app);
}

static void test_undo_takes_the_picture_away_and_redo_brings_its_digits_back(void **state)
{
    (void)state;
    struct app *app = open_with_picture("1958");
    press(app, KEY_RIGHT, MOD_CTRL);
    press(app, 'z', MOD_CTRL);
    assert_int_equal(app->session.row.count, 0);
    assert_true(title_says(app, "nothing drawn"));
    press(app, 'z', MOD_CTRL | MOD_SHIFT);
    expect_shown(app, 0, 1);
    assert_int_equal(app->session.row.count, 4);
    app_close(app);
}

static void test_what_is_asked_and_changed_is_about_the_digit_that_is_looked_at(void **state)
{
    (void)state;
    struct app *app = open_with_picture("1958");
    press(app, KEY_RIGHT, MOD_CTRL);
    press(app, 'w', 0);
    assert_int_equal(why_digit(&app->session), 9);
    press(app, KEY_RIGHT, MOD_CTRL);
    assert_int_equal(why_digit(&app->session), 5);
    app_close(app);
}

static void test_a_pinned_cell_stays_and_shows_the_digit_that_is_looked_at(void **state)
{
    (void)state;
    struct app *app = open_with_picture("1958");
    struct terms_cell cell = {LENET_OUTPUT, 0, 0, 9};
    pin_hold(&app->session.pin, cell);
    press(app, KEY_RIGHT, MOD_CTRL);
    assert_true(app->session.pin.held);
    assert_true(app->session.reading.activations.probability[9] > 0.5f);
    press(app, KEY_LEFT, MOD_CTRL);
    assert_true(app->session.pin.held);
    assert_true(app->session.reading.activations.probability[9] < 0.5f);
    app_close(app);
}

static void test_a_stroke_on_a_picture_of_several_is_looked_at_and_undone(void **state)
{
    (void)state;
    struct app *app = open_with_picture("1958");
    stroke(app, BUTTON_LEFT, 0.5f, 0.7f, 0.5f, 0.95f);
    app_frame(app);
    assert_int_equal(app->session.row.count, 5);
    expect_shown(app, 4, 1);
    press(app, 'z', MOD_CTRL);
    assert_int_equal(app->session.row.count, 4);
    expect_shown(app, 0, 1);
    app_close(app);
}

// The number of digits that are not shown.
static int count_more(struct app *app)
{
    const char *plus = strstr(app_support_words(app), "\n+");
    return plus ? atoi(plus + 2) : 0;
}

static void click_end(struct app *app, bool right)
{
    struct rect row = app->layout.digits;
    click(app, (float)row.x + (right ? (float)row.w - 6 : 6), (float)row.y + (float)row.h / 2);
}

static void test_the_ends_of_a_row_say_how_many_more_there_are_and_lead_there(void **state)
{
    (void)state;
    const char *digits = "125125125125125125125125";
    struct app *app = open_with_picture(digits);
    int count = 24, more = count_more(app), clicks = 0, before = 0;
    assert_true(more > 0);
    click_end(app, true);
    assert_int_equal(app->session.row.current, count - more); // the first that was not there
    for (; app->session.row.current > before && clicks < count; clicks++) {
        before = app->session.row.current;
        click_end(app, true);
    }
    assert_in_range(before, count - 5, count - 1); // where the last ones are shown
    press(app, KEY_END, 0);
    assert_int_equal(app->session.row.current, count - 1);
    assert_int_equal(count_more(app), more);
    click_end(app, false);
    assert_int_equal(app->session.row.current, more - 1);
    app_close(app);
}

static void test_a_row_with_room_for_all_has_no_ends(void **state)
{
    (void)state;
    struct app *app = open_with_picture("1958");
    click_end(app, true); // an empty place
    expect_shown(app, 0, 1);
    click_end(app, false); // its first cell
    expect_shown(app, 0, 1);
    app_close(app);
}

static void test_teaching_goes_through_a_picture_by_the_digits_keys(void **state)
{
    (void)state;
    struct app *app = open_with_picture("1958");
    press(app, 'k', 0);
    press(app, '1', 0);
    expect_shown(app, 1, 9);
    press(app, KEY_RIGHT, MOD_CTRL);
    press(app, '5', 0);
    expect_shown(app, 3, 8);
    assert_non_null(strstr(app->session.notice.text, "2 of 4 on the pad left"));
    press(app, '8', 0);
    expect_shown(app, 1, 9);
    press(app, '9', 0);
    assert_true(pad_empty(&app->session.pad));
    assert_int_equal(app->session.own_digits.strokes.count, 4);
    app_close(app);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_opened_picture_of_several_is_offered_digit_by_digit),
        cmocka_unit_test(test_undo_takes_the_picture_away_and_redo_brings_its_digits_back),
        cmocka_unit_test(test_what_is_asked_and_changed_is_about_the_digit_that_is_looked_at),
        cmocka_unit_test(test_a_pinned_cell_stays_and_shows_the_digit_that_is_looked_at),
        cmocka_unit_test(test_a_stroke_on_a_picture_of_several_is_looked_at_and_undone),
        cmocka_unit_test(test_the_ends_of_a_row_say_how_many_more_there_are_and_lead_there),
        cmocka_unit_test(test_a_row_with_room_for_all_has_no_ends),
        cmocka_unit_test(test_teaching_goes_through_a_picture_by_the_digits_keys),
    };
    return cmocka_run_group_tests(tests, make_files, support_leave_folder);
}
