// A scrolling list. Rows have one height, so only the visible ones are drawn, and a folder with
// thousands of files costs no more than a short one.
#include "app/language/tr.h"
#include "app/ui/ui_parts.h"

#include <math.h>
#include <string.h>

static const float row_logical = 28;

// The remembered place of a list; a new one takes the slot that was unused for longest.
static struct scroll_state *scroll_of(struct ui *ui, uint32_t id)
{
    struct ui_core *core = ui->core;
    struct scroll_state *oldest = &ui->parts->scroll[0];
    for (int i = 0; i < UI_SCROLLS; i++) {
        struct scroll_state *scroll = &ui->parts->scroll[i];
        if (scroll->id == id) {
            if (scroll->used + 1 < core->frame)
                scroll->selected = -1; // it is opened anew, and shows what is selected
            scroll->used = core->frame;
            return scroll;
        }
        if (scroll->used < oldest->used)
            oldest = scroll;
    }
    *oldest = (struct scroll_state){.id = id, .used = core->frame, .selected = -1};
    return oldest;
}

struct list {
    struct rect inside; // rows and bar
    struct scroll_state *scroll;
    int count, row, shown; // row: height; shown: rows that fit
};

static void keep_visible(const struct list *list, int selected)
{
    float top = (float)(selected * list->row), bottom = top + (float)list->row;
    if (top < list->scroll->offset)
        list->scroll->offset = top;
    if (bottom > list->scroll->offset + (float)list->inside.h)
        list->scroll->offset = bottom - (float)list->inside.h;
}

static void limit_offset(const struct list *list)
{
    list->scroll->offset =
        ui_scroll_limit(list->inside, list->count * list->row, list->scroll->offset);
}

// True if Enter was pressed.
static bool list_keys(struct ui *ui, const struct list *list, int *selected)
{
    static const int keys[] = {KEY_UP, KEY_DOWN, KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_HOME, KEY_END};
    int steps[] = {-1, 1, -list->shown, list->shown, -list->count, list->count};
    for (int i = 0; i < 6; i++)
        while (list->count > 0 && ui_take_key(ui, keys[i])) {
            if (*selected >= 0 && keys[i] != KEY_UP &&
                keys[i] != KEY_DOWN) // what is seen moves as far
                list->scroll->offset += (float)(steps[i] * list->row);
            int wanted =
                *selected < 0 ? (steps[i] == list->count ? list->count : 0) : *selected + steps[i];
            *selected = wanted < 0 ? 0 : wanted >= list->count ? list->count - 1 : wanted;
        }
    return ui_take_key(ui, KEY_ENTER);
}

static int row_under(const struct list *list, float y)
{
    float at = (y - (float)list->inside.y + list->scroll->offset) / (float)list->row;
    return at >= 0 && at < (float)list->count ? (int)at : -1;
}

static void draw_rows(struct ui *ui, const struct list *list, int hovered, int selected,
                      bool focused, ui_row_draw *draw, void *context)
{
    const struct theme *theme = ui->theme;
    int offset = (int)lroundf(list->scroll->offset);
    int bar = ui_scroll_width(ui, list->inside, list->count * list->row);
    for (int i = offset / list->row; i < list->count; i++) {
        struct rect row = {list->inside.x, list->inside.y + i * list->row - offset,
                           list->inside.w - bar, list->row};
        if (row.y >= list->inside.y + list->inside.h)
            break;
        if (i == selected)
            canvas_round_fill(ui->canvas, row, 4 * ui->scale,
                              colour_mix(theme->panel, theme->accent, focused ? 0.2f : 0.12f));
        else if (i == hovered)
            canvas_round_fill(ui->canvas, row, 4 * ui->scale, theme->control);
        struct rect clip = canvas_clip(ui->canvas, row);
        ui_told_row(ui, i == selected);
        draw(ui, row, i, i == selected, context);
        ui_told_row(ui, false);
        ui->canvas->clip = clip;
    }
}

