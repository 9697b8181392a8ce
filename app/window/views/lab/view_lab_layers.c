// The layers of the network in training beside each other: above, how their values are distributed,
// below, how the errors are that reach them; then a few numbers, and what is wrong.
#include "app/language/tr.h"
#include "app/session/health.h"
#include "app/window/layout/layout_spacing.h"
#include "app/window/screen/request.h"
#include "app/window/views/lab/lab_warnings.h"
#include "app/window/views/lab/view_lab.h"
#include <math.h>
#include <stdio.h>

enum { COLUMNS = LENET_LAYERS - 1, NUMBERS = 3 };

static const char *const number_names[NUMBERS] = {TR("gradient"), TR("saturated"), TR("dead")};
static const char *const number_tips[NUMBERS] = {
    TR("How large the gradients of the layer's weights are, on average: 2e-04 is 0.0002"),
    (TR("Share of the values that are all but 0 or 1, where a sigmoid is flat and lets no error "
        "through")),
    TR("Share of the maps or units that have the same value whatever the digit")};

struct places {
    int head;    // height of the line of names, and of each number
    int label;   // width of the words at the left
    int width;   // of a layer
    int graph;   // height of each of the two rows of graphs
    int between; // them
    bool numbers;
};

static struct places place_all(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    struct places places = {.head = ui_px(ui, 16), .between = ui_px(ui, 8)};
    for (int i = 0; i < NUMBERS; i++) {
        int width = text_width(app->text, TEXT_SMALL, tr(number_names[i]));
        places.label = width > places.label ? width : places.label;
    }
    places.label += ui_px(ui, 8);
    places.width = (rect.w - places.label) / COLUMNS;
    int room = rect.h - places.head - places.between;
    places.numbers = room >= ui_px(ui, 110) && places.width >= ui_px(ui, 42);
    if (places.numbers)
        room -= NUMBERS * places.head;
    places.graph = room / 2;
    return places;
}

static struct rect graph_rect(const struct app *app, struct rect rect, const struct places *places,
                              int layer, bool errors)
{
    int inset = ui_px(&app->ui, 4);
    int lower = errors ? places->graph + places->between : 0;
    return (struct rect){rect.x + places->label + layer * places->width + inset,
                         rect.y + places->head + lower, places->width - 2 * inset, places->graph};
}

static struct rect bin_rect(struct rect graph, int bin)
{
    int left = graph.x + graph.w * bin / LAYER_STATS_BINS;
    int right = graph.x + graph.w * (bin + 1) / LAYER_STATS_BINS;
    return (struct rect){left, graph.y, right - left, graph.h};
}

// ---- Graphs -------------------------------------------------------------------------------------

static uint32_t sum_of(const uint32_t bins[LAYER_STATS_BINS], uint32_t *most)
{
    uint32_t sum = 0;
    *most = 0;
    for (int i = 0; i < LAYER_STATS_BINS; i++) {
        sum += bins[i];
        *most = bins[i] > *most ? bins[i] : *most;
    }
    return sum;
}

// One bar for each bin, the highest as high as the graph. Returns the bin at the pointer, or -1.
static int draw_bins(struct app *app, struct rect rect, const uint32_t bins[LAYER_STATS_BINS],
                     uint32_t colour)
{
    const struct ui *ui = &app->ui;
    uint32_t most;
    int pointed = -1;
    sum_of(bins, &most);
    canvas_fill(&app->canvas, (struct rect){rect.x, rect.y + rect.h, rect.w, ui_px(ui, 1)},
                ui->theme->control_edge);
    for (int i = 0; i < LAYER_STATS_BINS; i++) {
        struct rect bin = bin_rect(rect, i);
        int height = most > 0 ? (int)ceil((double)bins[i] * rect.h / most) : 0;
        canvas_fill(&app->canvas, (struct rect){bin.x, bin.y + bin.h - height, bin.w, height},
                    colour);
        if (ui->pointer_inside && (int)ui->pointer_x >= bin.x && (int)ui->pointer_x < bin.x + bin.w)
            pointed = i;
    }
    return pointed;
}

