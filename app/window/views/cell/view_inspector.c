// What the cell is that is looked at: its place, its value, and how it comes about. Where there is
// none, how to begin.
#include "app/language/tr.h"
#include "app/window/views/cell/view_cell.h"
#include "app/window/views/shared/view_common.h"
#include "app/window/views/shared/view_tabs.h"
#include <stdio.h>

// A stack of lines from the top of a rectangle downwards.
struct lines {
    struct app *app;
    struct rect left; // what is still free
};

static void add_line(struct lines *lines, enum text_style style, uint32_t colour, const char *text)
{
    struct canvas *canvas = &lines->app->canvas;
    int needed = text_draw_wrapped(NULL, lines->app->text, style, lines->left, colour, text);
    if (needed > lines->left.h)
        return; // no half lines
    text_draw_wrapped(canvas, lines->app->text, style, lines->left, colour, text);
    needed += ui_px(&lines->app->ui, 4);
    lines->left.y += needed;
    lines->left.h -= needed;
}

static void add_gap(struct lines *lines)
{
    int gap = ui_px(&lines->app->ui, 4);
    lines->left.y += gap;
    lines->left.h -= gap;
}

static const char *explain_layer(enum lenet_layer_id layer)
{
    static const char *const texts[LENET_LAYERS] = {
        [LENET_INPUT] = TR("The drawing as the network gets it: −0.1 is paper, 1.175 is full ink."),
        [LENET_C1] =
            TR("Sigmoid of a 5×5 window of the input times this map's kernel, plus a bias."),
        [LENET_S2] =
            TR("Mean of 2×2 cells of the same map in C1, times a coefficient, plus a bias."),
        [LENET_C3] = TR("Sigmoid of the sum over all six maps of S2: a 5×5 window each, times a "
                        "kernel each, plus a bias."),
        [LENET_S4] =
            TR("Mean of 2×2 cells of the same map in C3, times a coefficient, plus a bias."),
        [LENET_C5] =
            TR("Sigmoid of the sum over all sixteen maps of S4, each times its 5×5 kernel, "
               "plus a bias."),
        [LENET_F6] = TR("Sigmoid of all 120 units of C5, each times its weight, plus a bias."),
        [LENET_OUTPUT] = TR("All 84 units of F6, each times its weight, plus a bias; the softmax "
                            "turns the ten sums into probabilities."),
    };
    return tr(texts[layer]);
}

// The place of a cell, counted from 0, from the longest form (0) to the shortest (2).
static void describe_form(const struct terms_cell *hit, int form, char *text, size_t size)
{
    const struct lenet_layer *layer = &lenet_layers[hit->layer];
    char map[32] = "";
    if (layer->maps > 1)
        tr_print(map, sizeof map, form < 2 ? " map %d" : " #%d", hit->map);
    if (hit->layer == LENET_OUTPUT && form > 0)
        tr_print(text, size, "Digit %d", hit->map);
    else if (hit->layer == LENET_OUTPUT)
        tr_print(text, size, "%s, digit %d", layer->name, hit->map);
    else if (layer->side == 1 && form == 0)
        tr_print(text, size, "%s, unit %d of %d", layer->name, hit->map, layer->maps);
    else if (layer->side == 1)
        tr_print(text, size, "%s unit %d", layer->name, hit->map);
    else if (form == 0)
        tr_print(text, size, "%s%s, row %d, column %d", layer->name, map, hit->row, hit->column);
    else
        snprintf(text, size, "%s%s (%d, %d)", layer->name, map, hit->row, hit->column);
}

// In the longest form that fits `width`.
static void describe_place(struct app *app, const struct terms_cell *cell, int width, char *text,
                           size_t size)
{
    for (int form = 0; form < 3; form++) {
        describe_form(cell, form, text, size);
        if (text_width(app->text, TEXT_STRONG, text) <= width)
            return;
    }
}

static float value_at(const struct app *app, const struct terms_cell *hit)
{
    int side = lenet_layers[hit->layer].side;
    return view_values(app, hit->layer)[(hit->map * side + hit->row) * side + hit->column];
}

// Which of its values it is, and what the temperature has to do with it; "" where that is nothing.
static void describe_value(const struct app *app, const struct terms_cell *cell, const char *before,
                           char *text, size_t size)
{
    double temperature = (double)app->session.model_info.calibration.temperature;
    text[0] = '\0';
    if (view_shows_errors(app, cell->layer))
        tr_print(text, size, "%sthe error", before);
    else if (view_shows_sums(app, cell->layer))
        snprintf(text, size, "%s%s", before,
                 cell->layer == LENET_OUTPUT ? tr("the logit, before the softmax")
                                             : tr("before the sigmoid"));
    else if (cell->layer == LENET_OUTPUT && temperature != 1)
        tr_print(text, size, "%ssoftmax of the logits divided by %.3g", before, temperature);
}

