// A frame from its events to its end: hands keys to the widgets, walks the focus, and asks the
// parts that outlive a frame (menu, tool tip, toast) for their share. It knows the widgets; none
// knows it.
//
// Keys are decided when they arrive, against the order in which the last frame drew its widgets:
// Tab moves at once; keys that the focused widget takes are queued for it; the rest are left to the
// program as shortcuts.
#include "app/ui/ui_parts.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

// What lasts from frame to frame, in one piece.
struct both {
    struct ui_core core; // the first: it is what is freed
    struct ui_parts parts;
};

bool ui_open(struct ui *ui, struct text *text, struct status *status)
{
    struct both *both = calloc(1, sizeof *both);
    *ui = (struct ui){.text = text, .theme = &theme_light, .scale = 1};
    if (!both)
        return status_fail(status, STATUS_NO_MEMORY, "out of memory for the interface");
    ui->core = &both->core;
    ui->parts = &both->parts;
    ui->parts->menu.open = -1;
    ui->parts->menu.item = -1;
    return true;
}

void ui_close(struct ui *ui)
{
    free(ui->core);
    ui->core = NULL;
    ui->parts = NULL;
}

// ---- Focus --------------------------------------------------------------------------------------

static bool move_focus(struct ui_core *core, int step)
{
    if (core->order.count == 0)
        return false;
    bool given = core->focus_given && core->focus && step > 0;
    core->focus_given = false;
    if (given)
        return true;
    uint32_t from = core->focus ? core->focus : core->focus_before;
    int at = step > 0 ? -1 : core->order.count;
    if (from && core->focus_place <= core->order.count) // else the widget after it is there
        at = core->focus_place - (step > 0);
    for (int i = 0; i < core->order.count; i++)
        if (core->order.entry[i].id == from)
            at = i;
    at = (at + step + core->order.count) % core->order.count;
    core->focus = core->order.entry[at].id;
    core->focus_visible = true;
    core->focus_moves++; // a text field entered by Tab selects its text
    return true;
}

enum { COMPOSITION_ENDS = 2 }; // the focus may go at the end of the first frame

// ---- Events -------------------------------------------------------------------------------------

static bool queue_key(struct ui_core *core, const struct event *event)
{
    if (core->keys < UI_KEYS) {
        struct key_press *press = &core->key[core->keys++];
        press->key = event->type == EVENT_KEY ? event->key : KEY_NONE;
        press->modifiers = event->modifiers;
        memcpy(press->text, event->text, sizeof press->text);
        press->text[sizeof press->text - 1] = '\0';
    }
    return true;
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

// Letters, digits and Space are those of the walk that is drawn, if there is one.
static bool walk_takes_letter(const struct ui *ui, int key)
{
    const char *letters = ui->core->walk_letters;
    return letters && key >= KEY_SPACE && key < KEY_DELETE && strchr(letters, key);
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
        return ui->core->focus_visible && (enter || event->key == KEY_SPACE);
    if (kind == FOCUS_CHECK)
        return event->key == KEY_SPACE;
    return is_moving_key(event->key) || (kind != FOCUS_ARROWS && enter) ||
           (kind == FOCUS_WALK &&
            (event->key == KEY_BACKSPACE ||
             (ui->core->focus == ui->core->walk_id && walk_takes_letter(ui, event->key))));
}

// A letter of the walk that another widget or none has no use for leads into it.
static bool leads_into_walk(const struct ui *ui, const struct event *event)
{
    int more = event->key >= '0' && event->key <= '9' ? MOD_SHIFT : 0;
    return ui->core->top_layer == 0 && !(event->modifiers & ~more) &&
           walk_takes_letter(ui, event->key);
}

// The field draws it with the next frame.
static bool compose(struct ui *ui, const struct composition *composition)
{
    struct ui_core *core = ui->core;
    if (!ui_wants_text(ui) || core->popup)
        return false;
    core->composition = *composition;
    core->composition_id = core->focus;
    core->composition_ends = 0;
    core->redraw = true;
    return true;
}

static bool key_event(struct ui *ui, const struct event *event)
{
    struct ui_core *core = ui->core;
    if (ui_composes(ui))
        return true;
    ui_tooltip_put_away(ui);
    core->keyed = true;
    if (core->popup)
        return queue_key(core, event);
    if (core->top_layer == 0 && ui_menu_key(ui, event))
        return true;
    if (event->key == KEY_TAB && !(event->modifiers & (MOD_CTRL | MOD_ALT | MOD_ALTGR)))
        return move_focus(core, event->modifiers & MOD_SHIFT ? -1 : 1) || ui_modal(ui);
    core->focus_given = false;
    if (focused_takes_key(ui, event))
        return queue_key(core, event);
    if (leads_into_walk(ui, event)) {
        ui_focus(ui, core->walk_id);
        return queue_key(core, event);
    }
    if (core->top_layer > 0) {
        if (event->key == KEY_ESCAPE || event->key == KEY_ENTER)
            queue_key(core, event);
        return true;
    }
    // What nobody sees is given up on the way.
    bool seen = core->focus && core->focus_visible;
    if (event->key == KEY_ESCAPE && core->focus) {
        core->focus = core->focus_before = 0;
        core->redraw = true;
    }
    return event->key == KEY_ESCAPE && seen;
}

static void pointer_moved(struct ui *ui, const struct event *event)
{
    struct ui_core *core = ui->core;
    if (event->x != ui->pointer_x || event->y != ui->pointer_y || !ui->pointer_inside)
        core->keyed = false;
    ui->pointer_x = event->x;
    ui->pointer_y = event->y;
    ui->pointer_inside = true;
    core->moved = true;
    ui_tooltip_moved(ui);
}

static void pointer_down(struct ui *ui, const struct event *event)
{
    struct ui_core *core = ui->core;
    pointer_moved(ui, event);
    ui_tooltip_put_away(ui);
    core->keyed = core->focus_visible = core->focus_given = false;
    core->composition_ends = COMPOSITION_ENDS;
    if (event->button != BUTTON_LEFT) {
        core->other_press = true;
        return;
    }
    ui->down = ui->pressed = true;
    core->press_x = event->x;
    core->press_y = event->y;
    core->press_clicks = event->clicks;
    core->press_modifiers = event->modifiers;
}

bool ui_event(struct ui *ui, const struct event *event)
{
    struct ui_core *core = ui->core;
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
    case EVENT_COMPOSE:
        return compose(ui, &event->composition);
    case EVENT_TEXT:
        core->composition.text[0] = '\0'; // this is what became of it
        return ui_wants_text(ui) && !core->popup ? queue_key(core, event) : ui_modal(ui);
    default:
        return false;
    }
}

