// `lenetpad shot`: the window's picture in a PNG or SVG file, drawn by the same code without a
// display.
#include "app/base/clock.h"
#include "app/base/paths.h"
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/commands/desktop_module/shot_view.h"
#include "app/console/files/files_apart.h"
#include "app/console/files/output.h"
#include "app/console/options.h"
#include "app/explain/cell_name.h"
#include "app/language/languages.h"
#include "app/language/tr.h"
#include "app/pictures/picture.h"
#include "app/session/opening.h"
#include "app/session/operating.h"
#include "app/session/why.h"
#include "app/system/text_sdl.h"
#include "app/window/export/export_picture.h"
#include "app/window/shell.h"
#include "app/work/settings.h"
#include "nn/data/practice.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const theme_names[] = {"light", "dark", "contrast"};

struct shot {
    const char *out, *strokes, *model, *pin, *why, *language;
    struct option_list silence;
    int size[2];
    float scale;
    int view, theme, index, method, panel;
    bool flip;
};

// What is on the pad if no file says: a practice digit.
static bool draw_something(struct app *app, const struct shot *shot, struct status *status)
{
    if (shot->view == SHOT_VIEW_EMPTY)
        return true;
    if (shot->strokes)
        return opening_file(&app->session, shot->strokes, (size_t)shot->index, status);
    struct drawing drawing;
    if (!practice_drawing(&drawing, shot->index % LENET_CLASSES,
                          (uint64_t)(shot->index / LENET_CLASSES), status))
        return false;
    bool ok = pad_fit_drawing(&app->session.pad, &drawing,
                              session_brush_diameter(&app->session, false), status);
    drawing_free(&drawing);
    return ok;
}

// The window starts without weights, too, and says so; of a picture they are a part.
static bool check_weights(const char *model, struct status *status)
{
    char opened[PATH_SIZE];
    struct lenet *weights = malloc(sizeof *weights);
    bool there = weights ? command_load_model(weights, NULL, model, opened, status)
                         : status_fail(status, STATUS_NO_MEMORY, "no memory for the model");
    free(weights);
    return there;
}

// A picture with weights or glyphs missing would be of another program.
static bool is_whole(const struct app *app, struct status *status)
{
    if (app->session.weights_from == WEIGHTS_UNTRAINED)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory for the weights");
    if (app->session.pad.lacked_memory)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory for the drawing");
    return text_complete(app->text) ||
           status_fail(status, STATUS_NO_MEMORY, "not enough memory for the picture's text");
}

static bool pin_cell(struct app *app, const char *text, struct status *status)
{
    struct terms_cell cell;
    if (!text)
        return true;
    if (!cell_name_parse(&cell, text, status))
        return false;
    pin_hold(&app->session.pin, cell);
    return true;
}

// Waits for what that does to a test set, as a person would.
static bool silence_parts(struct app *app, const struct option_list *parts, struct status *status)
{
    for (int i = 0; i < parts->count; i++) {
        struct terms_cell part;
        if (!cell_name_parse_part(&part, parts->item[i], status))
            return false;
        if (!operating_silences(&app->session, part)) // as a part of one before
            operating_toggle(&app->session, part);
    }
    app->operating_shown |= parts->count > 0;
    for (int i = 0; i < 2000 && operating_is(&app->session) && !operating_is_tested(&app->session);
         i++) {
        clock_pause(5);
        app_refresh(app);
    }
    return true;
}

// "6", or "6,0": why 6 and not 0. Waits for the answer, as a person would.
static bool ask_why(struct app *app, const struct shot *shot, struct status *status)
{
    if (!shot->why)
        return true;
    struct explainer_question question;
    if (!explainer_question_parse(&question, shot->why, status))
        return false;
    why_choose_method(&app->session, (enum explainer_method)shot->method);
    why_ask(&app->session, question.digit, question.instead);
    why_search(&app->session, shot->flip);
    app_refresh(app);
    for (int i = 0; i < 4000 && why_digit(&app->session) >= 0 && !why_is_current(&app->session);
         i++) {
        clock_pause(5);
        app_refresh(app);
    }
    return true;
}

// The frame as it stands, with what lies on top of it; or one part of the window by itself, as
// shapes if the file is to be one of shapes.
static bool save_picture(struct app *app, const struct shot *shot, const char *out,
                         struct status *status)
{
    if (path_has_ending(shot->out, ".svg"))
        return export_picture_svg(app, shot->panel, out, status);
    return shot->panel == EXPORT_WHOLE_WINDOW
               ? picture_save_canvas(&app->canvas, out, status)
               : export_picture_png(app, shot->panel, 1, out, status);
}

// English without one, whatever the environment says: the same command draws the same picture. A
// language of the user's own counts as in the window, but the list has those of the program alone.
// `listed`: all of them are shown, and which is the environment's.
static bool speak(const char *language, bool listed, struct status *status)
{
    char folder[PATH_SIZE];
    const bool english = !language || strcmp(language, "en") == 0;
    if (listed)
        setenv("LC_ALL", "C", 1);
    if (english && !listed)
        return true;
    if (!listed && path_of_user_languages(folder))
        languages_load(folder, NULL);
    if (path_of_languages(folder) && !languages_load(folder, status))
        return false;
    if (english)
        return true;
    if (!languages_find(language))
        return status_fail(status, STATUS_MISSING,
                           "there is no language \"%.40s\": name one of the files of %.400s",
                           language, folder);
    languages_choose(language);
    return true;
}

