// The widgets, driven by hand-made events: no window, no font.
#include "app/ui/ui.h"
#include "tests/support/fake_glyphs.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

#include <cmocka.h>

enum { WIDTH = 800, HEIGHT = 600 };

// One window with some of everything; each test looks at what it needs.
struct desk {
    struct fake_glyphs fake;
    struct text *text;
    struct canvas canvas;
    struct ui ui;
    double time;

    int first, second, disabled, third; // how often each button was pressed
    float slider;
    int choice;
    char field[16];
    int entered;
    int selected, activated;
    int command;

    bool dialog_open, inner_open, with_field;
    int accepted, cancelled;
    char dialog_field[32];
    char clipboard[64];
};

static const struct rect menu_bar = {0, 0, WIDTH, 32}, first = {10, 50, 100, 30},
                         second = {10, 90, 100, 30}, disabled = {10, 130, 100, 30},
                         third = {10, 170, 100, 24}, slider = {10, 200, 214, 24},
                         choice = {10, 230, 300, 30}, field = {10, 270, 200, 30},
                         list = {400, 50, 200, 8 + 28 * 5};
enum { ROWS = 50 };

static const struct ui_menu_entry file_menu[] = {
    {.label = "New", .shortcut = "Ctrl+N", .command = 1},
    {.label = "Cannot", .command = 2, .disabled = true},
    {.label = NULL},
    {.label = "Quit", .command = 3},
};
static const struct ui_menu_entry view_menu[] = {
    {.label = "Off", .command = 10, .disabled = true},
    {.label = "On", .command = 11, .checked = true},
};
static const struct ui_menu menus[] = {{"File", file_menu, 4}, {"View", view_menu, 2}};

static void draw_row(struct ui *ui, struct rect rect, int row, bool selected, void *context)
{
    (void)selected;
    (void)context;
    char label[16];
    snprintf(label, sizeof label, "row %d", row);
    ui_label(ui, TEXT_BODY, ALIGN_LEFT, rect, label);
}

static void draw_dialog(struct desk *desk)
{
    struct ui *ui = &desk->ui;
    struct rect in = ui_dialog_begin(ui, "Question", 400, 200, &desk->dialog_open);
    if (desk->with_field)
        ui_text_field(ui, ui_id("dialog field", 0), (struct rect){in.x, in.y, in.w, 30},
                      desk->dialog_field, sizeof desk->dialog_field, NULL, 0);
    struct rect left = {in.x, in.y + in.h - 30, 80, 30}, right = {in.x + 100, left.y, 80, 30};
    desk->accepted += ui_button(ui, ui_id("ok", 0), left, "OK", UI_PRIMARY);
    desk->cancelled += ui_button(ui, ui_id("cancel", 0), right, "Cancel", 0);
    if (desk->inner_open) {
        ui_dialog_begin(ui, "Inner", 200, 100, &desk->inner_open);
        ui_dialog_end(ui);
    }
    ui_dialog_end(ui);
}

static void frame(struct desk *desk)
{
    struct ui *ui = &desk->ui;
    ui_set_time(ui, desk->time);
    ui_begin(ui, &desk->canvas, &theme_light, 1);
    canvas_fill(&desk->canvas, desk->canvas.clip, ui->theme->window);
    int command = ui_menu_bar(ui, menu_bar, menus, 2);
    desk->command = command ? command : desk->command;
    desk->first += ui_button(ui, ui_id("first", 0), first, "First", 0);
    ui_tooltip(ui, first, "A hint");
    desk->second += ui_button(ui, ui_id("second", 0), second, "Second", 0);
    desk->disabled += ui_button(ui, ui_id("disabled", 0), disabled, "Never", UI_DISABLED);
    desk->third += ui_button(ui, ui_id("third", 0), third, "Third", 0);
    ui_slider(ui, ui_id("slider", 0), slider, &desk->slider, 0, 10, 1, NULL, 0);
    ui_choice(ui, ui_id("choice", 0), choice, "One|Two|Three", &desk->choice, 0);
    desk->entered +=
        ui_text_field(ui, ui_id("field", 0), field, desk->field, sizeof desk->field, "Empty", 0);
    int activated = ui_list(ui, ui_id("list", 0), list, ROWS, &desk->selected, draw_row, NULL);
    desk->activated = activated >= 0 ? activated : desk->activated;
    if (desk->dialog_open)
        draw_dialog(desk);
    ui_end(ui);
}

