// The paper's Figure 2 come alive: every unit of the network as a coloured cell, left to right, and
// for the cell that is looked at everything that it is computed from.
#include "app/language/tr.h"
#include "app/paint/colour_maps.h"
#include "app/session/operating.h"
#include "app/session/step/slow_motion.h"
#include "app/window/projector/projector.h"
#include "app/window/screen/action.h"
#include "app/window/screen/request.h"
#include "app/window/screen/weight_sheet.h"
#include "app/window/views/cell/view_cell.h"
#include "app/window/views/shared/view_common.h"
#include "app/window/views/step/view_step_figure.h"
#include "app/window/views/views.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

// ---- Layers -------------------------------------------------------------------------------------

// How many they are, and what the ends of their colours stand for.
struct cells {
    int rows, columns;
    float low, high;
};

// Errors have a sign, and it is told not by their colour alone.
static void draw_values(struct app *app, enum lenet_layer_id layer, struct rect rect,
                        const float *value, struct cells cells)
{
    canvas_values(&app->canvas, rect, value, cells.rows, cells.columns, view_colours(app, layer),
                  cells.low, cells.high);
    if (view_shows_errors(app, layer))
        view_minus_signs(app, rect, value, cells.rows, cells.columns, cells.high);
}

static void draw_maps(struct app *app, enum lenet_layer_id layer)
{
    const struct lenet_layer *shape = &lenet_layers[layer];
    const float *value = view_values(app, layer);
    for (int map = 0; map < shape->maps; map++) {
        struct rect rect = layout_map(&app->layout, layer, map);
        struct cells cells = {.rows = shape->side, .columns = shape->side};
        view_range(app, layer, map, &cells.low, &cells.high);
        if (view_shows_nothing(app, layer))
            canvas_fill(&app->canvas, rect, app->ui.theme->control);
        else
            draw_values(app, layer, rect, value + map * shape->side * shape->side, cells);
    }
}

static void draw_units(struct app *app, enum lenet_layer_id layer)
{
    const struct layout_layer *place = &app->layout.layer[layer];
    struct cells cells = {.rows = place->rows, .columns = place->columns};
    view_range(app, layer, 0, &cells.low, &cells.high);
    if (view_shows_nothing(app, layer))
        canvas_fill(&app->canvas, place->area, app->ui.theme->control);
    else
        draw_values(app, layer, place->area, view_values(app, layer), cells);
    // Hairlines between the cells, so that single units can be told apart.
    float hair = place->cell >= 6 ? 1 : 0;
    for (int i = 1; hair > 0 && i < place->rows; i++)
        canvas_fill(
            &app->canvas,
            (struct rect){place->area.x, place->area.y + i * place->cell_height, place->area.w, 1},
            app->ui.theme->panel);
    for (int i = 1; hair > 0 && i < place->columns; i++)
        canvas_fill(&app->canvas,
                    (struct rect){place->area.x + i * place->cell, place->area.y, 1, place->area.h},
                    app->ui.theme->panel);
}

// The digit that is read: in slow motion, by what is shown there.
static int output_best(const struct app *app)
{
    const struct reading *reading = &app->session.reading;
    bool slow = app->session.slow_motion.on && !view_shows_nothing(app, LENET_OUTPUT) &&
                !view_shows_errors(app, LENET_OUTPUT);
    return slow ? lenet_best(view_values(app, LENET_OUTPUT)) : reading->best;
}

static void draw_output_label(struct app *app, int digit, bool numbers)
{
    struct ui *ui = &app->ui;
    const struct reading *reading = &app->session.reading;
    struct rect label = layout_cell(&app->layout, &(struct layout_hit){LENET_OUTPUT, digit, 0, 0});
    bool best = !reading->empty && digit == output_best(app);
    enum text_style style = label.h < ui_px(ui, 16) ? TEXT_SMALL : best ? TEXT_STRONG : TEXT_BODY;
    uint32_t colour = best ? ui->theme->text : ui->theme->text_muted;
    char text[16];
    label.x += label.w + ui_px(ui, 8);
    label.w = app->layout.layer[LENET_OUTPUT].label - ui_px(ui, 8);
    snprintf(text, sizeof text, "%d", digit);
    text_draw_in(&app->canvas, app->text, style, ALIGN_LEFT, label, colour, text);
    if (!numbers || reading->empty || view_shows_nothing(app, LENET_OUTPUT))
        return;
    const char *format = view_shows_errors(app, LENET_OUTPUT) ? "%+.0e"
                         : view_shows_sums(app, LENET_OUTPUT) ? "%.2f"
                                                              : "%.3f";
    tr_print(text, sizeof text, format, (double)view_values(app, LENET_OUTPUT)[digit]);
    text_draw_in(&app->canvas, app->text, style, ALIGN_RIGHT, label, colour, text);
}

