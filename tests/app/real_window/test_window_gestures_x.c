// Every gesture that explains and operates, by the pointer and by the keyboard, in the real window
// under an X server: at rest, while a stroke is being drawn (its button is held, so that only keys
// are left) and while the network trains. What is looked at is what neither a stroke nor new
// weights change: frames, marks and words, where the layout says that they are.
#include "tests/support/x_desk.h"

#include "app/ui/ui_theme.h"
#include "app/window/screen/layout_compute.h"
#include "nn/explain/terms.h"

enum {
    MARK_OPERATED = 0xFFE14A, // see view_operated.c
    MARK_CHANGE = 0xFF5D73,   // see view_why.c
    MARK_PIXELS = 4,
    WORD_PIXELS = 10, // that a word differs in from another
};

enum circumstance { AT_REST, DRAWING, TRAINING };

struct table {
    struct desk *desk;
    struct layout layout;
    int left, top; // of the window on the screen
    enum circumstance circumstance;
};

static const struct terms_cell at = {LENET_C3, 6, 4, 5};

// ---- What is seen -------------------------------------------------------------------------------

// A part of the window as it was.
struct part {
    struct rect rect;
    uint32_t *pixel;
};

static struct part take(const struct table *table, struct rect rect)
{
    struct part part = {rect, calloc((size_t)(rect.w * rect.h), sizeof(uint32_t))};
    uint32_t *screen = copy_screen(table->desk);
    assert_non_null(part.pixel);
    for (int i = 0; i < rect.w * rect.h; i++)
        part.pixel[i] = screen[(table->top + rect.y + i / rect.w) * table->desk->width +
                               table->left + rect.x + i % rect.w] &
                        0xFFFFFF;
    free(screen);
    return part;
}

static int count_colour(const struct table *table, struct rect rect, uint32_t colour)
{
    int count = 0;
    struct part part = take(table, rect);
    for (int i = 0; i < rect.w * rect.h; i++)
        count += part.pixel[i] == (colour & 0xFFFFFF);
    free(part.pixel);
    return count;
}

static int count_other(const struct table *table, const struct part *before)
{
    int count = 0;
    struct part now_there = take(table, before->rect);
    for (int i = 0; i < before->rect.w * before->rect.h; i++)
        count += now_there.pixel[i] != before->pixel[i];
    free(now_there.pixel);
    return count;
}

// Waits until `condition` holds; the deadline is a failure of the line that waits.
#define AWAIT(condition)                                                                           \
    do {                                                                                           \
        double deadline = now() + DEADLINE_SECONDS;                                                \
        while (!(condition) && now() < deadline)                                                   \
            nap();                                                                                 \
        assert_true(condition);                                                                    \
    } while (0)

#define AWAIT_OTHER(table, part) AWAIT(count_other(table, part) >= WORD_PIXELS)
#define AWAIT_SAME(table, part) AWAIT(count_other(table, part) == 0)

static struct rect rect_of(const struct table *table, struct terms_cell cell)
{
    return layout_cell(&table->layout,
                       &(struct layout_hit){cell.layer, cell.map, cell.row, cell.column});
}

// The frame of the pinned cell: two pixels wide, two beside it.
static bool is_pinned(const struct table *table, struct terms_cell cell)
{
    struct rect frame = rect_inset(rect_of(table, cell), -4);
    struct rect top = {frame.x, frame.y, frame.w, 2};
    struct rect left = {frame.x, frame.y, 2, frame.h};
    uint32_t colour = theme_light.text;
    return count_colour(table, top, colour) == top.w * top.h &&
           count_colour(table, left, colour) == left.w * left.h;
}

static bool some_is_pinned(const struct table *table, enum lenet_layer_id layer)
{
    const struct lenet_layer *shape = &lenet_layers[layer];
    struct terms_cell cell = {layer, 0, 0, 0};
    for (cell.map = 0; cell.map < shape->maps; cell.map++)
        for (cell.row = 0; cell.row < shape->side; cell.row++)
            for (cell.column = 0; cell.column < shape->side; cell.column++)
                if (is_pinned(table, cell))
                    return true;
    return false;
}

