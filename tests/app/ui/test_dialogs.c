// A dialog has every event while it is open, and gives back the focus.
#include "tests/support/ui_desk.h"

static void test_a_dialog_takes_everything_from_what_lies_below(void **state)
{
    struct desk *desk = *state;
    open_dialog(desk, false);
    assert_true(ui_modal(&desk->ui));
    uint32_t rest = pixel(desk, 20, 56);
    move(desk, 50, 60);
    assert_int_equal(pixel(desk, 20, 56), rest);
    click(desk, first);
    click_at(desk, FILE_X, 16);
    assert_int_equal(desk->first, 0);
    assert_true(key(desk, 'c'));
    assert_true(key(desk, KEY_F10));
    assert_true(key(desk, KEY_F11));
    assert_true(desk->dialog_open);
    assert_int_equal(desk->command, 0);
}

static void test_escape_and_the_cross_close_a_dialog(void **state)
{
    struct desk *desk = *state;
    open_dialog(desk, false);
    assert_true(key(desk, KEY_ESCAPE));
    assert_false(desk->dialog_open);
    frame(desk);
    assert_false(ui_modal(&desk->ui));
    open_dialog(desk, false);
    click_at(desk, 200 + 400 - 12 - 14, 200 + 16 + 14);
    assert_false(desk->dialog_open);
}

static void test_enter_presses_the_primary_button(void **state)
{
    struct desk *desk = *state;
    open_dialog(desk, false);
    key(desk, KEY_ENTER);
    assert_int_equal(desk->accepted, 1);
    key(desk, KEY_TAB);
    key(desk, KEY_TAB); // Cancel has the focus: now Enter is its
    key(desk, KEY_ENTER);
    assert_int_equal(desk->accepted, 1);
    assert_int_equal(desk->cancelled, 1);
}

static void test_tab_stays_inside_a_dialog(void **state)
{
    struct desk *desk = *state;
    open_dialog(desk, false);
    for (int i = 0; i < 12; i++) { // three widgets: OK, Cancel, the cross
        key(desk, KEY_TAB);
        if (i % 3 == 0)
            key(desk, KEY_SPACE);
    }
    assert_int_equal(desk->accepted, 4);
    assert_int_equal(desk->first + desk->second, 0);
}

static void test_the_first_text_field_of_a_dialog_has_the_focus(void **state)
{
    struct desk *desk = *state;
    strcpy(desk->dialog_field, "old");
    open_dialog(desk, true);
    assert_true(ui_wants_text(&desk->ui));
    type(desk, "new"); // the old text was selected
    assert_string_equal(desk->dialog_field, "new");
}

static void test_closing_a_dialog_gives_the_focus_back(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "a");
    open_dialog(desk, true);
    type(desk, "x");
    key(desk, KEY_ESCAPE);
    frame(desk);
    frame(desk);
    type(desk, "b");
    assert_string_equal(desk->dialog_field, "x");
    assert_non_null(strchr(desk->field, 'b'));
}

// Another question in the place of the first, as after a form that was sent.
static void draw_other(struct desk *desk)
{
    if (!desk->inner_open)
        return;
    ui_dialog_begin(&desk->ui, "Another question", 200, 100, &desk->inner_open);
    ui_dialog_end(&desk->ui);
}

static void test_a_dialog_that_took_anothers_place_gives_the_focus_back_too(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "a");
    open_dialog(desk, true);
    type(desk, "x");
    desk->more = draw_other;
    desk->dialog_open = false;
    desk->inner_open = true;
    frame(desk);
    frame(desk);
    key(desk, KEY_ESCAPE);
    frame(desk);
    frame(desk);
    assert_false(desk->inner_open);
    type(desk, "b");
    assert_string_equal(desk->dialog_field, "x");
    assert_non_null(strchr(desk->field, 'b'));
}

static void test_of_two_dialogs_only_the_upper_one_gets_input(void **state)
{
    struct desk *desk = *state;
    open_dialog(desk, false);
    desk->inner_open = true;
    frame(desk);
    frame(desk);
    key(desk, KEY_ENTER);
    assert_int_equal(desk->accepted, 0);
    key(desk, KEY_ESCAPE);
    assert_false(desk->inner_open);
    assert_true(desk->dialog_open);
    frame(desk);
    key(desk, KEY_ENTER);
    assert_int_equal(desk->accepted, 1);
}

static void test_a_stroke_always_gets_its_end(void **state)
{
    struct desk *desk = *state;
    down(desk, 700, 500); // on no widget
    open_dialog(desk, false);
    assert_false(up(desk, 700, 500));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_a_dialog_takes_everything_from_what_lies_below),
        DESK(test_escape_and_the_cross_close_a_dialog),
        DESK(test_enter_presses_the_primary_button),
        DESK(test_tab_stays_inside_a_dialog),
        DESK(test_the_first_text_field_of_a_dialog_has_the_focus),
        DESK(test_closing_a_dialog_gives_the_focus_back),
        DESK(test_a_dialog_that_took_anothers_place_gives_the_focus_back_too),
        DESK(test_of_two_dialogs_only_the_upper_one_gets_input),
        DESK(test_a_stroke_always_gets_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
