// Loss and errors, with what they cannot say by themselves below them.
#include "app/language/tr.h"
#include "app/session/weights/looking_back.h"
#include "app/ui/plot/plot.h"
#include "app/window/layout/layout_spacing.h"
#include "app/window/screen/request.h"
#include "app/window/views/lab/lab_run_look.h"
#include "app/window/views/lab/lab_warnings.h"
#include "app/window/views/lab/lab_words.h"
#include "app/window/views/lab/view_lab.h"
#include <math.h>
#include <stdio.h>

enum { ERRORS = 3 }; // curves of the errors of a run

// Of a light theme, and of a dark one.
static const uint32_t held_colour[2] = {0xFF8A5A00, 0xFFF0B429};

static struct plot_curve curve_of(const struct curve *curve, const char *name, uint32_t colour)
{
    return (struct plot_curve){
        .name = name, .y = curve->y, .x = curve->x, .count = curve->count, .colour = colour};
}

// Of run `i` of those that are compared.
static struct plot_curve other_of(const struct app *app, const struct curve *curve, int i)
{
    struct plot_curve other = curve_of(curve, app->session.compared.run[i].name, 0);
    lab_run_look_put(&other, app->ui.theme, i);
    return other;
}

static void look_at(struct app *app, int moment)
{
    looking_back_at(&app->session, moment);
}

// Of those that are kept of the run, the one nearest to a place on the x axis; -1 if one cannot
// look at any.
static int moment_near(const struct session *session, float epochs)
{
    const struct snapshot_list *moments = &session->looking.moments;
    double step = (double)epochs * moments->batches;
    int nearest = looking_back_can(session) ? 0 : -1;
    for (int i = 1; nearest >= 0 && i < moments->count; i++)
        if (fabs((double)moments->step[i] - step) < fabs((double)moments->step[nearest] - step))
            nearest = i;
    return nearest;
}

static float last_x(const struct curve *curve)
{
    return curve->count > 0 ? curve->x[curve->count - 1] : 0;
}

// How many epochs the curves of all runs that are shown have told of.
static float latest_of(const struct session *session)
{
    float latest = last_x(&session->progress.loss_curve);
    latest = fmaxf(latest, last_x(&session->progress.test_curve));
    for (int i = 0; i < session->compared.count; i++) {
        const struct run_curves *curves = &session->compared.run[i].curves;
        latest = fmaxf(latest, fmaxf(last_x(&curves->loss), last_x(&curves->test)));
    }
    return latest;
}

// A click, or Enter at the cross-hair, leads to the moment of the run that lies there.
static void draw_plot(struct app *app, struct rect rect, struct plot *plot)
{
    plot->x_title = tr("epoch");
    plot->part = tr("batch");
    plot->parts = app->session.progress.batches;
    plot->x_high = latest_of(&app->session); // so that both plots have the same epochs
    plot->logarithmic = !app->session.settings.linear_curves;
    plot->mark = looking_back_epochs(&app->session);
    plot->marked = app->session.looking.there;
    struct plot_answer answer = plot_draw(&app->ui, rect, plot);
    int moment = moment_near(&app->session, answer.x);
    if (answer.chosen && moment >= 0)
        request(app, look_at, moment);
}

static struct plot_curve loss_of_run(const void *context, int i)
{
    const struct app *app = context;
    return other_of(app, &app->session.compared.run[i].curves.loss, i);
}

static void draw_loss(struct app *app, struct rect rect)
{
    struct plot_curve own =
        curve_of(&app->session.progress.loss_curve, tr("this run"), app->ui.theme->accent);
    struct plot plot = {.id = ui_id("loss plot", 0),
                        .curve = &own,
                        .count = 1,
                        .other = loss_of_run,
                        .context = app,
                        .others = app->session.compared.count,
                        .y_title = tr("loss")};
    draw_plot(app, rect, &plot);
}

// A run that is compared has one colour, and one name in the legend: that of its test error.
static struct plot_curve error_of_run(const void *context, int i)
{
    const struct app *app = context;
    int number = i / ERRORS, kind = i % ERRORS;
    const struct run_curves *curves = &app->session.compared.run[number].curves;
    struct plot_curve error = other_of(app,
                                       kind == 0   ? &curves->test
                                       : kind == 1 ? &curves->train
                                                   : &curves->held,
                                       number);
    error.unlisted = kind > 0;
    error.dashed = kind == 1;
    error.detail = kind == 0 ? NULL : kind == 1 ? tr("training") : tr("held out");
    return error;
}

static void draw_errors(struct app *app, struct rect rect)
{
    const struct trainer_progress *progress = &app->session.progress;
    const struct theme *theme = app->ui.theme;
    struct plot_curve curves[ERRORS];
    struct plot plot = {.id = ui_id("error plot", 0),
                        .curve = curves,
                        .other = error_of_run,
                        .context = app,
                        .others = ERRORS * app->session.compared.count,
                        .y_title = tr("error"),
                        .percent = true};
    curves[plot.count++] = curve_of(&progress->train_curve, tr("training"), theme->good);
    curves[0].dashed = true;
    if (progress->held_curve.count > 0) {
        curves[plot.count] =
            curve_of(&progress->held_curve, tr("held out"), held_colour[theme->dark]);
        curves[plot.count++].pattern = PLOT_DOTTED;
    }
    curves[plot.count++] = curve_of(&progress->test_curve, tr("test"), theme->bad);
    draw_plot(app, rect, &plot);
}

// Below the plots, if that leaves them enough; shortens `rect`.
static void explain_gap(struct app *app, struct rect *rect)
{
    char text[LAB_WORDS];
    lab_words_gap(text, &app->session.progress);
    if (!text[0])
        return;
    struct ui *ui = &app->ui;
    struct rect words = *rect;
    int height = text_draw_wrapped(NULL, app->text, TEXT_SMALL, words, 0, text);
    if (rect->h - height < ui_px(ui, 150))
        return;
    words.y += rect->h - height;
    words.h = height;
    rect->h -= height + ui_px(ui, 6);
    text_draw_wrapped(&app->canvas, app->text, TEXT_SMALL, words, ui->theme->text, text);
}

void view_lab_curves(struct app *app, struct rect rect, bool warned)
{
    struct ui *ui = &app->ui;
    if (warned)
        lab_warnings_draw(app, &rect, ui_px(ui, 96), ui_px(ui, 96));
    explain_gap(app, &rect);
    struct rect first = rect, second = rect;
    int gap = ui_px(ui, 12);
    if (rect.w < ui_px(ui, 400) && rect.h >= ui_px(ui, 260)) {
        first.h = second.h = (rect.h - gap) / 2;
        second.y += rect.h - second.h;
    } else {
        first.w = second.w = (rect.w - gap) / 2;
        second.x += rect.w - second.w;
    }
    draw_loss(app, first);
    draw_errors(app, second);
}
