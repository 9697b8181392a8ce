// What a press, a drag and a key do to buttons, sliders and choices.
#include "tests/support/ui_desk.h"

// ---- Buttons ------------------------------------------------------------------------------------

static void test_a_button_presses_when_let_go_inside(void **state)
{
    struct desk *desk = *state;
    down(desk, 50, 60);
    assert_int_equal(desk->first, 0);
    up(desk, 60, 65);
    assert_int_equal(desk->first, 1);
}

static void test_a_button_does_not_press_when_let_go_outside(void **state)
{
    struct desk *desk = *state;
    down(desk, 50, 60);
    up(desk, 50, 300);
    down(desk, 50, 100); // and not the one that the pointer ends on either
    up(desk, 50, 60);
    assert_int_equal(desk->first + desk->second, 0);
}

static void test_a_press_and_release_between_two_frames_still_presses(void **state)
{
    struct desk *desk = *state;
    struct event events[] = {
        {.type = EVENT_POINTER_MOVE, .x = 50, .y = 60},
        {.type = EVENT_POINTER_DOWN, .x = 50, .y = 60, .button = BUTTON_LEFT, .clicks = 1},
        {.type = EVENT_POINTER_UP, .x = 50, .y = 60, .button = BUTTON_LEFT},
    };
    for (int i = 0; i < 3; i++)
        ui_event(&desk->ui, &events[i]);
    frame(desk);
    frame(desk);
    assert_int_equal(desk->first, 1);
}

static void test_disabled_and_right_clicked_buttons_do_nothing(void **state)
{
    struct desk *desk = *state;
    click(desk, disabled);
    assert_int_equal(desk->disabled, 0);
    send(desk,
         (struct event){
             .type = EVENT_POINTER_DOWN, .x = 50, .y = 60, .button = BUTTON_RIGHT, .clicks = 1});
    send(desk, (struct event){.type = EVENT_POINTER_UP, .x = 50, .y = 60, .button = BUTTON_RIGHT});
    assert_int_equal(desk->first, 0);
}

static void test_hover_press_and_rest_look_different(void **state)
{
    struct desk *desk = *state;
    uint32_t rest = pixel(desk, 20, 56);
    move(desk, 50, 60);
    uint32_t hovered = pixel(desk, 20, 56);
    down(desk, 50, 60);
    uint32_t pressed = pixel(desk, 20, 56);
    assert_true(rest != hovered && hovered != pressed && rest != pressed);
    up(desk, 50, 400);
    send(desk, (struct event){.type = EVENT_POINTER_LEAVE});
    assert_int_equal(pixel(desk, 20, 56), rest);
}

// ---- Sliders and choices ------------------------------------------------------------------------

static void test_a_slider_follows_the_pointer_in_steps_even_outside(void **state)
{
    struct desk *desk = *state;
    down(desk, 10 + 7 + 100, 212);
    assert_true(desk->slider == 5);
    move(desk, 10 + 7 + 124, 400);
    assert_true(desk->slider == 6);
    move(desk, 2000, 0);
    assert_true(desk->slider == 10);
    up(desk, 0, 0);
    assert_true(desk->slider == 0);
    move(desk, 100, 212);
    assert_true(desk->slider == 0); // let go
}

static void test_a_slider_takes_arrows_home_and_end(void **state)
{
    struct desk *desk = *state;
    click_at(desk, 10 + 7 + 100, 212);
    key(desk, KEY_RIGHT);
    key(desk, KEY_UP);
    assert_true(desk->slider == 7);
    key(desk, KEY_LEFT);
    assert_true(desk->slider == 6);
    key(desk, KEY_END);
    key(desk, KEY_RIGHT);
    assert_true(desk->slider == 10);
    key(desk, KEY_HOME);
    assert_true(desk->slider == 0);
}

static void test_a_choice_changes_by_click_and_by_arrows(void **state)
{
    struct desk *desk = *state;
    click_at(desk, 250, 245);
    assert_int_equal(desk->choice, 2);
    key(desk, KEY_RIGHT);
    assert_int_equal(desk->choice, 2);
    key(desk, KEY_LEFT);
    assert_int_equal(desk->choice, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_a_button_presses_when_let_go_inside),
        DESK(test_a_button_does_not_press_when_let_go_outside),
        DESK(test_a_press_and_release_between_two_frames_still_presses),
        DESK(test_disabled_and_right_clicked_buttons_do_nothing),
        DESK(test_hover_press_and_rest_look_different),
        DESK(test_a_slider_follows_the_pointer_in_steps_even_outside),
        DESK(test_a_slider_takes_arrows_home_and_end),
        DESK(test_a_choice_changes_by_click_and_by_arrows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
