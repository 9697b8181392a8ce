// The weights of the network, layer by layer, as they are at the moment: they change while it
// trains.
#include "app/language/tr.h"
#include "app/window/dialogs/shared/dialog_pieces.h"
#include "app/window/layout/layout_spacing.h"
#include "app/window/screen/weight_sheet.h"
#include "app/window/views/shared/kernel_sheet.h"
#include "app/window/views/shared/view_common.h"
#include <math.h>
#include <stdio.h>

static const char *explain(enum lenet_layer_id layer)
{
    static const char *const words[LENET_LAYERS] = {
        [LENET_C1] = TR("A kernel for each map of C1; rows and columns count from 0."),
        [LENET_S2] = TR("Each map of S2: the average of 2×2 cells, times its coefficient, plus its "
                        "bias."),
        [LENET_C3] = TR("Across: the maps of C3, with their biases. Down: the maps of S2 that they "
                        "read."),
        [LENET_S4] = TR("Each map of S4: the average of 2×2 cells, times its coefficient, plus its "
                        "bias."),
        [LENET_C5] = TR("One unit of C5: a kernel for each of the sixteen maps of S4."),
        [LENET_F6] = TR("Down: the units of F6. Across: the units of C5 that they read."),
        [LENET_OUTPUT] = TR("Down: the ten digits. Across: the units of F6 that they read."),
    };
    return tr(words[layer]);
}

// ---- S2 and S4 ----------------------------------------------------------------------------------

struct pool_table {
    const float *coefficient, *bias;
    int maps;
    float largest; // of both, without sign
};

static struct pool_table pool_table_of(const struct lenet *lenet, enum lenet_layer_id layer)
{
    struct pool_table table = {lenet->s2_weight, lenet->s2_bias, 6, 0};
    if (layer == LENET_S4)
        table = (struct pool_table){lenet->s4_weight, lenet->s4_bias, 16, 0};
    for (int i = 0; i < table.maps; i++)
        table.largest =
            fmaxf(table.largest, fmaxf(fabsf(table.coefficient[i]), fabsf(table.bias[i])));
    return table;
}

// Map, coefficient and bias; the numbers have their colour beside them.
static void draw_pool_row(struct app *app, const struct pool_table *table, struct rect row, int map)
{
    struct ui *ui = &app->ui;
    char text[3][48];
    tr_print(text[0], sizeof text[0], "map");
    tr_print(text[1], sizeof text[1], "coefficient");
    tr_print(text[2], sizeof text[2], "bias");
    int third = row.w / 3, swatch = row.h * 2 / 3;
    if (map >= 0) {
        snprintf(text[0], sizeof text[0], "%d", map);
        tr_print(text[1], sizeof text[1], "%.4f", (double)table->coefficient[map]);
        tr_print(text[2], sizeof text[2], "%.4f", (double)table->bias[map]);
    } else if (text_width(app->text, TEXT_SMALL, text[1]) > third - swatch - ui_px(ui, 6)) {
        tr_print(text[1], sizeof text[1], "coeff.");
    }
    for (int i = 0; i < 3; i++) {
        struct rect cell = {row.x + i * third, row.y, third - swatch - ui_px(ui, 6), row.h};
        struct rect colour = {cell.x + cell.w + ui_px(ui, 4), row.y + (row.h - swatch) / 2, swatch,
                              swatch};
        if (map < 0)
            ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT, cell, text[i]);
        else
            ui_label(ui, TEXT_SMALL, ALIGN_RIGHT, cell, text[i]);
        if (map >= 0 && i > 0)
            view_weights(app, colour, i == 1 ? &table->coefficient[map] : &table->bias[map], 1, 1,
                         table->largest);
    }
}

// In as many columns as its height asks for.
static void draw_pool(struct app *app, const struct pool_table *table, struct rect rect)
{
    int line = text_height(app->text, TEXT_SMALL) + ui_px(&app->ui, 6);
    int rows = max_int(rect.h / line - 1, 1), columns = (table->maps + rows - 1) / rows;
    int width = min_int(rect.w / columns, ui_px(&app->ui, 280));
    rows = (table->maps + columns - 1) / columns;
    for (int column = 0; column < columns; column++) {
        struct rect row = {rect.x + column * width, rect.y, width, line};
        draw_pool_row(app, table, row, -1);
        for (int i = column * rows; i < min_int((column + 1) * rows, table->maps); i++) {
            row.y += line;
            draw_pool_row(app, table, row, i);
        }
    }
}

// ---- The dialog ---------------------------------------------------------------------------------

static void choose_layer(struct app *app, int layer)
{
    weight_sheet_choose(app, (enum lenet_layer_id)layer);
}

