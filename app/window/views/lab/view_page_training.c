// The page of the training from its buttons to its parts; the parts are drawn by view_lab_...c.
#include "app/window/views/lab/view_page_training.h"
#include "app/language/tr.h"
#include "app/window/screen/action.h"
#include "app/window/screen/request.h"
#include "app/window/views/lab/lab_layout.h"
#include "app/window/views/lab/lab_words.h"
#include "app/window/views/lab/view_lab.h"
#include "app/window/views/lab/view_timeline.h"
#include "app/window/views/shared/run_words.h"
#include "app/window/views/shared/view_common.h"
#include "nn/base/name_list.h"
#include <string.h>

// ---- The heading --------------------------------------------------------------------------------

static void choose_part(struct app *app, int part)
{
    app->lab.part = (enum lab_part)part;
}

static void draw_tabs(struct app *app, const struct lab_layout *lab)
{
    static const char *const names[LAB_PARTS] = {TR("Curves"), TR("Kernels"), TR("Layers"),
                                                 TR("Steer")};
    char labels[64] = "";
    if (lab->tabs.w == 0)
        return;
    int first = (int)lab->first, chosen = (int)app->lab.part - first;
    if (chosen < 0 || app->lab.part > lab->last)
        chosen = 0;
    for (int i = first; i <= (int)lab->last; i++)
        name_list_add(labels, sizeof labels, "|", tr(names[i]));
    if (ui_choice(&app->ui, ui_id("lab part", 0), lab->tabs, labels, &chosen, 0))
        request(app, choose_part, first + chosen);
}

struct button {
    enum action_id action;
    const char *label, *hint;
};

// While a run goes on, what leads it; else what begins one. `start`: with the way to its start,
// which the timeline has else.
static void choose_buttons(const struct app *app, struct button button[LAB_BUTTONS], bool start)
{
    memset(button, 0, LAB_BUTTONS * sizeof *button);
    if (start)
        button[0] = (struct button){ACTION_TO_START, tr("To the start"),
                                    tr("The run once more, with the weights that it began with")};
    if (session_trains(&app->session)) {
        bool paused = app->session.progress.pausing;
        button[1] = (struct button){ACTION_PAUSE, paused ? tr("Run") : tr("Pause"),
                                    paused ? tr("Go on") : tr("Stand still")};
        button[2] =
            (struct button){ACTION_ONE_BATCH, tr("One batch"), tr("Take one batch, then pause")};
        button[3] = (struct button){ACTION_ONE_EPOCH, tr("One epoch"),
                                    tr("Go on to the epoch's end, then pause")};
        button[4] =
            (struct button){ACTION_STOP, tr("Stop"), tr("Stop the run; it can be continued")};
        return;
    }
    button[1] =
        (struct button){ACTION_TRAIN_CONTINUE, tr("Continue"), tr("Go on with the stopped run")};
    button[2] =
        (struct button){ACTION_PAST_RUNS, tr("Past runs"), tr("Runs of the past, to be compared")};
    button[3] =
        (struct button){ACTION_TRAIN_PRACTICE, tr("Practice"), tr("Train on practice digits")};
    button[4] = (struct button){ACTION_SET_UP, tr("Set up"), tr("Set up and train")};
}

static void draw_buttons(struct app *app, const struct lab_layout *lab)
{
    struct button button[LAB_BUTTONS];
    choose_buttons(app, button, lab->steering.w > 0);
    for (int i = 0; i < LAB_BUTTONS && lab->button[i].w > 0; i++) {
        char hint[ACTION_HINT_SIZE];
        enum action_id action = button[i].action;
        if (action == ACTION_NONE)
            continue;
        if (ui_button(&app->ui, ui_id("lab", (int)action), lab->button[i], button[i].label,
                      action_enabled(app, action) ? 0 : UI_DISABLED))
            request_action(app, action);
        action_hint(app, action, button[i].hint, NULL, hint);
        ui_tooltip(&app->ui, lab->button[i], hint);
    }
}

