// Dialogs: each is one more layer, and only the topmost gets input.
#include "app/ui/ui_parts.h"

#include <assert.h>

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

// A dialog that was not there in the last frame: remembers who had the focus below it. One that
// takes another's place leaves that as it is.
static void enter_layer(struct ui *ui, int layer, uint32_t id)
{
    struct ui_core *core = ui->core;
    if (layer <= core->top_layer && core->layer_id[layer] == id)
        return;
    if (layer > core->top_layer) {
        core->focus_below[layer] = core->focus;
        core->focus_visible_below[layer] = core->focus_visible;
    }
    core->layer_id[layer] = id;
    core->focus = core->focus_before = 0;
    core->active = 0;
    core->focus_first = true;
    ui_menu_open(ui, -1);
    core->redraw = true;
}

static void draw_card(struct ui *ui, struct rect card)
{
    struct canvas *canvas = ui->canvas;
    float radius = ui_radius(ui) + 4 * ui->scale;
    struct rect below = {card.x, card.y + ui_px(ui, 8), card.w, card.h};
    uint32_t dim = ui->theme->dark ? 0x90000000 : 0x58101828;
    canvas_fill(canvas, (struct rect){0, 0, canvas->width, canvas->height}, dim);
    canvas_shadow(canvas, below, radius, 32 * ui->scale, ui->theme->shadow);
    canvas_round_fill(canvas, card, radius, ui->theme->panel);
    canvas_outline(canvas, card, radius, (float)ui_hairline(ui), ui->theme->panel_edge);
}

struct rect ui_dialog_begin(struct ui *ui, const char *title, int width, int height, bool *open)
{
    struct ui_core *core = ui->core;
    struct canvas *canvas = ui->canvas;
    assert(core->depth < UI_DIALOGS && core->layers < UI_DIALOGS);
    struct dialog_state *dialog = &ui->parts->dialog[core->depth];
    int margin = ui_px(ui, 16), padding = ui_px(ui, 20);
    int w = smaller(ui_px(ui, (float)width), canvas->width - 2 * margin);
    int h = smaller(ui_px(ui, (float)height), canvas->height - 2 * margin);
    *dialog = (struct dialog_state){.id = ui_id(title, 0), .open = open};
    dialog->card = (struct rect){(canvas->width - w) / 2, (canvas->height - h) / 2, w, h};
    dialog->clip = canvas->clip;
    core->layer[core->depth++] = ++core->layers;
    enter_layer(ui, core->layers, dialog->id);

    canvas->clip = (struct rect){0, 0, canvas->width, canvas->height};
    draw_card(ui, dialog->card);
    canvas_clip(canvas, rect_inset(dialog->card, ui_hairline(ui)));
    struct rect inside = rect_inset(dialog->card, padding);
    struct rect heading = {inside.x, inside.y, inside.w - ui_px(ui, 24), ui_px(ui, 20)};
    ui_label(ui, TEXT_TITLE, ALIGN_LEFT, heading, title);
    ui_told_dialog(ui, dialog->id, title);
    int used = heading.h + ui_px(ui, 16);
    return (struct rect){inside.x, inside.y + used, inside.w, inside.h - used};
}

bool ui_dialog_starts_at(struct ui *ui, uint32_t id)
{
    if (!ui->core->focus_first)
        return false;
    ui_focus(ui, id);
    return true;
}

void ui_dialog_end(struct ui *ui)
{
    struct ui_core *core = ui->core;
    assert(core->depth > 0);
    struct dialog_state *dialog = &ui->parts->dialog[core->depth - 1];
    int side = ui_px(ui, 28), gap = ui_px(ui, 12);
    struct rect cross = {dialog->card.x + dialog->card.w - gap - side,
                         dialog->card.y + gap + ui_px(ui, 4), side, side};
    if (dialog->open) {
        bool closed = ui_icon_button(ui, ui_id("dialog close", core->layer[core->depth - 1]), cross,
                                     ICON_CLOSE, NULL, UI_QUIET);
        if (closed || (ui_live(ui) && ui_take_key(ui, KEY_ESCAPE)))
            *dialog->open = false;
    }
    ui->canvas->clip = dialog->clip;
    core->depth--;
}
