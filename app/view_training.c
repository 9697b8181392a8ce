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

// Every line has a long and, for narrow cards, a short form.
static void describe_phase(const struct app *app, bool narrow, char *text, size_t size)
{
    const struct trainer_progress *progress = &app->progress;
    const char *state = progress->phase == TRAINER_PAUSED ? ", paused"
                        : progress->evaluating            ? ", testing"
                                                          : "";
    switch (progress->phase) {
    case TRAINER_LOADING:
        snprintf(text, size, narrow ? "Loading…" : "Loading %.64s…", app_data_name(progress->data));
        break;
    case TRAINER_RUNNING:
    case TRAINER_PAUSED:
        if (narrow)
            snprintf(text, size, "Epoch %d/%d", progress->epoch + 1, progress->epochs);
        else
            snprintf(text, size, "Epoch %d of %d, batch %d of %d%s", progress->epoch + 1,
                     progress->epochs, progress->batch, progress->batches, state);
        break;
    case TRAINER_STOPPED:
        snprintf(text, size, narrow ? "Stopped" : "Stopped in epoch %d of %d", progress->epoch + 1,
                 progress->epochs);
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

static void draw_plots(struct app *app, struct rect rect)
{
    const struct trainer_progress *progress = &app->progress;
    const struct theme *theme = app->ui.theme;
    struct ui_curve loss = {"loss",
                            progress->loss_curve.y,
                            progress->loss_curve.x,
                            progress->loss_curve.count,
                            theme->accent,
                            false};
    struct ui_curve errors[2] = {
        {"training error", progress->train_curve.y, progress->train_curve.x,
         progress->train_curve.count, theme->good, true},
        {"test error", progress->test_curve.y, progress->test_curve.x, progress->test_curve.count,
         theme->bad, false},
    };
    int gap = ui_px(&app->ui, 8);
    bool side_by_side = rect.w >= ui_px(&app->ui, 400);
    struct rect first = rect, second = rect;
    if (side_by_side) {
        first.w = (rect.w - gap) / 2;
        second.x = rect.x + rect.w - first.w;
        second.w = first.w;
    } else if (rect.h >= ui_px(&app->ui, 240)) {
        first.h = (rect.h - gap) / 2;
        second.y = rect.y + rect.h - first.h;
        second.h = first.h;
    } else if (progress->test_curve.count < 2) {
        second.h = 0;
    } else {
        first.h = 0;
    }
    int least = ui_px(&app->ui, 72);
    if (first.h >= least)
        ui_plot(&app->ui, first, &loss, 1, "epoch", "loss", false, true);
    if (second.h >= least)
        ui_plot(&app->ui, second, errors, 2, "epoch", "error", true, true);
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
    describe_phase(app, narrow, text, sizeof text);
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
