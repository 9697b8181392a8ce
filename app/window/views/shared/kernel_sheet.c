// All weights of a layer as a picture: kernels side by side, or the matrix of a full connection,
// with numbers along the edges that count from 0.
#include "app/window/views/shared/kernel_sheet.h"
#include "app/language/tr.h"
#include "app/window/layout/layout_spacing.h"
#include "app/window/screen/request.h"
#include "app/window/views/shared/view_common.h"
#include "nn/net/places.h"
#include <math.h>
#include <stdio.h>

// ---- Which weights ------------------------------------------------------------------------------

static float largest_of(const float *weight, int count)
{
    float largest = 0;
    for (int i = 0; i < count; i++)
        largest = fmaxf(largest, fabsf(weight[i]));
    return largest;
}

// How kernels lie on the sheet: of C3 all maps beside each other, each with its inputs below it; of
// C5 those of one unit; of F6 and OUTPUT a matrix.
static const struct {
    int across, down, rows, columns;
} forms[LENET_LAYERS] = {
    [LENET_C1] = {3, 2, 5, 5},    [LENET_C3] = {16, 6, 5, 5},      [LENET_C5] = {8, 2, 5, 5},
    [LENET_F6] = {1, 1, 84, 120}, [LENET_OUTPUT] = {1, 1, 10, 84},
};

static const float *flat(const struct lenet *lenet)
{
    return (const float *)lenet;
}

struct kernel_sheet kernel_sheet_of(const struct lenet *lenet, enum lenet_layer_id layer, int unit)
{
    const struct lenet_place *place = &lenet_places[layer];
    int weights = (int)(place->bias - place->weight);
    return (struct kernel_sheet){.layer = layer,
                                 .unit = unit,
                                 .across = forms[layer].across,
                                 .down = forms[layer].down,
                                 .rows = forms[layer].rows,
                                 .columns = forms[layer].columns,
                                 .bias = flat(lenet) + place->bias,
                                 .largest = largest_of(flat(lenet) + place->weight, weights),
                                 .lenet = lenet};
}

const float *kernel_sheet_kernel(const struct kernel_sheet *sheet, int across, int down)
{
    const struct lenet_place *place = &lenet_places[sheet->layer];
    int kernel = down * sheet->across + across;
    if (sheet->layer == LENET_C3)
        kernel = across * place->inputs + down;
    if (sheet->layer == LENET_C5)
        kernel += sheet->unit * place->inputs;
    return flat(sheet->lenet) + place->weight + kernel * place->kernel;
}

void kernel_sheet_describe(const struct kernel_sheet *sheet, int row, int column, char *text,
                           size_t size)
{
    int across = column / sheet->columns, down = row / sheet->rows;
    int y = row % sheet->rows, x = column % sheet->columns;
    double weight = (double)kernel_sheet_kernel(sheet, across, down)[y * sheet->columns + x];
    switch (sheet->layer) {
    case LENET_C3:
        tr_print(text, size, "C3 map %d from S2 map %d, row %d, column %d: %.4f", across, down, y,
                 x, weight);
        break;
    case LENET_C5:
        tr_print(text, size, "C5 unit %d from S4 map %d, row %d, column %d: %.4f", sheet->unit,
                 down * sheet->across + across, y, x, weight);
        break;
    case LENET_F6:
        tr_print(text, size, "F6 unit %d from C5 unit %d: %.4f (bias %.4f)", y, x, weight,
                 (double)sheet->bias[y]);
        break;
    case LENET_OUTPUT:
        tr_print(text, size, "OUTPUT digit %d from F6 unit %d: %.4f (bias %.4f)", y, x, weight,
                 (double)sheet->bias[y]);
        break;
    default:
        tr_print(text, size, "C1 map %d, row %d, column %d: %.4f", down * sheet->across + across, y,
                 x, weight);
        break;
    }
}

// ---- Where they are -----------------------------------------------------------------------------

struct places {
    struct rect rect; // of all weights
    int cell_width, cell_height;
    int gap, gap_below; // between kernels
    int line, numbers;  // of the numbers above and below; at the left
    int bias;           // width of the biases at the right; 0: they stand below, or nowhere
};

static bool is_matrix(const struct kernel_sheet *sheet)
{
    return sheet->layer == LENET_F6 || sheet->layer == LENET_OUTPUT;
}

