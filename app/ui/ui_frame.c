// The core of the widgets: what came in since the last frame, who has the pointer and the keyboard,
// what lies on top.
//
// A widget asks ui_interact for its share of the input. It gets some only if it lies in the topmost
// layer: layer 0 is the window, each dialog begun in a frame is one more, and the topmost is the
// last one of the frame before. An open menu takes everything.
//
// Keys are decided when they arrive, against the order in which the last frame drew its widgets:
// Tab moves at once; keys that the focused widget takes are queued for it; the rest are left to the
// program as shortcuts.
#include "app/ui/ui_core.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double tip_delay = 0.5; // seconds of rest

int ui_px(const struct ui *ui, float logical)
{
    int pixels = (int)lroundf(logical * ui->scale);
    return logical > 0 && pixels < 1 ? 1 : pixels;
}

float ui_radius(const struct ui *ui)
{
    return 6 * ui->scale;
}

int ui_hairline(const struct ui *ui)
{
    int width = (int)(ui->scale + 0.25f);
    return width > 1 ? width : 1;
}

uint32_t ui_id(const char *name, int index)
{
    uint32_t hash = 2166136261u;
    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    for (int i = 0; i < 4; i++)
        hash = (hash ^ ((uint32_t)index >> (8 * i) & 255)) * 16777619u;
    return hash ? hash : 1;
}

bool ui_open(struct ui *ui, struct text *text, struct status *status)
{
    *ui = (struct ui){.text = text, .theme = &theme_light, .scale = 1};
    ui->private = calloc(1, sizeof *ui->private);
    if (!ui->private)
        return status_fail(status, STATUS_NO_MEMORY, "out of memory for the interface");
    ui->private->menu.open = -1;
    ui->private->menu.item = -1;
    return true;
}

void ui_close(struct ui *ui)
{
    free(ui->private);
    ui->private = NULL;
}

void ui_set_clipboard(struct ui *ui, struct ui_clipboard clipboard)
{
    ui->private->clipboard = clipboard;
}

void ui_set_time(struct ui *ui, double seconds)
{
    ui->private->now = seconds;
}

// Layers --------------------------------------------------------------------------------------

static int current_layer(const struct ui_private *p)
{
    return p->depth > 0 ? p->dialog[p->depth - 1].layer : 0;
}

bool ui_on_top(const struct ui *ui)
{
    return current_layer(ui->private) == ui->private->top_layer;
}

bool ui_live(const struct ui *ui)
{
    return ui_on_top(ui) && ui->private->menu.open < 0;
}

bool ui_modal(const struct ui *ui)
{
    return ui->private->menu.open >= 0 || ui->private->top_layer > 0;
}

bool ui_covered(const struct ui *ui, int x, int y)
{
    (void)x; // both take the whole window: a click beside an open menu closes it
    (void)y;
    return ui_modal(ui);
}

// Focus ---------------------------------------------------------------------------------------

enum focus_kind ui_focus_kind(const struct ui *ui, bool *found)
{
    const struct focus_order *order = &ui->private->order;
    for (int i = 0; i < order->count; i++)
        if (order->entry[i].id == ui->private->focus) {
            *found = true;
            return order->entry[i].kind;
        }
    *found = false;
    return FOCUS_BUTTON;
}

bool ui_wants_text(const struct ui *ui)
{
    bool found;
    return ui_focus_kind(ui, &found) == FOCUS_TEXT && found;
}

static bool move_focus(struct ui_private *p, int step)
{
    if (p->order.count == 0)
        return false;
    uint32_t from = p->focus ? p->focus : p->focus_before;
    int at = step > 0 ? -1 : p->order.count;
    if (from && p->focus_place <= p->order.count) // else the widget after it is there
        at = p->focus_place - (step > 0);
    for (int i = 0; i < p->order.count; i++)
        if (p->order.entry[i].id == from)
            at = i;
    at = (at + step + p->order.count) % p->order.count;
    p->focus = p->order.entry[at].id;
    p->focus_visible = true;
    p->edit.id = 0; // a text field entered by Tab selects its text
    return true;
}

