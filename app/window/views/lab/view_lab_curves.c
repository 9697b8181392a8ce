// Loss and errors, with what they cannot say by themselves below them.
#include "app/ui/plot/plot.h"
#include "app/window/screen/layout_spacing.h"
#include "app/window/views/lab/lab_words.h"
#include "app/window/views/lab/view_lab.h"
#include <string.h>

static const uint32_t held_colour[2] = {0xFF9A5B00, 0xFFF0B429}; // light, dark

static struct plot_curve curve_of(const struct curve *curve, const char *name, uint32_t colour)
{
    return (struct plot_curve){
        .name = name, .y = curve->y, .x = curve->x, .count = curve->count, .colour = colour};
}

static void draw_loss(struct app *app, struct rect rect)
{
    struct plot_curve loss =
        curve_of(&app->session.progress.loss_curve, "loss", app->ui.theme->accent);
    struct plot plot = {.id = ui_id("loss plot", 0),
                        .curve = &loss,
                        .count = 1,
                        .x_title = "epoch",
                        .y_title = "loss",
                        .logarithmic = !app->session.settings.linear_curves};
    plot_draw(&app->ui, rect, &plot);
}

static void draw_errors(struct app *app, struct rect rect)
{
    const struct trainer_progress *progress = &app->session.progress;
    const struct theme *theme = app->ui.theme;
    struct plot_curve curves[3];
    int count = 0;
    curves[count++] = curve_of(&progress->train_curve, "training", theme->good);
    curves[0].dashed = true;
    if (progress->held_curve.count > 0)
        curves[count++] = curve_of(&progress->held_curve, "held out", held_colour[theme->dark]);
    curves[count++] = curve_of(&progress->test_curve, "test", theme->bad);
    struct plot plot = {.id = ui_id("error plot", 0),
                        .curve = curves,
                        .count = count,
                        .x_title = "epoch",
                        .y_title = "error",
                        .percent = true,
                        .logarithmic = !app->session.settings.linear_curves};
    plot_draw(&app->ui, rect, &plot);
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

void view_lab_curves(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
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