static char *get_clipboard(void *self)
{
    return strdup(((struct desk *)self)->clipboard);
}

static void set_clipboard(void *self, const char *string)
{
    snprintf(((struct desk *)self)->clipboard, 64, "%s", string);
}

static int open_desk(void **state)
{
    struct desk *desk = calloc(1, sizeof *desk);
    *state = desk;
    desk->selected = desk->activated = -1;
    canvas_resize(&desk->canvas, WIDTH, HEIGHT);
    text_open(&desk->text, fake_source(&desk->fake), NULL);
    ui_open(&desk->ui, desk->text, NULL);
    ui_set_clipboard(&desk->ui, (struct ui_clipboard){desk, get_clipboard, set_clipboard});
    frame(desk);
    frame(desk);
    return 0;
}

static int close_desk(void **state)
{
    struct desk *desk = *state;
    ui_close(&desk->ui);
    text_close(desk->text);
    canvas_free(&desk->canvas);
    free(desk);
    return 0;
}

// ---- Events, each followed by a frame -----------------------------------------------------------

static bool send(struct desk *desk, struct event event)
{
    bool taken = ui_event(&desk->ui, &event);
    frame(desk);
    return taken;
}

static bool move(struct desk *desk, int x, int y)
{
    return send(desk, (struct event){.type = EVENT_POINTER_MOVE, .x = (float)x, .y = (float)y});
}

static bool down_clicks(struct desk *desk, int x, int y, int clicks)
{
    move(desk, x, y);
    return send(desk, (struct event){.type = EVENT_POINTER_DOWN,
                                     .x = (float)x,
                                     .y = (float)y,
                                     .button = BUTTON_LEFT,
                                     .clicks = clicks});
}

static bool down(struct desk *desk, int x, int y)
{
    return down_clicks(desk, x, y, 1);
}

static bool up(struct desk *desk, int x, int y)
{
    move(desk, x, y);
    return send(desk,
                (struct event){
                    .type = EVENT_POINTER_UP, .x = (float)x, .y = (float)y, .button = BUTTON_LEFT});
}

static void click_at(struct desk *desk, int x, int y)
{
    down(desk, x, y);
    up(desk, x, y);
}

static void click(struct desk *desk, struct rect rect)
{
    click_at(desk, rect.x + rect.w / 2, rect.y + rect.h / 2);
}

static bool key_with(struct desk *desk, int key, int modifiers)
{
    return send(desk, (struct event){.type = EVENT_KEY, .key = key, .modifiers = modifiers});
}

static bool key(struct desk *desk, int which)
{
    return key_with(desk, which, 0);
}

static void type(struct desk *desk, const char *string)
{
    struct event event = {.type = EVENT_TEXT};
    snprintf(event.text, sizeof event.text, "%s", string);
    send(desk, event);
}

static uint32_t pixel(const struct desk *desk, int x, int y)
{
    return desk->canvas.pixel[y * WIDTH + x];
}

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

// ---- Focus --------------------------------------------------------------------------------------

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

// ---- Menus --------------------------------------------------------------------------------------

enum { FILE_X = 20, VIEW_X = 75, ENTRY_X = 60, NEW_Y = 48, CANNOT_Y = 74, QUIT_Y = 109 };

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

// ---- Dialogs ------------------------------------------------------------------------------------

static void open_dialog(struct desk *desk, bool with_field)
{
    desk->dialog_open = true;
    desk->with_field = with_field;
    frame(desk);
    frame(desk);
}

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
    assert_false(key(desk, KEY_F11));
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

// ---- Text fields --------------------------------------------------------------------------------