void ui_release_focus(struct ui *ui)
{
    struct ui_private *p = ui->private;
    if (p->top_layer > 0 || !p->focus)
        return;
    p->focus_before = p->focus;
    p->focus = 0;
    p->focus_visible = false;
    p->redraw = true;
}

static void register_widget(struct ui_private *p, uint32_t id, enum focus_kind kind)
{
    if (p->building.count < UI_WIDGETS)
        p->building.entry[p->building.count++] = (struct focus_entry){id, kind};
    if (p->focus_first && kind == FOCUS_TEXT) {
        p->focus = id;
        p->edit.id = 0;
        p->focus_first = false;
    }
}

// Events --------------------------------------------------------------------------------------

static bool queue_key(struct ui_private *p, const struct event *event)
{
    if (p->keys < UI_KEYS) {
        struct key_press *press = &p->key[p->keys++];
        press->key = event->type == EVENT_KEY ? event->key : KEY_NONE;
        press->modifiers = event->modifiers;
        memcpy(press->text, event->text, sizeof press->text);
        press->text[sizeof press->text - 1] = '\0';
    }
    return true;
}

void ui_drop_key(struct ui *ui, int index)
{
    struct ui_private *p = ui->private;
    p->keys--;
    memmove(p->key + index, p->key + index + 1, (size_t)(p->keys - index) * sizeof *p->key);
    p->redraw = true;
}

bool ui_take_key(struct ui *ui, int key)
{
    struct ui_private *p = ui->private;
    for (int i = 0; i < p->keys; i++)
        if (p->key[i].key == key) {
            ui_drop_key(ui, i);
            return true;
        }
    return false;
}

static bool is_moving_key(int key)
{
    return key >= KEY_LEFT && key <= KEY_PAGE_DOWN;
}

// True if a focused text field has a use for the key (or else for the letter it will type).
static bool text_takes_key(const struct event *event)
{
    if (event->modifiers & MOD_CTRL)
        return (event->key < 128 && event->key > 0 && strchr("acxv", event->key)) ||
               is_moving_key(event->key) || event->key == KEY_BACKSPACE || event->key == KEY_DELETE;
    if (event->modifiers & MOD_ALT)
        return false;
    return event->key < KEY_F1 && event->key != KEY_ESCAPE;
}

static bool focused_takes_key(const struct ui *ui, const struct event *event)
{
    bool found;
    enum focus_kind kind = ui_focus_kind(ui, &found);
    if (!found)
        return false;
    if (kind == FOCUS_TEXT)
        return text_takes_key(event);
    if (event->modifiers & (MOD_CTRL | MOD_ALT | MOD_ALTGR))
        return false;
    bool enter = event->key == KEY_ENTER;
    if (kind == FOCUS_BUTTON)
        return ui->private->focus_visible && (enter || event->key == KEY_SPACE);
    return is_moving_key(event->key) || (kind == FOCUS_LIST && enter);
}

static bool key_event(struct ui *ui, const struct event *event)
{
    struct ui_private *p = ui->private;
    p->tip.spent = true;
    if (p->menu.open >= 0)
        return queue_key(p, event);
    if (p->top_layer == 0 && ui_menu_key(ui, event))
        return true;
    if (event->key == KEY_TAB && !(event->modifiers & (MOD_CTRL | MOD_ALT | MOD_ALTGR)))
        return move_focus(p, event->modifiers & MOD_SHIFT ? -1 : 1) || ui_modal(ui);
    if (focused_takes_key(ui, event))
        return queue_key(p, event);
    if (p->top_layer > 0) {
        if (event->key == KEY_ESCAPE || event->key == KEY_ENTER)
            queue_key(p, event);
        return event->key != KEY_F11;
    }
    // What nobody sees is given up on the way.
    bool seen = p->focus && p->focus_visible;
    if (event->key == KEY_ESCAPE && p->focus) {
        p->focus = p->focus_before = 0;
        p->redraw = true;
    }
    return event->key == KEY_ESCAPE && seen;
}

static void pointer_moved(struct ui *ui, const struct event *event)
{
    struct ui_private *p = ui->private;
    ui->pointer_x = event->x;
    ui->pointer_y = event->y;
    ui->pointer_inside = true;
    p->moved = true;
    p->tip.since = p->now;
}

