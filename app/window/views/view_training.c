// The training panel: where the run stands, its curves as they grow, and its buttons.
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/session/weights/fine_tuning.h"
#include "app/ui/plot/plot.h"
#include "app/window/views/shared/run_words.h"
#include "app/window/views/shared/view_tabs.h"
#include "app/window/views/views.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static float least_above_zero(float least, const struct curve *curve)
{
    for (int i = 0; i < curve->count; i++)
        if (curve->y[i] > 0)
            least = fminf(least, curve->y[i]);
    return least;
}

// The lowest end of the logarithmic axis that two curves share.
static float axis_floor(const struct curve *first, const struct curve *second)
{
    float least = least_above_zero(least_above_zero(1, first), second);
    return powf(10, floorf(log10f(least) + 1e-6f));
}

// No mistake at all has no logarithm: it lies on the axis instead of leaving a gap.
static void clamp_curve(const struct curve *curve, float lowest, float y[CURVE_POINTS])
{
    for (int i = 0; i < curve->count; i++)
        y[i] = curve->y[i] < lowest ? lowest : curve->y[i]; // NaN stays
}

// A curve without axes, for where a plot has no room: its logarithm from `low` to `high`.
static void draw_sparkline(struct app *app, struct rect rect, const struct curve *curve, float low,
                           float high, uint32_t colour, bool dashed)
{
    float xy[2 * CURVE_POINTS], y[CURVE_POINTS];
    int count = 0;
    if (curve->count < 1)
        return;
    clamp_curve(curve, low, y);
    float first = curve->x[0], span = curve->x[curve->count - 1] - first;
    for (int i = 0; i < curve->count; i++) {
        if (!isfinite(y[i]))
            continue;
        float share = high > low ? logf(high / y[i]) / logf(high / low) : 0.5f;
        float along = span > 0 ? (curve->x[i] - first) / span : 0.5f;
        xy[2 * count] = (float)rect.x + along * (float)rect.w;
        xy[2 * count + 1] = (float)rect.y + share * (float)rect.h;
        count++;
    }
    if (count == 1)
        canvas_disc(&app->canvas, xy[0], xy[1], 2 * app->layout.scale, colour);
    else if (count > 1 && dashed)
        ui_draw_dashes(&app->ui, xy, count, 1.5f * app->layout.scale, colour);
    else if (count > 1)
        canvas_polyline(&app->canvas, xy, count, 1.5f * app->layout.scale, colour);
}

static float highest(float high, const struct curve *curve)
{
    for (int i = 0; i < curve->count; i++)
        high = fmaxf(high, curve->y[i]);
    return high;
}

// Both ends of a strip's axis at its right, where there is room; returns the rest for the curves.
static struct rect label_ends(struct app *app, struct rect strip, const char *high, const char *low)
{
    struct ui *ui = &app->ui;
    int line = ui_px(ui, 11), width = text_width(app->text, TEXT_SMALL, high), gap = ui_px(ui, 2);
    int other = text_width(app->text, TEXT_SMALL, low);
    width = other > width ? other : width;
    if (strip.h < 2 * line)
        return strip;
    strip.w -= width + gap;
    struct rect label = {strip.x + strip.w + gap, strip.y, width, line};
    ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT, label, high);
    label.y += strip.h - line;
    ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT, label, low);
    return strip;
}

// The highest end of the axis: a power of ten, too.
static float axis_ceiling(const struct curve *first, const struct curve *second)
{
    float most = highest(highest(0, first), second), low = axis_floor(first, second);
    return fmaxf(most > 0 ? powf(10, ceilf(log10f(most) - 1e-6f)) : 0, 10 * low);
}

// A strip's name, and under it the latest value where there is room; returns the rest for curves.
static struct rect label_strip(struct app *app, struct rect strip, const char *name,
                               const char *value)
{
    struct ui *ui = &app->ui;
    int line = ui_px(ui, 14), width = ui_px(ui, 44);
    bool two = strip.h >= 2 * line && value[0];
    struct rect label = {strip.x, strip.y + (strip.h - (two ? 2 : 1) * line) / 2, width, line};
    ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, label, name);
    label.y += line;
    if (two)
        ui_label(ui, TEXT_SMALL, ALIGN_LEFT, label, value);
    strip.x += width;
    strip.w -= width;
    return strip;
}