// ---- What the run is ----------------------------------------------------------------------------

static void flip_scale(struct app *app, int linear)
{
    app->session.settings.linear_curves = linear == 0;
}

static void draw_scale(struct app *app, struct rect rect)
{
    int logarithmic = !app->session.settings.linear_curves;
    char hint[ACTION_HINT_SIZE];
    if (rect.w == 0)
        return;
    if (ui_choice(&app->ui, ui_id("lab scale", 0), rect, tr("Linear|Logarithmic"), &logarithmic, 0))
        request(app, flip_scale, logarithmic);
    action_hint(app, ACTION_LOGARITHMIC_CURVES, tr("The axes of loss and error"), NULL, hint);
    ui_tooltip(&app->ui, rect, hint);
}

static void draw_place(struct app *app, struct rect line)
{
    struct ui *ui = &app->ui;
    char text[160], speed[160];
    if (line.w == 0)
        return;
    run_words_phase(app, line.w, text, sizeof text);
    int used = text_width(app->text, TEXT_BODY, text) + ui_px(ui, 16);
    ui_label(ui, TEXT_BODY, ALIGN_LEFT, line, text);
    line.x += used;
    line.w -= used;
    run_words_speed(app, line.w, false, speed, sizeof speed);
    if (text_width(app->text, TEXT_SMALL, speed) <= line.w)
        ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, line, speed);
}

static void draw_options(struct app *app, struct rect line)
{
    char text[LAB_WORDS];
    if (line.w == 0)
        return;
    const struct session *session = &app->session;
    lab_words_options(text, &session->progress,
                      session->run_by_setup && !session->looking.past ? &session->run_setup : NULL);
    if (!text[0])
        return;
    ui_label_muted(&app->ui, TEXT_SMALL, ALIGN_LEFT, line, text);
    ui_tooltip(&app->ui, line, text);
}

static bool has_curves(const struct app *app)
{
    return app->session.progress.loss_curve.count > 0 || app->session.compared.count > 0 ||
           session_trains(&app->session);
}

// Why there are no curves.
static void draw_no_run(struct app *app, struct rect rect)
{
    const char *text = tr("No run yet. Set one up: its loss and its errors appear here, epoch by "
                          "epoch. Runs of the past can be laid over them.");
    if (app->session.progress.phase == TRAINER_FAILED)
        text = tr("The run ended before it had a curve.");
    else if (app->session.progress.phase != TRAINER_IDLE)
        text = tr("The run was stopped before its curves had a point. When it goes on, loss and "
                  "errors appear here.");
    text_draw_wrapped(&app->canvas, app->text, TEXT_BODY, rect, app->ui.theme->text_muted, text);
}

void view_page_training(struct app *app, struct rect rect)
{
    struct lab_layout lab;
    (void)rect; // is that of the layout
    lab_layout_compute(&lab, &app->layout, app->lab.part);
    draw_tabs(app, &lab);
    draw_buttons(app, &lab);
    draw_place(app, lab.place);
    draw_scale(app, lab.scale);
    if (app->session.progress.phase != TRAINER_IDLE)
        draw_options(app, lab.options);
    if (lab.steering.w > 0)
        view_timeline_steering(app, lab.steering);
    if (lab.part[LAB_CURVES].w > 0 && has_curves(app))
        view_lab_curves(app, lab.part[LAB_CURVES], lab.part[LAB_LAYERS].w == 0);
    else if (lab.part[LAB_CURVES].w > 0)
        draw_no_run(app, lab.part[LAB_CURVES]);
    if (lab.part[LAB_KERNELS].w > 0)
        view_lab_kernels(app, lab.part[LAB_KERNELS]);
    if (lab.part[LAB_LAYERS].w > 0)
        view_lab_layers(app, lab.part[LAB_LAYERS]);
    if (lab.timeline.w > 0)
        view_timeline(app, lab.timeline, lab.steering.w == 0);
}
