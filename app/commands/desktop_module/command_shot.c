// `lenetpad shot`: the window's picture in a PNG file, drawn by the same code without a display.
#include "app/commands/command.h"
#include "app/commands/command_common.h"
#include "app/console/options.h"
#include "app/console/output.h"
#include "app/pictures/picture.h"
#include "app/session/labelling.h"
#include "app/session/opening.h"
#include "app/session/weights/training.h"
#include "app/system/text_sdl.h"
#include "app/training/data_source.h"
#include "app/window/actions/actions.h"
#include "app/window/shell.h"
#include "app/work/settings.h"
#include "nn/data/dataset_folder.h"
#include "nn/data/practice.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum shot_view {
    VIEW_MAIN,
    VIEW_EMPTY,
    VIEW_INSPECTOR,
    VIEW_TRAINING,
    VIEW_MENU_FILE, // menus in the order of the menu bar
    VIEW_MENU_EDIT,
    VIEW_MENU_VIEW,
    VIEW_MENU_LAYERS,
    VIEW_MENU_TRAIN,
    VIEW_MENU_TEACH,
    VIEW_MENU_HELP,
    VIEW_KEYS,
    VIEW_ABOUT,
    VIEW_ERROR,
    VIEW_OPEN,
    VIEW_SAVE,
    VIEW_MISSING_DATA,
    VIEW_RESUME,
    VIEW_CORRECT,
    VIEW_TAUGHT,
    VIEW_LEARNING,
    VIEW_LEARNED,
    VIEW_FORGOTTEN,
    VIEW_FORGET_HAND,
    VIEWS
};

static const char *const view_names[VIEWS] = {
    "main",      "empty",       "inspector",  "training",   "menu-file",    "menu-edit",
    "menu-view", "menu-layers", "menu-train", "menu-teach", "menu-help",    "keys",
    "about",     "error",       "open",       "save",       "missing-data", "resume",
    "correct",   "taught",      "learning",   "learned",    "forgotten",    "forget-hand"};
static const char *const theme_names[] = {"light", "dark"};

struct shot {
    const char *out, *strokes, *model;
    int size[2];
    float scale;
    int view, theme, index;
};

