// One place says of each kind what it needs, is called and writes; the dialog only shows that.
#include "app/window/export/export_choice.h"
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/window/export/export_curves.h"
#include "app/window/export/export_lesson.h"
#include "app/window/export/export_picture.h"
#include "app/window/export/export_values.h"
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

_Static_assert((int)EXPORT_WHATS == (int)SETTINGS_EXPORT_WHATS, "settings count them, too");
_Static_assert((int)EXPORT_TIMES_MOST == (int)SETTINGS_EXPORT_TIMES, "and these");
_Static_assert((int)NPZ_ARRAYS == (int)SETTINGS_EXPORT_ARRAYS, "and these");

const char *const export_what_names[EXPORT_WHATS] = {
    [EXPORT_WINDOW] = TR("The whole window"),
    [EXPORT_FIGURE] = TR("The network's figure"),
    [EXPORT_PANEL] = TR("One panel"),
    [EXPORT_IMAGE] = TR("The 32×32 image"),
    [EXPORT_VALUES] = TR("Activations"),
    [EXPORT_CURVES] = TR("Curves of the run"),
    [EXPORT_LESSON] = TR("A lesson: my digits"),
};

const char *const export_what_help[EXPORT_WHATS] = {
    [EXPORT_WINDOW] =
        TR("The window as it is, without menus, messages, dialogs and the pointer. It "
           "is drawn anew in the size you choose: its letters are sharp in each."),
    [EXPORT_FIGURE] =
        TR("The layers with all their maps, also while another page is shown. In SVG, "
           "cells are shapes and words are text: for a slide or a paper."),
    [EXPORT_PANEL] = TR("A part of the window by itself, drawn anew in the size you choose."),
    [EXPORT_IMAGE] = TR("What the network sees of the drawing: greys from 0, background, to 255, "
                        "ink. IDX is the format of MNIST's files."),
    [EXPORT_VALUES] = TR("What every cell of the network holds for the drawing, as 32-bit floats "
                         "for numpy.load: all layers by name in NPZ, one of them in NPY."),
    [EXPORT_CURVES] = TR("Loss and errors over the epochs, a line for each point, with the columns "
                         "of lenetpad train --log. Where runs are laid over it, they follow, and a "
                         "last column names the run."),
    [EXPORT_LESSON] = TR("The digits that are ticked, in one strokes file: to be opened here, read "
                         "by lenetpad strokes, and learnt from."),
};

const char *const export_panel_names[EXPORT_PANELS] = {
    TR("Drawing pad"),      TR("What the network sees"),     TR("Reading"),
    TR("Card at the side"), TR("Page Training or Mistakes"),
};

static const enum layout_panel panels[EXPORT_PANELS] = {PANEL_PAD, PANEL_SEES, PANEL_READING,
                                                        PANEL_SIDE, PANEL_PAGE};

const int export_image_times[SETTINGS_EXPORT_TIMES] = {1, 4, 8, 16};

static const struct settings_export *chosen(const struct app *app)
{
    return &app->session.settings.export;
}

static enum export_what what(const struct app *app)
{
    return (enum export_what)chosen(app)->what;
}

bool export_choice_is_picture(enum export_what kind)
{
    return kind <= EXPORT_PANEL;
}

static int part(const struct app *app)
{
    return what(app) == EXPORT_WINDOW   ? EXPORT_WHOLE_WINDOW
           : what(app) == EXPORT_FIGURE ? PANEL_FIGURE
                                        : (int)panels[chosen(app)->panel];
}

// ---- Whether it can be written ------------------------------------------------------------------

bool export_choice_has_panel(const struct app *app, int panel)
{
    return export_picture_has(app, (int)panels[panel]);
}

static bool say(char words[EXPORT_WORDS], const char *text)
{
    snprintf(words, EXPORT_WORDS, "%s", text);
    return false;
}

bool export_choice_has(const struct app *app, enum export_what kind, char why[EXPORT_WORDS])
{
    bool image = kind == EXPORT_IMAGE || kind == EXPORT_VALUES;
    if (image && app->session.reading.empty)
        return say(why, tr("Nothing is drawn yet."));
    if (kind == EXPORT_FIGURE && !export_picture_has(app, PANEL_FIGURE))
        return say(why, tr("There is no room for the figure now: make the window larger."));
    if (kind == EXPORT_CURVES && export_curves_runs(&app->session) == 0)
        return say(why, tr("No run has trained here yet, so there are no curves: start one in the "
                           "menu Train, or look back at one of its Runs."));
    if (kind == EXPORT_LESSON && app->export_form.digits.count == 0)
        return say(why, tr("You have taught no digits yet: the key K begins."));
    return true;
}

static bool can_picture(const struct app *app, char words[EXPORT_WORDS])
{
    struct rect place = export_picture_place(app, part(app));
    int times = chosen(app)->times;
    if (place.w <= 0)
        return say(words, tr("This panel is not in the window now: show it, or make the window "
                             "larger."));
    if (chosen(app)->svg) {
        tr_print(words, EXPORT_WORDS, "SVG, sharp at any size; %d×%d as it is seen", place.w,
                 place.h);
    } else {
        tr_print(words, EXPORT_WORDS, "PNG, %d×%d pixels", place.w * times, place.h * times);
        if ((place.w > place.h ? place.w : place.h) > CANVAS_MOST_SIDE / times)
            return say(words, tr("That picture would be too large: choose a smaller size."));
    }
    return true;
}

