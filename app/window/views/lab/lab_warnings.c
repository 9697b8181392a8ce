// A warning is a title in the colour of failure, the layer where it shows, and two or three
// sentences. Where there is no room for all of them, one has it, and says which of how many it is.
#include "app/window/views/lab/lab_warnings.h"
#include "app/language/tr.h"
#include "app/session/health.h"
#include "app/window/layout/layout_spacing.h"
#include "app/window/screen/request.h"
#include <stdio.h>

static int line_of(const struct app *app)
{
    return ui_px(&app->ui, 16);
}

static int whole_height(struct app *app, const struct diagnosis_warning *warning, int width)
{
    struct rect room = {0, 0, width - ui_px(&app->ui, 8), 0};
    return line_of(app) + text_draw_wrapped(NULL, app->text, TEXT_SMALL, room, 0, warning->text) +
           ui_px(&app->ui, 4);
}

// ---- One warning --------------------------------------------------------------------------------

static void draw_title(struct app *app, struct rect line, const struct diagnosis_warning *warning)
{
    struct ui *ui = &app->ui;
    char title[96];
    bool somewhere = warning->layer != LENET_INPUT;
    snprintf(title, sizeof title, "%s%s%s", warning->title, somewhere ? tr(" in ") : "",
             somewhere ? lenet_layers[warning->layer].name : "");
    text_draw_in(&app->canvas, app->text, TEXT_SMALL, ALIGN_LEFT, line, ui->theme->bad, title);
}

static void draw_warning(struct app *app, struct rect rect, const struct diagnosis_warning *warning,
                         bool whole)
{
    struct ui *ui = &app->ui;
    int line = line_of(app), bar = ui_px(ui, 3), indent = ui_px(ui, 8);
    canvas_fill(&app->canvas, (struct rect){rect.x, rect.y + bar, bar, line - 2 * bar},
                ui->theme->bad);
    struct rect words = {rect.x + indent, rect.y, rect.w - indent, line};
    draw_title(app, words, warning);
    if (!whole) {
        ui_tooltip(ui, words, warning->text);
        return;
    }
    words.y += line;
    words.h = rect.h - line;
    text_draw_wrapped(&app->canvas, app->text, TEXT_SMALL, words, ui->theme->text, warning->text);
}

// ---- Which of them ------------------------------------------------------------------------------

static void show_warning(struct app *app, int number)
{
    app->lab.warning = number;
    ui_focus(&app->ui, ui_id("warnings", 0)); // it shows, also after a click
}

static int moved(int number, int key)
{
    if (key == KEY_HOME || key == KEY_END)
        return key == KEY_HOME ? 0 : DIAGNOSIS_KINDS;
    if (key == KEY_UP || key == KEY_LEFT || key == KEY_PAGE_UP)
        return number - 1;
    bool on = key == KEY_DOWN || key == KEY_RIGHT || key == KEY_PAGE_DOWN;
    return on ? number + 1 : number;
}

static void walk(struct app *app, struct rect rect, int number, int count)
{
    struct ui *ui = &app->ui;
    struct ui_walk walk = ui_walk(ui, ui_id("warnings", 0), rect);
    int to = walk.clicked ? (number + 1) % count : number;
    for (int key; (key = ui_walk_key(ui, &walk)) != KEY_NONE;)
        to = max_int(0, min_int(moved(to, key), count - 1));
    if (to != number)
        request(app, show_warning, to);
    if (walk.ring)
        canvas_outline(&app->canvas, rect, 0, (float)ui_px(ui, 2), ui->theme->focus);
}

// Which of how many it is, counted from 0, or negative: that there are some to go to.
static void draw_which(struct app *app, struct rect place, int warning, int count)
{
    char which[32];
    struct rect line = {place.x, place.y, place.w, line_of(app)};
    if (warning >= 0)
        tr_print(which, sizeof which, "%d of %d", warning + 1, count);
    else
        tr_print(which, sizeof which, tr_many("%d warning", "%d warnings", (unsigned long)count),
                 count);
    ui_label_muted(&app->ui, TEXT_SMALL, ALIGN_RIGHT, line, which);
}

// Where the sentences of one leave less than `least` above, what is above goes first: before the
// warnings there is a place more, which has only the title of the gravest. Returns its height.
static int draw_one(struct app *app, const struct rect *rect, const struct diagnosis *diagnosis,
                    const int *whole, int least)
{
    int count = diagnosis->count, tallest = 0;
    for (int i = 0; i < count; i++)
        tallest = max_int(tallest, whole[i]);
    int before = rect->h - tallest < least;
    int number = min_int(app->lab.warning, before + count - 1), warning = number - before;
    bool fits = warning >= 0 && whole[warning] <= rect->h;
    int height = fits ? whole[warning] : line_of(app);
    struct rect place = {rect->x, rect->y + rect->h - height, rect->w, height};
    draw_warning(app, place, &diagnosis->warning[max_int(0, warning)], fits);
    if (before + count > 1) {
        draw_which(app, place, warning, count);
        walk(app, place, number, before + count);
    }
    return height;
}

// ---- All of them --------------------------------------------------------------------------------

static void draw_all(struct app *app, struct rect rect, const struct diagnosis *diagnosis,
                     const int *whole)
{
    for (int i = 0; i < diagnosis->count; i++) {
        rect.h = whole[i];
        draw_warning(app, rect, &diagnosis->warning[i], true);
        rect.y += rect.h;
    }
}

void lab_warnings_draw(struct app *app, struct rect *rect, int wanted, int least)
{
    const struct diagnosis *diagnosis = health_diagnosis(&app->session);
    int whole[DIAGNOSIS_KINDS], height = 0;
    if (diagnosis->count == 0 || rect->h - line_of(app) < least)
        return;
    for (int i = 0; i < diagnosis->count; i++)
        height += whole[i] = whole_height(app, &diagnosis->warning[i], rect->w);
    if (rect->h - height >= wanted)
        draw_all(app, (struct rect){rect->x, rect->y + rect->h - height, rect->w, height},
                 diagnosis, whole);
    else
        height = draw_one(app, rect, diagnosis, whole, least);
    rect->h = max_int(0, rect->h - height - ui_px(&app->ui, 6));
}
