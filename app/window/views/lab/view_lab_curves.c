// Loss and errors, with what they cannot say by themselves below them.
#include "app/session/weights/looking_back.h"
#include "app/ui/plot/plot.h"
#include "app/window/screen/layout_spacing.h"
#include "app/window/screen/request.h"
#include "app/window/views/lab/lab_warnings.h"
#include "app/window/views/lab/lab_words.h"
#include "app/window/views/lab/view_lab.h"
#include <math.h>
#include <stdio.h>

enum { RUN_COLOURS = 8, TRAINING_NAME = RUN_LIBRARY_NAME + 16 };

// Of a light theme, and of a dark one.
static const uint32_t held_colour[2] = {0xFF8A5A00, 0xFFF0B429};
// Of runs that are compared; tell apart without colour vision by their lightness, too.
static const uint32_t run_colour[2][RUN_COLOURS] = {
    {0xFF7A3E9D, 0xFF0F8A8A, 0xFFC2447A, 0xFF5B7F1E, 0xFF3D5A80, 0xFFD07A00, 0xFF8B5E3C,
     0xFF707070},
    {0xFFC79BEA, 0xFF4FD1C5, 0xFFF28CB5, 0xFFB5D66B, 0xFF8FB4E8, 0xFFFFB86B, 0xFFD2A684,
     0xFFB0B0B0}};

static struct plot_curve curve_of(const struct curve *curve, const char *name, uint32_t colour)
{
    return (struct plot_curve){
        .name = name, .y = curve->y, .x = curve->x, .count = curve->count, .colour = colour};
}

// Of run `i` of those that are compared.
static struct plot_curve other_of(const struct app *app, const struct curve *curve,
                                  const char *name, int i)
{
    struct plot_curve other =
        curve_of(curve, name, run_colour[app->ui.theme->dark][i % RUN_COLOURS]);
    other.beside = true;
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

// A click, or Enter at the cross-hair, leads to the moment of the run that lies there.
static void draw_plot(struct app *app, struct rect rect, struct plot *plot)
{
    plot->x_title = "epoch";
    plot->logarithmic = !app->session.settings.linear_curves;
    plot->mark = looking_back_epochs(&app->session);
    plot->marked = app->session.looking.there;
    struct plot_answer answer = plot_draw(&app->ui, rect, plot);
    int moment = moment_near(&app->session, answer.x);
    if (answer.chosen && moment >= 0)
        request(app, look_at, moment);
}

static void draw_loss(struct app *app, struct rect rect)
{
    const struct compared *compared = &app->session.compared;
    struct plot_curve curves[1 + COMPARED_MOST];
    struct plot plot = {.id = ui_id("loss plot", 0), .curve = curves, .y_title = "loss"};
    curves[plot.count++] =
        curve_of(&app->session.progress.loss_curve, "this run", app->ui.theme->accent);
    for (int i = 0; i < compared->count; i++)
        curves[plot.count++] =
            other_of(app, &compared->run[i].curves.loss, compared->run[i].name, i);
    draw_plot(app, rect, &plot);
}

// A run that is compared has one colour, and one name in the legend: that of its test error.
static int add_others(const struct app *app, struct plot_curve *curves,
                      char names[COMPARED_MOST][2][TRAINING_NAME])
{
    const struct compared *compared = &app->session.compared;
    int count = 0;
    for (int i = 0; i < compared->count; i++) {
        const struct compared_run *run = &compared->run[i];
        snprintf(names[i][0], TRAINING_NAME, "%s, training", run->name);
        snprintf(names[i][1], TRAINING_NAME, "%s, held out", run->name);
        curves[count++] = other_of(app, &run->curves.test, run->name, i);
        struct plot_curve train = other_of(app, &run->curves.train, names[i][0], i);
        train.dashed = train.unlisted = true;
        curves[count++] = train;
        struct plot_curve held = other_of(app, &run->curves.held, names[i][1], i);
        held.unlisted = true;
        if (held.count > 0)
            curves[count++] = held;
    }
    return count;
}

static void draw_errors(struct app *app, struct rect rect)
{
    const struct trainer_progress *progress = &app->session.progress;
    const struct theme *theme = app->ui.theme;
    struct plot_curve curves[3 + 3 * COMPARED_MOST];
    char names[COMPARED_MOST][2][TRAINING_NAME];
    struct plot plot = {
        .id = ui_id("error plot", 0), .curve = curves, .y_title = "error", .percent = true};
    curves[plot.count++] = curve_of(&progress->train_curve, "training", theme->good);
    curves[0].dashed = true;
    if (progress->held_curve.count > 0)
        curves[plot.count++] =
            curve_of(&progress->held_curve, "held out", held_colour[theme->dark]);
    curves[plot.count++] = curve_of(&progress->test_curve, "test", theme->bad);
    plot.count += add_others(app, curves + plot.count, names);
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
        lab_warnings_draw(app, &rect, ui_px(ui, 96));
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
