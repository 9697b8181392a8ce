// Words that fit, and values as colours: what several views draw alike.
#include "app/window/views/shared/view_common.h"
#include "app/language/tr.h"
#include "app/session/step/slow_motion.h"
#include <math.h>
#include <stdio.h>

const char *view_fitting(struct app *app, enum text_style style, int width, const char *text,
                         const char *shorter)
{
    return text_width(app->text, style, text) <= width ? text : shorter;
}

float view_line(const struct app *app)
{
    return fmaxf(1, floorf(app->layout.scale));
}

// ---- Values -------------------------------------------------------------------------------------

const float *view_values(const struct app *app, enum lenet_layer_id layer)
{
    const struct reading *reading = &app->session.reading;
    if (app->session.slow_motion.on)
        return slow_motion_values(&app->session, layer);
    if (layer != LENET_OUTPUT)
        return lenet_layer_values(session_shown_values(&app->session), layer);
    return app->session.before_sigmoid ? reading->activations.logits : reading->probability;
}

bool view_shows_nothing(const struct app *app, enum lenet_layer_id layer)
{
    return app->session.slow_motion.on &&
           slow_motion_shows(&app->session, layer) == SLOW_MOTION_NOTHING;
}

bool view_shows_errors(const struct app *app, enum lenet_layer_id layer)
{
    return app->session.slow_motion.on &&
           slow_motion_shows(&app->session, layer) == SLOW_MOTION_ERRORS;
}

const struct colour_map *view_colours(const struct app *app, enum lenet_layer_id layer)
{
    return view_shows_errors(app, layer) ? &colour_map_signed
                                         : &colour_maps[app->session.settings.colour_map];
}

bool view_shows_sums(const struct app *app, enum lenet_layer_id layer)
{
    if (app->session.slow_motion.on && layer == LENET_OUTPUT)
        return slow_motion_shows_logits(&app->session);
    bool changed = layer != LENET_INPUT && layer != LENET_S2 && layer != LENET_S4;
    return changed && app->session.before_sigmoid;
}

// The same for every drawing: beyond the first nothing is left of a sigmoid's slope, the other two
// hold what drawings make of S2, S4 and the logits.
static void fixed_range(const struct app *app, enum lenet_layer_id layer, float *low, float *high)
{
    static const float reach[LENET_LAYERS] = {
        [LENET_C1] = 8, [LENET_S2] = 4, [LENET_C3] = 8,     [LENET_S4] = 4,
        [LENET_C5] = 8, [LENET_F6] = 8, [LENET_OUTPUT] = 12};
    bool is_signed = layer == LENET_S2 || layer == LENET_S4 || view_shows_sums(app, layer);
    *low = is_signed ? -reach[layer] : 0;
    *high = is_signed ? reach[layer] : 1;
}

void view_range(const struct app *app, enum lenet_layer_id layer, int map, float *low, float *high)
{
    const struct settings *settings = &app->session.settings;
    if (layer == LENET_INPUT) {
        *low = lenet_input_level(0);
        *high = lenet_input_level(255);
        return;
    }
    bool errors = view_shows_errors(app, layer);
    if (!errors &&
        (settings->fixed_scale || (layer == LENET_OUTPUT && !view_shows_sums(app, layer)))) {
        fixed_range(app, layer, low, high);
        return;
    }
    const struct lenet_layer *shape = &lenet_layers[layer];
    const float *value = view_values(app, layer);
    int count = shape->maps * shape->side * shape->side;
    if (!settings->shared_scale && shape->side > 1) {
        count = shape->side * shape->side;
        value += map * count;
    }
    *low = *high = value[0];
    for (int i = 1; i < count; i++) {
        *low = fminf(*low, value[i]);
        *high = fmaxf(*high, value[i]);
    }
    if (!errors)
        return;
    *high = fmaxf(fabsf(*low), fabsf(*high)); // 0 in the middle
    *high = *high > 0 ? *high : 1;
    *low = -*high;
}

// ---- Colours ------------------------------------------------------------------------------------

