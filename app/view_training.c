// The training panel: where the run stands, its curves as they grow, and its buttons.
#include "app/actions.h"
#include "app/views.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

static void describe_seconds(char *text, size_t size, float seconds)
{
    if (seconds < 90)
        snprintf(text, size, "%.0f s", (double)ceilf(seconds));
    else if (seconds < 90 * 60)
        snprintf(text, size, "%.0f min", (double)ceilf(seconds / 60));
    else
        snprintf(text, size, "%.1f h", (double)(seconds / 3600));
}

// 58123 -> "58,123"
static void describe_count(char *text, size_t size, float number)
{
    long whole = lrintf(number);
    if (whole >= 1000)
        snprintf(text, size, "%ld,%03ld", whole / 1000, whole % 1000);
    else
        snprintf(text, size, "%ld", whole);
}

// Where the run stands, in the longest form that fits `width`.
static void describe_place(struct app *app, int width, char *text, size_t size)
{
    const struct trainer_progress *progress = &app->progress;
    int epoch = trainer_epoch(progress), epochs = progress->epochs;
    const char *state = progress->phase == TRAINER_PAUSED ? ", paused"
                        : progress->evaluating            ? ", testing"
                                                          : "";
    for (int form = 0; form < 3; form++) {
        if (form == 0)
            snprintf(text, size, "Epoch %d of %d, batch %d of %d%s", epoch, epochs, progress->batch,
                     progress->batches, state);
        else if (form == 1)
            snprintf(text, size, "Epoch %d of %d%s", epoch, epochs, state);
        else
            snprintf(text, size, "Epoch %d/%d", epoch, epochs);
        if (text_width(app->text, TEXT_BODY, text) <= width)
            return;
    }
}

// Every line has a long and, for narrow cards, a short form.
static void describe_phase(struct app *app, int width, bool narrow, char *text, size_t size)
{
    const struct trainer_progress *progress = &app->progress;
    switch (progress->phase) {
    case TRAINER_LOADING:
        snprintf(text, size, narrow ? "Loading…" : "Loading %.64s…", app_data_name(progress->data));
        break;
    case TRAINER_RUNNING:
    case TRAINER_PAUSED:
        describe_place(app, width, text, size);
        break;
    case TRAINER_STOPPED:
        snprintf(text, size, narrow ? "Stopped" : "Stopped in epoch %d of %d",
                 trainer_epoch(progress), progress->epochs);
        break;
    case TRAINER_FINISHED:
        snprintf(text, size, narrow ? "Finished" : "Finished: %d epochs of %.64s", progress->epochs,
                 app_data_name(progress->data));
        break;
    case TRAINER_FAILED:
        snprintf(text, size, "Stopped by a fault");
        break;
    case TRAINER_IDLE:
        break;
    }
}

static void describe_speed(const struct trainer_progress *progress, bool narrow, char *text,
                           size_t size)
{
    text[0] = '\0';
    if (progress->images_per_second <= 0)
        return;
    char count[32], left[32] = "";
    describe_count(count, sizeof count, progress->images_per_second);
    describe_seconds(left, sizeof left, progress->seconds_left);
    if (narrow && progress->phase == TRAINER_RUNNING)
        snprintf(text, size, "%s left", left);
    else if (progress->phase == TRAINER_RUNNING)
        snprintf(text, size, "%s images/s, %s left", count, left);
    else
        snprintf(text, size, "%s images/s", count);
}

static void describe_errors(const struct trainer_progress *progress, bool narrow, char *text,
                            size_t size)
{
    text[0] = '\0';
    if (isnan(progress->loss))
        return;
    if (isnan(progress->test_error))
        snprintf(text, size, "Loss %.4f", (double)progress->loss);
    else if (narrow)
        snprintf(text, size, "Error %.2f%%", 100 * (double)progress->test_error);
    else
        snprintf(text, size, "Loss %.4f, test error %.2f%%", (double)progress->loss,
                 100 * (double)progress->test_error);
}

