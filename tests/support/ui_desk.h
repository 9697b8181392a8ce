// A window with some of every widget, without a display or a font, and events for it: for tests of
// the widgets.
#ifndef TESTS_SUPPORT_UI_DESK_H
#define TESTS_SUPPORT_UI_DESK_H

#include "app/ui/ui.h"
#include "tests/support/fake_glyphs.h"

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

    void (*more)(struct desk *desk); // draws what only one test has, or NULL
    void *with;                      // for it
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

static inline void draw_row(struct ui *ui, struct rect rect, int row, bool selected, void *context)
{
    (void)selected;
    (void)context;
    char label[16];
    snprintf(label, sizeof label, "row %d", row);
    ui_label(ui, TEXT_BODY, ALIGN_LEFT, rect, label);
}

static inline void draw_dialog(struct desk *desk)
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

static inline void frame(struct desk *desk)
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
    if (desk->more)
        desk->more(desk);
    if (desk->dialog_open)
        draw_dialog(desk);
    ui_end(ui);
}

static inline char *get_clipboard(void *self)
{
    return strdup(((struct desk *)self)->clipboard);
}

static inline void set_clipboard(void *self, const char *string)
{
    snprintf(((struct desk *)self)->clipboard, 64, "%s", string);
}

static inline int open_desk(void **state)
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

static inline int close_desk(void **state)
{
    struct desk *desk = *state;
    ui_close(&desk->ui);
    text_close(desk->text);
    canvas_free(&desk->canvas);
    free(desk);
    return 0;
}

// ---- Events, each followed by a frame -----------------------------------------------------------

static inline bool send(struct desk *desk, struct event event)
{
    bool taken = ui_event(&desk->ui, &event);
    frame(desk);
    return taken;
}

static inline bool move(struct desk *desk, int x, int y)
{
    return send(desk, (struct event){.type = EVENT_POINTER_MOVE, .x = (float)x, .y = (float)y});
}

static inline bool down_clicks(struct desk *desk, int x, int y, int clicks)
{
    move(desk, x, y);
    return send(desk, (struct event){.type = EVENT_POINTER_DOWN,
                                     .x = (float)x,
                                     .y = (float)y,
                                     .button = BUTTON_LEFT,
                                     .clicks = clicks});
}

static inline bool down(struct desk *desk, int x, int y)
{
    return down_clicks(desk, x, y, 1);
}

static inline bool up(struct desk *desk, int x, int y)
{
    move(desk, x, y);
    return send(desk,
                (struct event){
                    .type = EVENT_POINTER_UP, .x = (float)x, .y = (float)y, .button = BUTTON_LEFT});
}

static inline void click_at(struct desk *desk, int x, int y)
{
    down(desk, x, y);
    up(desk, x, y);
}

static inline void click(struct desk *desk, struct rect rect)
{
    click_at(desk, rect.x + rect.w / 2, rect.y + rect.h / 2);
}

static inline bool key_with(struct desk *desk, int key, int modifiers)
{
    return send(desk, (struct event){.type = EVENT_KEY, .key = key, .modifiers = modifiers});
}

static inline bool key(struct desk *desk, int which)
{
    return key_with(desk, which, 0);
}

static inline void type(struct desk *desk, const char *string)
{
    struct event event = {.type = EVENT_TEXT};
    snprintf(event.text, sizeof event.text, "%s", string);
    send(desk, event);
}

static inline uint32_t pixel(const struct desk *desk, int x, int y)
{
    return desk->canvas.pixel[y * WIDTH + x];
}

// Where a click meets the menus and their entries.
enum { FILE_X = 20, VIEW_X = 75, ENTRY_X = 60, NEW_Y = 48, CANNOT_Y = 74, QUIT_Y = 109 };

static inline void open_dialog(struct desk *desk, bool with_field)
{
    desk->dialog_open = true;
    desk->with_field = with_field;
    frame(desk);
    frame(desk);
}

// A test of a desk of its own.
#define DESK(test) cmocka_unit_test_setup_teardown(test, open_desk, close_desk)

#endif
