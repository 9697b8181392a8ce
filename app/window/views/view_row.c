// A row of digits, of which one is looked at. It knows no pad: the digits may stand on a picture.
#include "app/window/views/view_row.h"
#include "app/window/views/shared/view_common.h"

// Logical widths of a cell; and, of two rows in it, the height of the words.
static const float cell_least = 26, cell_most = 56, beside_least = 38, words_height = 18;

struct cells {
    struct rect rect; // of the first
    int gap, first, count;
    bool beside; // the words stand beside the picture
};

static struct cells place_cells(const struct app *app, struct rect rect,
                                const struct digit_row *row)
{
    const struct ui *ui = &app->ui;
    struct cells cells = {.gap = ui_px(ui, 4), .beside = rect.h < ui_px(ui, 36)};
    int least = ui_px(ui, cells.beside ? beside_least : cell_least), wide = rect.w + cells.gap;
    int room = wide / (least + cells.gap);
    cells.count = room < 1 ? 1 : room < row->count ? room : row->count;
    cells.first = row->current - cells.count / 2;
    if (cells.first > row->count - cells.count)
        cells.first = row->count - cells.count;
    if (cells.first < 0)
        cells.first = 0;
    int width = wide / cells.count - cells.gap, most = ui_px(ui, cell_most);
    cells.rect = (struct rect){rect.x, rect.y, width < most ? width : most, rect.h};
    return cells;
}

static struct rect cell_at(const struct cells *cells, int index)
{
    struct rect rect = cells->rect;
    rect.x += (index - cells->first) * (rect.w + cells->gap);
    return rect;
}

static void draw_cell(struct app *app, const struct cells *cells, const struct digit_row *row,
                      int index)
{
    struct ui *ui = &app->ui;
    const struct theme *theme = ui->theme;
    const struct row_digit *digit = &row->digit[index];
    bool current = index == row->current;
    struct rect cell = cell_at(cells, index), inside = rect_inset(cell, ui_px(ui, 3));
    struct rect image = inside, words = inside;
    char text[4];
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
    ui_tooltip(ui, cell, digit->text);
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

void view_row(struct app *app, struct rect rect, const struct digit_row *row, request_call *choose)
{
    struct ui *ui = &app->ui;
    struct cells cells = place_cells(app, rect, row);
    struct rect last = cell_at(&cells, cells.first + cells.count - 1), touch = cells.rect;
    touch.w = last.x + last.w - touch.x;
    struct ui_walk walk = ui_walk(ui, ui_id("row", 0), touch);
    int wanted = row->current;
    for (int i = cells.first; i < cells.first + cells.count; i++) {
        if (walk.clicked &&
            rect_contains(cell_at(&cells, i), (int)ui->pointer_x, (int)ui->pointer_y))
            wanted = i;
        draw_cell(app, &cells, row, i);
    }
    for (int key; (key = ui_walk_key(ui, &walk)) != KEY_NONE;)
        wanted = step(wanted, key, row->count);
    if (wanted != row->current)
        request(app, choose, wanted);
    if (walk.ring)
        canvas_outline(&app->canvas, rect_inset(cell_at(&cells, row->current), -ui_px(ui, 2)),
                       6 * ui->scale, (float)ui_px(ui, 2), ui->theme->focus);
}