// The loss without axes, for where a plot has no room: its logarithm from the lowest to the
// highest.
static void draw_sparkline(struct app *app, struct rect rect, const struct trainer_curve *curve)
{
    float xy[2 * TRAINER_POINTS], low = INFINITY, high = -INFINITY;
    if (curve->count < 2 || rect.h < ui_px(&app->ui, 16))
        return;
    for (int i = 0; i < curve->count; i++) {
        xy[2 * i + 1] = logf(fmaxf(curve->y[i], 1e-6f));
        low = fminf(low, xy[2 * i + 1]);
        high = fmaxf(high, xy[2 * i + 1]);
    }
    float first = curve->x[0], last = curve->x[curve->count - 1];
    for (int i = 0; i < curve->count; i++) {
        float share = high > low ? (high - xy[2 * i + 1]) / (high - low) : 0.5f;
        xy[2 * i] = (float)rect.x + (curve->x[i] - first) / (last - first) * (float)rect.w;
        xy[2 * i + 1] = (float)rect.y + share * (float)rect.h;
    }
    canvas_polyline(&app->canvas, xy, curve->count, 1.5f * app->layout.scale,
                    app->ui.theme->accent);
}

static void draw_loss(struct app *app, struct rect rect)
{
    const struct trainer_curve *curve = &app->progress.loss_curve;
    struct ui_curve loss = {"loss", curve->y, curve->x, curve->count, app->ui.theme->accent, false};
    ui_plot(&app->ui, rect, &loss, 1, "epoch", "loss", false, true);
}

static void draw_errors(struct app *app, struct rect rect)
{
    const struct trainer_progress *progress = &app->progress;
    const struct trainer_curve *train = &progress->train_curve, *test = &progress->test_curve;
    const struct theme *theme = app->ui.theme;
    struct ui_curve errors[2] = {
        {"training error", train->y, train->x, train->count, theme->good, true},
        {"test error", test->y, test->x, test->count, theme->bad, false},
    };
    ui_plot(&app->ui, rect, errors, 2, "epoch", "error", true, true);
}

// The loss in a strip with its name.
static void draw_loss_strip(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    struct rect name = rect;
    name.w = ui_px(ui, 36);
    ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, name, "loss");
    rect.x += name.w;
    rect.w -= name.w + ui_px(ui, 8);
    draw_sparkline(app, rect_inset(rect, ui_px(ui, 2)), &app->progress.loss_curve);
}

// Both plots beside or above each other; in less room the loss without its axes; where only one
// fits, the errors once they are a curve.
static void draw_plots(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    int gap = ui_px(ui, 8);
    struct rect first = rect, second = rect;
    if (rect.h < ui_px(ui, 80)) {
        draw_sparkline(app, rect_inset(rect, ui_px(ui, 4)), &app->progress.loss_curve);
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
    } else if (app->progress.test_curve.count < 2) {
        draw_loss(app, rect);
    } else if (rect.h >= ui_px(ui, 136)) {
        first.h = ui_px(ui, 32);
        second.y += first.h;
        second.h -= first.h;
        draw_loss_strip(app, first);
        draw_errors(app, second);
    } else {
        draw_errors(app, rect);
    }
}

static void action_button(struct app *app, struct rect rect, enum action_id action,
                          const char *label)
{
    int flags = action_enabled(app, action) ? 0 : UI_DISABLED;
    if (ui_button(&app->ui, ui_id("train", (int)action), rect, label, flags))
        action_run(app, action);
}

static void action_icon(struct app *app, struct rect rect, enum action_id action, enum ui_icon icon,
                        const char *hint)
{
    if (ui_icon_button(&app->ui, ui_id("train", (int)action), rect, icon, hint, 0))
        action_run(app, action);
}

// Part `index` of a row cut into `count` equal parts.
static struct rect part_of(const struct app *app, struct rect row, int index, int count)
{
    int gap = ui_px(&app->ui, 8), width = (row.w - (count - 1) * gap) / count;
    return (struct rect){row.x + index * (width + gap), row.y, width, row.h};
}

