// A kernel's gradients as numbers, in the order of its weights, each with its colour; and the ten
// shares before and after the step as bars.
#include "app/window/views/step/view_step_table.h"
#include "app/language/tr.h"
#include "app/paint/colour_maps.h"
#include "app/window/screen/request.h"
#include "app/window/views/shared/view_common.h"
#include <math.h>
#include <stdio.h>

enum { SIDE = 5 };

// ---- The table ----------------------------------------------------------------------------------

static int strip_height(const struct app *app)
{
    return ui_px(&app->ui, 3);
}

int view_step_table_height(const struct app *app, bool least)
{
    int row = text_height(app->text, TEXT_SMALL) + strip_height(app) + ui_px(&app->ui, 1);
    return SIDE * (least ? ui_px(&app->ui, 10) : row);
}

static struct rect cell_rect(struct rect rect, int row, int column)
{
    int left = rect.x + rect.w * column / SIDE, top = rect.y + rect.h * row / SIDE;
    return (struct rect){left, top, rect.x + rect.w * (column + 1) / SIDE - left,
                         rect.y + rect.h * (row + 1) / SIDE - top};
}

// Three digits of the largest.
static void write_number(const struct step_page *page, double value, double largest, char text[24])
{
    double shown = value * pow(10, page->scale), most = largest * pow(10, page->scale);
    int decimals = most >= 100 ? 0 : most >= 10 ? 1 : most >= 1 ? 2 : 3;
    tr_print(text, 24, "%.*f", decimals, shown);
    if (fabs(shown) * pow(10, decimals) < 0.5)
        snprintf(text, 24, "0");
}

static void draw_number(struct app *app, struct rect cell, const char *number, uint32_t colour)
{
    int strip = strip_height(app), gap = ui_px(&app->ui, 1);
    bool fits = cell.h >= text_height(app->text, TEXT_SMALL) + strip &&
                text_width(app->text, TEXT_SMALL, number) <= cell.w - gap;
    struct rect bar = cell;
    bar.w -= gap;
    bar.h -= gap;
    if (fits) {
        struct rect words = bar;
        words.h -= strip;
        bar.y += bar.h - strip;
        bar.h = strip;
        text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_RIGHT, words, app->ui.theme->text,
                     number);
    }
    canvas_fill(&app->canvas, bar, colour);
}

// A request: row and column in one number.
static void take_weight(struct app *app, int place)
{
    slow_motion_take_weight(&app->session, place / SIDE, place % SIDE);
}

static int place_after(int place, int key)
{
    int row = place / SIDE, column = place % SIDE;
    row += key == KEY_DOWN ? 1 : key == KEY_UP ? -1 : 0;
    column += key == KEY_RIGHT ? 1 : key == KEY_LEFT ? -1 : 0;
    column = key == KEY_HOME ? 0 : key == KEY_END ? SIDE - 1 : column;
    row = row < 0 ? 0 : row >= SIDE ? SIDE - 1 : row;
    column = column < 0 ? 0 : column >= SIDE ? SIDE - 1 : column;
    return row * SIDE + column;
}

static void walk(struct app *app, struct rect rect, int place)
{
    struct ui *ui = &app->ui;
    struct ui_walk state = ui_walk(ui, ui_id("gradients", 0), rect);
    int before = place;
    for (int i = 0; state.clicked && i < SIDE * SIDE; i++)
        if (rect_contains(cell_rect(rect, i / SIDE, i % SIDE), (int)ui->pointer_x,
                          (int)ui->pointer_y))
            request(app, take_weight, i);
    for (int key; (key = ui_walk_key(ui, &state)) != KEY_NONE;)
        place = place_after(place, key);
    if (place != before)
        request(app, take_weight, place);
    if (state.ring)
        canvas_outline(&app->canvas, rect_inset(rect, -ui_px(ui, 2)), 0, (float)ui_px(ui, 2),
                       ui->theme->focus);
    ui_tooltip(
        ui, rect,
        tr("The gradients of the kernel's weights. Click one to see its sum; pin a cell to see "
           "another kernel"));
}

void view_step_table(struct app *app, struct rect rect, const struct step_page *page)
{
    struct slow_motion_kernel kernel = slow_motion_kernel(&app->session);
    const float *gradient =
        lenet_parameters(&app->session.slow_motion.step->gradient) + kernel.first;
    double largest = 0;
    int place = kernel.weight.row * SIDE + kernel.weight.column;
    for (int i = 0; i < SIDE * SIDE; i++)
        largest = fmax(largest, fabs((double)gradient[i]));
    for (int i = 0; i < SIDE * SIDE; i++) {
        double part = largest > 0 ? (double)gradient[i] / largest : 0;
        char number[24];
        write_number(page, (double)gradient[i], largest, number);
        draw_number(app, cell_rect(rect, i / SIDE, i % SIDE), number,
                    colour_map_signed.colour[(int)lrint(127.5 + 127.5 * part)]);
    }
    canvas_outline(&app->canvas, cell_rect(rect, place / SIDE, place % SIDE), 0,
                   (float)ui_px(&app->ui, 1), 0xFF000000u | VIEW_MARK);
    walk(app, rect, place);
}

// ---- Bars ---------------------------------------------------------------------------------------

int view_step_table_bars_height(const struct app *app, bool least)
{
    return LENET_CLASSES *
           (least ? ui_px(&app->ui, 5) : text_height(app->text, TEXT_SMALL) + ui_px(&app->ui, 1));
}

static void draw_share(struct app *app, struct rect track, float share, uint32_t colour)
{
    canvas_fill(&app->canvas, track, app->ui.theme->control);
    track.w = (int)lrintf((float)track.w * share);
    canvas_fill(&app->canvas, track, colour);
}

void view_step_table_bars(struct app *app, struct rect rect)
{
    const struct one_step *step = app->session.slow_motion.step;
    const struct theme *theme = app->ui.theme;
    bool words = rect.h / LENET_CLASSES >= text_height(app->text, TEXT_SMALL);
    int name = words ? ui_px(&app->ui, 14) : 0, gap = ui_px(&app->ui, 4);
    int number = words ? text_width(app->text, TEXT_SMALL, "0.0000 → 0.0000") + gap : 0;
    if (rect.w - name - number < ui_px(&app->ui, 40))
        number = 0;
    for (int k = 0; k < LENET_CLASSES; k++) {
        int top = rect.y + rect.h * k / LENET_CLASSES, height = rect.h / LENET_CLASSES;
        int thick = (height - ui_px(&app->ui, 2)) / 2;
        float before = step->activations.probability[k];
        float after = step->activations_after.probability[k];
        struct rect track = {rect.x + name, top + (height - 2 * thick) / 2, rect.w - name - number,
                             thick};
        uint32_t colour = k == step->label ? theme->text : theme->text_muted;
        char text[48];
        draw_share(app, track, before, theme->text_muted);
        track.y += thick;
        draw_share(app, track, after, theme->accent);
        snprintf(text, sizeof text, "%d", k);
        if (words)
            text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_LEFT,
                         (struct rect){rect.x, top, name, height}, colour, text);
        tr_print(text, sizeof text, "%.4f → %.4f", (double)before, (double)after);
        if (number > 0)
            text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_RIGHT,
                         (struct rect){rect.x, top, rect.w, height}, colour, text);
    }
    ui_tooltip(&app->ui, rect, tr("Grey: before the step. Blue: after it"));
}
