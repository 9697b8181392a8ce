// A row of digits, of which one is looked at. It knows no pad: the digits may stand on a picture.
#include "app/window/views/view_row.h"
#include "app/language/tr.h"
#include "app/window/views/shared/view_common.h"

#include <stdio.h>

// Logical widths of a cell, and of what says how many more there are; and, of two rows in a cell,
// the height of the words.
static const float cell_least = 26, cell_most = 56, beside_least = 38, more_width = 24,
                   more_beside = 32, words_height = 18;

struct cells {
    struct rect rect; // of the first
    int gap, first, count;
    bool beside;         // the words stand beside the picture
    struct rect more[2]; // before and after them; without a width where there are none
};

// How many fit, each as wide as it must be.
static int room_for(const struct ui *ui, const struct cells *cells, int width)
{
    int least = ui_px(ui, cells->beside ? beside_least : cell_least);
    int room = (width + cells->gap) / (least + cells->gap);
    return room < 1 ? 1 : room;
}

// Where there is no room for all, the ends of the row lead on, on both sides, so that the cells
// stand still.
static struct rect leave_room_for_more(const struct ui *ui, struct cells *cells, struct rect rect,
                                       const struct digit_row *row)
{
    if (room_for(ui, cells, rect.w) >= row->count)
        return rect;
    int width = ui_px(ui, cells->beside ? more_beside : more_width);
    cells->more[0] = cells->more[1] = (struct rect){rect.x, rect.y, width, rect.h};
    cells->more[1].x = rect.x + rect.w - width;
    rect.x += width + cells->gap;
    rect.w -= 2 * (width + cells->gap);
    return rect;
}

static struct cells place_cells(const struct app *app, struct rect rect,
                                const struct digit_row *row)
{
    const struct ui *ui = &app->ui;
    struct cells cells = {.gap = ui_px(ui, 4), .beside = rect.h < ui_px(ui, 36)};
    rect = leave_room_for_more(ui, &cells, rect, row);
    int room = room_for(ui, &cells, rect.w);
    cells.count = room < row->count ? room : row->count;
    cells.first = row->current - cells.count / 2;
    if (cells.first > row->count - cells.count)
        cells.first = row->count - cells.count;
    if (cells.first < 0)
        cells.first = 0;
    int width = (rect.w + cells.gap) / cells.count - cells.gap, most = ui_px(ui, cell_most);
    cells.rect = (struct rect){rect.x, rect.y, width < most ? width : most, rect.h};
    return cells;
}

static struct rect cell_at(const struct cells *cells, int index)
{
    struct rect rect = cells->rect;
    rect.x += (index - cells->first) * (rect.w + cells->gap);
    return rect;
}

// A tick in the cell's corner.
static void draw_mark(struct app *app, struct rect cell)
{
    float unit = app->ui.scale, x = (float)(cell.x + cell.w) - 10 * unit,
          y = (float)cell.y + 7 * unit;
    uint32_t colour = app->ui.theme->good;
    canvas_line(&app->canvas, x, y, x + 2 * unit, y + 2.5f * unit, 1.75f * unit, colour);
    canvas_line(&app->canvas, x + 2 * unit, y + 2.5f * unit, x + 6 * unit, y - 3 * unit,
                1.75f * unit, colour);
}

static void draw_cell(struct app *app, const struct cells *cells, const struct digit_row *row,
                      int index, bool kept)
{
    struct ui *ui = &app->ui;
    const struct theme *theme = ui->theme;
    const struct row_digit *digit = &row->digit[index];
    bool current = index == row->current;
    struct rect cell = cell_at(cells, index), inside = rect_inset(cell, ui_px(ui, 3));
    struct rect image = inside, words = inside;
    char text[4], hint[sizeof digit->text + 32];
    if (cells->beside) {
        image.w = image.h < inside.w / 2 ? image.h : inside.w / 2;
        words.x += image.w;
        words.w -= image.w;
    } else {
        words.h = ui_px(ui, words_height);
        words.y = inside.y + inside.h - words.h;
        image.h -= words.h;
    }
    int side = image.w < image.h ? image.w : image.h;
    image =
        (struct rect){image.x + (image.w - side) / 2, image.y + (image.h - side) / 2, side, side};
    uint32_t back = current               ? theme->paper
                    : ui_hovers(ui, cell) ? theme->control_hover
                                          : theme->panel;
    canvas_round_fill(&app->canvas, cell, 4 * ui->scale, back);
    canvas_coverage(&app->canvas, image, &digit->image[0][0], DIGIT_SIDE, DIGIT_SIDE, back,
                    current ? theme->ink : theme->text_muted);
    if (current)
        canvas_outline(&app->canvas, cell, 4 * ui->scale, 2 * view_line(app), theme->accent);
    digit_row_say_one(digit, text);
    text_draw_in(&app->canvas, app->text, current ? TEXT_STRONG : TEXT_BODY, ALIGN_CENTRE, words,
                 !digit->sure ? theme->text_muted : theme->text, text);
    if (kept)
        draw_mark(app, cell);
    snprintf(hint, sizeof hint, "%s%s", digit->text, kept ? tr(", kept among your digits") : "");
    ui_tooltip(ui, cell, hint);
}

