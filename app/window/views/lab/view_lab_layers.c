// The layers of the network in training beside each other: above, how their values are distributed,
// below, how the errors are that reach them; then a few numbers, and what is wrong.
#include "app/session/health.h"
#include "app/window/screen/layout_spacing.h"
#include "app/window/views/lab/lab_warnings.h"
#include "app/window/views/lab/view_lab.h"
#include <math.h>
#include <stdio.h>

enum { COLUMNS = LENET_LAYERS - 1, NUMBERS = 3 };

static const char *const number_names[NUMBERS] = {"gradient", "saturated", "dead"};
static const char *const number_tips[NUMBERS] = {
    "How large the gradients of the layer's weights are, on average: 2e-04 is 0.0002",
    "Share of the values that are all but 0 or 1, where a sigmoid is flat and lets no error "
    "through",
    "Share of the maps or units that have the same value whatever the digit"};

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
    places.label = text_width(app->text, TEXT_SMALL, "saturated") + ui_px(ui, 8);
    places.width = (rect.w - places.label) / COLUMNS;
    int room = rect.h - places.head - places.between;
    places.numbers = room >= ui_px(ui, 110) && places.width >= ui_px(ui, 42);
    if (places.numbers)
        room -= NUMBERS * places.head;
    places.graph = room / 2;
    return places;
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

// The range of the bin under the pointer, and how much lies there.
static void explain_bin(struct app *app, struct rect rect, double low, double high, double share,
                        const char *format)
{
    char range[64], text[128];
    snprintf(range, sizeof range, format, low, high);
    snprintf(text, sizeof text, "%.1f%% are %s", 100 * share, range);
    ui_tooltip(&app->ui, rect, text);
}

// One bar for each bin, the highest as high as the graph. Returns the bin at the pointer, or -1.
static int draw_bins(struct app *app, struct rect rect, const uint32_t bins[LAYER_STATS_BINS],
                     uint32_t most, uint32_t colour)
{
    const struct ui *ui = &app->ui;
    int pointed = -1;
    canvas_fill(&app->canvas, (struct rect){rect.x, rect.y + rect.h, rect.w, ui_px(ui, 1)},
                ui->theme->control_edge);
    for (int i = 0; i < LAYER_STATS_BINS; i++) {
        int left = rect.x + rect.w * i / LAYER_STATS_BINS;
        int right = rect.x + rect.w * (i + 1) / LAYER_STATS_BINS;
        int height = most > 0 ? (int)ceil((double)bins[i] * rect.h / most) : 0;
        canvas_fill(&app->canvas,
                    (struct rect){left, rect.y + rect.h - height, right - left, height}, colour);
        if (ui->pointer_inside && (int)ui->pointer_x >= left && (int)ui->pointer_x < right)
            pointed = i;
    }
    return pointed;
}

static void draw_values(struct app *app, struct rect rect, const struct layer_stats_layer *layer,
                        uint32_t colour)
{
    uint32_t most, sum = sum_of(layer->values, &most);
    int bin = draw_bins(app, rect, layer->values, most, colour);
    double step = (double)(layer->high - layer->low) / LAYER_STATS_BINS;
    if (bin >= 0 && sum > 0)
        explain_bin(app, rect, (double)layer->low + bin * step,
                    (double)layer->low + (bin + 1) * step, (double)layer->values[bin] / sum,
                    "between %.3g and %.3g");
}

static void draw_errors(struct app *app, struct rect rect, const struct layer_stats_layer *layer,
                        uint32_t colour)
{
    uint32_t most, sum = sum_of(layer->errors, &most);
    int bin = draw_bins(app, rect, layer->errors, most, colour);
    double span = LAYER_STATS_EXPONENT_MOST - LAYER_STATS_EXPONENT_LEAST;
    double from = LAYER_STATS_EXPONENT_LEAST + bin * span / LAYER_STATS_BINS;
    if (bin >= 0 && sum > 0)
        explain_bin(app, rect, pow(10, from), pow(10, from + span / LAYER_STATS_BINS),
                    (double)layer->errors[bin] / sum, "between %.1e and %.1e, without their sign");
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
        snprintf(text, sizeof text, "%.0e", (double)layer->gradient_rms);
    else if (number == 1 && !sigmoid)
        snprintf(text, sizeof text, "–");
    else
        snprintf(text, sizeof text, "%.0f%%",
                 100 * (double)(number == 1 ? layer->saturated : layer->dead));
    ui_label(&app->ui, TEXT_SMALL, ALIGN_CENTRE, line, text);
}

