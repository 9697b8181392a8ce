// A warning is a title in the colour of failure, the layer where it shows, and two or three
// sentences. Where these have no room the title still has, and its tool tip says them.
#include "app/window/views/lab/lab_warnings.h"
#include "app/session/health.h"
#include "app/window/screen/layout_spacing.h"
#include <stdio.h>

struct warning_place {
    int height; // with its sentences; of a title alone one line
    bool whole;
};

static int line_of(const struct app *app)
{
    return ui_px(&app->ui, 16);
}

static int whole_height(struct app *app, const struct diagnosis_warning *warning, int width)
{
    struct rect room = {0, 0, width, 0};
    return line_of(app) + text_draw_wrapped(NULL, app->text, TEXT_SMALL, room, 0, warning->text) +
           ui_px(&app->ui, 4);
}

// The gravest are whole as long as there is room, and the others titles.
static int place_warnings(struct app *app, const struct diagnosis *diagnosis, struct rect rect,
                          int least, struct warning_place place[DIAGNOSIS_KINDS], int *height)
{
    int room = rect.h - least, line = line_of(app), count = 0;
    *height = 0;
    for (int i = 0; i < diagnosis->count && *height + line <= room; i++) {
        int whole = whole_height(app, &diagnosis->warning[i], rect.w);
        place[i].whole = *height + whole <= room;
        place[i].height = place[i].whole ? whole : line;
        *height += place[i].height;
        count++;
    }
    return count;
}

static void draw_warning(struct app *app, struct rect rect, const struct diagnosis_warning *warning,
                         bool whole)
{
    struct ui *ui = &app->ui;
    char title[96];
    const char *layer = lenet_layers[warning->layer].name;
    bool somewhere = warning->layer != LENET_INPUT;
    int line = line_of(app), bar = ui_px(ui, 3), indent = ui_px(ui, 8);
    canvas_fill(&app->canvas, (struct rect){rect.x, rect.y + bar, bar, line - 2 * bar},
                ui->theme->bad);
    snprintf(title, sizeof title, "%s%s%s", warning->title, somewhere ? " in " : "",
             somewhere ? layer : "");
    text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_LEFT,
                 (struct rect){rect.x + indent, rect.y, rect.w - indent, line}, ui->theme->bad,
                 title);
    rect.y += line;
    rect.h -= line;
    if (whole)
        text_draw_wrapped(&app->canvas, app->text, TEXT_SMALL, rect, ui->theme->text,
                          warning->text);
    else
        ui_tooltip(ui, (struct rect){rect.x, rect.y - line, rect.w, line}, warning->text);
}

void lab_warnings_draw(struct app *app, struct rect *rect, int least)
{
    const struct diagnosis *diagnosis = health_diagnosis(&app->session);
    struct warning_place place[DIAGNOSIS_KINDS];
    int height, count = place_warnings(app, diagnosis, *rect, least, place, &height);
    if (count == 0)
        return;
    struct rect next = {rect->x, rect->y + rect->h - height, rect->w, 0};
    for (int i = 0; i < count; i++) {
        next.h = place[i].height;
        draw_warning(app, next, &diagnosis->warning[i], place[i].whole);
        next.y += next.h;
    }
    rect->h -= height + ui_px(&app->ui, 6);
}
