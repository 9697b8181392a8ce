// A frame beside the window's frames: what they keep between two of them is put aside, and is as it
// was when the picture has been drawn. The window's own layout is enlarged, not computed anew, so
// that everything stands where the person saw it, and sizes are exact multiples.
#include "app/window/export/export_picture.h"
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

// What drawing reads or changes of the window.
struct aside {
    struct ui ui;
    struct canvas canvas;
    struct layout layout;
    struct requests requests;
    enum page page;
    struct projector projector;
    enum question question;
    bool hovering, over_pad, walked;
    struct key_pen pen;
    struct patch_place patch;
    struct lab lab;
    struct mistakes_page mistakes;
};

static void put_aside(struct aside *aside, struct app *app)
{
    *aside = (struct aside){
        .ui = app->ui,
        .canvas = app->canvas,
        .layout = app->layout,
        .requests = app->requests,
        .page = app->page,
        .projector = app->projector,
        .question = app->session.questions.open,
        .hovering = app->hovering,
        .over_pad = app->over_pad,
        .walked = app->walked,
        .pen = app->pen,
        .patch = app->patch,
        .lab = app->lab,
        .mistakes = app->mistakes,
    };
    app->hovering = app->over_pad = app->patch.pointed = app->pen.in_hand = false;
    app->session.questions.open = QUESTION_NONE;
}

static void put_back(struct app *app, const struct aside *aside)
{
    app->ui = aside->ui;
    app->canvas = aside->canvas;
    app->layout = aside->layout;
    app->requests = aside->requests;
    app->page = aside->page;
    app->projector = aside->projector;
    app->session.questions.open = aside->question;
    app->hovering = aside->hovering;
    app->over_pad = aside->over_pad;
    app->walked = aside->walked;
    app->pen = aside->pen;
    app->patch = aside->patch;
    app->lab = aside->lab;
    app->mistakes = aside->mistakes;
    text_set_scale(app->text, app->layout.scale);
    app->dirty = true;
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
           status_fail(status, STATUS_NO_MEMORY, "not enough memory for the picture's text");
}

static bool make_canvas(struct canvas *canvas, struct rect place, int times, struct status *status)
{
    int most = place.w > place.h ? place.w : place.h;
    *canvas = (struct canvas){0};
    if (most > CANVAS_MOST_SIDE / times)
        return status_fail(
            status, STATUS_USAGE,
            "the picture of %dx%d pixels would be too large: choose a smaller scale.",
            place.w * times, place.h * times);
    return canvas_resize(canvas, place.w * times, place.h * times) ||
           status_fail(status, STATUS_NO_MEMORY,
                       "there is not enough memory for a picture of %dx%d pixels: choose a smaller "
                       "scale.",
                       place.w * times, place.h * times);
}

static bool check_there(struct rect place, int part, struct status *status)
{
    return place.w > 0 ||
           status_fail(status, STATUS_USAGE,
                       "the panel \"%s\" is not in the window now: show it, or make the window "
                       "larger.",
                       export_part_names[part]);
}

bool export_picture_png(struct app *app, int part, int times, const char *path,
                        struct status *status)
{
    struct aside aside;
    struct canvas canvas = {0};
    put_aside(&aside, app);
    struct rect place = lay_out(app, part);
    bool done = check_there(place, part, status) && make_canvas(&canvas, place, times, status);
    if (done) {
        layout_enlarge(&app->layout, place.x, place.y, times);
        app->canvas = canvas;
        done = draw_whole(app, part, times, status);
    }
    put_back(app, &aside);
    done = done && picture_save_canvas(&canvas, path, status);
    canvas_free(&canvas);
    return done;
}

bool export_picture_svg(struct app *app, int part, const char *path, struct status *status)
{
    struct aside aside;
    put_aside(&aside, app);
    struct rect place = lay_out(app, part);
    struct svg *svg = NULL;
    bool done = check_there(place, part, status);
    if (done) {
        struct rect whole = {0, 0, place.w, place.h};
        svg = svg_open(whole, app->title);
        layout_enlarge(&app->layout, place.x, place.y, 1);
        app->canvas = (struct canvas){.width = place.w, .height = place.h, .clip = whole};
        app->canvas.recorder = svg ? svg_recorder(svg) : NULL;
        done = svg ? draw_whole(app, part, 1, status)
                   : status_fail(status, STATUS_NO_MEMORY, "not enough memory to draw %s", path);
    }
    put_back(app, &aside);
    done = done && svg_save(svg, path, status);
    svg_close(svg);
    return done;
}