static void draw_layer(struct app *app, struct rect column, const struct places *places,
                       const struct layer_stats *stats, enum lenet_layer_id id)
{
    struct ui *ui = &app->ui;
    const struct layer_stats_layer *layer = &stats->layer[id];
    bool bad = is_warned_of(health_diagnosis(&app->session), id);
    uint32_t colour = bad ? ui->theme->bad : ui->theme->accent;
    struct rect line = {column.x, column.y, column.w, places->head};
    text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_CENTRE, line,
                 bad ? ui->theme->bad : ui->theme->text,
                 id == LENET_OUTPUT ? "OUT" : lenet_layers[id].name);
    struct rect graph = {column.x + ui_px(ui, 4), line.y + line.h, column.w - 2 * ui_px(ui, 4),
                         places->graph};
    draw_values(app, graph, layer, colour);
    graph.y += places->graph + places->between;
    draw_errors(app, graph, layer, bad ? ui->theme->bad : ui->theme->good);
    line.y = graph.y + graph.h + ui_px(ui, 1);
    for (int i = 0; i < NUMBERS && places->numbers; i++, line.y += places->head)
        draw_number(app, line, layer, id, i);
}

static void draw_words(struct app *app, struct rect rect, const struct places *places)
{
    struct ui *ui = &app->ui;
    struct rect line = {rect.x, 0, places->label, places->head};
    line.y = rect.y + places->head + (places->graph - places->head) / 2;
    ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, line, "values");
    ui_tooltip(ui, line,
               "How often each value occurs, from 0 to 1; in S2 and S4 from the least "
               "to the largest");
    line.y += places->graph + places->between;
    ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, line, "errors");
    ui_tooltip(ui, line, "How large the gradients of the values are, from 1e-10 at the left to 1");
    line.y = rect.y + places->head + 2 * places->graph + places->between + ui_px(ui, 1);
    for (int i = 0; i < NUMBERS && places->numbers; i++, line.y += places->head) {
        ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, line, number_names[i]);
        ui_tooltip(ui, line, number_tips[i]);
    }
}

static void draw_stats(struct app *app, struct rect rect, const struct layer_stats *stats)
{
    struct places places = place_all(app, rect);
    if (places.graph < ui_px(&app->ui, 8))
        return;
    draw_words(app, rect, &places);
    for (int i = 0; i < COLUMNS; i++) {
        struct rect column = {rect.x + places.label + i * places.width, rect.y, places.width,
                              rect.h};
        draw_layer(app, column, &places, stats, (enum lenet_layer_id)(LENET_C1 + i));
    }
}

static void draw_failure(struct app *app, struct rect rect, const struct status *failure)
{
    char text[sizeof failure->message + 100];
    snprintf(text, sizeof text,
             "The layers could not be looked into: %s. The run goes on all the same.",
             failure->message);
    text_draw_wrapped(&app->canvas, app->text, TEXT_BODY, rect, app->ui.theme->bad, text);
}

void view_lab_layers(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    const struct layer_stats *stats = health_stats(&app->session);
    lab_warnings_draw(app, &rect, ui_px(ui, 60));
    if (stats && stats->finite)
        draw_stats(app, rect, stats);
    else if (health_failure(&app->session))
        draw_failure(app, rect, health_failure(&app->session));
    else if (health_diagnosis(&app->session)->count == 0 && !app->session.looking.there)
        text_draw_wrapped(&app->canvas, app->text, TEXT_BODY, rect, ui->theme->text_muted,
                          "While a run goes on, each layer's values and errors are looked into "
                          "twice a second, and shown here.");
}