// Both ends in one notation, with as few digits as tell them apart.
static void write_loss_ends(char ends[2][32], double high, double low)
{
    bool powers = low < 1e-4 || high >= 9.5, same = true;
    for (int digits = 1; digits <= 3 && same; digits++) {
        tr_print(ends[0], 32, powers ? "%.*e" : "%.*g", digits - powers, high);
        tr_print(ends[1], 32, powers ? "%.*e" : "%.*g", digits - powers, low);
        same = strcmp(ends[0], ends[1]) == 0;
    }
}

static void draw_loss_strip(struct app *app, struct rect strip)
{
    const struct trainer_progress *progress = &app->session.progress;
    const struct curve *curve = &progress->loss_curve;
    char value[32] = "";
    if (!isnan(progress->loss))
        tr_print(value, sizeof value, "%.4f", (double)progress->loss);
    float high = highest(0, curve), low = fmaxf(least_above_zero(high, curve), 1e-9f);
    char ends[2][32] = {"", ""};
    if (curve->count > 1 && high > 0)
        write_loss_ends(ends, (double)high, (double)low);
    strip = label_ends(app, label_strip(app, strip, tr("loss"), value), ends[0], ends[1]);
    draw_sparkline(app, rect_inset(strip, ui_px(&app->ui, 3)), curve, low, high,
                   app->ui.theme->accent, false);
}

static void draw_error_strip(struct app *app, struct rect strip)
{
    const struct trainer_progress *progress = &app->session.progress;
    const struct curve *train = &progress->train_curve, *test = &progress->test_curve;
    float low = axis_floor(train, test), high = axis_ceiling(train, test);
    char value[32] = "", ends[2][32] = {"", ""};
    if (!isnan(progress->test_error))
        tr_print(value, sizeof value, "%.2f%%", amount_percent_of((double)progress->test_error));
    if (train->count + test->count > 0) {
        tr_print(ends[0], sizeof ends[0], "%g%%", 100 * (double)high);
        tr_print(ends[1], sizeof ends[1], "%g%%", 100 * (double)low);
    }
    strip = label_ends(app, label_strip(app, strip, tr("error"), value), ends[0], ends[1]);
    strip = rect_inset(strip, ui_px(&app->ui, 3));
    draw_sparkline(app, strip, train, low, high, app->ui.theme->good, true);
    draw_sparkline(app, strip, test, low, high, app->ui.theme->bad, false);
}

static void draw_loss(struct app *app, struct rect rect)
{
    const struct curve *curve = &app->session.progress.loss_curve;
    struct plot_curve loss = {.name = tr("loss"),
                              .y = curve->y,
                              .x = curve->x,
                              .count = curve->count,
                              .colour = app->ui.theme->accent};
    struct plot plot = {.curve = &loss,
                        .count = 1,
                        .x_title = tr("epoch"),
                        .y_title = tr("loss"),
                        .logarithmic = true};
    plot_draw(&app->ui, rect, &plot);
}

static void draw_errors(struct app *app, struct rect rect)
{
    const struct trainer_progress *progress = &app->session.progress;
    const struct curve *train = &progress->train_curve, *test = &progress->test_curve;
    const struct theme *theme = app->ui.theme;
    struct plot_curve errors[2] = {
        {.name = tr("training error"),
         .y = train->y,
         .x = train->x,
         .count = train->count,
         .colour = theme->good,
         .dashed = true},
        {.name = tr("test error"),
         .y = test->y,
         .x = test->x,
         .count = test->count,
         .colour = theme->bad},
    };
    struct plot plot = {.curve = errors,
                        .count = 2,
                        .x_title = tr("epoch"),
                        .y_title = tr("error"),
                        .percent = true,
                        .logarithmic = true};
    if (rect.w < ui_px(&app->ui, 200)) {
        errors[0].name = tr("training");
        errors[1].name = tr("test");
    }
    plot_draw(&app->ui, rect, &plot);
}

static bool only_strips(const struct app *app, struct rect rect)
{
    return rect.h < ui_px(&app->ui, 112) || rect.w < ui_px(&app->ui, 160);
}

// Both plots beside or above each other; in less room the loss, or both, in a strip.
static void draw_plots(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    int gap = ui_px(ui, 8);
    struct rect first = rect, second = rect;
    if (only_strips(app, rect)) {
        first.h = rect.h / 2;
        second.h = rect.h - first.h;
        second.y += first.h;
        draw_loss_strip(app, first);
        draw_error_strip(app, second);
    } else if (rect.w >= ui_px(ui, 400)) {
        first.w = second.w = (rect.w - gap) / 2;
        second.x = rect.x + rect.w - second.w;
        draw_loss(app, first);
        draw_errors(app, second);
    } else if (rect.h >= ui_px(ui, 240)) {
        first.h = second.h = (rect.h - gap) / 2;
        second.y = rect.y + rect.h - second.h;
        draw_loss(app, first);
        draw_errors(app, second);
    } else {
        first.h = ui_px(ui, 32);
        second.y += first.h;
        second.h -= first.h;
        draw_loss_strip(app, first);
        draw_errors(app, second);
    }
}