// What is on the pad if no file says: a practice digit.
static bool draw_something(struct app *app, const struct shot *shot, struct status *status)
{
    if (shot->view == VIEW_EMPTY)
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

// Trains on practice digits until the curves show something.
static void train_a_moment(struct app *app)
{
    struct timespec pause = {0, 20 * 1000 * 1000};
    training_begin(&app->session, DATA_SOURCE_PRACTICE, false);
    for (int i = 0; i < 3000 && session_trains(&app->session) && app->session.progress.epoch < 3;
         i++) {
        nanosleep(&pause, NULL);
        app_refresh(app);
    }
}

// Practice digits, taught one after another.
static void teach_digits(struct app *app, int count)
{
    for (int i = 0; i < count; i++) {
        struct drawing drawing;
        if (!practice_drawing(&drawing, i % LENET_CLASSES, 100 + (uint64_t)i, NULL))
            return;
        if (pad_fit_drawing(&app->session.pad, &drawing,
                            session_brush_diameter(&app->session, false), NULL))
            labelling_add(&app->session, i % LENET_CLASSES);
        drawing_free(&drawing);
    }
}

// Until some of it, or (all) everything is done.
static void learn_a_moment(struct app *app, bool all)
{
    struct timespec pause = {0, 20 * 1000 * 1000};
    app_frame(app);
    action_run(app, ACTION_LEARN);
    for (int i = 0; i < 6000 && session_trains(&app->session) &&
                    (all || app->session.progress.fraction < 0.3f);
         i++) {
        nanosleep(&pause, NULL);
        app_refresh(app);
    }
}

static void show_teaching(struct app *app, enum shot_view view)
{
    app->session.correcting = true;
    if (view == VIEW_CORRECT)
        return;
    teach_digits(app, 12);
    if (view != VIEW_TAUGHT)
        notice_say(&app->session.notice, "", ACTION_NONE, 0);
    if (view == VIEW_FORGET_HAND)
        action_run(app, ACTION_FORGET_OWN_DIGITS);
    if (view == VIEW_LEARNING || view == VIEW_LEARNED || view == VIEW_FORGOTTEN)
        learn_a_moment(app, view != VIEW_LEARNING);
    if (view == VIEW_FORGOTTEN) // as if it had cost a lot
        app->session.fine_tuning.result.wrong_after += app->session.fine_tuning.result.tested / 300;
}

// Runs the same as what brings a person there.
static void show_view(struct app *app, enum shot_view view)
{
    struct status status = {0};
    switch (view) {
    case VIEW_TRAINING:
        train_a_moment(app);
        break;
    case VIEW_KEYS:
        action_run(app, ACTION_KEYS);
        break;
    case VIEW_ABOUT:
        action_run(app, ACTION_ABOUT);
        break;
    case VIEW_ERROR:
        opening_or_explain(&app->session, "digits/three.png");
        break;
    case VIEW_OPEN:
        action_run(app, ACTION_OPEN);
        break;
    case VIEW_SAVE:
        action_run(app, ACTION_SAVE_STROKES);
        break;
    case VIEW_MISSING_DATA: {
        struct dataset none = {0};
        if (!data_source_load(&none, "no/such/folder", DATASET_TRAIN, &status))
            questions_missing_data(&app->session.questions, &status, false);
        break;
    }
    case VIEW_RESUME:
        app->session.kept.epoch = 3;
        app->session.kept.epochs = 20;
        snprintf(app->session.kept.data, PATH_SIZE, DATA_SOURCE_PRACTICE);
        questions_open(&app->session.questions, QUESTION_RESUME);
        break;
    case VIEW_CORRECT:
    case VIEW_TAUGHT:
    case VIEW_LEARNING:
    case VIEW_LEARNED:
    case VIEW_FORGOTTEN:
    case VIEW_FORGET_HAND:
        show_teaching(app, view);
        break;
    default:
        break;
    }
}

static void point_at(struct app *app, enum lenet_layer_id layer, int map, int row, int column)
{
    struct rect cell = layout_cell(&app->layout, &(struct layout_hit){layer, map, row, column});
    struct event event = {.type = EVENT_POINTER_MOVE,
                          .x = (float)cell.x + 0.5f,
                          .y = (float)cell.y + 0.5f,
                          .pressure = 1};
    app_event(app, &event);
}

// Frames until everything that opens by itself has settled.
static void draw_frames(struct app *app, enum shot_view view)
{
    app_frame(app);
    if (view >= VIEW_MENU_FILE && view <= VIEW_MENU_HELP)
        ui_menu_open(&app->ui, (int)(view - VIEW_MENU_FILE));
    if (view == VIEW_INSPECTOR)
        point_at(app, LENET_C3, 6, 4, 5);
    for (int i = 0; i < 3; i++)
        app_frame(app);
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

static bool take_shot(const struct shot *shot, const char *out, struct status *status)
{
    struct app *app = NULL;
    struct glyph_source glyphs;
    struct session_options options = {.model = shot->model};
    bool ok = false;
    if (!check_weights(shot->model, status) || !text_sdl_source(&glyphs, status) ||
        !app_open(&app, glyphs, &options, status))
        goto end;
    if (app->session.questions.open !=
        QUESTION_NONE) { // nothing was asked for yet, so it tells of a fault
        status_fail(status, STATUS_IO, "%s", app->session.questions.message);
        goto end;
    }
    app->session.settings.theme = shot->theme == 0 ? THEME_LIGHT : THEME_DARK;
    app->session.settings.scale = shot->scale;
    if (!app_resize(app, shot->size[0], shot->size[1], 1, status) ||
        !draw_something(app, shot, status))
        goto end;
    app_refresh(app); // some of the views ask what is read
    show_view(app, (enum shot_view)shot->view);
    draw_frames(app, (enum shot_view)shot->view);
    ok = is_whole(app, status) && picture_save_canvas(&app->canvas, out, status);
end:
    app_close(app);
    return ok;
}

int command_shot(int argc, char **argv)
{
    struct shot shot = {.size = {1280, 800}, .scale = 1, .index = 3};
    bool index_given = false;
    struct option options[] = {
        OPTION_TEXT("out", &shot.out, "FILE", "the PNG file to write"),
        OPTION_SIZE("size", shot.size, 64, SETTINGS_WINDOW_MOST, "in device pixels"),
        OPTION_FLOAT("scale", &shot.scale, "S", 1, SETTINGS_SCALE_MOST, "interface scale"),
        OPTION_CHOICE("view", &shot.view, "NAME", view_names, VIEWS, "what is shown"),
        OPTION_TEXT("strokes", &shot.strokes, "FILE", "what is on the pad"),
        OPTION_INT("index", &shot.index, "N", 0, 1 << 30,
                   "which practice digit, or which of the strokes file (there 0)"),
        OPTION_CHOICE("theme", &shot.theme, "NAME", theme_names, 2, "the colours"),
        OPTION_TEXT("model", &shot.model, "FILE", "read with these weights"),
    };
    struct command_line line = {.command = "shot",
                                .usage = "[options] --out FILE",
                                .summary = "Draws the window into a PNG file, without a display.",
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
    bool taken = output_open(&out, shot.out, &status) && take_shot(&shot, out.path, &status);
    output_close(&out);
    return taken ? EXIT_DONE : command_fail(&status);
}