static bool take_shot(const struct shot *shot, const char *out, struct status *status)
{
    struct app *app = NULL;
    struct glyph_source glyphs;
    struct session_options options = {.model = shot->model};
    bool ok = false;
    const bool listed = shot->view == SHOT_VIEW_LANGUAGE;
    if (!speak(shot->language, listed, status) || !check_weights(shot->model, status) ||
        !text_sdl_source(&glyphs, status) || !app_open(&app, glyphs, &options, status))
        goto end;
    if (app->session.questions.open !=
        QUESTION_NONE) { // nothing was asked for yet, so it tells of a fault
        status_fail(status, STATUS_IO, "%s", app->session.questions.message);
        goto end;
    }
    app->session.settings.theme = THEME_LIGHT + shot->theme;
    app->session.settings.scale = shot->scale;
    if (listed)
        snprintf(app->session.settings.language, sizeof app->session.settings.language, "%s",
                 shot->language ? shot->language : "en");
    if (!app_resize(app, shot->size[0], shot->size[1], 1, status) ||
        !draw_something(app, shot, status) || !pin_cell(app, shot->pin, status) ||
        !silence_parts(app, &shot->silence, status) || !ask_why(app, shot, status))
        goto end;
    app_refresh(app); // some of the views ask what is read
    shot_view_show(app, (enum shot_view)shot->view);
    shot_view_draw(app, (enum shot_view)shot->view);
    ok = is_whole(app, status) && save_picture(app, shot, out, status);
end:
    app_close(app);
    tr_use(NULL); // what the command line says is English
    return ok;
}

int command_shot(int argc, char **argv)
{
    struct shot shot = {.size = {1280, 800}, .scale = 1, .index = 3, .panel = EXPORT_WHOLE_WINDOW};
    bool index_given = false;
    struct option options[] = {
        OPTION_WRITE("out", &shot.out, "FILE", "the PNG or SVG file to write (required)"),
        OPTION_SIZE("size", shot.size, 64, SETTINGS_WINDOW_MOST, "in device pixels"),
        OPTION_FLOAT("scale", &shot.scale, "S", 1, SETTINGS_SCALE_MOST, "interface scale"),
        OPTION_CHOICE("view", &shot.view, "NAME", shot_view_names, SHOT_VIEWS, "what is shown"),
        OPTION_CHOICE("panel", &shot.panel, "NAME", export_part_names, PANELS + 1,
                      "only this of it: the figure, for a slide"),
        OPTION_READ("strokes", &shot.strokes, "FILE", "what is on the pad"),
        OPTION_INT("index", &shot.index, "N", 0, 1 << 30,
                   "which practice digit, or which of the strokes file (there 0)"),
        OPTION_TEXT("pin", &shot.pin, "LAYER,MAP,ROW,COLUMN",
                    "the pinned cell of the network, counted from 0: C3,6,4,5"),
        OPTION_EACH("silence", &shot.silence, "PART",
                    "a layer, map or cell becomes 0: C3, or C3,6, or C3,6,4,5; may be repeated"),
        OPTION_TEXT("why", &shot.why, "A[,B]", "asks why it is the digit A, and not B"),
        OPTION_CHOICE("method", &shot.method, "NAME", explainer_method_names, EXPLAINER_METHODS,
                      "how that is answered"),
        OPTION_FLAG("flip", &shot.flip, "and which pixels would change the reading"),
        OPTION_CHOICE("theme", &shot.theme, "NAME", theme_names, 3, "the colours"),
        OPTION_TEXT("language", &shot.language, "CODE",
                    "the language of its texts: de, ja, ... (English)"),
        OPTION_READ("model", &shot.model, "FILE", "read with these weights"),
    };
    struct command_line line = {.command = "shot",
                                .usage = "[options] --out FILE",
                                .summary =
                                    "Draws the window into a PNG or SVG file, without a display.",
                                .options = options,
                                .option_count = sizeof options / sizeof *options};
    int exit_code;
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    index_given = command_line_given(&line, "index");
    if (!shot.out)
        return command_line_mistake(&line, "--out FILE is missing");
    if (shot.strokes && !index_given)
        shot.index = 0;
    struct status status = {0};
    struct output out = {0};
    const struct given_file files[] = {{"--out", shot.out, FILE_WRITTEN},
                                       {"--model", shot.model, FILE_READ},
                                       {"--strokes", shot.strokes, FILE_READ}};
    exit_code = files_apart_check(&line, files, sizeof files / sizeof *files);
    if (exit_code != EXIT_DONE)
        return exit_code;
    bool taken = output_open(&out, shot.out, &status) && take_shot(&shot, out.path, &status);
    output_close(&out);
    return taken ? EXIT_DONE : command_fail(&status);
}