static void test_typed_text_goes_to_the_focused_field_only(void **state)
{
    struct desk *desk = *state;
    type(desk, "lost");
    assert_string_equal(desk->field, "");
    click(desk, field);
    assert_true(key(desk, 'c')); // no shortcut while typing
    type(desk, "h\xc3\xa9");
    assert_string_equal(desk->field, "h\xc3\xa9");
    click(desk, first);
    assert_false(key(desk, 'c'));
}

static void test_the_caret_moves_and_deletes_whole_characters(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "a\xc3\xa9\xe2\x82\xac");
    key(desk, KEY_LEFT);
    key(desk, KEY_BACKSPACE);
    assert_string_equal(desk->field, "a\xe2\x82\xac");
    key(desk, KEY_DELETE);
    assert_string_equal(desk->field, "a");
    key(desk, KEY_HOME);
    type(desk, "b");
    key(desk, KEY_END);
    type(desk, "c");
    assert_string_equal(desk->field, "bac");
}

static void test_shift_selects_and_typing_replaces(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "abcdef");
    key_with(desk, KEY_LEFT, MOD_SHIFT);
    key_with(desk, KEY_LEFT, MOD_SHIFT);
    type(desk, "X");
    assert_string_equal(desk->field, "abcdX");
    key_with(desk, KEY_HOME, MOD_SHIFT);
    key(desk, KEY_DELETE);
    assert_string_equal(desk->field, "");
}

static void test_control_keys_use_the_clipboard(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "one two");
    key_with(desk, 'a', MOD_CTRL);
    key_with(desk, 'c', MOD_CTRL);
    assert_string_equal(desk->clipboard, "one two");
    key_with(desk, 'x', MOD_CTRL);
    assert_string_equal(desk->field, "");
    strcpy(desk->clipboard, "a\nb");
    key_with(desk, 'v', MOD_CTRL);
    assert_string_equal(desk->field, "ab"); // one line
    assert_false(key_with(desk, 's', MOD_CTRL));
}

static void test_control_moves_and_deletes_by_words(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "one two/six");
    key_with(desk, KEY_BACKSPACE, MOD_CTRL);
    assert_string_equal(desk->field, "one two/");
    key_with(desk, KEY_LEFT, MOD_CTRL);
    type(desk, "X");
    assert_string_equal(desk->field, "one Xtwo/");
}

static void test_a_full_field_takes_no_half_characters(void **state)
{
    struct desk *desk = *state; // room for 15 bytes
    click(desk, field);
    type(desk, "0123456789012");
    type(desk, "\xe2\x82\xac\xe2\x82\xac");
    assert_string_equal(desk->field, "0123456789012");
    type(desk, "\xc3\xa9");
    assert_string_equal(desk->field, "0123456789012\xc3\xa9");
    type(desk, "x");
    assert_int_equal(strlen(desk->field), 15);
}

static void test_the_pointer_places_the_caret_and_selects(void **state)
{
    struct desk *desk = *state;
    enum { ADVANCE = 6, LEFT = 18 };
    click(desk, field);
    type(desk, "abcdef");
    click_at(desk, LEFT + 2 * ADVANCE + 1, 285);
    type(desk, "X");
    assert_string_equal(desk->field, "abXcdef");
    down(desk, LEFT + 1, 285);
    up(desk, LEFT + 3 * ADVANCE + 1, 285);
    key(desk, KEY_BACKSPACE);
    assert_string_equal(desk->field, "cdef");
    down_clicks(desk, LEFT + 8, 285, 1);
    down_clicks(desk, LEFT + 8, 285, 2);
    type(desk, "word");
    assert_string_equal(desk->field, "word");
}

static void test_enter_in_a_field_is_reported_once(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    key(desk, KEY_ENTER);
    frame(desk);
    assert_int_equal(desk->entered, 1);
    open_dialog(desk, true);
    key(desk, KEY_ENTER);
    assert_int_equal(desk->accepted, 0); // it is the field's
}

static void test_a_text_that_changed_under_the_caret_is_safe(void **state)
{
    struct desk *desk = *state;
    click(desk, field);
    type(desk, "abcdefgh");
    strcpy(desk->field, "ab");
    frame(desk);
    type(desk, "c");
    assert_string_equal(desk->field, "abc");
}

// ---- Lists --------------------------------------------------------------------------------------

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

