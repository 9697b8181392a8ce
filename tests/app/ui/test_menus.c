// Menus by pointer and by keyboard: one opens, one is chosen, and nothing below notices.
#include "tests/support/ui_desk.h"

static void test_a_click_opens_a_menu_and_another_chooses(void **state)
{
    struct desk *desk = *state;
    click_at(desk, FILE_X, 16);
    assert_true(ui_modal(&desk->ui));
    click_at(desk, ENTRY_X, QUIT_Y);
    assert_int_equal(desk->command, 3);
    assert_false(ui_modal(&desk->ui));
}

static void test_press_drag_and_release_chooses(void **state)
{
    struct desk *desk = *state;
    down(desk, FILE_X, 16);
    move(desk, ENTRY_X, NEW_Y);
    up(desk, ENTRY_X, NEW_Y);
    assert_int_equal(desk->command, 1);
}

static void test_a_drag_let_go_outside_closes_the_menu(void **state)
{
    struct desk *desk = *state;
    down(desk, FILE_X, 16);
    up(desk, 500, 500);
    assert_false(ui_modal(&desk->ui));
    assert_int_equal(desk->command, 0);
}

static void test_a_click_outside_closes_the_menu_and_does_nothing_else(void **state)
{
    struct desk *desk = *state;
    click_at(desk, FILE_X, 16);
    assert_true(ui_modal(&desk->ui));
    assert_true(down(desk, 90, 215)); // on the slider: taken by the menu
    up(desk, 90, 215);
    assert_false(ui_modal(&desk->ui));
    assert_true(desk->slider == 0);
    click_at(desk, FILE_X, 16);
    click_at(desk, FILE_X, 16); // the title closes it as well
    assert_false(ui_modal(&desk->ui));
}

static void test_hover_switches_between_open_menus(void **state)
{
    struct desk *desk = *state;
    move(desk, VIEW_X, 16);
    assert_false(ui_modal(&desk->ui)); // but opens none
    click_at(desk, FILE_X, 16);
    move(desk, VIEW_X, 16);
    click_at(desk, VIEW_X + 40, CANNOT_Y); // the second entry of View
    assert_int_equal(desk->command, 11);
}

static void test_disabled_entries_cannot_be_chosen(void **state)
{
    struct desk *desk = *state;
    click_at(desk, FILE_X, 16);
    click_at(desk, ENTRY_X, CANNOT_Y);
    assert_int_equal(desk->command, 0);
    assert_true(ui_modal(&desk->ui));
}

static void test_menus_work_by_keyboard(void **state)
{
    struct desk *desk = *state;
    assert_true(key(desk, KEY_F10));
    assert_true(key(desk, KEY_DOWN)); // over the disabled entry and the rule
    assert_true(key(desk, KEY_ENTER));
    assert_int_equal(desk->command, 3);
    key(desk, KEY_ALT);
    key(desk, KEY_RIGHT);
    key(desk, KEY_ENTER); // the first that can be chosen
    assert_int_equal(desk->command, 11);
    key_with(desk, 'f', MOD_ALT);
    key(desk, KEY_UP);
    key(desk, KEY_UP);
    key(desk, KEY_ENTER);
    assert_int_equal(desk->command, 1);
    key(desk, KEY_F10);
    assert_true(key(desk, KEY_ESCAPE));
    assert_false(ui_modal(&desk->ui));
    assert_false(key(desk, KEY_ESCAPE));
}

static void test_widgets_under_an_open_menu_get_no_hover_and_no_press(void **state)
{
    struct desk *desk = *state;
    click_at(desk, FILE_X, 16);
    uint32_t rest = pixel(desk, 20, 250);
    move(desk, 30, 245);
    assert_int_equal(pixel(desk, 20, 250), rest);
    click_at(desk, 50, 60); // on a menu entry, with the first button under it
    assert_int_equal(desk->first, 0);
}

static void test_menus_stay_inside_the_window(void **state)
{
    struct desk *desk = *state;
    struct ui *ui = &desk->ui;
    struct ui_menu_entry many[30];
    for (int i = 0; i < 30; i++)
        many[i] = (struct ui_menu_entry){.label = "An entry with a long label", .command = i + 1};
    struct ui_menu wide[] = {{"File", many, 30}, {"View", many, 30}};
    struct canvas small = {0};
    canvas_resize(&small, 220, 160);
    int command = 0;
    for (int step = 0; step < 5; step++) {
        struct event events[] = {{.type = EVENT_NONE},
                                 {.type = EVENT_KEY, .key = KEY_F10},
                                 {.type = EVENT_KEY, .key = KEY_RIGHT},
                                 {.type = EVENT_KEY, .key = KEY_UP},
                                 {.type = EVENT_KEY, .key = KEY_ENTER}};
        ui_event(ui, &events[step]);
        ui_begin(ui, &small, &theme_light, 1);
        canvas_fill(&small, small.clip, theme_light.window);
        command = ui_menu_bar(ui, (struct rect){0, 0, 220, 32}, wide, 2);
        ui_end(ui);
        // The last entry is highlighted and must have been scrolled into view.
        bool seen = false;
        for (int i = 0; i < 220 * 160; i++)
            seen = seen || small.pixel[i] == theme_light.accent;
        assert_int_equal(seen, step >= 1 && step <= 3);
    }
    assert_int_equal(command, 30);
    canvas_free(&small);
}