void view_weights(struct app *app, struct rect rect, const float *weight, int rows, int columns,
                  float largest)
{
    canvas_values(&app->canvas, rect, weight, rows, columns, &colour_map_signed, -largest, largest);
    if (!view_cells_hold_numbers(app, rect, rows, columns))
        view_minus_signs(app, rect, weight, rows, columns, largest);
}

bool view_cells_hold_numbers(const struct app *app, struct rect rect, int rows, int columns)
{
    int room = text_width(app->text, TEXT_SMALL, "-0.00") + ui_px(&app->ui, 2);
    return rect.w / columns >= room && rect.h / rows >= text_height(app->text, TEXT_SMALL);
}

// By the value, not by what is drawn there: a picture of shapes has no pixels.
void view_minus_signs(struct app *app, struct rect rect, const float *value, int rows, int columns,
                      float largest)
{
    struct rect clip = app->canvas.clip;
    int width = rect.w / columns, height = rect.h / rows, thick = (int)view_line(app);
    if (width < ui_px(&app->ui, 5) || height < ui_px(&app->ui, 5))
        return;
    for (int i = 0; i < rows * columns; i++) {
        int left = rect.x + i % columns * rect.w / columns;
        int x = left + width / 2, y = rect.y + i / columns * rect.h / rows + height / 2;
        struct rect dash = {x - width / 5, y - thick / 2, 2 * (width / 5) + 1, thick};
        uint32_t ground = canvas_value_colour(&colour_map_signed, value[i], -largest, largest);
        if (value[i] < 0 && rect_contains(clip, x, y))
            canvas_fill(&app->canvas, dash, colour_readable_on(ground));
    }
}

void view_ring(struct app *app, struct rect rect)
{
    int line = ui_px(&app->ui, 2), rim = (int)view_line(app);
    canvas_outline(&app->canvas, rect_inset(rect, -line - 2 * rim), 0, (float)(line + 2 * rim),
                   app->ui.theme->panel);
    canvas_outline(&app->canvas, rect_inset(rect, -line - rim), 0, (float)line,
                   app->ui.theme->focus);
}

int view_legend_height(const struct app *app)
{
    return ui_px(&app->ui, 6) + text_height(app->text, TEXT_SMALL);
}

// The ends in numbers, as many digits as there is room for; where there is none, "±0.42" of a range
// around 0.
static void draw_ends(struct app *app, struct rect line, float low, float high)
{
    struct ui *ui = &app->ui;
    int gap = ui_px(ui, 6), both = 0;
    char left[16], right[16], single[16];
    for (int digits = 3; digits > 1 && (digits == 3 || both > line.w); digits--) {
        tr_print(left, sizeof left, "%.*g", digits, (double)low);
        tr_print(right, sizeof right, "%.*g", digits, (double)high);
        both = text_width(app->text, TEXT_SMALL, left) + gap +
               text_width(app->text, TEXT_SMALL, right);
    }
    if (both <= line.w) {
        ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, line, left);
        ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT, line, right);
        if (low == -high && both + gap + text_width(app->text, TEXT_SMALL, "0") <= line.w)
            ui_label_muted(ui, TEXT_SMALL, ALIGN_CENTRE, line, "0");
        return;
    }
    for (int digits = 3; low == -high && digits > 1; digits--) {
        tr_print(single, sizeof single, "±%.*g", digits, (double)high);
        if (text_width(app->text, TEXT_SMALL, single) <= line.w) {
            ui_label_muted(ui, TEXT_SMALL, ALIGN_CENTRE, line, single);
            return;
        }
    }
}

void view_legend(struct app *app, struct rect rect, const struct colour_map *map, float low,
                 float high)
{
    enum { STEPS = 64 };
    float ramp[STEPS];
    for (int i = 0; i < STEPS; i++)
        ramp[i] = (float)i;
    struct rect bar = {rect.x, rect.y, rect.w, ui_px(&app->ui, 4)};
    struct rect line = {rect.x, bar.y + bar.h + ui_px(&app->ui, 2), rect.w,
                        text_height(app->text, TEXT_SMALL)};
    canvas_values(&app->canvas, bar, ramp, 1, STEPS, map, 0, STEPS - 1);
    draw_ends(app, line, low, high);
}
