// One step in slow motion in the real window: by keys and by the pointer, at rest and while a run
// trains. What is looked at is the card of slow motion, which stands still between two gestures.
#include "tests/support/x_place.h"

#include "app/window/screen/layout_compute.h"

static struct layout layout;

// The screen when the card has stood still for a moment.
static uint32_t *still_card(const struct desk *desk)
{
    double end = now() + DEADLINE_SECONDS;
    for (;;) {
        uint32_t *screen = copy_screen(desk);
        for (int i = 0; i < 4; i++)
            nap();
        if (count_in(desk, screen, layout.card[PANEL_SIDE]) == 0)
            return screen;
        free(screen);
        if (now() > end)
            fail_msg("the card never stands still");
    }
}

// What the card says, above its buttons.
static struct rect words(void)
{
    struct rect rect = layout.side_body;
    rect.h -= 30;
    return rect;
}

static void park(const struct desk *desk)
{
    xdotool("mousemove --window %s 900 15 sleep 0.05", desk->window); // beside the menus
}

static void click_at(const struct desk *desk, int x, int y)
{
    xdotool("mousemove --window %s %d %d sleep 0.05 click 1", desk->window, x, y);
    park(desk);
}

// Back, Next and Again, from left to right.
static void click_button(const struct desk *desk, int button)
{
    struct rect body = layout.side_body;
    click_at(desk, body.x + body.w * (2 * button + 1) / 6, body.y + body.h - 12);
}

static void click_close(const struct desk *desk)
{
    struct rect title = layout.side_title;
    click_at(desk, title.x + title.w - title.h / 2, title.y + title.h / 2);
}

// The next gesture must change the words; the screen before it, which the caller frees.
static uint32_t *expect_key(const struct desk *desk, const char *key)
{
    uint32_t *before = still_card(desk);
    xdotool("key %s", key);
    await_place(desk, before, words(), true, key);
    return before;
}

static uint32_t *expect_button(const struct desk *desk, int button)
{
    uint32_t *before = still_card(desk);
    click_button(desk, button);
    await_place(desk, before, words(), true, "a button");
    return before;
}

// ---- Gestures -----------------------------------------------------------------------------------

// Of a step that has just begun.
static void walk_by_keys(const struct desk *desk)
{
    uint32_t *first = expect_key(desk, "space");
    uint32_t *second = expect_key(desk, "space");
    xdotool("key shift+space");
    await_place(desk, second, words(), false, "shift+space");
    xdotool("key BackSpace");
    await_place(desk, first, words(), false, "BackSpace");
    for (int i = 0; i < 18; i++)
        free(expect_key(desk, "space")); // every stage says something else
    free(expect_key(desk, "space"));     // another step begins
    free(expect_key(desk, "shift+z"));   // and is done
    free(expect_key(desk, "shift+z"));
    free(expect_key(desk, "j"));
    free(first);
    free(second);
}

static void walk_by_pointer(const struct desk *desk)
{
    uint32_t *first = expect_button(desk, 1);
    click_button(desk, 0);
    await_place(desk, first, words(), false, "Back");
    free(expect_button(desk, 2));
    free(expect_button(desk, 2));
    free(first);
}

static void pick_a_digit(const struct desk *desk)
{
    uint32_t *before = copy_screen(desk);
    xdotool("key r");
    await_place(desk, before, layout.pad, true, "r");
    free(before);
    park(desk);
}

static int open_with_layout(void **state)
{
    int width, height;
    if (desk_open_program(state) != 0)
        return -1;
    const struct desk *desk = *state;
    get_size(desk, &width, &height);
    layout_compute(&layout, width, height, 1, true, 0);
    place_find_window(desk);
    park(desk);
    return 0;
}

// ---- Tests --------------------------------------------------------------------------------------

static void test_keys_lead_through_a_step_at_rest(void **state)
{
    const struct desk *desk = *state;
    pick_a_digit(desk);
    uint32_t *nothing = expect_key(desk, "z");
    walk_by_keys(desk);
    xdotool("key Escape");
    await_place(desk, nothing, layout.side_title, false, "Escape");
    free(nothing);
}

static void test_the_pointer_leads_through_a_step_at_rest(void **state)
{
    const struct desk *desk = *state;
    uint32_t *nothing = expect_key(desk, "z");
    walk_by_pointer(desk);
    click_close(desk);
    await_place(desk, nothing, layout.side_title, false, "the cross");
    free(nothing);
}

static void test_on_an_empty_pad_it_asks_for_a_digit(void **state)
{
    const struct desk *desk = *state;
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
    uint32_t *before = still_screen(desk);
    xdotool("key z");
    await_change(desk, before, SOME); // the message
    assert_true(count_in(desk, before, layout.side_title) < SOME);
    free(before);
    pick_a_digit(desk);
}

// A key of slow motion is none of the run's, which Space would pause.
static void test_both_lead_through_steps_while_a_run_trains(void **state)
{
    const struct desk *desk = *state;
    xdotool("key ctrl+p");
    struct rect bars = {layout.bar[0].x, layout.bar[0].y, layout.bar[0].w,
                        layout.bar[9].y + layout.bar[9].h - layout.bar[0].y};
    uint32_t *before = copy_screen(desk);
    await_place(desk, before, bars, true, "the first weights of a run");
    free(before);
    xdotool("key z");
    walk_by_keys(desk);
    xdotool("key Escape sleep 0.2 key z");
    walk_by_pointer(desk);
    await_title(desk, "training", false);
    await_title(desk, "paused", true);
    xdotool("key Escape sleep 0.2 key ctrl+period");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys_lead_through_a_step_at_rest),
        cmocka_unit_test(test_the_pointer_leads_through_a_step_at_rest),
        cmocka_unit_test(test_on_an_empty_pad_it_asks_for_a_digit),
        cmocka_unit_test(test_both_lead_through_steps_while_a_run_trains),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, open_with_layout, desk_close_program);
}