// "< +3" and "+8 >": so many are not shown before and after the cells.
static void draw_more(struct app *app, const struct cells *cells, int side, int count)
{
    struct ui *ui = &app->ui;
    const struct theme *theme = ui->theme;
    struct rect rect = cells->more[side], arrow = rect, words = rect;
    char text[48];
    if (rect.w == 0 || count == 0)
        return;
    if (ui_hovers(ui, rect))
        canvas_round_fill(&app->canvas, rect, 4 * ui->scale, theme->control_hover);
    if (cells->beside) {
        arrow.w = rect.w / 3;
        words.w = rect.w - arrow.w;
        arrow.x += side == 0 ? 0 : words.w;
        words.x += side == 0 ? arrow.w : 0;
    } else {
        words.h = ui_px(ui, words_height);
        words.y = rect.y + rect.h - ui_px(ui, 3) - words.h;
        arrow.h -= words.h;
    }
    float x = (float)arrow.x + (float)arrow.w / 2, y = (float)arrow.y + (float)arrow.h / 2;
    float tip = (side == 0 ? -2.0f : 2.0f) * ui->scale, high = 4 * ui->scale;
    for (int i = -1; i <= 1; i += 2)
        canvas_line(&app->canvas, x - tip, y + (float)i * high, x + tip, y, 1.5f * ui->scale,
                    theme->text);
    snprintf(text, sizeof text, "+%d", count); // not to be taken for a digit
    text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_CENTRE, words, theme->text_muted, text);
    tr_print(text, sizeof text, "%'d more %s  (Ctrl+%s)", count,
             side == 0 ? tr("before") : tr("after"), side == 0 ? tr("Left") : tr("Right"));
    ui_tooltip(ui, rect, text);
}

// Where a key leads from `at`.
static int step(int at, int key, int count)
{
    if (key == KEY_HOME)
        return 0;
    if (key == KEY_END)
        return count - 1;
    if (key == KEY_RIGHT || key == KEY_DOWN)
        return at + 1 < count ? at + 1 : at;
    if (key == KEY_LEFT || key == KEY_UP)
        return at > 0 ? at - 1 : at;
    return at;
}

static bool is_at(const struct ui *ui, struct rect rect)
{
    return rect_contains(rect, (int)ui->pointer_x, (int)ui->pointer_y);
}

// The digit that a click asks for; of those that are not shown, the next one.
static int clicked(const struct ui *ui, const struct cells *cells, const struct digit_row *row)
{
    int end = cells->first + cells->count;
    for (int i = cells->first; i < end; i++)
        if (is_at(ui, cell_at(cells, i)))
            return i;
    if (cells->first > 0 && is_at(ui, cells->more[0]))
        return cells->first - 1;
    return end < row->count && is_at(ui, cells->more[1]) ? end : row->current;
}

void view_row(struct app *app, struct rect rect, const struct digit_row *row, const bool *kept,
              request_call *choose)
{
    struct ui *ui = &app->ui;
    struct cells cells = place_cells(app, rect, row);
    int end = cells.first + cells.count;
    struct rect last = cell_at(&cells, end - 1), touch = cells.rect;
    touch.w = last.x + last.w - touch.x;
    struct ui_walk walk = ui_walk(ui, ui_id("row", 0), cells.more[0].w > 0 ? rect : touch);
    int wanted = walk.clicked ? clicked(ui, &cells, row) : row->current;
    for (int i = cells.first; i < end; i++)
        draw_cell(app, &cells, row, i, kept && kept[i]);
    draw_more(app, &cells, 0, cells.first);
    draw_more(app, &cells, 1, row->count - end);
    for (int key; (key = ui_walk_key(ui, &walk)) != KEY_NONE;)
        wanted = step(wanted, key, row->count);
    if (wanted != row->current)
        request(app, choose, wanted);
    if (walk.ring)
        canvas_outline(&app->canvas, rect_inset(cell_at(&cells, row->current), -ui_px(ui, 2)),
                       6 * ui->scale, (float)ui_px(ui, 2), ui->theme->focus);
}