static void draw_output(struct app *app)
{
    const struct layout_layer *place = &app->layout.layer[LENET_OUTPUT];
    struct rect cells = place->area;
    float low, high, value[LENET_CLASSES];
    view_range(app, LENET_OUTPUT, 0, &low, &high);
    for (int digit = 0; digit < LENET_CLASSES; digit++)
        value[digit] = app->session.reading.empty ? low : view_values(app, LENET_OUTPUT)[digit];
    cells.w = place->cell;
    if (view_shows_nothing(app, LENET_OUTPUT))
        canvas_fill(&app->canvas, cells, app->ui.theme->control);
    else
        draw_values(app, LENET_OUTPUT, cells, value, (struct cells){LENET_CLASSES, 1, low, high});
    for (int digit = 0; digit < LENET_CLASSES; digit++) {
        struct rect cell = {cells.x, cells.y + digit * place->cell_height, cells.w, 1};
        if (digit > 0)
            canvas_fill(&app->canvas, cell, app->ui.theme->panel);
        draw_output_label(app, digit, place->label > ui_px(&app->ui, 32));
    }
}

static const char *short_kind(const struct app *app, enum lenet_layer_id layer)
{
    static const char *const kinds[LENET_LAYERS] = {
        [LENET_INPUT] = TR("image"),    [LENET_C1] = TR("convolution 5×5"),
        [LENET_S2] = TR("average 2×2"), [LENET_C3] = TR("convolution 5×5"),
        [LENET_S4] = TR("average 2×2"), [LENET_C5] = TR("convolution"),
        [LENET_F6] = TR("full"),        [LENET_OUTPUT] = TR("full, softmax"),
    };
    if (view_shows_errors(app, layer))
        return tr("error");
    return layer == LENET_OUTPUT && view_shows_sums(app, layer) ? tr("full: logits")
                                                                : tr(kinds[layer]);
}

static void draw_heading(struct app *app, const struct layout_layer *place, const char *name,
                         const char *size)
{
    struct ui *ui = &app->ui;
    if (!app->layout.one_line) {
        ui_label(ui, TEXT_STRONG, ALIGN_CENTRE, place->name, name);
        if (text_width(app->text, TEXT_SMALL, size) <= place->size.w)
            ui_label_muted(ui, TEXT_SMALL, ALIGN_CENTRE, place->size, size);
        else if (strchr(size, '@')) // the maps are seen; how large they are is not
            ui_label_muted(ui, TEXT_SMALL, ALIGN_CENTRE, place->size, strchr(size, '@') + 1);
        return;
    }
    int gap = ui_px(ui, 8), first = text_width(app->text, TEXT_STRONG, name);
    int both = first + gap + text_width(app->text, TEXT_SMALL, size);
    struct rect rect = place->name;
    bool beside = rect.y < app->layout.layer_ways.y + app->layout.layer_ways.h;
    rect.x += beside ? rect.w - both : (rect.w - both) / 2; // of the ways to the other layers
    rect.w = both;
    ui_label(ui, TEXT_STRONG, ALIGN_LEFT, rect, name);
    ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT, rect, size);
}

static void open_weights(struct app *app, int layer)
{
    weight_sheet_open(app, (enum lenet_layer_id)layer);
}

static void silence_layer(struct app *app, int layer)
{
    operating_toggle(&app->session, (struct terms_cell){(enum lenet_layer_id)layer, -1, -1, -1});
    screen_show_operated(app);
}

// A layer's name leads to its weights.
static void take_click(struct app *app, enum lenet_layer_id layer)
{
    struct ui *ui = &app->ui;
    const struct layout_layer *place = &app->layout.layer[layer];
    struct rect heading = {place->name.x, place->name.y, place->name.w,
                           place->size.y + place->size.h - place->name.y};
    char words[64], hint[ACTION_HINT_SIZE];
    if (layer == LENET_INPUT)
        return;
    struct ui_area area = ui_area(ui, ui_id("layer's name", (int)layer), heading);
    if (area.clicked)
        request(app, area.alt ? silence_layer : open_weights, (int)layer);
    if (area.hovered)
        canvas_fill(&app->canvas,
                    (struct rect){heading.x, heading.y + heading.h, heading.w, ui_px(ui, 1)},
                    ui->theme->accent);
    tr_print(words, sizeof words, "All weights of %s", lenet_layers[layer].name);
    ui_tooltip(ui, heading, action_hint(app, ACTION_ALL_WEIGHTS, words, NULL, hint));
}