static void test_the_click_that_opens_a_menu_over_its_bar_chooses_nothing(void **state)
{
    struct desk *desk = *state;
    struct ui *ui = &desk->ui;
    struct ui_menu_entry many[30];
    for (int i = 0; i < 30; i++)
        many[i] = (struct ui_menu_entry){.label = "An entry", .command = i + 1};
    struct ui_menu menu = {"File", many, 30};
    struct canvas small = {0};
    canvas_resize(&small, 220, 160);
    const enum event_type clicks[] = {EVENT_NONE, EVENT_POINTER_DOWN, EVENT_POINTER_UP,
                                      EVENT_POINTER_DOWN, EVENT_POINTER_UP};
    for (int step = 0; step < 5; step++) {
        struct event event = {
            .type = clicks[step], .button = BUTTON_LEFT, .x = FILE_X, .y = 16, .clicks = 1};
        ui_event(ui, &event);
        ui_begin(ui, &small, &theme_light, 1);
        int command = ui_menu_bar(ui, (struct rect){0, 0, 220, 32}, &menu, 1);
        ui_end(ui);
        assert_int_equal(command > 0, step == 4);
    }
    canvas_free(&small);
}

// Edit has the e, so that Explain has the x, and Exx, to which no letter is left, none.
static void test_each_title_has_a_letter_of_its_own(void **state)
{
    struct desk *desk = *state;
    struct ui *ui = &desk->ui;
    static const struct ui_menu_entry entry[] = {{.label = "An entry", .command = 1},
                                                 {.label = "An entry", .command = 2},
                                                 {.label = "An entry", .command = 3},
                                                 {.label = "An entry", .command = 4}};
    static const struct ui_menu titles[] = {{"Edit", entry, 1},
                                            {"Explain", entry + 1, 1},
                                            {"Exx", entry + 2, 1},
                                            {"Dix", entry + 3, 1}};
    static const struct {
        int key, command;
    } presses[] = {{'e', 1}, {'x', 2}, {'d', 4}, {'i', 0}, {'p', 0}};
    for (int i = 0; i < 5; i++)
        for (int open = 0; open < 2; open++) { // by Alt and the letter, or the letter after Alt
            int command = 0;
            const struct event events[] = {
                {.type = EVENT_NONE},
                {.type = open ? EVENT_KEY : EVENT_NONE, .key = KEY_ALT},
                {.type = EVENT_KEY, .key = presses[i].key, .modifiers = open ? 0 : MOD_ALT},
                {.type = EVENT_KEY, .key = KEY_ENTER}};
            for (int step = 0; step < 4; step++) {
                ui_event(ui, &events[step]);
                ui_begin(ui, &desk->canvas, &theme_light, 1);
                command = ui_menu_bar(ui, menu_bar, titles, 4);
                ui_end(ui);
            }
            // One that no menu has leaves the first one open.
            assert_int_equal(command, open && !presses[i].command ? 1 : presses[i].command);
        }
}

// From the foot of the letters to the bar's edge.
static int underlined(const struct desk *desk)
{
    int count = 0;
    for (int x = 0; x < WIDTH; x++)
        count += pixel(desk, x, 23) == theme_light.text;
    return count;
}

static void test_the_letters_are_underlined_while_a_menu_is_down(void **state)
{
    struct desk *desk = *state;
    int before = underlined(desk);
    key(desk, KEY_F10);
    assert_true(underlined(desk) > before);
    key(desk, KEY_ESCAPE);
    assert_int_equal(underlined(desk), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_a_click_opens_a_menu_and_another_chooses),
        DESK(test_press_drag_and_release_chooses),
        DESK(test_a_drag_let_go_outside_closes_the_menu),
        DESK(test_a_click_outside_closes_the_menu_and_does_nothing_else),
        DESK(test_hover_switches_between_open_menus),
        DESK(test_disabled_entries_cannot_be_chosen),
        DESK(test_menus_work_by_keyboard),
        DESK(test_widgets_under_an_open_menu_get_no_hover_and_no_press),
        DESK(test_the_click_that_opens_a_menu_over_its_bar_chooses_nothing),
        DESK(test_menus_stay_inside_the_window),
        DESK(test_each_title_has_a_letter_of_its_own),
        DESK(test_the_letters_are_underlined_while_a_menu_is_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
