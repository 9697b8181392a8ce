// All of them are one widget, so that Tab passes a thousand as it passes one; only what is seen is
// drawn.
#include "app/window/export/lesson_grid.h"
#include "app/language/tr.h"
#include "app/window/export/export_lesson.h"
#include "app/window/layout/layout_spacing.h"
#include "app/window/screen/request.h"
#include "app/window/views/shared/view_common.h"
#include "nn/ink/normalize.h"
#include <math.h>
#include <stdio.h>

enum { IMAGE = 44, BOX = 14, GAP = 6 }; // logical

struct grid {
    struct rect place; // of tiles and bar
    int columns, rows, width, height;
};

static struct grid place_grid(const struct app *app, struct rect rect)
{
    const struct ui *ui = &app->ui;
    int count = (int)app->export_form.digits.count, gap = ui_px(ui, GAP);
    struct grid grid = {.place = rect,
                        .width = ui_px(ui, IMAGE) + 2 * gap,
                        .height = ui_px(ui, IMAGE + BOX) + 3 * gap};
    grid.columns = max_int(1, (rect.w - ui_px(ui, 12)) / max_int(1, grid.width));
    grid.rows = (count + grid.columns - 1) / grid.columns;
    return grid;
}

static struct rect tile_rect(const struct grid *grid, int offset, int place)
{
    return (struct rect){grid->place.x + place % grid->columns * grid->width,
                         grid->place.y + place / grid->columns * grid->height - offset, grid->width,
                         grid->height};
}

// ---- Keys ---------------------------------------------------------------------------------------

static void toggle(struct app *app, int place)
{
    export_lesson_toggle(app, (size_t)place);
}

static void toggle_label(struct app *app, int label)
{
    export_lesson_toggle_label(app, label);
}

static void scroll_to(struct app *app, int offset)
{
    app->export_form.offset = offset;
}

static void go_to(struct app *app, int place)
{
    app->export_form.place = place;
}

// Returns the place that the keyboard is at then; *entered: Enter was pressed.
static int walk(struct app *app, const struct grid *grid, const struct ui_walk *cells, int place,
                bool *entered)
{
    int count = (int)app->export_form.digits.count;
    for (int key; (key = ui_walk_key(&app->ui, cells)) != KEY_NONE;) {
        int steps =
            ui_walk_steps(key, grid->columns, grid->place.h / max_int(1, grid->height), count);
        if (key == KEY_SPACE)
            request(app, toggle, place);
        else if (key >= '0' && key <= '9')
            request(app, toggle_label, key - '0');
        else if (key == KEY_ENTER)
            *entered = true;
        else if (steps != 0)
            place = max_int(0, min_int(place + steps, count - 1));
    }
    return place;
}

// The offset at which the place that keys went to is in view.
static int reveal(const struct grid *grid, int place, int offset)
{
    int top = place / grid->columns * grid->height;
    return max_int(min_int(offset, top), top + grid->height - grid->place.h);
}

// ---- Drawing ------------------------------------------------------------------------------------

static void draw_tile(struct app *app, struct rect tile, int place, bool pointed)
{
    struct ui *ui = &app->ui;
    const struct export_form *form = &app->export_form;
    const struct strokes_digit *digit = &form->digits.digit[place];
    int gap = ui_px(ui, GAP), side = ui_px(ui, IMAGE), box = ui_px(ui, BOX);
    struct rect image = {tile.x + gap, tile.y + gap, side, side};
    struct rect tick = {image.x, image.y + side + gap, box, box};
    struct rect label = {tick.x + box + gap, tick.y, side - box - gap, box};
    struct normalized seen;
    char text[12] = "?";
    if (digit->label >= 0)
        snprintf(text, sizeof text, "%d", digit->label);
    normalize_drawing(&seen, &digit->drawing);
    if (pointed)
        canvas_round_fill(&app->canvas, rect_inset(tile, gap / 3), 4 * ui->scale,
                          ui->theme->control);
    canvas_coverage(&app->canvas, image, &seen.digit[0][0], DIGIT_SIDE, DIGIT_SIDE,
                    ui->theme->paper, ui->theme->ink);
    canvas_outline(&app->canvas, image, 0, view_line(app), ui->theme->control_edge);
    ui_draw_box(ui, tick, form->chosen[place]);
    ui_label(ui, TEXT_BODY, ALIGN_LEFT, label, text);
}

// Returns the place under the pointer, or -1.
static int draw_tiles(struct app *app, const struct grid *grid, int offset, int place, bool ring)
{
    struct ui *ui = &app->ui;
    struct rect clip = canvas_clip(&app->canvas, grid->place);
    int over = -1, count = (int)app->export_form.digits.count;
    for (int i = offset / max_int(1, grid->height) * grid->columns; i < count; i++) {
        struct rect tile = tile_rect(grid, offset, i);
        if (tile.y >= grid->place.y + grid->place.h)
            break;
        struct rect seen = rect_intersect(tile, grid->place);
        if (rect_contains(seen, (int)ui->pointer_x, (int)ui->pointer_y))
            over = i;
        draw_tile(app, tile, i, ui_hovers(ui, seen));
        if (i == place && ring)
            canvas_outline(&app->canvas, rect_inset(tile, ui_px(ui, 2)), 4 * ui->scale,
                           2 * ui->scale, ui->theme->focus);
    }
    app->canvas.clip = clip;
    return over;
}

bool lesson_grid_draw(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    const struct export_form *form = &app->export_form;
    struct grid grid = place_grid(app, rect);
    int total = grid.rows * grid.height, place = form->place;
    uint32_t bar = ui_id("lesson bar", 0);
    float offset = (float)form->offset;
    bool entered = false;
    if (ui_hovers(ui, rect))
        offset -= ui->wheel * (float)grid.height;
    bool dragged = ui_scroll_drag(ui, bar, rect, total, &offset);
    struct ui_walk cells =
        ui_walk_with(ui, ui_id("lesson", 0), dragged ? (struct rect){0} : rect, " 0123456789");
    place = walk(app, &grid, &cells, place, &entered);
    if (place != form->place)
        offset = (float)reveal(&grid, place, (int)offset);
    offset = floorf(ui_scroll_limit(rect, total, offset));
    int over = draw_tiles(app, &grid, (int)offset, place, cells.ring);
    if (cells.clicked && over >= 0) {
        place = over;
        request(app, toggle, over);
    }
    ui_scroll_draw(ui, bar, rect, total, offset);
    if ((int)offset != form->offset)
        request(app, scroll_to, (int)offset);
    if (place != form->place)
        request(app, go_to, place);
    return entered;
}
