// A tool tip: shown once the pointer has rested on a widget for a while, put away by a press or a
// key. Only the one that was asked for last in a frame is drawn, on top of everything.
#include "app/paint/blend.h"
#include "app/ui/ui_parts.h"

#include <math.h>
#include <string.h>

static const double tip_delay = 0.5; // seconds of rest

// A tool tip below the pointer or above the widget, inside the window.
static void draw_tip(struct ui *ui)
{
    const struct tooltip *tip = &ui->parts->tip;
    const struct theme *theme = ui->theme;
    struct canvas *canvas = ui->canvas;
    int width = text_width(ui->text, TEXT_SMALL, tip->string) + 2 * ui_px(ui, 8);
    int height = ui_px(ui, 24);
    int x = (int)ui->pointer_x + ui_px(ui, 8), y = (int)ui->pointer_y + ui_px(ui, 20);
    if (x + width > canvas->width - ui_px(ui, 4))
        x = canvas->width - ui_px(ui, 4) - width;
    if (y + height > canvas->height - ui_px(ui, 4))
        y = (int)ui->pointer_y - ui_px(ui, 8) - height;
    if (tip->held || tip->keyed)
        x = max_int(min_int(tip->rect.x, canvas->width - ui_px(ui, 4) - width), 0);
    if (tip->held || tip->above || tip->keyed)
        y = max_int(tip->rect.y - ui_px(ui, 4) - height, 0);
    struct rect rect = {x > 0 ? x : 0, y, width, height};
    struct rect below = {rect.x, rect.y + ui_px(ui, 2), rect.w, rect.h};
    canvas_shadow(canvas, below, ui->scale * 4, 8 * ui->scale, theme->shadow);
    canvas_round_fill(canvas, rect, ui->scale * 4, theme->text);
    text_draw_in(canvas, ui->text, TEXT_SMALL, ALIGN_CENTRE, rect, theme->panel, tip->string);
}

// The keyboard is at that widget, and the pointer has not moved since.
static bool is_keyed(const struct ui *ui, struct rect rect)
{
    const struct ui_core *core = ui->core;
    return core->keyed && core->focus && core->focus_visible &&
           memcmp(&core->focus_rect, &rect, sizeof rect) == 0;
}

void ui_tooltip(struct ui *ui, struct rect rect, const char *string)
{
    struct tooltip *tip = &ui->parts->tip;
    bool keyed = is_keyed(ui, rect);
    if (!string || !*string || !ui_live(ui) || tip->held || (tip->wanted && tip->keyed) ||
        (!keyed && !ui_pointer_in(ui, rect)))
        return;
    tip->keyed = keyed;
    if (memcmp(&tip->rect, &rect, sizeof rect) != 0) {
        tip->rect = rect;
        tip->since = ui->core->now;
        tip->shown = tip->spent = false;
    }
    tip->wanted = true;
    tip->above = false;
    tip->spent = tip->spent || ui->down;
    strncpy(tip->string, string, UI_TIP - 1);
}

void ui_tooltip_above(struct ui *ui, struct rect rect, const char *string)
{
    struct tooltip *tip = &ui->parts->tip;
    ui_tooltip(ui, rect, string);
    tip->above = tip->above || memcmp(&tip->rect, &rect, sizeof rect) == 0;
}

void ui_tooltip_hold(struct ui *ui, struct rect rect, const char *string)
{
    struct tooltip *tip = &ui->parts->tip;
    if (!ui_live(ui))
        return;
    tip->rect = rect;
    tip->held = true;
    strncpy(tip->string, string, UI_TIP - 1);
}

void ui_tooltip_moved(struct ui *ui)
{
    ui->parts->tip.since = ui->core->now;
}

void ui_tooltip_put_away(struct ui *ui)
{
    ui->parts->tip.spent = true;
}

void ui_tooltip_begin(struct ui *ui)
{
    ui->parts->tip.wanted = ui->parts->tip.held = false;
}

void ui_tooltip_end(struct ui *ui)
{
    struct tooltip *tip = &ui->parts->tip;
    if (!tip->wanted) {
        tip->shown = tip->spent = false;
        tip->rect = (struct rect){0};
    } else if (!tip->shown && !tip->spent && ui->core->now - tip->since >= tip_delay) {
        tip->shown = true;
    }
    tip->shown = tip->shown && !tip->spent;
    if (tip->shown || tip->held)
        draw_tip(ui);
}

double ui_tooltip_left(const struct ui *ui)
{
    const struct tooltip *tip = &ui->parts->tip;
    bool waits = tip->wanted && !tip->shown && !tip->spent;
    return waits ? tip_delay - (ui->core->now - tip->since) : (double)INFINITY;
}