// How the value comes about; in a tall card what the layer does, too, and in a low one no value
// above what ends with it.
static void draw_cell(struct app *app, const struct terms_cell *cell)
{
    const struct theme *theme = app->ui.theme;
    struct lines lines = {app, app->layout.side_body};
    char text[96];
    bool input = cell->layer == LENET_INPUT;
    tr_print(text, sizeof text, "%.4f", (double)value_at(app, cell));
    // What the figure shows in slow motion is worked out in its own card.
    if (input || (lines.left.h >= ui_px(&app->ui, 240) && !app->session.slow_motion.on)) {
        add_line(&lines, TEXT_TITLE, theme->text, text);
        describe_value(app, cell, "", text, sizeof text);
        if (text[0])
            add_line(&lines, TEXT_SMALL, theme->text_muted, text);
    }
    if (input || lines.left.h >= ui_px(&app->ui, 320))
        add_line(&lines, TEXT_BODY, theme->text_muted, explain_layer(cell->layer));
    if (!input)
        view_terms(app, lines.left, *cell);
}

static const char *const help_texts[] = {
    TR("Draw a digit with the left button; the right one erases. Every bar and every cell below "
       "follows the stroke while it moves."),
    TR("Rest the pointer on a cell below to see what it is computed from; a click pins it."),
    TR("Q draws with the arrow keys, R shows a random test digit, T the training panel, F1 all "
       "keys."),
};
enum { HELP_TEXTS = sizeof help_texts / sizeof *help_texts };

// In small letters where not all of it fits otherwise.
static void draw_help(struct app *app)
{
    struct lines lines = {app, app->layout.side_body}, whole = lines;
    for (int i = 0; i < HELP_TEXTS; i++) {
        int height =
            text_draw_wrapped(NULL, app->text, TEXT_BODY, whole.left, 0, tr(help_texts[i]));
        whole.left.h -= height;
        add_gap(&whole);
    }
    enum text_style style = whole.left.h < 0 ? TEXT_SMALL : TEXT_BODY;
    for (int i = 0; i < HELP_TEXTS; i++) {
        add_line(&lines, style, app->ui.theme->text, tr(help_texts[i]));
        add_gap(&lines);
    }
}

// In the row of headings, so that no layer is covered; of a large one below it, as there the ways
// to the others stand above.
void view_inspector_tip(struct app *app)
{
    struct ui *ui = &app->ui;
    struct terms_cell cell;
    if (!view_cell_shown(app, &cell) || app->layout.hidden_layers & 1u << cell.layer)
        return;
    const struct layout_layer *layer = &app->layout.layer[cell.layer];
    char place[96], text[192];
    describe_place(app, &cell, app->canvas.width, place, sizeof place);
    int said =
        tr_print(text, sizeof text, view_shows_errors(app, cell.layer) ? "%s: %.3g" : "%s: %.4f",
                 place, (double)value_at(app, &cell));
    describe_value(app, &cell, tr(", "), text + said, sizeof text - (size_t)said);
    int width = text_width(app->text, TEXT_SMALL, text) + 2 * ui_px(ui, 8), edge = ui_px(ui, 4);
    int headings = layer->size.y + layer->size.h - layer->name.y;
    struct rect tip = {layer->area.x + (layer->area.w - width) / 2, layer->name.y, width,
                       ui_px(ui, 24)};
    tip.y += (headings - tip.h) / 2;
    if (app->layout.layer_ways.h > 0)
        tip.y = layer->kind.y + (2 * layer->kind.h - tip.h) / 2;
    if (tip.x > app->canvas.width - edge - width)
        tip.x = app->canvas.width - edge - width;
    if (tip.x < edge)
        tip.x = edge;
    canvas_round_fill(&app->canvas, tip, 4 * ui->scale, ui->theme->text);
    text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_CENTRE, tip, ui->theme->panel, text);
}

void view_inspector(struct app *app)
{
    struct ui *ui = &app->ui;
    ui_card(ui, app->layout.card[PANEL_SIDE], NULL);
    char title[96] = "LeNet-5";
    struct terms_cell cell;
    bool shown = view_cell_shown(app, &cell);
    if (shown)
        describe_place(app, &cell, app->layout.side_title.w, title, sizeof title);
    struct rect tabs = app->layout.side_title;
    tabs.w -= tabs.h; // as in the training panel, which can be closed there
    if (!view_tabs(app, tabs))
        ui_label(ui, TEXT_STRONG, ALIGN_LEFT, app->layout.side_title, title);
    if (shown)
        draw_cell(app, &cell);
    else
        draw_help(app);
}