static void pointer_down(struct ui *ui, const struct event *event)
{
    struct ui_private *p = ui->private;
    pointer_moved(ui, event);
    p->tip.spent = true;
    p->focus_visible = false;
    if (event->button != BUTTON_LEFT) {
        p->other_press = true;
        return;
    }
    ui->down = ui->pressed = true;
    p->press_x = event->x;
    p->press_y = event->y;
    p->press_clicks = event->clicks;
    p->press_modifiers = event->modifiers;
}

bool ui_event(struct ui *ui, const struct event *event)
{
    struct ui_private *p = ui->private;
    switch (event->type) {
    case EVENT_POINTER_MOVE:
        pointer_moved(ui, event);
        return ui_modal(ui);
    case EVENT_POINTER_DOWN:
        pointer_down(ui, event);
        return ui_modal(ui);
    case EVENT_POINTER_UP:
        pointer_moved(ui, event);
        if (event->button == BUTTON_LEFT) {
            ui->released = ui->released || ui->down;
            ui->down = false;
        }
        return false;
    case EVENT_POINTER_LEAVE:
        ui->pointer_inside = false;
        return false;
    case EVENT_WHEEL:
        ui->wheel += event->wheel;
        return ui_modal(ui);
    case EVENT_KEY:
        return key_event(ui, event);
    case EVENT_TEXT:
        return ui_wants_text(ui) && p->menu.open < 0 ? queue_key(p, event) : ui_modal(ui);
    default:
        return false;
    }
}

// Frames --------------------------------------------------------------------------------------

void ui_begin(struct ui *ui, struct canvas *canvas, const struct theme *theme, float scale)
{
    struct ui_private *p = ui->private;
    ui->canvas = canvas;
    ui->theme = theme;
    ui->scale = scale;
    text_set_scale(ui->text, scale);
    p->frame++;
    p->building.count = 0;
    p->layers = p->depth = 0;
    p->redraw = p->animated = p->claimed = false;
    p->tip.wanted = false;
}

// A tool tip below the pointer, inside the window.
static void draw_tip(struct ui *ui)
{
    struct ui_private *p = ui->private;
    const struct theme *theme = ui->theme;
    struct canvas *canvas = ui->canvas;
    int width = text_width(ui->text, TEXT_SMALL, p->tip.string) + 2 * ui_px(ui, 8);
    int height = ui_px(ui, 24);
    int x = (int)ui->pointer_x + ui_px(ui, 8), y = (int)ui->pointer_y + ui_px(ui, 20);
    if (x + width > canvas->width - ui_px(ui, 4))
        x = canvas->width - ui_px(ui, 4) - width;
    if (y + height > canvas->height - ui_px(ui, 4))
        y = (int)ui->pointer_y - ui_px(ui, 8) - height;
    struct rect rect = {x > 0 ? x : 0, y, width, height};
    struct rect below = {rect.x, rect.y + ui_px(ui, 2), rect.w, rect.h};
    canvas_shadow(canvas, below, ui->scale * 4, 8 * ui->scale, theme->shadow);
    canvas_round_fill(canvas, rect, ui->scale * 4, theme->text);
    text_draw_in(canvas, ui->text, TEXT_SMALL, ALIGN_CENTRE, rect, theme->panel, p->tip.string);
}

static void end_tip(struct ui *ui)
{
    struct tooltip *tip = &ui->private->tip;
    if (!tip->wanted) {
        tip->shown = tip->spent = false;
        tip->rect = (struct rect){0};
    } else if (!tip->shown && !tip->spent && ui->private->now - tip->since >= tip_delay) {
        tip->shown = true;
    }
    tip->shown = tip->shown && !tip->spent;
    if (tip->shown)
        draw_tip(ui);
}

void ui_tooltip(struct ui *ui, struct rect rect, const char *string)
{
    struct tooltip *tip = &ui->private->tip;
    if (!string || !*string || !ui_live(ui) || !ui_pointer_in(ui, rect))
        return;
    if (memcmp(&tip->rect, &rect, sizeof rect) != 0) {
        tip->rect = rect;
        tip->since = ui->private->now;
        tip->shown = tip->spent = false;
    }
    tip->wanted = true;
    tip->spent = tip->spent || ui->down;
    strncpy(tip->string, string, UI_TIP - 1);
}