static bool is_marked(const struct table *table, struct rect rect, uint32_t mark)
{
    return count_colour(table, rect, mark) >= MARK_PIXELS;
}

// ---- What is done -------------------------------------------------------------------------------

// Keys, one after the other, each held as long as a hand would hold it at least.
static void press(const char *keys)
{
    xdotool("key --delay 15 %s", keys);
}

static void point_at(const struct table *table, struct rect rect)
{
    xdotool("mousemove --window %s %d %d sleep 0.02", table->desk->window, rect.x + rect.w / 2,
            rect.y + rect.h / 2);
}

static void rest(const struct table *table)
{
    if (table->circumstance != DRAWING)
        xdotool("mousemove --window %s 900 15", table->desk->window); // beside the menus
}

static void click_at(const struct table *table, struct rect rect, const char *held)
{
    point_at(table, rect);
    if (held)
        xdotool("keydown %s sleep 0.02 click 1 sleep 0.02 keyup %s", held, held);
    else
        xdotool("click 1");
    rest(table);
}

static bool has_pointer(const struct table *table)
{
    return table->circumstance != DRAWING;
}

// A digit is there, a cell was pinned and let go, and nothing is pinned, asked or operated.
static struct table begin(void **state, enum circumstance circumstance)
{
    struct table table = {.desk = *state, .circumstance = circumstance};
    char text[64];
    int width, height;
    get_size(table.desk, &width, &height);
    layout_compute(&table.layout, width, height, 1, true, 0);
    // The pointer tells where the window is; xdotool's own answer counts its frame twice.
    output_of(text, sizeof text, "xdotool mousemove --window %s 0 0 getmouselocation",
              table.desk->window);
    assert_int_equal(sscanf(text, "x:%d y:%d", &table.left, &table.top), 2);
    press("Escape Escape c");
    draw_stroke(table.desk);
    click_at(&table, rect_of(&table, at), NULL);
    AWAIT(is_pinned(&table, at));
    press("Escape"); // a second click would make a double click of it
    AWAIT(!is_pinned(&table, at));
    if (circumstance == DRAWING)
        xdotool("mousemove --window %s 250 150 mousedown 1 sleep 0.02 mousemove --window %s 245 "
                "165 sleep 0.02",
                table.desk->window, table.desk->window);
    return table;
}

// The keyboard was there when a cell was clicked, but is nowhere after a press on the pad, and then
// the figure is the last that Tab comes to.
static void enter_figure(const struct table *table)
{
    press(table->circumstance == DRAWING ? "shift+Tab" : "shift+Tab Tab");
}

static void end(const struct table *table)
{
    if (table->circumstance == DRAWING)
        xdotool("mouseup 1");
    press("Escape Escape");
}

// ---- Point, pin, walk ---------------------------------------------------------------------------

static struct terms_cell moved(int maps, int rows, int columns)
{
    return (struct terms_cell){at.layer, at.map + maps, at.row + rows, at.column + columns};
}

static void walk(void **state, enum circumstance circumstance)
{
    struct table table = begin(state, circumstance);
    enter_figure(&table);
    press("Return");
    AWAIT(is_pinned(&table, at));
    press("Right Down");
    AWAIT(is_pinned(&table, moved(0, 1, 1)));
    press("Left Up");
    AWAIT(is_pinned(&table, at));
    press("Next");
    AWAIT(is_pinned(&table, moved(1, 0, 0)));
    press("Prior");
    AWAIT(is_pinned(&table, at));
    press("End");
    AWAIT(some_is_pinned(&table, LENET_S4));
    press("Home");
    AWAIT(some_is_pinned(&table, LENET_C3));
    press("Escape");
    AWAIT(!some_is_pinned(&table, LENET_C3));
    end(&table);
}