static void choose_unit(struct app *app, int unit)
{
    app->sheet.unit = unit;
}

static struct rect take_top(struct rect *rect, int height, int gap)
{
    struct rect top = {rect->x, rect->y, rect->w, height};
    rect->y += height + gap;
    rect->h -= height + gap;
    return top;
}

// Which of C5's units, and its bias.
static void draw_unit(struct app *app, struct rect row)
{
    struct ui *ui = &app->ui;
    char text[32];
    float unit = (float)app->sheet.unit;
    tr_print(text, sizeof text, "bias %.4f",
             (double)session_network(&app->session)->c5_bias[app->sheet.unit]);
    int words = text_width(app->text, TEXT_BODY, tr("bias -00.0000")) + ui_px(ui, 12);
    struct rect bias = {row.x + row.w - words, row.y, words, row.h};
    row.w -= words;
    if (ui_slider(ui, ui_id("unit", 0), row, &unit, 0, 119, 1, tr("unit %.0f"), 0))
        request(app, choose_unit, (int)unit);
    ui_label(ui, TEXT_BODY, ALIGN_RIGHT, bias, text);
}

// The largest weight of the layer has full colour on either side. At the right of the layers'
// names; where that is too narrow, of the title.
static void draw_legend(struct app *app, struct rect row, int used, float largest)
{
    struct ui *ui = &app->ui;
    int height = view_legend_height(app), least = ui_px(ui, 140);
    struct rect legend = {0, row.y + (row.h - height) / 2, ui_px(ui, 220), height};
    if (row.w - used < least + ui_px(ui, 16)) {
        legend.w = least;
        legend.y = row.y - ui_px(ui, 36) + (ui_px(ui, 20) - height) / 2;
        row.w -= ui_px(ui, 36); // the cross
    } else {
        legend.w = min_int(legend.w, row.w - used - ui_px(ui, 16));
    }
    legend.x = row.x + row.w - legend.w;
    view_legend(app, legend, &colour_map_signed, -largest, largest);
}

static void draw_words(struct app *app, struct rect line, const char *words)
{
    ui_label(&app->ui, TEXT_BODY, ALIGN_LEFT, line, words);
}

// Returns the largest weight.
static float draw_layer(struct app *app, enum lenet_layer_id layer, struct rect inside,
                        struct rect words)
{
    char text[128];
    int row, column;
    if (layer == LENET_S2 || layer == LENET_S4) {
        struct pool_table table = pool_table_of(session_network(&app->session), layer);
        draw_pool(app, &table, inside);
        return table.largest;
    }
    struct kernel_sheet sheet =
        kernel_sheet_of(session_network(&app->session), layer, app->sheet.unit);
    if (kernel_sheet_draw(app, &sheet, inside, &row, &column)) {
        kernel_sheet_describe(&sheet, row, column, text, sizeof text);
        draw_words(app, words, text);
    } else {
        draw_words(app, words,
                   tr("Rest the pointer on a weight, or walk with Tab and the arrows."));
    }
    return sheet.largest;
}

// In a low window the sheet has all the room: the cross and Escape close it.
void dialog_draw_kernels(struct app *app)
{
    static const struct dialog_button close = {TR("Close"), UI_PRIMARY};
    struct ui *ui = &app->ui;
    enum lenet_layer_id layer = weight_sheet_layer(app);
    bool open = true;
    int chosen = (int)layer - LENET_C1, gap = ui_px(ui, 8),
        line = text_height(app->text, TEXT_BODY);
    struct rect inside = ui_dialog_begin(ui, tr("All weights"), 1160, 720, &open);
    bool low = inside.h < ui_px(ui, 420);
    struct rect row = take_top(&inside, ui_px(ui, 28), gap), choice = row;
    choice.w = min_int(choice.w, ui_px(ui, 560));
    if (ui_choice(ui, ui_id("layer", 0), choice, "C1|S2|C3|S4|C5|F6|OUTPUT", &chosen, 0))
        request(app, choose_layer, chosen + LENET_C1);
    if (!low) {
        struct rect words = take_top(&inside, line, gap);
        text_draw_wrapped(&app->canvas, app->text, TEXT_BODY, words, ui->theme->text_muted,
                          explain(layer));
    }
    if (layer == LENET_C5)
        draw_unit(app, take_top(&inside, ui_px(ui, 24), gap));
    if (!low && dialog_buttons(app, &inside, &close, 1) == 0)
        open = false;
    struct rect words = {inside.x, inside.y + inside.h - line, inside.w, line};
    inside.h -= line + gap;
    draw_legend(app, row, choice.w, draw_layer(app, layer, inside, words));
    ui_dialog_end(ui);
    if (!open)
        request(app, dialog_close, 0);
}