static void action_button(struct app *app, struct rect rect, enum action_id action,
                          const char *label)
{
    int flags = action_enabled(app, action) ? 0 : UI_DISABLED;
    if (ui_button(&app->ui, ui_id("train", (int)action), rect, label, flags))
        request_action(app, action);
}

static void action_icon(struct app *app, struct rect rect, enum action_id action, enum ui_icon icon,
                        const char *words)
{
    char hint[ACTION_HINT_SIZE];
    action_hint(app, action, words, NULL, hint);
    if (ui_icon_button(&app->ui, ui_id("train", (int)action), rect, icon, hint, 0))
        request_action(app, action);
}

// Part `index` of a row cut into `count` equal parts.
static struct rect part_of(const struct app *app, struct rect row, int index, int count)
{
    int gap = ui_px(&app->ui, 8), width = (row.w - (count - 1) * gap) / count;
    return (struct rect){row.x + index * (width + gap), row.y, width, row.h};
}

static void draw_running_buttons(struct app *app, struct rect row, bool narrow)
{
    bool paused = app->session.progress.pausing;
    struct rect first = part_of(app, row, 0, 2), second = part_of(app, row, 1, 2);
    if (narrow) {
        action_icon(app, first, ACTION_PAUSE, paused ? ICON_PLAY : ICON_PAUSE,
                    paused ? tr("Resume") : tr("Pause"));
        action_icon(app, second, ACTION_STOP, ICON_STOP, tr("Stop"));
    } else {
        action_button(app, first, ACTION_PAUSE, paused ? tr("Resume") : tr("Pause"));
        action_button(app, second, ACTION_STOP, tr("Stop"));
    }
}

static const enum action_id start_actions[] = {ACTION_TRAIN_CONTINUE, ACTION_SET_UP,
                                               ACTION_TRAIN_PRACTICE};
static const char *const start_labels[] = {TR("Continue"), TR("Set up"), TR("Practice")};

// How many of `count` buttons, from `first` on, stand in a row: all, all but the first, or one.
static int start_columns(struct app *app, int width, int first, int count)
{
    int widest = 0;
    for (int i = first; i < first + count; i++) {
        int own = text_width(app->text, TEXT_BODY, tr(start_labels[i])) + ui_px(&app->ui, 16);
        widest = own > widest ? own : widest;
    }
    int columns = count;
    while (columns > 1 && part_of(app, (struct rect){0, 0, width, 1}, 0, columns).w < widest)
        columns--;
    return columns;
}

// What can be started: beside each other, or in rows. "Continue" has a row of its own if not all
// three share one.
static void draw_start_buttons(struct app *app, struct rect area, int columns, int rows)
{
    int first = app->session.checkpoint_there ? 0 : 1, count = 3 - first, gap = ui_px(&app->ui, 4);
    int height = (area.h - (rows - 1) * gap) / rows, lone = rows * columns - count;
    for (int i = 0; i < count; i++) {
        int at = i > 0 ? i + lone : i, across = i == 0 && lone > 0 ? 1 : columns;
        struct rect row = {area.x, area.y + at / columns * (height + gap), area.w, height};
        action_button(app, part_of(app, row, at % columns, across), start_actions[i + first],
                      tr(start_labels[i + first]));
    }
}

// At the bottom of the card; takes its room off `body`.
static void draw_buttons(struct app *app, struct rect *body, bool narrow)
{
    struct ui *ui = &app->ui;
    bool running = session_trains(&app->session);
    int first = app->session.checkpoint_there ? 0 : 1, gap = ui_px(ui, 4);
    int columns = running ? 1 : start_columns(app, body->w, first, 3 - first);
    int rows = running ? 1 : (3 - first + columns - 1) / columns;
    int row = narrow && !running ? 20 : body->h < ui_px(ui, 200) || rows > 1 ? 24 : 32;
    int height = rows * ui_px(ui, (float)row) + (rows - 1) * gap;
    struct rect area = {body->x, body->y + body->h - height, body->w, height};
    body->h -= height + ui_px(ui, narrow ? 4 : 8);
    if (running)
        draw_running_buttons(app, area, narrow);
    else
        draw_start_buttons(app, area, columns, rows);
}