// From a digit's sum into what adds the most to it, and further.
static void go_down_and_back(void **state, enum circumstance circumstance)
{
    struct table table = begin(state, circumstance);
    struct terms_cell unit = {LENET_OUTPUT, 1, 0, 0};
    press("w 1 shift+w");
    AWAIT(is_pinned(&table, unit));
    press("Return Return");
    AWAIT(some_is_pinned(&table, LENET_C5));
    press("BackSpace BackSpace");
    AWAIT(is_pinned(&table, unit));
    press("Escape");
    AWAIT(!is_pinned(&table, unit));
    press("w");
    end(&table);
}

// ---- Why ----------------------------------------------------------------------------------------

static void ask_by_clicks(const struct table *table, const struct part *why,
                          const struct part *why_not)
{
    click_at(table, table->layout.bar[1], NULL);
    AWAIT_SAME(table, why);
    click_at(table, table->layout.bar[7], "Shift_L");
    AWAIT_SAME(table, why_not);
}

static void ask(void **state, enum circumstance circumstance)
{
    struct table table = begin(state, circumstance);
    struct part before = take(&table, table.layout.sees_title);
    press("w 1");
    AWAIT_OTHER(&table, &before);
    struct part why = take(&table, before.rect);
    press("7");
    AWAIT(count_other(&table, &before) >= WORD_PIXELS && count_other(&table, &why) >= WORD_PIXELS);
    struct part why_not = take(&table, before.rect);
    if (has_pointer(&table))
        ask_by_clicks(&table, &why, &why_not);
    press("w");
    AWAIT_SAME(&table, &before);
    free(before.pixel);
    free(why.pixel);
    free(why_not.pixel);
    end(&table);
}

// What the colours mean is said in other words for each method, from the first line on.
static void choose_methods(void **state, enum circumstance circumstance)
{
    static const char *const keys[] = {"i", "o", "g"};
    struct table table = begin(state, circumstance);
    struct rect line = table.layout.sees_caption;
    line.h = 14;
    struct part words = take(&table, line);
    press("w 1");
    AWAIT_OTHER(&table, &words);
    for (int i = 0; i < 3; i++) {
        free(words.pixel);
        words = take(&table, line);
        press(keys[i]);
        AWAIT_OTHER(&table, &words);
    }
    free(words.pixel);
    press("w");
    end(&table);
}

// The ghosts, and the digit that it becomes with them; by a key and by a click on them.
static void change_pixels(void **state, enum circumstance circumstance)
{
    struct table table = begin(state, circumstance);
    struct rect image = rect_inset(table.layout.sees_image, 4);
    struct part before = take(&table, table.layout.sees_title);
    press("f");
    AWAIT_OTHER(&table, &before); // the marks of what is seen otherwise have gone
    AWAIT(is_marked(&table, image, MARK_CHANGE));
    struct part digit = take(&table, table.layout.verdict);
    press("shift+f");
    AWAIT_OTHER(&table, &digit);
    if (has_pointer(&table)) {
        press("ctrl+z");
        AWAIT_SAME(&table, &digit);
        AWAIT(is_marked(&table, image, MARK_CHANGE));
        click_at(&table, image, NULL);
        AWAIT_OTHER(&table, &digit);
    }
    press("ctrl+z");
    AWAIT_SAME(&table, &digit);
    free(digit.pixel);
    free(before.pixel);
    press("w");
    end(&table);
}

// Some window managers, openbox among them, keep a click with Alt to themselves.
static void free_alt_click(const struct desk *desk)
{
    char unused[8];
    output_of(unused, sizeof unused,
              "mkdir -p %s/.config/openbox && sed s/A-Left/W-Left/ /etc/xdg/openbox/rc.xml "
              ">%s/.config/openbox/rc.xml && openbox --reconfigure",
              desk->folder, desk->folder);
}

