// A frame beside the window's frames, of a copy of the window: what those keep between two of them
// stays as it is. The window's own layout is enlarged, not computed anew, so that everything stands
// where the person saw it, and sizes are exact multiples.
#include "app/window/export/export_picture.h"
#include "app/language/tr.h"
#include "app/pictures/picture.h"
#include "app/pictures/svg.h"
#include "app/window/bar/menus.h"
#include "app/window/bar/status.h"
#include "app/window/screen/layout_compute.h"
#include "app/window/screen/looks.h"
#include "app/window/views/panels.h"
#include <stdlib.h>

const char *const export_part_names[PANELS + 1] = {
    [PANEL_PAD] = "pad",
    [PANEL_SEES] = "sees",
    [PANEL_READING] = "reading",
    [PANEL_SIDE] = "side",
    [PANEL_FIGURE] = "figure",
    [PANEL_PAGE] = "page",
    [EXPORT_WHOLE_WINDOW] = "window",
};

// The window as it is drawn here: a copy, of which nothing goes back, so that no field of it can be
// forgotten. What it points to is the window's own, which drawing does not change but for the
// letters' size. To be dropped; NULL when memory runs out.
static struct app *copy_window(const struct app *app)
{
    struct app *copy = malloc(sizeof *copy);
    if (!copy)
        return NULL;
    *copy = *app;
    copy->hovering = copy->over_pad = copy->patch.pointed = copy->pen.in_hand = false;
    copy->session.questions.open = QUESTION_NONE;
    return copy;
}

static void drop_copy(struct app *copy, struct app *app)
{
    free(copy);
    text_set_scale(app->text, app->layout.scale);
}

// The figure in the place of the page that is shown instead.
static void lay_out_figure(struct app *app)
{
    bool side = app->session.settings.show_training || app->session.pin.held ||
                app->operating_shown || app->session.slow_motion.on;
    app->page = PAGE_NETWORK;
    app->projector.on = app->projector.enlarged = false;
    layout_compute(&app->layout, app->canvas.width, app->canvas.height, looks_scale(app), side,
                   app->session.settings.hidden_layers);
}

// Leaves the layout with that part in it, which is mostly the window's own; returns where it is.
static struct rect lay_out(struct app *app, int part)
{
    if (part == PANEL_FIGURE && app->page != PAGE_NETWORK)
        lay_out_figure(app);
    return export_picture_place(app, part);
}

struct rect export_picture_place(const struct app *app, int part)
{
    if (part == EXPORT_WHOLE_WINDOW)
        return (struct rect){0, 0, app->canvas.width, app->canvas.height};
    // The figure and the page take turns in one place.
    bool figure = part == PANEL_FIGURE && app->page != PAGE_NETWORK;
    return app->layout.card[figure ? PANEL_PAGE : part];
}

bool export_picture_has(const struct app *app, int part)
{
    return export_picture_place(app, part).w > 0;
}

static void draw(struct app *app, int part, int times)
{
    struct menus *menus = part == EXPORT_WHOLE_WINDOW ? calloc(1, sizeof *menus) : NULL;
    app->mistakes.offset *= times;
    ui_begin(&app->ui, &app->canvas, looks_theme(app), app->layout.scale);
    canvas_fill(&app->canvas, app->canvas.clip, app->ui.theme->window);
    if (menus)
        menus_draw(menus, app);
    if (part == EXPORT_WHOLE_WINDOW) {
        panels_draw(app);
        status_draw(app);
    } else {
        panels_draw_one(app, (enum layout_panel)part);
    }
    ui_end(&app->ui);
    free(menus);
}

// Draws on the canvas that is there now, whose pixel (0, 0) is the part's.
static bool draw_whole(struct app *app, int part, int times, struct status *status)
{
    bool complete = text_complete(app->text);
    if (!ui_open(&app->ui, app->text, status))
        return false;
    draw(app, part, times);
    ui_close(&app->ui);
    return !complete || text_complete(app->text) ||
           status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for the picture's text"));
}

static bool make_canvas(struct canvas *canvas, struct rect place, int times, struct status *status)
{
    int most = place.w > place.h ? place.w : place.h;
    *canvas = (struct canvas){0};
    if (most > CANVAS_MOST_SIDE / times)
        return status_fail(
            status, STATUS_USAGE,
            tr("the picture of %dx%d pixels would be too large: choose a smaller scale."),
            place.w * times, place.h * times);
    return canvas_resize(canvas, place.w * times, place.h * times) ||
           status_fail(
               status, STATUS_NO_MEMORY,
               tr("there is not enough memory for a picture of %dx%d pixels: choose a smaller "
                  "scale."),
               place.w * times, place.h * times);
}

static bool check_there(struct rect place, int part, struct status *status)
{
    return place.w > 0 ||
           status_fail(status, STATUS_USAGE,
                       tr("the panel \"%s\" is not in the window now: show it, or make the window "
                          "larger."),
                       export_part_names[part]);
}

static bool no_memory(const char *path, struct status *status)
{
    return status_fail(status, STATUS_NO_MEMORY, "not enough memory to draw %s", path);
}

bool export_picture_png(struct app *app, int part, int times, const char *path,
                        struct status *status)
{
    struct canvas canvas = {0};
    struct app *copy = copy_window(app);
    if (!copy)
        return no_memory(path, status);
    struct rect place = lay_out(copy, part);
    bool done = check_there(place, part, status) && make_canvas(&canvas, place, times, status);
    if (done) {
        layout_enlarge(&copy->layout, place.x, place.y, times);
        copy->canvas = canvas;
        done = draw_whole(copy, part, times, status);
    }
    drop_copy(copy, app);
    done = done && picture_save_canvas(&canvas, path, status);
    canvas_free(&canvas);
    return done;
}

bool export_picture_svg(struct app *app, int part, const char *path, struct status *status)
{
    struct svg *svg = NULL;
    struct app *copy = copy_window(app);
    if (!copy)
        return no_memory(path, status);
    struct rect place = lay_out(copy, part);
    bool done = check_there(place, part, status);
    if (done) {
        struct rect whole = {0, 0, place.w, place.h};
        svg = svg_open(whole, app->title);
        layout_enlarge(&copy->layout, place.x, place.y, 1);
        copy->canvas = (struct canvas){.width = place.w, .height = place.h, .clip = whole};
        copy->canvas.recorder = svg ? svg_recorder(svg) : NULL;
        done = svg ? draw_whole(copy, part, 1, status) : no_memory(path, status);
    }
    drop_copy(copy, app);
    done = done && svg_save(svg, path, status);
    svg_close(svg);
    return done;
}