static int add_text(struct app *app, struct rect *left, enum text_style style, uint32_t colour,
                    const char *text)
{
    int line = ui_px(&app->ui, style == TEXT_SMALL ? 16 : 20);
    if (!text[0] || left->h < line)
        return 0;
    struct rect row = {left->x, left->y, left->w, line};
    text_draw_in(&app->canvas, app->text, style, ALIGN_LEFT, row, colour, text);
    left->y += line;
    left->h -= line;
    return line;
}

static void draw_idle(struct app *app, struct rect body)
{
    text_draw_wrapped(
        &app->canvas, app->text, TEXT_BODY, body, app->ui.theme->text,
        body.w < ui_px(&app->ui, 160)
            ? tr("Train while you draw.")
            : tr("Train the network here while you draw. MNIST has 60,000 real digits; "
                 "practice digits are built in and need no download."));
}

// Where the run stands; in a narrow card with the time left at the right, if both have room there.
// True if so.
static bool draw_place(struct app *app, struct rect *body, bool narrow)
{
    const struct trainer_progress *progress = &app->session.progress;
    char text[160] = "", left[AMOUNT_SIZE] = "";
    struct rect row = {body->x, body->y, body->w, ui_px(&app->ui, 20)};
    if (narrow && progress->phase == TRAINER_RUNNING && progress->images_per_second > 0)
        amount_rough_time(left, (double)progress->seconds_left);
    int taken = left[0] ? text_width(app->text, TEXT_SMALL, left) + ui_px(&app->ui, 4) : 0;
    run_words_phase(app, body->w - taken, text, sizeof text);
    bool both = taken > 0 && text_width(app->text, TEXT_BODY, text) <= body->w - taken;
    if (both)
        ui_label_muted(&app->ui, TEXT_SMALL, ALIGN_RIGHT, row, left);
    else if (taken > 0)
        run_words_phase(app, body->w, text, sizeof text);
    add_text(app, body, TEXT_BODY, app->ui.theme->text, text);
    return both;
}

static void draw_progress(struct app *app, struct rect *body, bool narrow)
{
    struct ui *ui = &app->ui;
    const struct trainer_progress *progress = &app->session.progress;
    int used = ui_px(ui, narrow ? 12 : 16);
    struct rect bar = {body->x, body->y + ui_px(ui, narrow ? 2 : 4), body->w, ui_px(ui, 8)};
    ui_progress(ui, bar, progress->phase == TRAINER_LOADING ? -1 : progress->fraction);
    body->y += used;
    body->h -= used;
}

// A run that is over leaves its progress and speed out of a narrow card, for the curves.
static void draw_run(struct app *app, struct rect body, bool narrow)
{
    struct ui *ui = &app->ui;
    char text[160];
    bool left_is_said = draw_place(app, &body, narrow);
    if (!narrow || session_trains(&app->session)) {
        draw_progress(app, &body, narrow);
        run_words_speed(app, body.w, left_is_said, text, sizeof text);
        add_text(app, &body, TEXT_SMALL, ui->theme->text_muted, text);
    }
    run_words_errors(&app->session.progress, text, sizeof text);
    if (body.h >= ui_px(ui, 72) && text_width(app->text, TEXT_SMALL, text) <= body.w)
        add_text(app, &body, TEXT_SMALL, ui->theme->text, text); // else the strips say it
    int gap = ui_px(ui, narrow ? 0 : 4);
    body.y += gap;
    body.h -= gap;
    draw_plots(app, body);
}

void view_training(struct app *app)
{
    struct ui *ui = &app->ui;
    struct rect body = app->layout.side_body, title = app->layout.side_title;
    ui_card(ui, app->layout.card[PANEL_SIDE], NULL);
    struct rect close = {title.x + title.w - title.h, title.y, title.h, title.h};
    title.w -= title.h;
    if (!view_tabs(app, title))
        ui_label(ui, TEXT_STRONG, ALIGN_LEFT, title, tr("Training"));
    char hint[ACTION_HINT_SIZE];
    action_hint(app, ACTION_TRAINING_PANEL, tr("Close the panel"), NULL, hint);
    if (ui_icon_button(ui, ui_id("close training", 0), close, ICON_CLOSE, hint, UI_QUIET))
        request_action(app, ACTION_TRAINING_PANEL);
    bool narrow = body.w < ui_px(ui, 160);
    draw_buttons(app, &body, narrow);
    if (app->session.progress.phase == TRAINER_IDLE)
        draw_idle(app, body);
    else
        draw_run(app, body, narrow);
}