// ---- Operate ------------------------------------------------------------------------------------

static void silence(void **state, enum circumstance circumstance)
{
    struct table table = begin(state, circumstance);
    struct rect cell = rect_of(&table, at), map = layout_map(&table.layout, at.layer, at.map);
    struct rect first = layout_map(&table.layout, at.layer, 0);
    enter_figure(&table);
    press("Return x");
    AWAIT(is_marked(&table, cell, MARK_OPERATED));
    press("x");
    AWAIT(!is_marked(&table, map, MARK_OPERATED));
    press("shift+x");
    AWAIT(count_colour(&table, map, MARK_OPERATED) > map.w);
    press("ctrl+shift+x");
    AWAIT(is_marked(&table, first, MARK_OPERATED));
    press("h");
    AWAIT(!is_marked(&table, first, MARK_OPERATED));
    AWAIT(!is_marked(&table, map, MARK_OPERATED));
    press("n"); // the map with painted kernels has a corner
    AWAIT(is_marked(&table, map, MARK_OPERATED));
    press("h");
    AWAIT(!is_marked(&table, map, MARK_OPERATED));
    press("p Escape");
    end(&table);
}

static void silence_by_clicks(void **state, enum circumstance circumstance)
{
    struct table table = begin(state, circumstance);
    free_alt_click(table.desk);
    struct rect cell = rect_of(&table, at), map = layout_map(&table.layout, at.layer, at.map);
    struct rect first = layout_map(&table.layout, at.layer, 0);
    click_at(&table, cell, "Alt_L");
    AWAIT(is_marked(&table, cell, MARK_OPERATED));
    click_at(&table, cell, "Alt_L");
    AWAIT(!is_marked(&table, map, MARK_OPERATED));
    click_at(&table, cell, "Alt_L keydown Shift_L");
    AWAIT(count_colour(&table, map, MARK_OPERATED) > map.w);
    xdotool("keyup Shift_L");
    click_at(&table, table.layout.layer[at.layer].name, "Alt_L");
    AWAIT(is_marked(&table, first, MARK_OPERATED));
    press("h p");
    AWAIT(!is_marked(&table, first, MARK_OPERATED));
    end(&table);
}

// ---- Looks and tabs -----------------------------------------------------------------------------

static void see_otherwise(void **state, enum circumstance circumstance)
{
    struct table table = begin(state, circumstance);
    struct part kind = take(&table, table.layout.layer[LENET_OUTPUT].kind);
    press("b");
    AWAIT_OTHER(&table, &kind);
    press("b");
    AWAIT_SAME(&table, &kind);
    struct part shared = take(&table, table.layout.legend);
    press("m");
    AWAIT_OTHER(&table, &shared);
    struct part own = take(&table, shared.rect);
    press("s");
    AWAIT(count_other(&table, &shared) >= WORD_PIXELS && count_other(&table, &own) >= WORD_PIXELS);
    press("l");
    AWAIT_SAME(&table, &shared);
    struct part name = take(&table, table.layout.layer[LENET_C3].name);
    press("a");
    AWAIT_OTHER(&table, &name);
    press("Escape");
    AWAIT_SAME(&table, &name);
    if (has_pointer(&table)) {
        click_at(&table, name.rect, NULL);
        AWAIT_OTHER(&table, &name);
        press("Escape");
        AWAIT_SAME(&table, &name);
    }
    free(kind.pixel);
    free(shared.pixel);
    free(own.pixel);
    free(name.pixel);
    end(&table);
}