// ---- Frames -------------------------------------------------------------------------------------

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

// ---- Plots and themes ---------------------------------------------------------------------------

// Draws one frame with only a plot in it.
static void draw_plot(struct desk *desk, const struct ui_curve *curves, int count, bool percent,
                      bool logarithmic)
{
    struct ui *ui = &desk->ui;
    ui_begin(ui, &desk->canvas, &theme_light, 1);
    canvas_fill(&desk->canvas, desk->canvas.clip, theme_light.panel);
    ui_plot(ui, (struct rect){100, 100, 400, 300}, curves, count, "epoch", "error", percent,
            logarithmic);
    ui_end(ui);
}

static int count_red(const struct desk *desk)
{
    int count = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++)
        count += (desk->canvas.pixel[i] >> 16 & 255) > 200 && (desk->canvas.pixel[i] & 255) < 80;
    return count;
}

static void test_a_plot_survives_every_kind_of_data(void **state)
{
    struct desk *desk = *state;
    const float one[] = {0.5f}, gaps[] = {NAN, 1, NAN, NAN, 2, INFINITY, 3, -1, 0};
    const float huge[] = {-3e38f, 3e38f, 1e-38f}, flat[] = {7, 7, 7, 7};
    const struct ui_curve curves[] = {{"one", one, NULL, 1, 0xff010203, false},
                                      {"gaps", gaps, NULL, 9, 0xff010203, true},
                                      {"huge", huge, NULL, 3, 0xff010203, false},
                                      {"flat", flat, NULL, 4, 0xffff0000, false},
                                      {"none", NULL, NULL, 0, 0xff010203, false}};
    move(desk, 300, 200);
    for (int logarithmic = 0; logarithmic < 2; logarithmic++) {
        for (int i = 0; i < 5; i++)
            draw_plot(desk, &curves[i], 1, true, logarithmic);
        draw_plot(desk, curves, 4, false, logarithmic);
        draw_plot(desk, NULL, 0, false, logarithmic);
    }
    draw_plot(desk, &curves[3], 1, false, false);
    assert_true(count_red(desk) > 100);
}

static void test_a_long_curve_keeps_its_peaks(void **state)
{
    struct desk *desk = *state;
    enum { POINTS = 100000 };
    float *y = calloc(POINTS, sizeof *y);
    y[54321] = 1;
    struct ui_curve curve = {"spike", y, NULL, POINTS, 0xff010203, false};
    send(desk, (struct event){.type = EVENT_POINTER_LEAVE});
    draw_plot(desk, &curve, 1, false, false);
    int columns = 0;
    for (int x = 100; x < 500; x++)
        columns += pixel(desk, x, 200) != theme_light.panel && pixel(desk, x, 202) == 0xff010203;
    assert_in_range(columns, 1, 3);
    free(y);
}

static double channel(uint32_t colour, int shift)
{
    double level = (colour >> shift & 255) / 255.0;
    return level <= 0.04045 ? level / 12.92 : pow((level + 0.055) / 1.055, 2.4);
}

static double contrast(uint32_t a, uint32_t b)
{
    double la = 0.2126 * channel(a, 16) + 0.7152 * channel(a, 8) + 0.0722 * channel(a, 0);
    double lb = 0.2126 * channel(b, 16) + 0.7152 * channel(b, 8) + 0.0722 * channel(b, 0);
    return (fmax(la, lb) + 0.05) / (fmin(la, lb) + 0.05);
}

static void test_both_themes_have_readable_contrast(void **state)
{
    (void)state;
    const struct theme *themes[] = {&theme_light, &theme_dark};
    for (int i = 0; i < 2; i++) {
        const struct theme *t = themes[i];
        const uint32_t grounds[] = {t->window, t->panel, t->control, t->control_hover};
        for (int g = 0; g < 4; g++) {
            assert_true(contrast(t->text, grounds[g]) >= 7);
            assert_true(contrast(t->text_muted, grounds[g]) >= 4.5);
        }
        assert_true(contrast(t->text, t->control_pressed) >= 4.5);
        const uint32_t accents[] = {t->accent, t->accent_hover, t->accent_pressed};
        for (int a = 0; a < 3; a++)
            assert_true(contrast(t->text_on_accent, accents[a]) >= 4.5);
        assert_true(contrast(t->accent, t->panel) >= 3);
        assert_true(contrast(t->focus, t->panel) >= 3 && contrast(t->focus, t->window) >= 3);
        assert_true(contrast(t->good, t->panel) >= 4.5 && contrast(t->bad, t->panel) >= 4.5);
        assert_true(contrast(t->ink, t->paper) >= 12);
        assert_int_equal(t->dark, contrast(t->window, 0xffffffff) > 10);
    }
}

