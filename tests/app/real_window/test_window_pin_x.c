// A cell of the network is pinned and walked from in the real window, under an X server.
#include "tests/support/x_desk.h"

// What a card that tells of a cell changes at least; what else may change is less. What a mark on
// the numbers of the patch changes at least, and what is more than the pointer itself, which is on
// the screen, too.
enum { CARD_PIXELS = 1500, OTHER_PIXELS = 300, MARK_PIXELS = 40, POINTER_PIXELS = 700 };

static void rest(const struct desk *desk)
{
    xdotool("mousemove --window %s 900 15", desk->window); // beside the menus
}

// Until at least (or, negative, less than) so many pixels are other than `before`, while the
// pointer rests.
static void await_rest(const struct desk *desk, const uint32_t *before, int pixels)
{
    rest(desk);
    await_change(desk, before, pixels > 0 ? pixels : pixels + 1);
}

static void test_a_click_pins_and_escape_lets_go(void **state)
{
    struct desk *desk = *state;
    draw_stroke(desk);
    rest(desk);
    uint32_t *before = still_screen(desk);
    xdotool("mousemove --window %s 718 541 sleep 0.1 click 1", desk->window); // in C3
    await_rest(desk, before, CARD_PIXELS);
    // So long after the first that the two are no double click, which enlarges the layer.
    xdotool("mousemove --window %s 718 541 sleep 0.7 click 1", desk->window);
    await_rest(desk, before, -OTHER_PIXELS);
    xdotool("mousemove --window %s 718 541 sleep 0.7 click 1", desk->window);
    await_rest(desk, before, CARD_PIXELS);
    xdotool("key Escape");
    await_rest(desk, before, -OTHER_PIXELS);
    xdotool("key Escape"); // the keyboard leaves the figure
    free(before);
}

static void test_keys_reach_cells_and_walk_down_and_back(void **state)
{
    struct desk *desk = *state;
    rest(desk);
    uint32_t *before = still_screen(desk);
    xdotool("key shift+Tab key Return"); // the figure is the last of the panels
    await_rest(desk, before, CARD_PIXELS);
    uint32_t *pinned = still_screen(desk);
    xdotool("key Return sleep 0.1 key Return");
    await_rest(desk, pinned, CARD_PIXELS);
    xdotool("key BackSpace sleep 0.1 key BackSpace");
    await_rest(desk, pinned, -OTHER_PIXELS);
    xdotool("key Home sleep 0.1 key Page_Down sleep 0.1 key Down sleep 0.1 key Right");
    await_rest(desk, pinned, CARD_PIXELS);
    xdotool("key Escape sleep 0.1 key Escape");
    await_rest(desk, before, -OTHER_PIXELS);
    free(pinned);
    free(before);
}

static void test_the_pin_follows_a_stroke(void **state)
{
    struct desk *desk = *state;
    xdotool("mousemove --window %s 718 541 sleep 0.1 click 1", desk->window);
    rest(desk);
    uint32_t *before = still_screen(desk);
    xdotool("mousemove --window %s 120 150 mousedown 1 sleep 0.05 mousemove --window %s 250 160 "
            "sleep 0.05 mouseup 1",
            desk->window, desk->window);
    await_rest(desk, before, CARD_PIXELS);
    xdotool("key Escape");
    free(before);
}

static void test_a_number_of_the_patch_is_reached_by_keys_and_by_the_pointer(void **state)
{
    struct desk *desk = *state;
    xdotool("mousemove --window %s 718 541 sleep 0.1 click 1", desk->window);
    rest(desk);
    uint32_t *before = still_screen(desk);
    xdotool("key shift+Tab");
    await_rest(desk, before, OTHER_PIXELS);
    uint32_t *reached = still_screen(desk);
    xdotool("key Right sleep 0.1 key Down");
    await_rest(desk, reached, MARK_PIXELS);
    xdotool("key Left sleep 0.1 key Up");
    await_rest(desk, reached, -MARK_PIXELS);
    xdotool("key Tab");
    rest(desk);
    uint32_t *away = still_screen(desk);
    xdotool("mousemove --window %s 1010 240", desk->window); // on the patch
    await_change(desk, away, POINTER_PIXELS);
    xdotool("key Escape sleep 0.1 key Escape");
    free(away);
    free(reached);
    free(before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_click_pins_and_escape_lets_go),
        cmocka_unit_test(test_keys_reach_cells_and_walk_down_and_back),
        cmocka_unit_test(test_the_pin_follows_a_stroke),
        cmocka_unit_test(test_a_number_of_the_patch_is_reached_by_keys_and_by_the_pointer),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, desk_open_program, desk_close_program);
}
