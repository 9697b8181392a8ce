// Who has the keys: the way of Tab, the ring that shows it, and what Escape and a click leave.
#include "tests/support/ui_desk.h"

static void test_tab_walks_in_drawing_order_and_around(void **state)
{
    struct desk *desk = *state;
    assert_true(key(desk, KEY_TAB));
    key(desk, KEY_ENTER);
    assert_int_equal(desk->first, 1);
    key(desk, KEY_TAB);
    key(desk, KEY_SPACE);
    assert_int_equal(desk->second, 1);
    key(desk, KEY_TAB); // over the disabled button
    key(desk, KEY_SPACE);
    assert_int_equal(desk->third, 1);
    for (int i = 0; i < 3; i++)
        key_with(desk, KEY_TAB, MOD_SHIFT); // before the first comes the last: the list
    key(desk, KEY_DOWN);
    assert_int_equal(desk->selected, 0);
    key(desk, KEY_TAB);
    key(desk, KEY_SPACE);
    assert_int_equal(desk->first, 2);
}

static void test_the_focus_ring_shows_only_after_the_keyboard(void **state)
{
    struct desk *desk = *state;
    int x = first.x + first.w / 2, y = first.y - 2;
    uint32_t plain = pixel(desk, x, y);
    click(desk, first);
    assert_int_equal(pixel(desk, x, y), plain);
    key(desk, KEY_TAB);
    key_with(desk, KEY_TAB, MOD_SHIFT);
    assert_int_equal(pixel(desk, x, y), theme_light.focus);
    down(desk, 300, 500);
    assert_int_equal(pixel(desk, x, y), plain);
}

static void test_space_stays_a_shortcut_after_a_click(void **state)
{
    struct desk *desk = *state;
    click(desk, first);
    assert_false(key(desk, KEY_SPACE));
    assert_false(key(desk, 'c'));
    assert_int_equal(desk->first, 1);
}

static void test_escape_gives_up_the_focus_before_it_is_a_shortcut(void **state)
{
    struct desk *desk = *state;
    key(desk, KEY_TAB);
    assert_true(key(desk, KEY_ESCAPE));
    assert_false(key(desk, KEY_ENTER));
    assert_false(key(desk, KEY_ESCAPE));
}

static void test_a_released_focus_takes_no_keys_and_tab_goes_on_from_it(void **state)
{
    struct desk *desk = *state;
    key(desk, KEY_TAB);
    ui_release_focus(&desk->ui);
    frame(desk);
    assert_false(key(desk, KEY_SPACE));
    assert_int_equal(desk->first, 0);
    key(desk, KEY_TAB);
    key(desk, KEY_SPACE);
    assert_int_equal(desk->second, 1);
    click(desk, slider);
    ui_release_focus(&desk->ui);
    assert_false(key(desk, KEY_PAGE_DOWN));
}

static void test_escape_passes_a_focus_that_is_not_seen(void **state)
{
    struct desk *desk = *state;
    click(desk, first);
    assert_false(key(desk, KEY_ESCAPE));
}

static void draw_passing(struct desk *desk)
{
    bool *there = desk->with;
    if (*there)
        ui_list(&desk->ui, ui_id("passing", 0), (struct rect){400, 300, 200, 100}, ROWS,
                &desk->activated, draw_row, NULL);
}

// As the numbers of a test that is made anew.
static void test_what_was_away_for_a_moment_has_the_keyboard_again(void **state)
{
    struct desk *desk = *state;
    bool there = true;
    desk->more = draw_passing;
    desk->with = &there;
    desk->activated = 0;
    ui_focus(&desk->ui, ui_id("passing", 0));
    frame(desk);
    key(desk, KEY_DOWN);
    assert_int_equal(desk->activated, 1);
    there = false;
    frame(desk);
    frame(desk);
    key(desk, KEY_DOWN);
    there = true;
    frame(desk);
    key(desk, KEY_DOWN);
    assert_int_equal(desk->activated, 2);
    there = false;
    frame(desk);
    down(desk, 300, 500); // something else was meant
    there = true;
    frame(desk);
    key(desk, KEY_DOWN);
    assert_int_equal(desk->activated, 2);
}

static uint32_t above_first(const struct desk *desk)
{
    return canvas_row((struct canvas *)&desk->canvas, first.y - 10)[first.x + 2];
}

static void test_a_tool_tip_is_shown_to_the_keyboard_too(void **state)
{
    struct desk *desk = *state;
    uint32_t before = above_first(desk);
    key(desk, KEY_TAB);
    frame(desk);
    assert_int_equal(above_first(desk), before);
    desk->time += 1;
    frame(desk);
    assert_int_not_equal(above_first(desk), before);
    key(desk, KEY_TAB); // the next has none
    desk->time += 1;
    frame(desk);
    frame(desk);
    assert_int_equal(above_first(desk), before);
    assert_int_equal(ui_wait_ms(&desk->ui), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_a_tool_tip_is_shown_to_the_keyboard_too),
        DESK(test_tab_walks_in_drawing_order_and_around),
        DESK(test_the_focus_ring_shows_only_after_the_keyboard),
        DESK(test_space_stays_a_shortcut_after_a_click),
        DESK(test_a_released_focus_takes_no_keys_and_tab_goes_on_from_it),
        DESK(test_escape_passes_a_focus_that_is_not_seen),
        DESK(test_what_was_away_for_a_moment_has_the_keyboard_again),
        DESK(test_escape_gives_up_the_focus_before_it_is_a_shortcut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