static void say_image(const struct settings_export *export, char words[EXPORT_WORDS])
{
    int side = LENET_SIDE * export_image_times[export->image_times];
    if (export->idx)
        tr_print(words, EXPORT_WORDS, "IDX, one image of %d×%d bytes", LENET_SIDE, LENET_SIDE);
    else
        tr_print(words, EXPORT_WORDS, "PNG, %d×%d pixels", side, side);
}

static void say_values(const struct settings_export *export, char words[EXPORT_WORDS])
{
    const struct lenet_layer *layer =
        &lenet_layers[export->array < LENET_LAYERS ? export->array : LENET_OUTPUT];
    if (!export->npy)
        tr_print(words, EXPORT_WORDS, "NPZ, %d arrays by name", NPZ_ARRAYS);
    else if (export->array == LENET_INPUT)
        tr_print(words, EXPORT_WORDS, "NPY, %d×%d values", layer->side, layer->side);
    else if (layer->side > 1)
        tr_print(words, EXPORT_WORDS, "NPY, %d×%d×%d values", layer->maps, layer->side,
                 layer->side);
    else
        tr_print(words, EXPORT_WORDS, "NPY, %d values", layer->maps);
}

static void say_curves(const struct app *app, char words[EXPORT_WORDS])
{
    int runs = export_curves_runs(&app->session);
    if (runs > 1)
        tr_print(words, EXPORT_WORDS, "CSV, one table of %d runs", runs);
    else
        say(words, tr("CSV, a table for any program that draws or calculates"));
}

bool export_choice_can(const struct app *app, char words[EXPORT_WORDS])
{
    size_t lesson = export_lesson_count(app);
    if (!export_choice_has(app, what(app), words))
        return false;
    switch (what(app)) {
    case EXPORT_IMAGE:
        say_image(chosen(app), words);
        return true;
    case EXPORT_VALUES:
        say_values(chosen(app), words);
        return true;
    case EXPORT_CURVES:
        say_curves(app, words);
        return true;
    case EXPORT_LESSON:
        tr_print(words, EXPORT_WORDS,
                 tr_many("Strokes, %'zu of your one digit", "Strokes, %'zu of your %'zu digits",
                         app->export_form.digits.count),
                 lesson, app->export_form.digits.count);
        return lesson > 0 || say(words, tr("No digit is ticked: choose one at least."));
    default:
        return can_picture(app, words);
    }
}

// ---- As a file ----------------------------------------------------------------------------------

enum file_purpose export_choice_purpose(const struct app *app)
{
    const struct settings_export *export = chosen(app);
    switch (what(app)) {
    case EXPORT_IMAGE:
        return export->idx ? FILE_PURPOSE_EXPORT_IDX : FILE_PURPOSE_EXPORT_PNG;
    case EXPORT_VALUES:
        return export->npy ? FILE_PURPOSE_EXPORT_NPY : FILE_PURPOSE_EXPORT_NPZ;
    case EXPORT_CURVES:
        return FILE_PURPOSE_EXPORT_CSV;
    case EXPORT_LESSON:
        return FILE_PURPOSE_EXPORT_LESSON;
    default:
        return export->svg ? FILE_PURPOSE_EXPORT_SVG : FILE_PURPOSE_EXPORT_PNG;
    }
}

void export_choice_name(const struct app *app, char name[64])
{
    static const char *const stems[EXPORT_WHATS] = {
        [EXPORT_IMAGE] = "digit-32x32",
        [EXPORT_CURVES] = "curves",
        [EXPORT_LESSON] = "lesson",
    };
    const struct settings_export *export = chosen(app);
    const char *suffix = file_purposes[export_choice_purpose(app)].new_suffix;
    if (export_choice_is_picture(what(app)))
        snprintf(name, 64, "%s%s", export_part_names[part(app)], suffix);
    else if (what(app) == EXPORT_VALUES)
        snprintf(name, 64, "activations%s%s%s", export->npy ? "-" : "",
                 export->npy ? npz_array_name(export->array) : "", suffix);
    else
        snprintf(name, 64, "%s%s", stems[what(app)], suffix);
}

bool export_choice_write(struct app *app, const char *path, struct status *status)
{
    const struct settings_export *export = chosen(app);
    const struct session *session = &app->session;
    char words[EXPORT_WORDS];
    if (!export_choice_can(app, words)) // not any more
        return status_fail(status, STATUS_USAGE, "%s", words);
    switch (what(app)) {
    case EXPORT_IMAGE:
        return export->idx ? export_image_idx(session, path, status)
                           : export_image_png(session, export_image_times[export->image_times],
                                              path, status);
    case EXPORT_VALUES:
        return export->npy ? export_values_npy(session, export->array, path, status)
                           : export_values_npz(session, path, status);
    case EXPORT_CURVES:
        return export_curves_csv(session, path, status);
    case EXPORT_LESSON:
        return export_lesson_write(app, path, status);
    default:
        return export->svg ? export_picture_svg(app, part(app), path, status)
                           : export_picture_png(app, part(app), export->times, path, status);
    }
}

void export_choice_say(const struct app *app, const char *path, char *text, size_t size)
{
    char words[EXPORT_WORDS], bytes[AMOUNT_SIZE] = "";
    struct stat there;
    export_choice_can(app, words);
    if (stat(path, &there) == 0)
        amount_bytes(bytes, (uint64_t)there.st_size);
    tr_print(text, size, "Exported %.*s (%s): %s", PATH_SIZE - 400, path, bytes, words);
}