static void draw_list_frame(struct ui *ui, struct rect rect, struct ui_response state)
{
    canvas_round_fill(ui->canvas, rect, ui_radius(ui), ui->theme->panel);
    canvas_outline(ui->canvas, rect, ui_radius(ui), (float)ui_hairline(ui),
                   ui->theme->control_edge);
    if (state.ring)
        ui_focus_ring(ui, rect);
}

// The row that was activated by pointer or keys, or -1.
static int list_input(struct ui *ui, const struct list *list, struct ui_response state, uint32_t id,
                      int *selected, int *hovered)
{
    struct ui_core *core = ui->core;
    bool over = state.hovered && ui_pointer_in(ui, list->inside);
    bool entered = state.focused && ui_live(ui) && list_keys(ui, list, selected);
    limit_offset(list);
    if (over && ui->wheel != 0) {
        list->scroll->offset -= ui->wheel * 3 * (float)list->row;
        limit_offset(list);
        if (ui_scroll_width(ui, list->inside, list->count * list->row) > 0)
            ui->wheel = 0; // what it stands on does not move, too
    }
    *hovered = over ? row_under(list, ui->pointer_y) : -1;
    int pressed = ui_live(ui) && ui_press_in(ui, list->inside) && core->active == id
                      ? row_under(list, core->press_y)
                      : -1;
    if (pressed >= 0)
        *selected = pressed;
    if (pressed >= 0 && core->press_clicks == 2)
        return pressed;
    return entered && *selected >= 0 && *selected < list->count ? *selected : -1;
}

static int row_height(const struct ui *ui)
{
    int row = ui_px(ui, row_logical); // 0 in a window of a few pixels
    return row > 1 ? row : 1;
}

int ui_list_bar(const struct ui *ui, struct rect rect, int count)
{
    return ui_scroll_width(ui, rect_inset(rect, ui_px(ui, 4)), count * row_height(ui));
}

void ui_list_from_field(struct ui *ui, uint32_t id, uint32_t field)
{
    const struct ui_core *core = ui->core;
    if (core->focus != field || !ui_live(ui) || core->keys == 0)
        return;
    int key = core->key[0].key;
    if (key == KEY_UP || key == KEY_DOWN || key == KEY_PAGE_UP || key == KEY_PAGE_DOWN)
        ui_focus(ui, id);
}

int ui_list(struct ui *ui, uint32_t id, struct rect rect, int count, int *selected,
            ui_row_draw *draw, void *context)
{
    struct list list = {rect_inset(rect, ui_px(ui, 4)), scroll_of(ui, id), count, row_height(ui),
                        1};
    int total = count * list.row;
    uint32_t bar_id = id ^ 0x5ca1ab1eu;
    list.shown = list.inside.h / list.row > 1 ? list.inside.h / list.row : 1;
    limit_offset(&list);

    bool bar = ui_scroll_drag(ui, bar_id, list.inside, total, &list.scroll->offset);
    struct rect touch = bar ? (struct rect){0} : rect;
    struct ui_response state = ui_interact(ui, id, touch, FOCUS_LIST, 0);
    if (bar && ui_pointer_in(ui, rect))
        state.hovered = ui->core->active == 0;
    int hovered;
    int activated = list_input(ui, &list, state, id, selected, &hovered);
    bool same = *selected == list.scroll->selected && list.shown == list.scroll->shown;
    if (!same && *selected >= 0 && *selected < count)
        keep_visible(&list, *selected);
    list.scroll->selected = *selected;
    list.scroll->shown = list.shown;

    ui_told_widget(ui, id, state.ring, rect, NULL, tr("list"));
    draw_list_frame(ui, rect, state);
    struct rect clip = canvas_clip(ui->canvas, list.inside);
    draw_rows(ui, &list, bar ? -1 : hovered, *selected, state.focused, draw, context);
    ui_scroll_draw(ui, bar_id, list.inside, total, list.scroll->offset);
    ui->canvas->clip = clip;
    ui_told_done(ui);
    return activated;
}