// The training panel, the cell and the operating table stand in tabs beside each other.
static void change_tabs(void **state, enum circumstance circumstance)
{
    struct table table = begin(state, circumstance);
    struct rect title = table.layout.side_title;
    enter_figure(&table);
    press("Return");
    AWAIT(is_pinned(&table, at));
    struct part before = take(&table, title);
    press("t");
    AWAIT_OTHER(&table, &before);
    struct part other = take(&table, title);
    press("p");
    AWAIT_OTHER(&table, &other);
    struct part both = take(&table, title);
    if (has_pointer(&table)) {
        struct rect tab = {title.x, title.y, title.w / 4, title.h};
        click_at(&table, tab, NULL);
        AWAIT_OTHER(&table, &both);
    }
    press("p");
    AWAIT(count_other(&table, &both) >= WORD_PIXELS);
    press("t"); // shows the panel, and in front, where there was one
    if (circumstance == TRAINING)
        click_at(&table, (struct rect){title.x + title.w / 2, title.y, title.w / 4, title.h}, NULL);
    AWAIT_SAME(&table, &before);
    free(before.pixel);
    free(other.pixel);
    free(both.pixel);
    end(&table);
}

// ---- Circumstances ------------------------------------------------------------------------------

#define GESTURE_TESTS(gesture)                                                                     \
    static void test_##gesture##_at_rest(void **state)                                             \
    {                                                                                              \
        gesture(state, AT_REST);                                                                   \
    }                                                                                              \
    static void test_##gesture##_while_drawing(void **state)                                       \
    {                                                                                              \
        gesture(state, DRAWING);                                                                   \
    }                                                                                              \
    static void test_##gesture##_while_training(void **state)                                      \
    {                                                                                              \
        gesture(state, TRAINING);                                                                  \
    }

GESTURE_TESTS(walk)
GESTURE_TESTS(go_down_and_back)
GESTURE_TESTS(ask)
GESTURE_TESTS(choose_methods)
GESTURE_TESTS(change_pixels)
GESTURE_TESTS(silence)
GESTURE_TESTS(see_otherwise)
GESTURE_TESTS(change_tabs)

static void test_silence_by_clicks_at_rest(void **state)
{
    silence_by_clicks(state, AT_REST);
}

static void test_silence_by_clicks_while_training(void **state)
{
    silence_by_clicks(state, TRAINING);
}

static int start_training(void **state)
{
    (void)state;
    press("ctrl+p");
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_walk_at_rest),
        cmocka_unit_test(test_walk_while_drawing),
        cmocka_unit_test(test_go_down_and_back_at_rest),
        cmocka_unit_test(test_go_down_and_back_while_drawing),
        cmocka_unit_test(test_ask_at_rest),
        cmocka_unit_test(test_ask_while_drawing),
        cmocka_unit_test(test_choose_methods_at_rest),
        cmocka_unit_test(test_choose_methods_while_drawing),
        cmocka_unit_test(test_change_pixels_at_rest),
        cmocka_unit_test(test_change_pixels_while_drawing),
        cmocka_unit_test(test_silence_at_rest),
        cmocka_unit_test(test_silence_while_drawing),
        cmocka_unit_test(test_silence_by_clicks_at_rest),
        cmocka_unit_test(test_see_otherwise_at_rest),
        cmocka_unit_test(test_see_otherwise_while_drawing),
        cmocka_unit_test(test_change_tabs_at_rest),
        cmocka_unit_test(test_change_tabs_while_drawing),
        cmocka_unit_test_setup(test_walk_while_training, start_training),
        cmocka_unit_test(test_go_down_and_back_while_training),
        cmocka_unit_test(test_ask_while_training),
        cmocka_unit_test(test_choose_methods_while_training),
        cmocka_unit_test(test_change_pixels_while_training),
        cmocka_unit_test(test_silence_while_training),
        cmocka_unit_test(test_silence_by_clicks_while_training),
        cmocka_unit_test(test_see_otherwise_while_training),
        cmocka_unit_test(test_change_tabs_while_training),
    };
    if (!desk_possible())
        return SKIPPED;
    return cmocka_run_group_tests(tests, desk_open_program, desk_close_program);
}
