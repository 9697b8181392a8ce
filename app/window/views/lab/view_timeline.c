// The slider goes from moment to moment, not from batch to batch: they lie evenly over the run, so
// it is a scale of time all the same, and each of its places can be looked at. Its right end is
// now.
#include "app/window/views/lab/view_timeline.h"
#include "app/language/tr.h"
#include "app/session/weights/looking_back.h"
#include "app/session/weights/training.h"
#include "app/training/setup/option_words.h"
#include "app/window/screen/action.h"
#include "app/window/screen/request.h"
#include "app/window/views/shared/view_common.h"
#include <stdio.h>

static const float steering_width = 24 + 4 + 92 + 4 + 24 + 4 + 92; // logical

// ---- Buttons ------------------------------------------------------------------------------------

struct timeline_button {
    enum action_id action;
    const char *label, *hint;
    float width; // logical
};

// Takes its room off the right end of `row`.
static void draw_button(struct app *app, struct rect *row, const struct timeline_button *button)
{
    struct ui *ui = &app->ui;
    char hint[ACTION_HINT_SIZE];
    int width = ui_px(ui, button->width);
    struct rect place = {row->x + row->w - width, row->y, width, row->h};
    if (ui_button(ui, ui_id("timeline", (int)button->action), place, tr(button->label),
                  action_enabled(app, button->action) ? 0 : UI_DISABLED))
        request_action(app, button->action);
    action_hint(app, button->action, tr(button->hint), NULL, hint);
    ui_tooltip_above(ui, place, hint);
    row->w -= width + ui_px(ui, 4);
}

static void draw_label(struct app *app, struct rect *row, const char *text, float width)
{
    int wide = ui_px(&app->ui, width);
    struct rect place = {row->x + row->w - wide, row->y, wide, row->h};
    ui_label(&app->ui, TEXT_SMALL, ALIGN_CENTRE, place, text);
    row->w -= wide + ui_px(&app->ui, 4);
}

static void draw_ways_back(struct app *app, struct rect *row)
{
    static const struct timeline_button go_on = {ACTION_GO_ON_FROM_HERE, TR("Go on from here"),
                                                 TR("A new run from this moment; this one is kept"),
                                                 128};
    static const struct timeline_button now = {ACTION_NOW, TR("Back to now"),
                                               TR("The weights of now again"), 100};
    draw_button(app, row, &go_on);
    draw_button(app, row, &now);
}

static void draw_steering(struct app *app, struct rect *row)
{
    const struct trainer_progress *progress = &app->session.progress;
    static const char *const names[AUGMENT_KINDS] = {[AUGMENT_NONE] = TR("Undistorted"),
                                                     [AUGMENT_AFFINE] = TR("Affine"),
                                                     [AUGMENT_FULL] = TR("Distorted")};
    const struct timeline_button distortion = {
        ACTION_DISTORTION, names[progress->augment],
        tr("How images are distorted from the next batch on"), 92};
    static const struct timeline_button up = {ACTION_RATE_UP, "+", TR("A higher rate"), 24};
    static const struct timeline_button down = {ACTION_RATE_DOWN, "−", TR("A lower rate"), 24};
    char rate[48], number[OPTION_WORDS_NUMBER];
    if (progress->phase == TRAINER_LOADING)
        return; // nothing of it is known yet
    option_words_number(number, (double)progress->rate, 3);
    tr_print(rate, sizeof rate, "Rate %s", number);
    draw_button(app, row, &distortion);
    draw_button(app, row, &up);
    draw_label(app, row, rate, 92);
    draw_button(app, row, &down);
}

static void draw_buttons(struct app *app, struct rect *row, bool steers)
{
    static const struct timeline_button start = {
        ACTION_TO_START, TR("To the start"),
        TR("The run once more, with the weights that it began with"), 96};
    if (app->session.looking.there)
        draw_ways_back(app, row);
    else if (steers && session_trains(&app->session) && row->w > ui_px(&app->ui, 500))
        draw_steering(app, row);
    if (steers && row->w > ui_px(&app->ui, 260))
        draw_button(app, row, &start);
}

// ---- The slider ---------------------------------------------------------------------------------

static void look_at(struct app *app, int index)
{
    looking_back_at(&app->session, index);
}