// ---- Frames -------------------------------------------------------------------------------------

void ui_begin(struct ui *ui, struct canvas *canvas, const struct theme *theme, float scale)
{
    struct ui_core *core = ui->core;
    ui->canvas = canvas;
    ui->theme = theme;
    ui->scale = scale;
    text_set_scale(ui->text, scale);
    core->frame++;
    core->building.count = 0;
    core->walk_letters = NULL;
    core->layers = core->depth = 0;
    core->redraw = core->animated = core->claimed = false;
    ui_tooltip_begin(ui);
    ui_told_begin(ui);
}

static void end_focus(struct ui_core *core)
{
    bool found = false;
    if (core->focus)
        core->focus_gone = false;
    uint32_t wanted = core->focus_gone ? core->focus_before : core->focus;
    core->order = core->building;
    for (int i = 0; i < core->order.count && !found; i++) {
        found = core->order.entry[i].id == wanted;
        if (found)
            core->focus_place = i;
    }
    if (found && core->focus_gone)
        core->focus = wanted;
    if (!found && core->focus && core->top_layer == core->layers) {
        core->focus_before = core->focus;
        core->focus = 0;
        core->focus_gone = true;
    }
}

static void end_composition(struct ui *ui)
{
    struct ui_core *core = ui->core;
    if (!core->composition.text[0])
        return;
    if (core->composition_ends > 0 && --core->composition_ends == 0)
        core->composition.text[0] = '\0';
    else if (core->composition_ends == 0 && (core->composition_id != core->focus || core->popup))
        core->composition_ends = 1;
    core->redraw |= core->composition_ends > 0;
}

static void end_input(struct ui *ui)
{
    struct ui_core *core = ui->core;
    if (ui->pressed && !core->claimed && !ui_modal(ui))
        core->focus = core->focus_before = 0;
    if (ui->pressed || ui->released || core->keys > 0 || core->other_press)
        core->redraw = true;
    if (!ui->down)
        core->active = 0;
    ui->pressed = ui->released = false;
    ui->wheel = 0;
    core->moved = core->other_press = false;
    core->keys = 0;
}

// What the next frame may give input to, from what this one drew.
static void end_layers(struct ui_core *core)
{
    assert(core->depth == 0); // each ui_dialog_begin has its ui_dialog_end
    if (core->layers != core->top_layer)
        core->redraw = true;
    else
        core->focus_first = false;
    for (int layer = core->top_layer; layer > core->layers; layer--) {
        core->focus = core->focus_below[layer];
        core->focus_visible = core->focus_visible_below[layer];
    }
    core->top_layer = core->layers;
}

void ui_end(struct ui *ui)
{
    struct ui_core *core = ui->core;
    ui->canvas->clip = (struct rect){0, 0, ui->canvas->width, ui->canvas->height};
    ui_told_end(ui);
    ui_menu_draw_open(ui);
    ui_tooltip_end(ui);
    end_focus(core);
    end_input(ui);
    end_composition(ui);
    end_layers(core);
}

int ui_wait_ms(const struct ui *ui)
{
    const struct ui_core *core = ui->core;
    if (core->redraw)
        return 0;
    if (core->animated)
        return 33;
    double left = fmin(ui_tooltip_left(ui), ui_toast_left(ui));
    if (isinf(left))
        return -1;
    return left > 0 ? (int)(left * 1000) + 1 : 0;
}

bool ui_wants_frame(const struct ui *ui)
{
    return ui_wait_ms(ui) >= 0;
}
