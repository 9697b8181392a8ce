// A brief message in the menu bar that leaves by itself: there it hides nothing that is worked
// with. Its time is counted from the frame that first shows it: a program that slept before would
// otherwise have missed it.
#include "app/ui/ui_parts.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>

// Where its words have room.
struct toast_place {
    struct rect card, label, button;
    enum text_style style;
    int padding, words; // words: their height
};

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

bool ui_toast_shows(const struct ui *ui)
{
    return ui->parts->toast.string[0] && ui_toast_left(ui) > 0;
}

const char *ui_toast_says(const struct ui *ui)
{
    return ui_toast_shows(ui) ? ui->parts->toast.string : "";
}

// ---- Where it is --------------------------------------------------------------------------------

static int words_height(struct ui *ui, const struct toast *toast, enum text_style style, int width)
{
    return text_draw_wrapped(NULL, ui->text, style, (struct rect){0, 0, width, 0}, 0,
                             toast->string);
}

// The bar; where none is drawn, one at the bottom: what there is to choose stands at the top.
static struct rect find_bar(const struct ui *ui)
{
    const struct menu_state *menu = &ui->parts->menu;
    int height = ui_px(ui, 32);
    if (menu->rest.y + menu->rest.h > 0) // it may be out of sight
        return (struct rect){0, 0, ui->canvas->width, menu->rest.h};
    return (struct rect){0, ui->canvas->height - height - ui_px(ui, 4), ui->canvas->width, height};
}

// In one line of `style` within `most`, or false.
static bool fit_line(struct ui *ui, const struct toast *toast, struct toast_place *place, int most)
{
    int words = text_width(ui->text, place->style, toast->string) + ui_px(ui, 2);
    int width = words + 2 * place->padding + place->button.w;
    if (width > most)
        return false;
    place->card.w = width;
    place->words = text_height(ui->text, place->style);
    return true;
}

// In small lines, the narrowest card from `least` on of which the bar and its edge have the height;
// else over the whole bar, as high as need be.
static void fit_lines(struct ui *ui, const struct toast *toast, struct toast_place *place,
                      int least, int most)
{
    int around = 2 * place->padding + place->button.w, step = ui_px(ui, 16);
    place->style = TEXT_SMALL;
    if (fit_line(ui, toast, place, least))
        return;
    for (place->card.w = least < most ? least : most;; place->card.w += step) {
        place->card.w = place->card.w < most ? place->card.w : most;
        int room = place->card.w - around;
        place->words = room > 0 ? words_height(ui, toast, TEXT_SMALL, room) : INT_MAX / 2;
        if (place->words <= place->card.h || place->card.w == most)
            break;
    }
    if (place->words > place->card.h)
        place->card.h = place->words + ui_px(ui, 4);
    if (place->card.y > 0 && place->card.y + place->card.h > ui->canvas->height)
        place->card.y = ui->canvas->height - place->card.h - ui_px(ui, 2);
}

static struct toast_place place_toast(struct ui *ui, const struct toast *toast)
{
    struct rect bar = find_bar(ui);
    int edge = ui_px(ui, 4), inset = ui_px(ui, 1), rest = ui->parts->menu.rest.w;
    int most = bar.w - 2 * edge, least = rest > 0 && rest < most ? rest - edge : most;
    struct toast_place place = {.style = TEXT_BODY, .padding = ui_px(ui, 10)};
    place.card = (struct rect){0, bar.y + inset, 0, bar.h + ui_px(ui, 2) - inset};
    if (toast->button)
        place.button.w = text_width(ui->text, TEXT_STRONG, toast->button) + 2 * place.padding;
    if (!fit_line(ui, toast, &place, least))
        fit_lines(ui, toast, &place, least, most);
    place.card.x = bar.x + bar.w - edge - place.card.w;
    place.label = (struct rect){place.card.x + place.padding, place.card.y,
                                place.card.w - 2 * place.padding - place.button.w, place.card.h};
    place.button = (struct rect){place.card.x + place.card.w - place.button.w - inset,
                                 place.card.y + inset, place.button.w, place.card.h - 2 * inset};
    return place;
}

// ---- Drawing ------------------------------------------------------------------------------------

static void draw_card(struct ui *ui, struct rect card)
{
    float radius = ui_radius(ui);
    struct rect below = {card.x, card.y + ui_px(ui, 1), card.w, card.h};
    canvas_shadow(ui->canvas, below, radius, 6 * ui->scale, ui->theme->shadow);
    canvas_round_fill(ui->canvas, card, radius, ui->theme->panel);
    canvas_outline(ui->canvas, card, radius, (float)ui_hairline(ui), ui->theme->accent);
}

static void draw_words(struct ui *ui, const struct toast_place *place, const char *string)
{
    struct rect label = place->label;
    if (text_width(ui->text, place->style, string) <= label.w) {
        ui_label(ui, place->style, ALIGN_LEFT, label, string);
        return;
    }
    label.y += (label.h - place->words) / 2;
    label.h = place->words;
    text_draw_wrapped(ui->canvas, ui->text, place->style, label, ui->theme->text, string);
}

// True if its button was pressed; `away` if it was, anywhere.
static bool draw_toast(struct ui *ui, const struct toast *toast, bool *away)
{
    struct toast_place place = place_toast(ui, toast);
    ui->core->on_cover = true;
    draw_card(ui, place.card);
    draw_words(ui, &place, toast->string);
    bool pressed =
        toast->button && ui_button(ui, ui_id("toast", 0), place.button, toast->button, UI_QUIET);
    struct rect words = place.card;
    words.w -= place.button.w;
    *away = ui_point(ui, ui_id("toast", 1), words).clicked;
    ui->core->on_cover = false;
    ui->core->cover = place.card;
    return pressed;
}

bool ui_toast_draw(struct ui *ui)
{
    struct toast *toast = &ui->parts->toast;
    bool shows = ui_toast_shows(ui), away = false;
    if (shows && !toast->shown) {
        toast->shown = true;
        toast->since = ui->core->now;
    }
    ui->core->cover = (struct rect){0};
    bool pressed = shows && draw_toast(ui, toast, &away);
    if (pressed || away || !shows) {
        *toast = (struct toast){0};
        ui->core->cover = (struct rect){0};
    }
    return pressed;
}
