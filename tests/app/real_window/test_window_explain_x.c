// "Follow the number" and "Why this digit?" in the real window, by pointer and by keys, while a
// stroke is drawn, its button down (test_window_gestures_x has what is done while the network
// trains). What is looked at are the places that change with a gesture only: the name of the pinned
// cell, what is asked, and the pad.
#include "tests/support/x_place.h"

#include "app/window/screen/layout_compute.h"

static struct layout layout;

// ---- What changes -------------------------------------------------------------------------------

// The screen when the place has stood still for a moment, whatever else moves.
static uint32_t *still_place(const struct desk *desk, struct rect rect)
{
    double end = now() + DEADLINE_SECONDS;
    for (;;) {
        uint32_t *screen = copy_screen(desk);
        for (int i = 0; i < 4; i++)
            nap();
        if (count_in(desk, screen, rect) == 0)
            return screen;
        free(screen);
        if (now() > end)
            fail_msg("a place never stands still");
    }
}

// Keys that must change the place; the screen before them, which the caller frees.
static uint32_t *expect_keys(const struct desk *desk, struct rect rect, const char *keys)
{
    uint32_t *before = still_place(desk, rect);
    xdotool("key %s", keys);
    await_place(desk, before, rect, true, keys);
    return before;
}

static void expect_change(const struct desk *desk, struct rect rect, const char *keys)
{
    free(expect_keys(desk, rect, keys));
}

// ---- The pointer --------------------------------------------------------------------------------

static void move_to(const struct desk *desk, int x, int y)
{
    xdotool("mousemove --window %s %d %d sleep 0.05", desk->window, x, y);
}

static void click_in(const struct desk *desk, struct rect rect, const char *modifier)
{
    move_to(desk, rect.x + rect.w / 2, rect.y + rect.h / 2);
    if (modifier)
        xdotool("keydown %s click 1 keyup %s", modifier, modifier);
    else
        xdotool("click 1");
    move_to(desk, 900, 15); // beside the menus
}

static struct rect cell_of(enum lenet_layer_id layer, int map, int row, int column)
{
    return layout_cell(&layout, &(struct layout_hit){layer, map, row, column});
}

// A stroke whose button is still down.
static void begin_stroke(const struct desk *desk)
{
    struct rect pad = layout.pad;
    move_to(desk, pad.x + pad.w / 2, pad.y + pad.h / 6);
    xdotool("mousedown 1");
    move_to(desk, pad.x + pad.w / 2, pad.y + pad.h / 2);
}

static void move_stroke(const struct desk *desk)
{
    struct rect pad = layout.pad;
    move_to(desk, pad.x + pad.w / 2, pad.y + pad.h * 5 / 6);
    move_to(desk, pad.x + pad.w / 3, pad.y + pad.h * 5 / 6);
}

static void end_stroke(const struct desk *desk)
{
    xdotool("mouseup 1");
    move_to(desk, 900, 15);
}

static void clear(const struct desk *desk)
{
    xdotool("key c");
    await_title(desk, "nothing drawn", false);
}

// ---- Gestures -----------------------------------------------------------------------------------

// From where the keyboard is in the figure, with a cell pinned, which the title of the card says:
// from cell to cell, into the largest contributor and back, and away. `nothing`: without a pin.
static void walk_by_keys(const struct desk *desk, const uint32_t *nothing)
{
    static const char *const steps[] = {"Right",   "Left",  "Down", "Up",  "Page_Down",
                                        "Page_Up", "Right", "Home", "End", "Home"};
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
        expect_change(desk, layout.side_title, steps[i]);
    uint32_t *start = expect_keys(desk, layout.side_title, "Return");
    uint32_t *first = expect_keys(desk, layout.side_title, "Return");
    xdotool("key BackSpace");
    await_place(desk, first, layout.side_title, false, "BackSpace");
    xdotool("key BackSpace");
    await_place(desk, start, layout.side_title, false, "BackSpace, twice");
    xdotool("key Escape sleep 0.05 key Escape"); // lets go, and the keyboard leaves the figure
    await_place(desk, nothing, layout.side_title, false, "Escape");
    free(start);
    free(first);
}

// What is asked is said where the image's title was.
static void ask_by_keys(const struct desk *desk)
{
    uint32_t *nothing = expect_keys(desk, layout.sees_title, "w");
    expect_change(desk, layout.sees_title, "4");
    expect_change(desk, layout.sees_title, "7"); // why 4, and not 7
    xdotool("key w");
    await_place(desk, nothing, layout.sees_title, false, "w, again");
    free(nothing);
}

