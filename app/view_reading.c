// The reading: the digit large, or an honest "not sure", and ten probabilities.
#include "app/views.h"
#include <math.h>
#include <stdio.h>

const char *view_fitting(struct app *app, enum text_style style, int width, const char *text,
                         const char *shorter)
{
    return text_width(app->text, style, text) <= width ? text : shorter;
}

static void draw_bar(struct app *app, int digit)
{
    struct ui *ui = &app->ui;
    const struct theme *theme = ui->theme;
    struct rect row = app->layout.bar[digit];
    const struct reading *reading = &app->reading;
    float probability = reading->empty ? 0 : reading->probability[digit];
    bool best = !reading->empty && digit == reading->best;
    bool small = row.h < ui_px(ui, 16);
    enum text_style style = small ? TEXT_SMALL : best ? TEXT_STRONG : TEXT_BODY;
    int label = ui_px(ui, 16), number = ui_px(ui, small ? 38 : 48),
        thick = ui_px(ui, small ? 8 : 12);
    if (thick > row.h - 2)
        thick = row.h - 2;
    struct rect name = {row.x, row.y, label, row.h};
    struct rect value = {row.x + row.w - number, row.y, number, row.h};
    struct rect track = {name.x + label, row.y + (row.h - thick) / 2, row.w - label - number,
                         thick};
    struct rect bar = track;
    bar.w = (int)lrintf(probability * (float)track.w);
    char text[16];
    snprintf(text, sizeof text, "%d", digit);
    text_draw_in(&app->canvas, app->text, style, ALIGN_LEFT, name,
                 best ? theme->text : theme->text_muted, text);
    float radius = (float)thick / 4;
    canvas_round_fill(&app->canvas, track, radius, theme->control);
    if (bar.w > 0)
        canvas_round_fill(&app->canvas, bar, fminf(radius, (float)bar.w / 2),
                          best ? theme->accent : theme->text_muted);
    if (reading->empty)
        return;
    snprintf(text, sizeof text, "%d%%", reading_percent(probability));
    text_draw_in(&app->canvas, app->text, style, ALIGN_RIGHT, value,
                 best ? theme->text : theme->text_muted, text);
}

static void draw_question(struct app *app, struct rect rect)
{
    text_draw_fitted(&app->canvas, app->text, rect_inset(rect, rect.h / 4),
                     app->ui.theme->disabled_text, "?");
}

// Two candidates side by side.
static void draw_unsure(struct app *app, struct rect rect)
{
    const struct theme *theme = app->ui.theme;
    char text[2][4];
    snprintf(text[0], sizeof text[0], "%d", app->reading.best);
    snprintf(text[1], sizeof text[1], "%d", app->reading.second);
    int part = rect.w * 2 / 5, height = rect.h * 9 / 20, top = rect.y + (rect.h - height) / 2;
    struct rect first = {rect.x, top, part, height};
    struct rect second = {rect.x + rect.w - part, top, part, height};
    struct rect between = {rect.x + part, top, rect.w - 2 * part, height};
    text_draw_fitted(&app->canvas, app->text, first, theme->text, text[0]);
    text_draw_fitted(&app->canvas, app->text, second, theme->text_muted, text[1]);
    ui_label_muted(&app->ui, TEXT_SMALL, ALIGN_CENTRE, between, "or");
}

static void draw_note(struct app *app, const char *note, const char *shorter)
{
    struct rect rect = app->layout.verdict_note;
    const char *text = view_fitting(app, TEXT_BODY, rect.w, note, shorter);
    enum text_style style =
        text_width(app->text, TEXT_BODY, text) <= rect.w ? TEXT_BODY : TEXT_SMALL;
    if (rect.h > 0 && text_width(app->text, style, text) <= rect.w)
        ui_label_muted(&app->ui, style, ALIGN_CENTRE, rect, text);
}

static void draw_verdict(struct app *app)
{
    const struct theme *theme = app->ui.theme;
    struct rect rect = app->layout.verdict;
    const struct reading *reading = &app->reading;
    char digit[16], text[64], shorter[32];
    if (reading->empty) {
        draw_question(app, rect);
        draw_note(app, "nothing drawn", "nothing");
        return;
    }
    if (!reading->sure) {
        if (reading->evidence.possible)
            draw_unsure(app, rect);
        else
            draw_question(app, rect);
        reading_describe(reading, text, sizeof text);
        draw_note(app, text, "not sure");
        return;
    }
    int percent = reading_percent(reading->probability[reading->best]);
    snprintf(digit, sizeof digit, "%d", reading->best);
    text_draw_fitted(&app->canvas, app->text, rect_inset(rect, rect.h / 10), theme->text, digit);
    snprintf(text, sizeof text, "%d%% sure", percent);
    snprintf(shorter, sizeof shorter, "%d%%", percent);
    draw_note(app, text, shorter);
}

void view_reading(struct app *app)
{
    struct ui *ui = &app->ui;
    const struct layout *layout = &app->layout;
    ui_card(ui, layout->reading_card, NULL);
    ui_label(ui, TEXT_STRONG, ALIGN_LEFT, layout->reading_title, "Reading");
    if (app->digit_note[0] && app->digit_pad == app->pad.version)
        ui_label_muted(ui, TEXT_BODY, ALIGN_RIGHT, layout->reading_title, app->digit_note);
    draw_verdict(app);
    for (int digit = 0; digit < LENET_CLASSES; digit++)
        draw_bar(app, digit);
}
