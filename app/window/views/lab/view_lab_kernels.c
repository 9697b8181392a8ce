// Kernels while they are learned: the six of C1, and those of one map of C3, in the colours of the
// sheet of all weights: blue and orange with zero in the middle, the largest of the layer in full.
#include "app/language/tr.h"
#include "app/window/layout/layout_spacing.h"
#include "app/window/screen/request.h"
#include "app/window/views/lab/view_lab.h"
#include "app/window/views/shared/kernel_sheet.h"
#include "app/window/views/shared/view_common.h"
#include <stdio.h>

enum { ROW = 6 }; // kernels

static void choose_map(struct app *app, int map)
{
    app->lab.map = map;
}

// Six kernels beside each other; what a weight under the pointer is, is said beside it.
static void draw_row(struct app *app, const struct kernel_sheet *sheet, struct rect row, int map)
{
    int gap = ui_px(&app->ui, 8);
    int cell = max_int(1, min_int((row.w - (ROW - 1) * gap) / ROW, row.h) / 5), side = 5 * cell;
    for (int i = 0; i < ROW; i++) {
        int across = map < 0 ? i % sheet->across : map, down = map < 0 ? i / sheet->across : i;
        struct rect kernel = {row.x + i * (side + gap), row.y, side, side};
        view_weights(app, kernel, kernel_sheet_kernel(sheet, across, down), 5, 5, sheet->largest);
        int x = (int)app->ui.pointer_x - kernel.x, y = (int)app->ui.pointer_y - kernel.y;
        if (!rect_contains(kernel, kernel.x + x, kernel.y + y))
            continue;
        char text[128];
        struct rect weight = {kernel.x + x / cell * cell, kernel.y + y / cell * cell, cell, cell};
        kernel_sheet_describe(sheet, 5 * down + y / cell, 5 * across + x / cell, text, sizeof text);
        ui_tooltip(&app->ui, weight, text);
    }
}

// The longest form that fits: with what full colour stands for, without, and `least`.
static void draw_heading(struct app *app, struct rect line, const char *name, const char *least,
                         const struct kernel_sheet *sheet)
{
    char text[96];
    tr_print(text, sizeof text, "%s; full colour is ±%.2f", name, (double)sheet->largest);
    const char *shorter = view_fitting(app, TEXT_SMALL, line.w, name, least);
    ui_label_muted(&app->ui, TEXT_SMALL, ALIGN_LEFT, line,
                   view_fitting(app, TEXT_SMALL, line.w, text, shorter));
}

static struct rect take_top(struct rect *rect, int height, int gap)
{
    struct rect top = {rect->x, rect->y, rect->w, height};
    rect->y += height + gap;
    rect->h -= height + gap;
    return top;
}

// With the choice of the map at its left, so that it has the height of one line.
static void draw_third(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    struct kernel_sheet sheet = kernel_sheet_of(session_network(&app->session), LENET_C3, 0);
    struct rect line = take_top(&rect, ui_px(ui, 24), ui_px(ui, 4)), slider = line;
    float map = (float)app->lab.map;
    slider.w = min_int(ui_px(ui, 170), line.w / 2);
    line.x += slider.w + ui_px(ui, 12);
    line.w -= slider.w + ui_px(ui, 12);
    if (ui_slider(ui, ui_id("lab map", 0), slider, &map, 0, 15, 1, tr("map %.0f"), 0))
        request(app, choose_map, (int)map);
    draw_heading(app, line, tr("of C3: its six kernels"), tr("of C3"), &sheet);
    draw_row(app, &sheet, rect, app->lab.map);
}

void view_lab_kernels(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    struct kernel_sheet first = kernel_sheet_of(session_network(&app->session), LENET_C1, 0);
    int gap = ui_px(ui, 8), line = ui_px(ui, 16), both = (rect.h - gap) / 2;
    if (rect.h < ui_px(ui, 150) && rect.w >= ui_px(ui, 400)) { // beside each other
        struct rect left = rect;
        left.w = rect.w / 2 - gap;
        rect.x += left.w + 2 * gap;
        rect.w -= left.w + 2 * gap;
        draw_heading(app, take_top(&left, ui_px(ui, 24), ui_px(ui, 4)), tr("C1: its six kernels"),
                     "C1", &first);
        draw_row(app, &first, left, -1);
        draw_third(app, rect);
        return;
    }
    struct rect top = take_top(&rect, both, gap);
    draw_heading(app, take_top(&top, line, ui_px(ui, 4)), tr("C1: its six kernels of 5×5"), "C1",
                 &first);
    draw_row(app, &first, top, -1);
    draw_third(app, rect);
}