static void ask_by_mouse(const struct desk *desk)
{
    uint32_t *nothing = still_place(desk, layout.sees_title);
    click_in(desk, layout.bar[4], NULL);
    await_place(desk, nothing, layout.sees_title, true, "a click on a bar");
    uint32_t *why = still_place(desk, layout.sees_title);
    click_in(desk, layout.bar[7], "shift");
    await_place(desk, why, layout.sees_title, true, "a shift-click on another bar");
    xdotool("key w");
    await_place(desk, nothing, layout.sees_title, false, "w");
    free(nothing);
    free(why);
}

static void pin_by_mouse(const struct desk *desk)
{
    uint32_t *nothing = still_place(desk, layout.side_title);
    click_in(desk, cell_of(LENET_C3, 6, 4, 5), NULL);
    await_place(desk, nothing, layout.side_title, true, "a click on a cell");
    click_in(desk, cell_of(LENET_C3, 6, 4, 5), NULL);
    await_place(desk, nothing, layout.side_title, false, "a click on it again");
    xdotool("key Escape"); // the keyboard leaves the figure, too
    free(nothing);
}

// The change is made on the drawing, and undone; both are seen when nothing is asked any more.
static void change_and_undo(const struct desk *desk)
{
    uint32_t *drawn = still_screen(desk);
    xdotool("key w");
    await_place(desk, drawn, layout.sees_image, true, "w");
    uint32_t *asked = copy_screen(desk);
    xdotool("key f");
    await_place(desk, asked, layout.sees_caption, true, "f");
    free(still_screen(desk));
    xdotool("key shift+f sleep 0.1 key f sleep 0.1 key w");
    await_place(desk, drawn, layout.sees_title, false, "w, again");
    await_place(desk, drawn, layout.sees_image, true, "shift+f");
    xdotool("key ctrl+z");
    await_place(desk, drawn, layout.sees_image, false, "ctrl+z");
    await_place(desk, drawn, layout.pad, false, "ctrl+z");
    free(drawn);
    free(asked);
}

// ---- While a stroke is drawn --------------------------------------------------------------------

static int open_with_layout(void **state)
{
    int width, height;
    if (desk_open_program(state) != 0)
        return -1;
    const struct desk *desk = *state;
    get_size(desk, &width, &height);
    layout_compute(&layout, width, height, 1, false, 0);
    place_find_window(desk);
    move_to(desk, 900, 15);
    return 0;
}

static void test_a_pinned_cell_follows_the_stroke_that_is_drawn(void **state)
{
    struct desk *desk = *state;
    uint32_t *nothing = still_screen(desk);
    click_in(desk, cell_of(LENET_C3, 6, 4, 5), NULL);
    await_place(desk, nothing, layout.side_title, true, "a click on a cell");
    begin_stroke(desk);
    uint32_t *half = still_screen(desk);
    move_stroke(desk); // the button is still down
    await_place(desk, half, layout.side_body, true, "the stroke");
    assert_true(count_in(desk, half, layout.side_title) < SOME);
    end_stroke(desk);
    expect_change(desk, layout.side_title, "Escape");
    clear(desk);
    free(nothing);
    free(half);
}

static void test_keys_walk_while_the_button_is_down(void **state)
{
    struct desk *desk = *state;
    begin_stroke(desk);
    uint32_t *nothing = expect_keys(desk, layout.side_title, "shift+Tab Return");
    walk_by_keys(desk, nothing);
    free(nothing);
    end_stroke(desk);
    clear(desk);
}

static void test_why_is_asked_and_answered_while_the_button_is_down(void **state)
{
    struct desk *desk = *state;
    begin_stroke(desk);
    ask_by_keys(desk);
    expect_change(desk, layout.sees_title, "w");
    free(still_screen(desk));
    expect_change(desk, layout.sees_image, "i");
    free(still_screen(desk));
    expect_change(desk, layout.sees_image, "o");
    free(still_screen(desk));
    expect_change(desk, layout.sees_image, "g");
    uint32_t *half = still_screen(desk);
    move_stroke(desk);
    await_place(desk, half, layout.sees_image, true, "the stroke");
    end_stroke(desk);
    xdotool("key w");
    clear(desk);
    free(half);
}

static void test_between_two_strokes_all_works_by_the_pointer(void **state)
{
    struct desk *desk = *state;
    begin_stroke(desk);
    end_stroke(desk);
    ask_by_mouse(desk);
    pin_by_mouse(desk);
    change_and_undo(desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_pinned_cell_follows_the_stroke_that_is_drawn),
        cmocka_unit_test(test_keys_walk_while_the_button_is_down),
        cmocka_unit_test(test_why_is_asked_and_answered_while_the_button_is_down),
        cmocka_unit_test(test_between_two_strokes_all_works_by_the_pointer),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, open_with_layout, desk_close_program);
}