static void end_focus(struct ui_private *p)
{
    bool found = false;
    p->order = p->building;
    for (int i = 0; i < p->order.count && !found; i++) {
        found = p->order.entry[i].id == p->focus;
        if (found)
            p->focus_place = i;
    }
    if (!found && p->focus && p->top_layer == p->layers) {
        p->focus_before = p->focus;
        p->focus = 0;
    }
}

static void end_input(struct ui *ui)
{
    struct ui_private *p = ui->private;
    if (ui->pressed && !p->claimed && !ui_modal(ui))
        p->focus = p->focus_before = 0;
    if (ui->pressed || ui->released || p->keys > 0 || p->other_press)
        p->redraw = true;
    if (!ui->down)
        p->active = 0;
    ui->pressed = ui->released = false;
    ui->wheel = 0;
    p->moved = p->other_press = false;
    p->keys = 0;
}

// What the next frame may give input to, from what this one drew.
static void end_layers(struct ui_private *p)
{
    assert(p->depth == 0); // each ui_dialog_begin has its ui_dialog_end
    if (p->layers != p->top_layer)
        p->redraw = true;
    else
        p->focus_first = false;
    for (int layer = p->top_layer; layer > p->layers; layer--) {
        p->focus = p->focus_below[layer];
        p->focus_visible = p->focus_visible_below[layer];
    }
    p->top_layer = p->layers;
}

void ui_end(struct ui *ui)
{
    struct ui_private *p = ui->private;
    ui->canvas->clip = (struct rect){0, 0, ui->canvas->width, ui->canvas->height};
    ui_menu_draw_open(ui);
    end_tip(ui);
    end_focus(p);
    end_input(ui);
    end_layers(p);
}

int ui_wait_ms(const struct ui *ui)
{
    const struct ui_private *p = ui->private;
    bool tip = p->tip.wanted && !p->tip.shown && !p->tip.spent, toast = p->toast.string[0];
    if (p->redraw)
        return 0;
    if (p->animated)
        return 33;
    if (!tip && !toast)
        return -1;
    double left = tip ? tip_delay - (p->now - p->tip.since) : ui_toast_left(p);
    if (tip && toast)
        left = fmin(left, ui_toast_left(p));
    return left > 0 ? (int)(left * 1000) + 1 : 0;
}

bool ui_wants_frame(const struct ui *ui)
{
    return ui_wait_ms(ui) >= 0;
}

// Widgets' share ------------------------------------------------------------------------------

bool ui_pointer_in(const struct ui *ui, struct rect rect)
{
    rect = rect_intersect(rect, ui->canvas->clip);
    return ui->pointer_inside &&
           rect_contains(rect, (int)floorf(ui->pointer_x), (int)floorf(ui->pointer_y));
}

bool ui_press_in(const struct ui *ui, struct rect rect)
{
    const struct ui_private *p = ui->private;
    rect = rect_intersect(rect, ui->canvas->clip);
    return ui->pressed && rect_contains(rect, (int)floorf(p->press_x), (int)floorf(p->press_y));
}

struct ui_response ui_interact(struct ui *ui, uint32_t id, struct rect rect, enum focus_kind kind,
                               int flags)
{
    struct ui_private *p = ui->private;
    struct ui_response response = {0};
    if (flags & UI_DISABLED || !ui_on_top(ui))
        return response;
    register_widget(p, id, kind);
    if (ui_live(ui)) {
        if (ui_press_in(ui, rect)) {
            p->active = p->focus = id;
            p->claimed = true;
        }
        bool inside = ui_pointer_in(ui, rect);
        response.hovered = inside && (p->active == 0 || p->active == id);
        response.held = inside && p->active == id && ui->down;
        response.clicked = inside && p->active == id && ui->released;
    }
    response.focused = p->focus == id;
    response.ring = response.focused && p->focus_visible;
    return response;
}