// Of C1 and C5, which have a kernel for each map: its number stands above each of them.
static bool has_single_kernels(const struct kernel_sheet *sheet)
{
    return sheet->layer == LENET_C1 || sheet->layer == LENET_C5;
}

// The cells of kernels are square, those of a matrix fill the room there is.
static struct places place_weights(struct app *app, const struct kernel_sheet *sheet,
                                   struct rect rect)
{
    struct ui *ui = &app->ui;
    struct places places = {.line = text_height(app->text, TEXT_SMALL) + ui_px(ui, 2),
                            .gap = ui_px(ui, 4),
                            .numbers = text_width(app->text, TEXT_SMALL, "00") + ui_px(ui, 6)};
    if (is_matrix(sheet))
        places.bias = text_width(app->text, TEXT_SMALL, "-0.00") + ui_px(ui, 16);
    int below = sheet->layer == LENET_C1 || sheet->layer == LENET_C3 ? places.line : 0;
    places.gap_below = places.gap + (has_single_kernels(sheet) ? places.line + below : 0);
    int columns = sheet->across * sheet->columns, rows = sheet->down * sheet->rows;
    int width = rect.w - places.numbers - places.bias - (sheet->across - 1) * places.gap;
    int height = rect.h - places.line - below - (sheet->down - 1) * places.gap_below;
    places.cell_height = places.cell_width =
        max_int(min_int(min_int(width / columns, height / rows), ui_px(ui, 44)), 1);
    if (is_matrix(sheet)) {
        places.cell_height = max_int(min_int(height / rows, ui_px(ui, 32)), 1);
        places.cell_width = max_int(min_int(width / columns, 2 * places.cell_height), 1);
    }
    places.rect.w = columns * places.cell_width + (sheet->across - 1) * places.gap;
    places.rect.h = rows * places.cell_height + (sheet->down - 1) * places.gap_below;
    places.rect.x = rect.x + places.numbers + (width - columns * places.cell_width) / 2;
    places.rect.y = rect.y + places.line;
    return places;
}

static struct rect kernel_rect(const struct kernel_sheet *sheet, const struct places *places,
                               int across, int down)
{
    int width = sheet->columns * places->cell_width, height = sheet->rows * places->cell_height;
    return (struct rect){places->rect.x + across * (width + places->gap),
                         places->rect.y + down * (height + places->gap_below), width, height};
}

static struct rect weight_rect(const struct kernel_sheet *sheet, const struct places *places,
                               int row, int column)
{
    struct rect kernel = kernel_rect(sheet, places, column / sheet->columns, row / sheet->rows);
    return (struct rect){kernel.x + column % sheet->columns * places->cell_width,
                         kernel.y + row % sheet->rows * places->cell_height, places->cell_width,
                         places->cell_height};
}

// False between the kernels and beside them.
static bool find_weight(const struct kernel_sheet *sheet, const struct places *places, int x, int y,
                        int *row, int *column)
{
    for (int down = 0; down < sheet->down; down++)
        for (int across = 0; across < sheet->across; across++) {
            struct rect kernel = kernel_rect(sheet, places, across, down);
            if (!rect_contains(kernel, x, y))
                continue;
            *row = down * sheet->rows + (y - kernel.y) / places->cell_height;
            *column = across * sheet->columns + (x - kernel.x) / places->cell_width;
            return true;
        }
    return false;
}

// ---- Colours and numbers ------------------------------------------------------------------------

// In each cell its number, where the cells are large enough for all.
static void draw_numbers(struct app *app, const struct kernel_sheet *sheet,
                         const struct places *places, int across, int down)
{
    const float *weight = kernel_sheet_kernel(sheet, across, down);
    int room = text_width(app->text, TEXT_SMALL, "-0.00") + ui_px(&app->ui, 2);
    if (places->cell_width < room || places->cell_height < places->line)
        return;
    for (int i = 0; i < sheet->rows * sheet->columns; i++) {
        char text[16];
        struct rect rect = weight_rect(sheet, places, down * sheet->rows + i / sheet->columns,
                                       across * sheet->columns + i % sheet->columns);
        int x = rect.x + rect.w / 2, y = rect.y + rect.h / 2;
        if (!rect_contains(app->canvas.clip, x, y))
            continue;
        uint32_t ground =
            canvas_value_colour(&colour_map_signed, weight[i], -sheet->largest, sheet->largest);
        tr_print(text, sizeof text, fabsf(weight[i]) < 9.99f ? "%.2f" : "%.0f", (double)weight[i]);
        text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_CENTRE, rect,
                     colour_readable_on(ground), text);
    }
}

