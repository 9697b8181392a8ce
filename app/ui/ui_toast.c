// A brief message at the bottom of the window that leaves by itself. Its time is counted from the
// frame that first shows it: a program that slept before would otherwise have missed it.
#include "app/ui/ui_parts.h"

#include <math.h>
#include <stdio.h>

void ui_toast(struct ui *ui, const char *string, const char *button, double seconds)
{
    struct toast *toast = &ui->parts->toast;
    snprintf(toast->string, sizeof toast->string, "%s", string);
    toast->button = button;
    toast->seconds = seconds;
    toast->shown = false;
    ui->core->redraw = true;
}

double ui_toast_left(const struct ui *ui)
{
    const struct toast *toast = &ui->parts->toast;
    if (!toast->string[0])
        return (double)INFINITY;
    return toast->shown ? toast->seconds - (ui->core->now - toast->since) : toast->seconds;
}

// In one line, else in as many as it takes, centred in `label`.
static void draw_words(struct ui *ui, struct rect label, const char *string)
{
    int height = text_draw_wrapped(NULL, ui->text, TEXT_BODY, label, 0, string);
    if (text_width(ui->text, TEXT_BODY, string) <= label.w) {
        ui_label(ui, TEXT_BODY, ALIGN_LEFT, label, string);
        return;
    }
    label.y += (label.h - height) / 2;
    text_draw_wrapped(ui->canvas, ui->text, TEXT_BODY, label, ui->theme->text, string);
}

// The text and, beside it, the button.
static bool draw_toast(struct ui *ui, const struct toast *toast)
{
    struct canvas *canvas = ui->canvas;
    int padding = ui_px(ui, 16), height = ui_px(ui, 40), widest = canvas->width - 2 * padding;
    int words = text_width(ui->text, TEXT_BODY, toast->string) + ui_px(ui, 2);
    int button = toast->button ? text_width(ui->text, TEXT_STRONG, toast->button) + 2 * padding : 0;
    int width = words + 2 * padding + (button ? button + padding / 2 : 0);
    width = width > widest ? widest : width;
    struct rect column = {0, 0, width - 2 * padding - button, height};
    int needed = text_draw_wrapped(NULL, ui->text, TEXT_BODY, column, 0, toast->string);
    height = needed + padding > height ? needed + padding : height;
    struct rect card = {(canvas->width - width) / 2, canvas->height - height - padding, width,
                        height};
    struct rect below = {card.x, card.y + ui_px(ui, 4), card.w, card.h};
    canvas_shadow(canvas, below, ui_radius(ui), 16 * ui->scale, ui->theme->shadow);
    canvas_round_fill(canvas, card, ui_radius(ui), ui->theme->panel);
    canvas_outline(canvas, card, ui_radius(ui), (float)ui_hairline(ui), ui->theme->accent);
    struct rect label = {card.x + padding, card.y, card.w - 2 * padding, card.h};
    if (button)
        label.w -= button;
    draw_words(ui, label, toast->string);
    if (!button)
        return false;
    struct rect place = {card.x + card.w - button - padding / 4, card.y + padding / 4, button,
                         card.h - padding / 2};
    return ui_button(ui, ui_id("toast", 0), place, toast->button, UI_QUIET);
}

bool ui_toast_draw(struct ui *ui)
{
    struct toast *toast = &ui->parts->toast;
    if (!toast->string[0])
        return false;
    if (!toast->shown) {
        toast->shown = true;
        toast->since = ui->core->now;
    }
    bool pressed = ui_toast_left(ui) > 0 && draw_toast(ui, toast);
    if (pressed || ui_toast_left(ui) <= 0)
        *toast = (struct toast){0};
    return pressed;
}