static void draw_notes(struct app *app, enum lenet_layer_id layer)
{
    struct ui *ui = &app->ui;
    const struct layout_layer *place = &app->layout.layer[layer];
    const struct lenet_layer *shape = &lenet_layers[layer];
    char text[64];
    if (layer == LENET_INPUT)
        snprintf(text, sizeof text, "%d×%d", shape->side, shape->side);
    else if (shape->side > 1)
        snprintf(text, sizeof text, "%d@%d×%d", shape->maps, shape->side, shape->side);
    else
        snprintf(text, sizeof text, "%d", shape->maps);
    draw_heading(app, place, shape->name, text);
    take_click(app, layer);
    if (place->kind.h == 0)
        return;
    enum text_align align = app->layout.layer_ways.h > 0 ? ALIGN_LEFT : ALIGN_CENTRE;
    const char *kind = short_kind(app, layer);
    if (text_width(app->text, TEXT_SMALL, kind) <= place->kind.w)
        ui_label_muted(ui, TEXT_SMALL, align, place->kind, kind);
    const struct settings *settings = &app->session.settings;
    if (!settings->fixed_scale && !settings->shared_scale && layer != LENET_INPUT &&
        shape->side > 1)
        return; // no one range
    float low, high;
    view_range(app, layer, 0, &low, &high);
    if (view_shows_nothing(app, layer))
        return;
    if (view_shows_errors(app, layer))
        tr_print(text, sizeof text, "±%.2g", (double)high);
    else
        tr_print(text, sizeof text, "%.2f … %.2f", (double)low, (double)high);
    if (text_width(app->text, TEXT_SMALL, text) <= place->range.w)
        ui_label_muted(ui, TEXT_SMALL, align, place->range, text);
}

// A small arrow head in the middle of the space between two layers.
static void draw_link(struct app *app, struct rect link)
{
    if (link.w == 0)
        return;
    float size = fminf((float)link.w / 3, 5 * app->layout.scale);
    float x = (float)link.x + (float)link.w / 2, y = (float)link.y + (float)link.h / 2;
    const float xy[6] = {x - size / 2, y - size, x + size / 2, y, x - size / 2, y + size};
    canvas_triangle(&app->canvas, xy, app->ui.theme->control_edge);
}

// What one scale is for, in a word or two and in a sentence.
static const char *scale_word(struct app *app, int width)
{
    const struct settings *settings = &app->session.settings;
    if (settings->fixed_scale)
        return tr("fixed");
    return settings->shared_scale
               ? view_fitting(app, TEXT_SMALL, width, tr("per layer"), tr("layer"))
               : view_fitting(app, TEXT_SMALL, width, tr("per map"), tr("map"));
}

static const char *scale_sentence(const struct app *app, enum lenet_layer_id layer)
{
    const struct settings *settings = &app->session.settings;
    if (view_shows_errors(app, layer))
        return tr(
            "Errors: by how much the loss grows with a value. Blue: it grows; orange: it falls; "
            "the middle is 0");
    if (!settings->fixed_scale)
        return settings->shared_scale
                   ? tr("From the lowest to the highest value of each layer, written below it")
                   : tr("From the lowest to the highest value of each map: rest the pointer on "
                        "one, "
                        "and its numbers stand here");
    return app->session.before_sigmoid
               ? tr("For every drawing from −8 to 8 (S2 and S4: −4 to 4, OUTPUT: −12 to 12); what "
                    "is "
                    "beyond has the colour of the end")
               : tr("For every drawing from 0 to 1 (S2 and S4: −4 to 4); what is beyond has the "
                    "colour of the end");
}

// The cell that the legend is about: the one that is looked at, or that a step is at.
static bool legend_cell(const struct app *app, struct terms_cell *cell)
{
    bool shown = view_cell_shown(app, cell);
    if (!app->session.slow_motion.on || (shown && !view_shows_nothing(app, cell->layer)))
        return shown;
    *cell = slow_motion_cell(&app->session, NULL);
    return true;
}