// The range of a bin, and how much lies there.
static void explain_bin(char *text, size_t size, const struct layer_stats_layer *layer, bool errors,
                        int bin)
{
    uint32_t most, sum = sum_of(errors ? layer->errors : layer->values, &most);
    double span = LAYER_STATS_EXPONENT_MOST - LAYER_STATS_EXPONENT_LEAST;
    double from = LAYER_STATS_EXPONENT_LEAST + bin * span / LAYER_STATS_BINS;
    double step = (double)(layer->high - layer->low) / LAYER_STATS_BINS;
    double share = sum > 0 ? (double)(errors ? layer->errors : layer->values)[bin] / sum : 0;
    if (errors)
        tr_print(text, size, "%.1f%% are between %.1e and %.1e, without their sign", 100 * share,
                 pow(10, from), pow(10, from + span / LAYER_STATS_BINS));
    else
        tr_print(text, size, "%.1f%% are between %.3g and %.3g", 100 * share,
                 (double)layer->low + bin * step, (double)layer->low + (bin + 1) * step);
}

static void draw_graph(struct app *app, struct rect rect, const struct layer_stats_layer *layer,
                       bool errors, uint32_t colour)
{
    char text[128];
    int bin = draw_bins(app, rect, errors ? layer->errors : layer->values, colour);
    if (bin < 0)
        return;
    explain_bin(text, sizeof text, layer, errors, bin);
    ui_tooltip(&app->ui, rect, text);
}

// ---- Layers -------------------------------------------------------------------------------------

static bool is_warned_of(const struct diagnosis *diagnosis, enum lenet_layer_id id)
{
    for (int i = 0; i < diagnosis->count; i++)
        if (diagnosis->warning[i].layer == id)
            return true;
    return false;
}

static void draw_number(struct app *app, struct rect line, const struct layer_stats_layer *layer,
                        enum lenet_layer_id id, int number)
{
    char text[32];
    bool sigmoid = id != LENET_S2 && id != LENET_S4 && id != LENET_OUTPUT;
    if (number == 0)
        tr_print(text, sizeof text, "%.0e", (double)layer->gradient_rms);
    else if (number == 1 && !sigmoid)
        snprintf(text, sizeof text, "–");
    else
        tr_print(text, sizeof text, "%.0f%%",
                 100 * (double)(number == 1 ? layer->saturated : layer->dead));
    ui_label(&app->ui, TEXT_SMALL, ALIGN_CENTRE, line, text);
}

static void draw_layer(struct app *app, struct rect rect, const struct places *places,
                       const struct layer_stats *stats, int column)
{
    enum lenet_layer_id id = (enum lenet_layer_id)(LENET_C1 + column);
    struct ui *ui = &app->ui;
    const struct layer_stats_layer *layer = &stats->layer[id];
    bool bad = is_warned_of(health_diagnosis(&app->session), id);
    uint32_t colour = bad ? ui->theme->bad : ui->theme->accent;
    struct rect line = {rect.x + places->label + column * places->width, rect.y, places->width,
                        places->head};
    char name[16];
    snprintf(name, sizeof name, "%s%s", id == LENET_OUTPUT ? "OUT" : lenet_layers[id].name,
             bad ? " !" : "");
    text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_CENTRE, line,
                 bad ? ui->theme->bad : ui->theme->text, name);
    draw_graph(app, graph_rect(app, rect, places, column, false), layer, false, colour);
    struct rect lower = graph_rect(app, rect, places, column, true);
    draw_graph(app, lower, layer, true, bad ? ui->theme->bad : ui->theme->good);
    line.y = lower.y + lower.h + ui_px(ui, 1);
    for (int i = 0; i < NUMBERS && places->numbers; i++, line.y += places->head)
        draw_number(app, line, layer, id, i);
}

static void draw_words(struct app *app, struct rect rect, const struct places *places)
{
    struct ui *ui = &app->ui;
    struct rect line = {rect.x, 0, places->label, places->head};
    line.y = rect.y + places->head + (places->graph - places->head) / 2;
    ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, line, tr("values"));
    ui_tooltip(ui, line,
               tr("How often each value occurs, from 0 to 1; in S2 and S4 from the least "
                  "to the largest"));
    line.y += places->graph + places->between;
    ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, line, tr("errors"));
    ui_tooltip(ui, line,
               tr("How large the gradients of the values are, from 1e-10 at the left to 1"));
    line.y = rect.y + places->head + 2 * places->graph + places->between + ui_px(ui, 1);
    for (int i = 0; i < NUMBERS && places->numbers; i++, line.y += places->head) {
        ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, line, tr(number_names[i]));
        ui_tooltip(ui, line, tr(number_tips[i]));
    }
}

