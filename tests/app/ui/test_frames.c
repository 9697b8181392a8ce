// When the interface wants to be drawn anew, and that a frame costs no memory.
#include "tests/support/ui_desk.h"

static void test_an_idle_interface_wants_no_frame(void **state)
{
    struct desk *desk = *state;
    assert_false(ui_wants_frame(&desk->ui));
    assert_int_equal(ui_wait_ms(&desk->ui), -1);
    click(desk, field);
    type(desk, "a");
    frame(desk);
    frame(desk);
    assert_false(ui_wants_frame(&desk->ui)); // no blinking caret
}

static void test_a_click_wants_one_more_frame(void **state)
{
    struct desk *desk = *state;
    down(desk, 50, 60);
    assert_true(ui_wants_frame(&desk->ui));
    frame(desk);
    assert_false(ui_wants_frame(&desk->ui));
}

static void test_a_tool_tip_appears_after_a_rest(void **state)
{
    struct desk *desk = *state;
    desk->time = 10;
    frame(desk);
    move(desk, 50, 60);
    uint32_t under = pixel(desk, 64, 84);
    int wait = ui_wait_ms(&desk->ui);
    assert_in_range(wait, 400, 600);
    desk->time = 10.3;
    frame(desk);
    assert_int_equal(pixel(desk, 64, 84), under);
    desk->time = 10.7;
    frame(desk);
    assert_int_not_equal(pixel(desk, 64, 84), under);
    assert_false(ui_wants_frame(&desk->ui));
    down(desk, 50, 60); // a press puts it away
    up(desk, 50, 60);
    desk->time = 12;
    frame(desk);
    frame(desk);
    assert_int_equal(pixel(desk, 64, 84), under);
}

static void test_frames_allocate_nothing_once_glyphs_are_known(void **state)
{
    struct desk *desk = *state;
    open_dialog(desk, true);
    int before = desk->fake.rendered;
    for (int i = 0; i < 20; i++)
        frame(desk);
    assert_int_equal(desk->fake.rendered, before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_an_idle_interface_wants_no_frame),
        DESK(test_a_click_wants_one_more_frame),
        DESK(test_a_tool_tip_appears_after_a_rest),
        DESK(test_frames_allocate_nothing_once_glyphs_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