static void draw_kernels(struct app *app, const struct kernel_sheet *sheet,
                         const struct places *places)
{
    for (int down = 0; down < sheet->down; down++)
        for (int across = 0; across < sheet->across; across++) {
            view_weights(app, kernel_rect(sheet, places, across, down),
                         kernel_sheet_kernel(sheet, across, down), sheet->rows, sheet->columns,
                         sheet->largest);
            draw_numbers(app, sheet, places, across, down);
        }
}

static void draw_number(struct app *app, struct rect rect, enum text_align align, int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    ui_label_muted(&app->ui, TEXT_SMALL, align, rect, text);
}

// Every first, second, fifth, ... number, so that they keep their distance.
static int number_step(int cell, int needed)
{
    static const int steps[] = {1, 2, 5, 10, 20, 50};
    int i = 0;
    while (i < 5 && steps[i] * cell < needed)
        i++;
    return steps[i];
}

static void number_matrix(struct app *app, const struct kernel_sheet *sheet,
                          const struct places *places)
{
    int wide = text_width(app->text, TEXT_SMALL, "000") + ui_px(&app->ui, 4);
    int step = number_step(places->cell_width, wide);
    for (int x = 0; x < sheet->columns; x += step) {
        struct rect cell = weight_rect(sheet, places, 0, x);
        draw_number(app,
                    (struct rect){cell.x + cell.w / 2 - wide / 2, cell.y - places->line, wide,
                                  places->line},
                    ALIGN_CENTRE, x);
    }
    step = number_step(places->cell_height, places->line);
    for (int y = 0; y < sheet->rows; y += step) {
        struct rect cell = weight_rect(sheet, places, y, 0);
        draw_number(app,
                    (struct rect){cell.x - places->numbers, cell.y + cell.h / 2 - places->line / 2,
                                  places->numbers - ui_px(&app->ui, 4), places->line},
                    ALIGN_RIGHT, y);
    }
}

// Of the maps: above each kernel, or, of C3, along both edges.
static void number_kernels(struct app *app, const struct kernel_sheet *sheet,
                           const struct places *places)
{
    int above = has_single_kernels(sheet) ? sheet->down : 1;
    for (int i = 0; i < above * sheet->across; i++) {
        struct rect kernel = kernel_rect(sheet, places, i % sheet->across, i / sheet->across);
        kernel.y -= places->line;
        kernel.h = places->line;
        draw_number(app, kernel, ALIGN_CENTRE, i);
    }
    for (int down = 0; down < sheet->down && !has_single_kernels(sheet); down++) {
        struct rect kernel = kernel_rect(sheet, places, 0, down);
        kernel.x -= places->numbers;
        kernel.w = places->numbers - ui_px(&app->ui, 4);
        draw_number(app, kernel, ALIGN_RIGHT, down);
    }
}

// From the longest form to the shortest, which is none at all.
static void write_bias(char text[24], int form, float bias)
{
    static const int digits[] = {4, 4, 2, 1};
    if (form < 4)
        tr_print(text, 24, "%s%.*f", form == 0 ? tr("bias ") : "", digits[form], (double)bias);
    else
        text[0] = '\0';
}

// The longest one that there is room for under every kernel, so that they look alike.
static int bias_form(struct app *app, const struct kernel_sheet *sheet, int room)
{
    int form = 0;
    for (int i = 0; i < lenet_layers[sheet->layer].maps; i++) {
        char text[24];
        write_bias(text, form, sheet->bias[i]);
        while (text_width(app->text, TEXT_SMALL, text) > room)
            write_bias(text, ++form, sheet->bias[i]);
    }
    return form;
}