// Its ends in numbers, those of the map that is looked at; where there is none, or no room: words.
static void name_ends(struct app *app, int width, char ends[2][16])
{
    struct terms_cell cell;
    float low, high;
    if (legend_cell(app, &cell)) {
        view_range(app, cell.layer, cell.map, &low, &high);
        const char *format = view_shows_errors(app, cell.layer) ? "%.*g" : "%.*f";
        for (int digits = 2; digits > 0; digits--) {
            tr_print(ends[0], sizeof ends[0], format, digits, (double)low);
            tr_print(ends[1], sizeof ends[1], format, digits, (double)high);
            if (text_width(app->text, TEXT_SMALL, ends[0]) +
                    text_width(app->text, TEXT_SMALL, ends[1]) + ui_px(&app->ui, 4) <=
                width)
                return;
        }
    }
    tr_print(ends[0], sizeof ends[0], "low");
    tr_print(ends[1], sizeof ends[1], "high");
}

static void draw_legend(struct app *app)
{
    struct ui *ui = &app->ui;
    struct rect rect = app->layout.legend;
    float ramp[64];
    char ends[2][16];
    struct terms_cell cell;
    enum lenet_layer_id layer = legend_cell(app, &cell) ? cell.layer : LENET_INPUT;
    for (int i = 0; i < 64; i++)
        ramp[i] = (float)i / 63;
    struct rect bar = {rect.x, rect.y, rect.w, rect.h - ui_px(ui, 18)};
    canvas_values(&app->canvas, bar, ramp, 1, 64, view_colours(app, layer), 0, 1);
    struct rect line = {rect.x, bar.y + bar.h + ui_px(ui, 2), rect.w, ui_px(ui, 16)};
    name_ends(app, rect.w, ends);
    ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, line, ends[0]);
    ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT, line, ends[1]);
    int used = text_width(app->text, TEXT_SMALL, ends[0]);
    int other = text_width(app->text, TEXT_SMALL, ends[1]);
    line.w -= 2 * (used > other ? used : other) + ui_px(ui, 8);
    line.x = rect.x + (rect.w - line.w) / 2;
    const char *word = view_shows_errors(app, layer) ? tr("error") : scale_word(app, line.w);
    if (text_width(app->text, TEXT_SMALL, word) <= line.w)
        ui_label_muted(ui, TEXT_SMALL, ALIGN_CENTRE, line, word);
    ui_tooltip(ui, rect, scale_sentence(app, layer));
}

static void show_layer(struct app *app, int layer)
{
    projector_enlarge(app, (enum lenet_layer_id)layer);
}

// Where one layer is large, the others are a click or an arrow key away.
static void draw_ways(struct app *app)
{
    struct rect rect = app->layout.layer_ways;
    int layer = (int)app->projector.layer;
    bool whole = rect.w / LENET_LAYERS >= text_width(app->text, TEXT_BODY, "OUTPUT") + 8;
    const char *names = whole ? "INPUT|C1|S2|C3|S4|C5|F6|OUTPUT" : "IN|C1|S2|C3|S4|C5|F6|OUT";
    if (rect.h > 0 && ui_choice(&app->ui, projector_ways_id(), rect, names, &layer, 0))
        request(app, show_layer, layer);
}

// The pinned cell keeps its mark while another is looked at.
static void draw_pin(struct app *app)
{
    const struct pin *pin = &app->session.pin;
    if (!pin->held || app->layout.hidden_layers & 1u << pin->cell.layer)
        return;
    int line = ui_px(&app->ui, 2);
    canvas_outline(&app->canvas, rect_inset(view_cell_rect(app, pin->cell), -2 * line), 0,
                   (float)line, app->ui.theme->text);
}

void view_figure(struct app *app)
{
    ui_card(&app->ui, app->layout.card[PANEL_FIGURE], NULL);
    draw_ways(app);
    for (int i = 0; i < LENET_LAYERS; i++) {
        enum lenet_layer_id layer = (enum lenet_layer_id)i;
        if (app->layout.hidden_layers & 1u << i)
            continue;
        draw_notes(app, layer);
        draw_link(app, app->layout.link[i]); // none where one layer is large
        if (layer == LENET_OUTPUT)
            draw_output(app);
        else if (lenet_layers[i].side > 1)
            draw_maps(app, layer);
        else
            draw_units(app, layer);
    }
    view_operated(app);
    draw_legend(app);
    view_step_figure(app);
    struct terms_cell cell;
    if (view_cell_shown(app, &cell)) {
        view_field(app, cell);
        draw_pin(app);
        // A pinned cell has its tab, where there is a card.
        bool has_tab = layout_shows(&app->layout, PANEL_SIDE) && app->session.pin.held;
        if (!view_cell_in_card(app) && (app->hovering || !has_tab))
            view_inspector_tip(app);
    }
    view_cell_walk(app);
}