#define DESK(test) cmocka_unit_test_setup_teardown(test, open_desk, close_desk)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DESK(test_a_button_presses_when_let_go_inside),
        DESK(test_a_button_does_not_press_when_let_go_outside),
        DESK(test_a_press_and_release_between_two_frames_still_presses),
        DESK(test_disabled_and_right_clicked_buttons_do_nothing),
        DESK(test_hover_press_and_rest_look_different),
        DESK(test_tab_walks_in_drawing_order_and_around),
        DESK(test_the_focus_ring_shows_only_after_the_keyboard),
        DESK(test_space_stays_a_shortcut_after_a_click),
        DESK(test_a_released_focus_takes_no_keys_and_tab_goes_on_from_it),
        DESK(test_escape_passes_a_focus_that_is_not_seen),
        DESK(test_escape_gives_up_the_focus_before_it_is_a_shortcut),
        DESK(test_a_slider_follows_the_pointer_in_steps_even_outside),
        DESK(test_a_slider_takes_arrows_home_and_end),
        DESK(test_a_choice_changes_by_click_and_by_arrows),
        DESK(test_a_click_opens_a_menu_and_another_chooses),
        DESK(test_press_drag_and_release_chooses),
        DESK(test_a_drag_let_go_outside_closes_the_menu),
        DESK(test_a_click_outside_closes_the_menu_and_does_nothing_else),
        DESK(test_hover_switches_between_open_menus),
        DESK(test_disabled_entries_cannot_be_chosen),
        DESK(test_menus_work_by_keyboard),
        DESK(test_widgets_under_an_open_menu_get_no_hover_and_no_press),
        DESK(test_menus_stay_inside_the_window),
        DESK(test_a_dialog_takes_everything_from_what_lies_below),
        DESK(test_escape_and_the_cross_close_a_dialog),
        DESK(test_enter_presses_the_primary_button),
        DESK(test_tab_stays_inside_a_dialog),
        DESK(test_the_first_text_field_of_a_dialog_has_the_focus),
        DESK(test_closing_a_dialog_gives_the_focus_back),
        DESK(test_of_two_dialogs_only_the_upper_one_gets_input),
        DESK(test_a_stroke_always_gets_its_end),
        DESK(test_typed_text_goes_to_the_focused_field_only),
        DESK(test_the_caret_moves_and_deletes_whole_characters),
        DESK(test_shift_selects_and_typing_replaces),
        DESK(test_control_keys_use_the_clipboard),
        DESK(test_control_moves_and_deletes_by_words),
        DESK(test_a_full_field_takes_no_half_characters),
        DESK(test_the_pointer_places_the_caret_and_selects),
        DESK(test_enter_in_a_field_is_reported_once),
        DESK(test_a_text_that_changed_under_the_caret_is_safe),
        DESK(test_a_list_selects_and_activates),
        DESK(test_a_list_follows_its_keys),
        DESK(test_the_wheel_scrolls_the_list_under_the_pointer),
        DESK(test_the_scroll_bar_can_be_dragged_to_both_ends),
        DESK(test_an_idle_interface_wants_no_frame),
        DESK(test_a_click_wants_one_more_frame),
        DESK(test_a_tool_tip_appears_after_a_rest),
        DESK(test_frames_allocate_nothing_once_glyphs_are_known),
        DESK(test_a_plot_survives_every_kind_of_data),
        DESK(test_a_long_curve_keeps_its_peaks),
        cmocka_unit_test(test_both_themes_have_readable_contrast),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