static void draw_biases_below(struct app *app, const struct kernel_sheet *sheet,
                              const struct places *places)
{
    int room = sheet->columns * places->cell_width + places->gap;
    int form = bias_form(app, sheet, room);
    for (int i = 0; i < lenet_layers[sheet->layer].maps; i++) {
        int down = sheet->layer == LENET_C3 ? sheet->down - 1 : i / sheet->across;
        struct rect kernel = kernel_rect(sheet, places, i % sheet->across, down);
        struct rect line = {kernel.x - places->gap / 2, kernel.y + kernel.h, room, places->line};
        char text[24];
        write_bias(text, form, sheet->bias[i]);
        ui_label(&app->ui, TEXT_SMALL, ALIGN_CENTRE, line, text);
    }
}

// Beside the row of a unit as a colour, and where there is room as a number.
static void draw_biases_beside(struct app *app, const struct kernel_sheet *sheet,
                               const struct places *places)
{
    struct ui *ui = &app->ui;
    struct rect column = {places->rect.x + places->rect.w + ui_px(ui, 6), places->rect.y,
                          ui_px(ui, 8), places->rect.h};
    struct rect head = {column.x, column.y - places->line, places->bias, places->line};
    view_weights(app, column, sheet->bias, sheet->rows, 1, sheet->largest);
    ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, head, tr("bias"));
    for (int y = 0; y < sheet->rows && places->cell_height >= places->line; y++) {
        struct rect line = {column.x + column.w + ui_px(ui, 3), column.y + y * places->cell_height,
                            places->bias, places->cell_height};
        char text[16];
        tr_print(text, sizeof text, "%.2f", (double)sheet->bias[y]);
        ui_label(ui, TEXT_SMALL, ALIGN_LEFT, line, text);
    }
}

// The bias of a single unit of C5 the dialog says.
static void draw_biases(struct app *app, const struct kernel_sheet *sheet,
                        const struct places *places)
{
    if (is_matrix(sheet))
        draw_biases_beside(app, sheet, places);
    else if (sheet->layer != LENET_C5)
        draw_biases_below(app, sheet, places);
}

// ---- Walking ------------------------------------------------------------------------------------

static void go_to(struct app *app, int place)
{
    app->sheet.row = place / 1000;
    app->sheet.column = place % 1000;
}

// Arrows go to the neighbour, Page Up and Down to the kernel above and below, Home and End to the
// ends of the row.
static void walk_key(const struct kernel_sheet *sheet, int key, int *row, int *column)
{
    int rows = sheet->down * sheet->rows, columns = sheet->across * sheet->columns;
    int page = sheet->down > 1 ? sheet->rows : 10;
    if (key == KEY_UP || key == KEY_DOWN)
        *row += key == KEY_UP ? -1 : 1;
    else if (key == KEY_LEFT || key == KEY_RIGHT)
        *column += key == KEY_LEFT ? -1 : 1;
    else if (key == KEY_PAGE_UP || key == KEY_PAGE_DOWN)
        *row += key == KEY_PAGE_UP ? -page : page;
    else if (key == KEY_HOME || key == KEY_END)
        *column = key == KEY_HOME ? 0 : columns - 1;
    *row = max_int(0, min_int(*row, rows - 1));
    *column = max_int(0, min_int(*column, columns - 1));
}

bool kernel_sheet_draw(struct app *app, const struct kernel_sheet *sheet, struct rect rect,
                       int *row, int *column)
{
    struct ui *ui = &app->ui;
    struct places places = place_weights(app, sheet, rect);
    draw_kernels(app, sheet, &places);
    if (is_matrix(sheet))
        number_matrix(app, sheet, &places);
    else
        number_kernels(app, sheet, &places);
    draw_biases(app, sheet, &places);

    ui_name(ui, tr("Weights"));
    struct ui_walk walk = ui_walk(ui, ui_id("weights", 0), places.rect);
    int at_row = app->sheet.row, at_column = app->sheet.column;
    bool pointed = ui->pointer_inside &&
                   find_weight(sheet, &places, (int)ui->pointer_x, (int)ui->pointer_y, row, column);
    if (walk.clicked && pointed)
        request(app, go_to, *row * 1000 + *column);
    for (int key; (key = ui_walk_key(ui, &walk)) != KEY_NONE;)
        walk_key(sheet, key, &at_row, &at_column);
    if (at_row != app->sheet.row || at_column != app->sheet.column)
        request(app, go_to, at_row * 1000 + at_column);
    if (walk.ring)
        view_ring(app, weight_rect(sheet, &places, at_row, at_column));
    if (!pointed) {
        *row = at_row;
        *column = at_column;
    }
    return pointed || walk.focused;
}
