// A list selects, activates and scrolls by pointer, keys, wheel and bar.
#include "tests/support/ui_desk.h"

static void test_a_list_selects_and_activates(void **state)
{
    struct desk *desk = *state;
    click_at(desk, 450, 54 + 28 * 2 + 5);
    assert_int_equal(desk->selected, 2);
    assert_int_equal(desk->activated, -1);
    down_clicks(desk, 450, 54 + 28 * 3 + 5, 2);
    up(desk, 450, 54 + 28 * 3 + 5);
    assert_int_equal(desk->activated, 3);
    key(desk, KEY_DOWN);
    assert_int_equal(desk->selected, 4);
    key(desk, KEY_ENTER);
    assert_int_equal(desk->activated, 4);
}

static void test_a_list_follows_its_keys(void **state)
{
    struct desk *desk = *state;
    click_at(desk, 450, 60);
    key(desk, KEY_END);
    assert_int_equal(desk->selected, ROWS - 1);
    click_at(desk, 450, 54 + 28 * 4 + 5); // the last visible row is the last of all
    assert_int_equal(desk->selected, ROWS - 1);
    key(desk, KEY_PAGE_UP);
    assert_int_equal(desk->selected, ROWS - 1 - 5);
    key(desk, KEY_HOME);
    key(desk, KEY_UP);
    assert_int_equal(desk->selected, 0);
    click_at(desk, 450, 60);
    assert_int_equal(desk->selected, 0);
}

static void test_the_wheel_scrolls_the_list_under_the_pointer(void **state)
{
    struct desk *desk = *state;
    move(desk, 450, 100);
    send(desk, (struct event){.type = EVENT_WHEEL, .wheel = -2});
    click_at(desk, 450, 60);
    assert_int_equal(desk->selected, 6);
    move(desk, 50, 400);
    send(desk, (struct event){.type = EVENT_WHEEL, .wheel = -2});
    click_at(desk, 450, 60);
    assert_int_equal(desk->selected, 6);
}

static void test_the_scroll_bar_can_be_dragged_to_both_ends(void **state)
{
    struct desk *desk = *state;
    int x = list.x + list.w - 4 - 6;
    down(desk, x, 60);
    up(desk, x, 1000);
    assert_int_equal(desk->selected, -1); // the bar is not a row
    click_at(desk, 450, 54 + 28 * 4 + 5);
    assert_int_equal(desk->selected, ROWS - 1);
    down(desk, x, 180);
    up(desk, x, 0);
    click_at(desk, 450, 60);
    assert_int_equal(desk->selected, 0);
}

static void test_the_heads_of_a_list_know_what_its_bar_takes(void **state)
{
    struct desk *desk = *state;
    assert_int_equal(ui_list_bar(&desk->ui, list, 5), 0); // all fit
    assert_true(ui_list_bar(&desk->ui, list, 6) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_a_list_selects_and_activates),
        DESK(test_a_list_follows_its_keys),
        DESK(test_the_wheel_scrolls_the_list_under_the_pointer),
        DESK(test_the_heads_of_a_list_know_what_its_bar_takes),
        DESK(test_the_scroll_bar_can_be_dragged_to_both_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