static void draw_running_buttons(struct app *app, struct rect row, bool narrow)
{
    bool paused = app->progress.phase == TRAINER_PAUSED;
    struct rect first = part_of(app, row, 0, 2), second = part_of(app, row, 1, 2);
    if (narrow) {
        action_icon(app, first, ACTION_PAUSE, paused ? ICON_PLAY : ICON_PAUSE,
                    paused ? "Resume  (Space)" : "Pause  (Space)");
        action_icon(app, second, ACTION_STOP, ICON_STOP, "Stop  (Ctrl+.)");
    } else {
        action_button(app, first, ACTION_PAUSE, paused ? "Resume" : "Pause");
        action_button(app, second, ACTION_STOP, "Stop");
    }
}

// What can be started; a narrow card leaves the rest to the menu.
static void draw_start_buttons(struct app *app, struct rect row, bool narrow)
{
    bool more = app->checkpoint_there;
    int count = narrow ? 1 : more ? 3 : 2, next = 0;
    if (more)
        action_button(app, part_of(app, row, next++, count), ACTION_TRAIN_CONTINUE, "Continue");
    if (next < count)
        action_button(app, part_of(app, row, next++, count), ACTION_TRAIN_MNIST, "MNIST");
    if (next < count)
        action_button(app, part_of(app, row, next++, count), ACTION_TRAIN_PRACTICE, "Practice");
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
    text_draw_wrapped(&app->canvas, app->text, TEXT_BODY, body, app->ui.theme->text,
                      body.w < ui_px(&app->ui, 160)
                          ? "Train while you draw."
                          : "Train the network here while you draw. MNIST has 60,000 real digits; "
                            "practice digits are built in and need no download.");
}

void view_training(struct app *app)
{
    struct ui *ui = &app->ui;
    const struct trainer_progress *progress = &app->progress;
    struct rect body = app->layout.side_body, title = app->layout.side_title;
    ui_card(ui, app->layout.side_card, NULL);
    struct rect close = {title.x + title.w - title.h, title.y, title.h, title.h};
    title.w -= title.h;
    ui_label(ui, TEXT_STRONG, ALIGN_LEFT, title, "Training");
    if (ui_icon_button(ui, ui_id("close training", 0), close, ICON_CLOSE, "Close the panel  (T)",
                       UI_QUIET))
        action_run(app, ACTION_TRAINING_PANEL);

    bool narrow = body.w < ui_px(ui, 160);
    struct rect buttons = body;
    buttons.h = ui_px(ui, body.h < ui_px(ui, 200) ? 24 : 32);
    buttons.y = body.y + body.h - buttons.h;
    body.h -= buttons.h + ui_px(ui, 8);
    if (app_training(app))
        draw_running_buttons(app, buttons, narrow);
    else
        draw_start_buttons(app, buttons, narrow);
    if (progress->phase == TRAINER_IDLE) {
        draw_idle(app, body);
        return;
    }
    char text[160];
    describe_phase(app, body.w, narrow, text, sizeof text);
    add_text(app, &body, TEXT_BODY, ui->theme->text, text);
    struct rect bar = {body.x, body.y + ui_px(ui, 4), body.w, ui_px(ui, 8)};
    ui_progress(ui, bar, progress->phase == TRAINER_LOADING ? -1 : progress->fraction);
    body.y += ui_px(ui, 16);
    body.h -= ui_px(ui, 16);
    describe_errors(progress, narrow, text, sizeof text);
    add_text(app, &body, TEXT_SMALL, ui->theme->text, text);
    describe_speed(progress, narrow, text, sizeof text);
    add_text(app, &body, TEXT_SMALL, ui->theme->text_muted, text);
    body.y += ui_px(ui, 4);
    body.h -= ui_px(ui, 4);
    draw_plots(app, body);
}