static void draw_ticks(struct app *app, struct rect track, int count)
{
    struct ui *ui = &app->ui;
    float knob = 7 * ui->scale, run = (float)track.w - 2 * knob;
    int line = ui_px(ui, 1), height = ui_px(ui, 4);
    if (count < 1 || run < (float)(2 * count))
        return;
    for (int i = 0; i <= count; i++) {
        int x = (int)((float)track.x + knob + run * (float)i / (float)count);
        struct rect tick = {x, track.y + track.h - height - ui_px(ui, 1), line, height};
        canvas_fill(&app->canvas, tick, ui->theme->text_muted);
    }
}

static void draw_slider(struct app *app, struct rect track)
{
    bool loading = app->session.progress.phase == TRAINER_LOADING; // then they are the last run's
    int count = loading ? 0 : app->session.looking.moments.count;
    float at = loading ? 0 : (float)looking_back_index(&app->session);
    int flags = looking_back_can(&app->session) && !loading ? 0 : UI_DISABLED;
    draw_ticks(app, track, count);
    if (ui_slider(&app->ui, ui_id("timeline", -1), track, &at, 0, (float)(count > 0 ? count : 1), 1,
                  NULL, flags))
        request(app, look_at, (int)at);
    ui_tooltip_above(&app->ui, track,
                     tr("The moments of this run: what is shown is of the one that you choose"));
}

// ---- Words --------------------------------------------------------------------------------------

static void describe_moments(const struct app *app, char *text, size_t size)
{
    const struct snapshot_list *moments = &app->session.looking.moments;
    double megabytes = (double)moments->count * (double)sizeof(struct run_moment) / 1e6;
    if (app->session.progress.phase == TRAINER_LOADING)
        tr_print(text, size, "The run is being loaded.");
    else if (moments->count == 0)
        tr_print(text, size, "No moments of a run are kept.");
    else if (app->session.progress.phase == TRAINER_PAST)
        tr_print(text, size,
                 tr_many("%'d moment of this run of the past is loaded, %.0f MB of %d at most.",
                         "%'d moments of this run of the past are loaded, %.0f MB of %d at most.",
                         (unsigned long)moments->count),
                 moments->count, megabytes, SNAPSHOTS_BYTES / 1000000);
    else if (moments->count == 1)
        tr_print(text, size, "1 moment of this run is kept, %.0f MB.", megabytes);
    else if (moments->spacing == 1)
        tr_print(text, size, "%'d moments of this run are kept, %.0f MB: every batch.",
                 moments->count, megabytes);
    else
        tr_print(text, size, "%'d moments of this run are kept, %.0f MB: one every %'llu batches.",
                 moments->count, megabytes, (unsigned long long)moments->spacing);
}

static void describe_past(const struct app *app, char *text, size_t size)
{
    char place[64];
    const char *now = app->session.progress.phase == TRAINER_PAUSED
                          ? tr("Meanwhile the run stands still.")
                      : session_trains(&app->session) ? tr("Meanwhile the run goes on.")
                                                      : tr("Everything is shown as it was then.");
    looking_back_name(&app->session, place, sizeof place);
    tr_print(text, size, "You look at the past: %s. %s", place, now);
}

static void draw_words(struct app *app, struct rect line)
{
    struct ui *ui = &app->ui;
    char text[160];
    if (!app->session.looking.there) {
        describe_moments(app, text, sizeof text);
        ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, line, text);
        return;
    }
    describe_past(app, text, sizeof text);
    int width = text_width(app->text, TEXT_SMALL, text) + ui_px(ui, 12);
    struct rect sign = {line.x, line.y, width < line.w ? width : line.w, line.h};
    canvas_round_fill(ui->canvas, sign, 3 * ui->scale, ui->theme->accent);
    sign.x += ui_px(ui, 6);
    sign.w -= ui_px(ui, 12);
    text_draw_in(ui->canvas, app->text, TEXT_SMALL, ALIGN_LEFT, sign, ui->theme->text_on_accent,
                 text);
}

void view_timeline(struct app *app, struct rect rect, bool steers)
{
    struct ui *ui = &app->ui;
    int words = rect.h >= ui_px(ui, 38) ? ui_px(ui, 16) : 0;
    struct rect row = {rect.x, rect.y, rect.w, rect.h - words};
    if (rect.w < ui_px(ui, 120) || app->session.progress.phase == TRAINER_IDLE)
        return;
    if (words > 0)
        draw_words(app, (struct rect){rect.x, rect.y + row.h, rect.w, words});
    draw_buttons(app, &row, steers);
    draw_slider(app, row);
}

void view_timeline_steering(struct app *app, struct rect rect)
{
    struct rect row = rect;
    row.w = ui_px(&app->ui, steering_width);
    if (session_trains(&app->session) && row.w <= rect.w)
        draw_steering(app, &row);
}
