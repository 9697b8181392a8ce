// The core of the widgets: who has the pointer and the keyboard, what lies on top.
//
// A widget asks ui_interact for its share of the input. It gets some only if it lies in the topmost
// layer: layer 0 is the window, each dialog begun in a frame is one more, and the topmost is the
// last one of the frame before. An open menu takes everything.
#include "app/ui/ui_core.h"

#include <math.h>
#include <string.h>

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

void ui_set_time(struct ui *ui, double seconds)
{
    ui->core->now = seconds;
}

double ui_time(const struct ui *ui)
{
    return ui->core->now;
}

// ---- Layers -------------------------------------------------------------------------------------

static int current_layer(const struct ui_core *core)
{
    return core->depth > 0 ? core->layer[core->depth - 1] : 0;
}

bool ui_on_top(const struct ui *ui)
{
    return current_layer(ui->core) == ui->core->top_layer;
}

bool ui_live(const struct ui *ui)
{
    return ui_on_top(ui) && !ui->core->popup;
}

bool ui_modal(const struct ui *ui)
{
    return ui->core->popup || ui->core->top_layer > 0;
}

// ---- Focus and keys -----------------------------------------------------------------------------

enum focus_kind ui_focus_kind(const struct ui *ui, bool *found)
{
    const struct focus_order *order = &ui->core->order;
    for (int i = 0; i < order->count; i++)
        if (order->entry[i].id == ui->core->focus) {
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

bool ui_composes(const struct ui *ui)
{
    return ui->core->composition.text[0] && ui->core->composition_ends == 0;
}

struct rect ui_text_caret(const struct ui *ui)
{
    return ui->core->caret;
}

bool ui_has_keys(const struct ui *ui)
{
    return ui->core->keys > 0;
}

void ui_release_focus(struct ui *ui)
{
    struct ui_core *core = ui->core;
    if (core->top_layer > 0 || !core->focus)
        return;
    core->focus_before = core->focus;
    core->focus = 0;
    core->focus_gone = core->focus_visible = false;
    core->redraw = true;
}

static void register_widget(struct ui_core *core, uint32_t id, enum focus_kind kind)
{
    if (core->building.count < UI_WIDGETS)
        core->building.entry[core->building.count++] = (struct focus_entry){id, kind};
    if (core->focus_first && kind == FOCUS_TEXT) {
        core->focus = id;
        core->focus_moves++;
        core->focus_first = false;
    }
}

void ui_drop_key(struct ui *ui, int index)
{
    struct ui_core *core = ui->core;
    core->keys--;
    memmove(core->key + index, core->key + index + 1,
            (size_t)(core->keys - index) * sizeof *core->key);
    core->redraw = true;
}

bool ui_take_key(struct ui *ui, int key)
{
    struct ui_core *core = ui->core;
    for (int i = 0; i < core->keys; i++)
        if (core->key[i].key == key) {
            ui_drop_key(ui, i);
            return true;
        }
    return false;
}

// ---- Widgets' share -----------------------------------------------------------------------------

bool ui_covered(const struct ui *ui, float x, float y)
{
    const struct ui_core *core = ui->core;
    return !core->on_cover && core->depth == 0 &&
           rect_contains(core->cover, (int)floorf(x), (int)floorf(y));
}

bool ui_pointer_in(const struct ui *ui, struct rect rect)
{
    rect = rect_intersect(rect, ui->canvas->clip);
    return ui->pointer_inside && !ui_covered(ui, ui->pointer_x, ui->pointer_y) &&
           rect_contains(rect, (int)floorf(ui->pointer_x), (int)floorf(ui->pointer_y));
}

bool ui_press_in(const struct ui *ui, struct rect rect)
{
    const struct ui_core *core = ui->core;
    rect = rect_intersect(rect, ui->canvas->clip);
    return ui->pressed && !ui_covered(ui, core->press_x, core->press_y) &&
           rect_contains(rect, (int)floorf(core->press_x), (int)floorf(core->press_y));
}

struct ui_response ui_point(struct ui *ui, uint32_t id, struct rect rect)
{
    struct ui_core *core = ui->core;
    if (!ui_live(ui))
        return (struct ui_response){0};
    if (ui_press_in(ui, rect)) {
        core->active = id;
        core->claimed = true;
    }
    bool inside = ui_pointer_in(ui, rect), own = core->active == id;
    return (struct ui_response){.hovered = inside && (core->active == 0 || own),
                                .held = inside && own && ui->down,
                                .clicked = inside && own && ui->released};
}

struct ui_response ui_interact(struct ui *ui, uint32_t id, struct rect rect, enum focus_kind kind,
                               int flags)
{
    struct ui_core *core = ui->core;
    struct ui_response response = {0};
    if (flags & UI_DISABLED || !ui_on_top(ui))
        return response;
    register_widget(core, id, kind);
    response = ui_point(ui, id, rect);
    if (ui_live(ui) && ui_press_in(ui, rect))
        core->focus = id;
    response.focused = core->focus == id;
    response.ring = response.focused && core->focus_visible;
    if (response.focused)
        core->focus_rect = rect;
    return response;
}
