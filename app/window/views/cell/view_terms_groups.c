// The terms of a convolution by the maps that they come from: a list of what each of them adds.
#include "app/language/tr.h"
#include "app/window/views/cell/view_terms_page.h"
#include <stdio.h>

// Slots in columns, filled downwards. Where they are too few, the last one says how many are more.
struct slots {
    struct rect rect;
    int rows, columns, line;
    int first, shown; // groups
};

static struct slots place_slots(const struct terms_page *page, struct rect rect, int open)
{
    struct app *app = page->app;
    int groups = page->terms->groups;
    int least = text_width(app->text, TEXT_SMALL, "00  -00.0000") + ui_px(&app->ui, 12);
    struct slots slots = {.rect = rect, .rows = rect.h / page->line, .line = page->line};
    int most = rect.w / least > 1 ? rect.w / least : 1;
    while (slots.columns < most && slots.columns * slots.rows < groups)
        slots.columns++;
    int room = slots.rows * slots.columns;
    slots.shown = room < groups ? room - 1 : groups;
    if (slots.shown < 1)
        return (struct slots){0};
    slots.first = open < slots.shown ? 0 : open - slots.shown + 1;
    return slots;
}

static struct rect slot_rect(const struct slots *slots, int slot)
{
    int width = slots->rect.w / slots->columns;
    return (struct rect){slots->rect.x + slot / slots->rows * width,
                         slots->rect.y + slot % slots->rows * slots->line, width, slots->line};
}

static void draw_slot(const struct terms_page *page, struct rect slot, int group, bool open)
{
    struct app *app = page->app;
    const struct theme *theme = app->ui.theme;
    int pad = ui_px(&app->ui, 4);
    char label[16];
    snprintf(label, sizeof label, "%d", page->terms->group[group].map);
    slot.w -= pad;
    if (open)
        canvas_round_fill(&app->canvas, slot, 3 * app->ui.scale,
                          colour_mix(theme->panel, theme->accent, 0.2f));
    slot.x += pad;
    slot.w -= 2 * pad;
    view_terms_page_number(page, slot, label, printed_units(page->terms->group[group].sum), open);
}

// Of the groups that have no slot.
static void draw_more(const struct terms_page *page, const struct slots *slots)
{
    struct rect slot = slot_rect(slots, slots->shown);
    int pad = ui_px(&page->app->ui, 4), count = page->terms->groups - slots->shown;
    char label[24];
    double units = 0;
    if (count == 0)
        return;
    for (int i = 0; i < page->terms->groups; i++)
        if (i < slots->first || i >= slots->first + slots->shown)
            units += printed_units(page->terms->group[i].sum);
    snprintf(label, sizeof label, "+%d", count);
    slot.x += pad;
    slot.w -= 3 * pad;
    view_terms_page_number(page, slot, label, units, false);
}

static void walk_groups(const struct terms_page *page, const struct slots *slots, int open)
{
    struct ui *ui = &page->app->ui;
    struct ui_walk state = ui_walk(ui, ui_id("groups", 0), slots->rect);
    int last = page->terms->groups - 1;
    for (int i = 0; state.clicked && i < slots->shown; i++)
        if (rect_contains(slot_rect(slots, i), (int)ui->pointer_x, (int)ui->pointer_y))
            request(page->app, view_terms_unfold, slots->first + i);
    for (int key; (key = ui_walk_key(ui, &state)) != KEY_NONE;) {
        int step = key == KEY_DOWN    ? 1
                   : key == KEY_UP    ? -1
                   : key == KEY_RIGHT ? slots->rows
                   : key == KEY_LEFT  ? -slots->rows
                                      : 0;
        open = key == KEY_HOME ? 0 : key == KEY_END ? last : open + step;
        open = open < 0 ? 0 : open > last ? last : open;
        request(page->app, view_terms_unfold, open);
    }
    if (state.ring)
        canvas_outline(&page->app->canvas, slot_rect(slots, open - slots->first), 0,
                       (float)ui_px(ui, 2), ui->theme->focus);
}

void view_terms_groups(const struct terms_page *page, struct rect rect)
{
    char title[48], shorter[24];
    int open = pin_open_group(&page->app->session.pin, page->terms);
    tr_print(title, sizeof title, "Maps of %s; open: %d", lenet_layers[page->terms->from].name,
             open);
    tr_print(shorter, sizeof shorter, "Maps of %s", lenet_layers[page->terms->from].name);
    if (rect.h < 3 * page->line)
        return;
    ui_label_muted(&page->app->ui, TEXT_SMALL, ALIGN_LEFT,
                   (struct rect){rect.x, rect.y, rect.w, page->line},
                   view_fitting(page->app, TEXT_SMALL, rect.w, title, shorter));
    rect.y += page->line;
    rect.h -= page->line;
    struct slots slots = place_slots(page, rect, open);
    if (slots.shown == 0)
        return;
    for (int i = 0; i < slots.shown; i++)
        draw_slot(page, slot_rect(&slots, i), slots.first + i, slots.first + i == open);
    draw_more(page, &slots);
    walk_groups(page, &slots, open);
}