// ---- By keys ------------------------------------------------------------------------------------

enum { LAST_BIN = COLUMNS * LAYER_STATS_BINS - 1 };

// Bins are counted through all layers; those of the errors are below 0, from -1 on.
static void go_to_bin(struct app *app, int at)
{
    struct lab *lab = &app->lab;
    lab->errors = at < 0;
    at = at < 0 ? -1 - at : at;
    lab->layer = at / LAYER_STATS_BINS;
    lab->bin = at % LAYER_STATS_BINS;
    ui_focus(&app->ui, ui_id("layer bins", 0)); // it shows, also after a click
}

// Left and Right to the next bin, Page Up and Down to the same one of the next layer, Home and End
// to the ends, Up and Down to the other row.
static int key_moves(int bin, int key, bool *errors)
{
    if (key == KEY_UP || key == KEY_DOWN)
        *errors = key == KEY_DOWN;
    if (key == KEY_HOME || key == KEY_END)
        return key == KEY_HOME ? 0 : LAST_BIN;
    int step = key == KEY_LEFT        ? -1
               : key == KEY_RIGHT     ? 1
               : key == KEY_PAGE_UP   ? -LAYER_STATS_BINS
               : key == KEY_PAGE_DOWN ? LAYER_STATS_BINS
                                      : 0;
    return bin + step >= 0 && bin + step <= LAST_BIN ? bin + step : bin;
}

static void walk_bins(struct app *app, struct rect rect, const struct places *places,
                      const struct layer_stats *stats)
{
    struct ui *ui = &app->ui;
    const struct lab *lab = &app->lab;
    struct rect all = {rect.x + places->label, rect.y + places->head, COLUMNS * places->width,
                       2 * places->graph + places->between};
    struct ui_walk walk = ui_walk(ui, ui_id("layer bins", 0), all);
    int bin = lab->layer * LAYER_STATS_BINS + lab->bin, to = bin;
    bool errors = lab->errors;
    for (int key; (key = ui_walk_key(ui, &walk)) != KEY_NONE;)
        to = key_moves(to, key, &errors);
    if (to != bin || errors != lab->errors)
        request(app, go_to_bin, errors ? -1 - to : to);
    if (!walk.ring)
        return;
    char text[128];
    struct rect graph = graph_rect(app, rect, places, lab->layer, lab->errors);
    struct rect place = rect_inset(bin_rect(graph, lab->bin), -ui_px(ui, 2));
    canvas_outline(&app->canvas, place, 0, (float)ui_px(ui, 1), ui->theme->focus);
    explain_bin(text, sizeof text, &stats->layer[LENET_C1 + lab->layer], lab->errors, lab->bin);
    ui_tooltip_hold(ui, place, text);
}

static void draw_stats(struct app *app, struct rect rect, const struct layer_stats *stats)
{
    struct places places = place_all(app, rect);
    if (places.graph < ui_px(&app->ui, 8))
        return;
    draw_words(app, rect, &places);
    for (int i = 0; i < COLUMNS; i++)
        draw_layer(app, rect, &places, stats, i);
    walk_bins(app, rect, &places, stats);
}

static void draw_failure(struct app *app, struct rect rect, const struct status *failure)
{
    char text[sizeof failure->message + 100];
    tr_print(text, sizeof text,
             "The layers could not be looked into: %s. The run goes on all the same.",
             failure->message);
    text_draw_wrapped(&app->canvas, app->text, TEXT_BODY, rect, app->ui.theme->bad, text);
}

void view_lab_layers(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    const struct layer_stats *stats = health_stats(&app->session);
    lab_warnings_draw(app, &rect, ui_px(ui, 150), ui_px(ui, 60));
    if (stats && stats->finite)
        draw_stats(app, rect, stats);
    else if (health_failure(&app->session))
        draw_failure(app, rect, health_failure(&app->session));
    else if (health_diagnosis(&app->session)->count == 0 && !app->session.looking.there)
        text_draw_wrapped(&app->canvas, app->text, TEXT_BODY, rect, ui->theme->text_muted,
                          app->session.fine_tuning.phase == FINE_TUNING_RUNS
                              ? tr("Your digits are learnt within seconds; the layers are looked "
                                   "into, and shown here, while a training run goes on.")
                              : tr("While a training run goes on, each layer's values and errors "
                                   "are looked into twice a second, and shown here."));
}
