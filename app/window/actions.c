// See actions.h. Table first, then what each action depends on, then what it does.
#include "app/window/actions.h"
#include "app/session/labelling.h"
#include "app/window/dialogs/dialogs.h"
#include <math.h>
#include <stdio.h>
#include <string.h>

const char *const menu_names[MENUS] = {"File", "Edit", "View", "Layers", "Train", "Teach", "Help"};

enum { CTRL = MOD_CTRL, CTRL_SHIFT = MOD_CTRL | MOD_SHIFT };

const struct action actions[] = {
    {ACTION_NEW, MENU_FILE, "New drawing", {{'n', CTRL}}, 0, 0, 0},
    {ACTION_OPEN, MENU_FILE, "Open model, picture or strokes…", {{'o', CTRL}}, 0, 0, 0},
    {ACTION_SAVE_STROKES, MENU_FILE, "Save drawing as strokes…", {{'s', CTRL}}, true, 0, 0},
    {ACTION_SAVE_PICTURE, MENU_FILE, "Save drawing as PNG…", {{'e', CTRL}}, 0, 0, 0},
    {ACTION_SAVE_MODEL, MENU_FILE, "Save model…", {{'s', CTRL_SHIFT}}, 0, 0, 0},
    {ACTION_QUIT, MENU_FILE, "Quit", {{'q', CTRL}}, true, 0, 0},

    {ACTION_UNDO, MENU_EDIT, "Undo", {{'z', CTRL}}, 0, 0, true},
    {ACTION_REDO, MENU_EDIT, "Redo", {{'z', CTRL_SHIFT}, {'y', CTRL}}, 0, 0, true},
    {ACTION_CLEAR, MENU_EDIT, "Clear", {{'c', 0}, {KEY_DELETE, 0}}, 0, 0, 0},
    {ACTION_BRUSH_LARGER, MENU_EDIT, "Larger brush", {{']', 0}}, true, 0, true},
    {ACTION_BRUSH_SMALLER, MENU_EDIT, "Smaller brush", {{'[', 0}}, 0, 0, true},
    {ACTION_ERASER, MENU_EDIT, "Eraser", {{'e', 0}}, 0, 0, 0},
    {ACTION_RANDOM, MENU_EDIT, "Random test digit", {{'r', 0}}, true, 0, true},
    {ACTION_NEXT_DIGIT, MENU_EDIT, "Next digit of the file", {{KEY_PAGE_DOWN, 0}}, 0, 0, true},
    {ACTION_PREVIOUS_DIGIT,
     MENU_EDIT,
     "Previous digit of the file",
     {{KEY_PAGE_UP, 0}},
     0,
     0,
     true},

    {ACTION_TRAINING_PANEL, MENU_VIEW, "Training panel", {{'t', 0}}, 0, 0, 0},
    {ACTION_VIRIDIS, MENU_VIEW, "Viridis colours", {{KEY_F1 + 1, 0}}, true, true, 0},
    {ACTION_CIVIDIS, MENU_VIEW, "Cividis colours", {{KEY_F1 + 2, 0}}, 0, true, 0},
    {ACTION_GREY, MENU_VIEW, "Grey levels", {{KEY_F1 + 3, 0}}, 0, true, 0},
    {ACTION_THEME_LIGHT, MENU_VIEW, "Light theme", {{KEY_F1 + 4, 0}}, true, true, 0},
    {ACTION_THEME_DARK, MENU_VIEW, "Dark theme", {{KEY_F1 + 5, 0}}, 0, true, 0},
    {ACTION_THEME_SYSTEM, MENU_VIEW, "The system's theme", {{KEY_F1 + 6, 0}}, 0, true, 0},
    {ACTION_SCALE_UP,
     MENU_VIEW,
     "Larger interface",
     {{'+', CTRL}, {'=', CTRL}, {'=', CTRL_SHIFT}, {'+', CTRL_SHIFT}},
     true,
     0,
     0},
    {ACTION_SCALE_DOWN, MENU_VIEW, "Smaller interface", {{'-', CTRL}}, 0, 0, 0},
    {ACTION_SCALE_NORMAL, MENU_VIEW, "Normal interface size", {{'0', CTRL}}, 0, 0, 0},
    {ACTION_FULL_SCREEN, MENU_VIEW, "Full screen", {{KEY_F11, 0}}, true, 0, 0},

    {ACTION_LAYER_C1, MENU_LAYERS, "C1  convolution", {{'1', CTRL}}, 0, 0, 0},
    {ACTION_LAYER_S2, MENU_LAYERS, "S2  average", {{'2', CTRL}}, 0, 0, 0},
    {ACTION_LAYER_C3, MENU_LAYERS, "C3  convolution", {{'3', CTRL}}, 0, 0, 0},
    {ACTION_LAYER_S4, MENU_LAYERS, "S4  average", {{'4', CTRL}}, 0, 0, 0},
    {ACTION_LAYER_C5, MENU_LAYERS, "C5  convolution", {{'5', CTRL}}, 0, 0, 0},
    {ACTION_LAYER_F6, MENU_LAYERS, "F6  full connection", {{'6', CTRL}}, 0, 0, 0},
    {ACTION_LAYERS_ALL, MENU_LAYERS, "Show all layers", {{'a', CTRL}}, 0, 0, 0},
    {ACTION_SHARED_SCALE, MENU_LAYERS, "Shared colour scale in a layer", {{'l', 0}}, true, true, 0},
    {ACTION_OWN_SCALE, MENU_LAYERS, "Each map on its own scale", {{'m', 0}}, 0, true, 0},

    {ACTION_TRAIN_MNIST, MENU_TRAIN, "Start on MNIST", {{'t', CTRL}}, 0, 0, 0},
    {ACTION_TRAIN_PRACTICE, MENU_TRAIN, "Start on practice digits", {{'p', CTRL}}, 0, 0, 0},
    {ACTION_TRAIN_FOLDER, MENU_TRAIN, "Start on another folder…", {{'d', CTRL}}, 0, 0, 0},
    {ACTION_TRAIN_CONTINUE, MENU_TRAIN, "Continue the stopped run", {{'r', CTRL}}, 0, 0, 0},
    {ACTION_PAUSE, MENU_TRAIN, "Pause", {{KEY_SPACE, 0}}, true, 0, 0},
    {ACTION_STOP, MENU_TRAIN, "Stop", {{'.', CTRL}}, 0, 0, 0},
    {ACTION_LEARN, MENU_TRAIN, "Learn my digits", {{'l', CTRL}}, true, 0, 0},
    {ACTION_UNDO_LEARNING, MENU_TRAIN, "Undo learning", {{'u', CTRL}}, 0, 0, 0},
    {ACTION_WEIGHTS_BEFORE,
     MENU_TRAIN,
     "Back to the weights before",
     {{'b', CTRL_SHIFT}},
     true,
     0,
     0},
    {ACTION_SHIPPED, MENU_TRAIN, "Back to the shipped weights", {{'b', CTRL}}, 0, 0, 0},

    {ACTION_CORRECT, MENU_TEACH, "Teach digits", {{'k', 0}}, 0, 0, 0},
    {ACTION_IT_WAS_0, MENU_TEACH, "It was a 0", {{'0', 0}}, true, 0, 0},
    {ACTION_IT_WAS_1, MENU_TEACH, "It was a 1", {{'1', 0}}, 0, 0, 0},
    {ACTION_IT_WAS_2, MENU_TEACH, "It was a 2", {{'2', 0}}, 0, 0, 0},
    {ACTION_IT_WAS_3, MENU_TEACH, "It was a 3", {{'3', 0}}, 0, 0, 0},
    {ACTION_IT_WAS_4, MENU_TEACH, "It was a 4", {{'4', 0}}, 0, 0, 0},
    {ACTION_IT_WAS_5, MENU_TEACH, "It was a 5", {{'5', 0}}, 0, 0, 0},
    {ACTION_IT_WAS_6, MENU_TEACH, "It was a 6", {{'6', 0}}, 0, 0, 0},
    {ACTION_IT_WAS_7, MENU_TEACH, "It was a 7", {{'7', 0}}, 0, 0, 0},
    {ACTION_IT_WAS_8, MENU_TEACH, "It was an 8", {{'8', 0}}, 0, 0, 0},
    {ACTION_IT_WAS_9, MENU_TEACH, "It was a 9", {{'9', 0}}, 0, 0, 0},
    {ACTION_FORGET_LAST, MENU_TEACH, "Forget the last one", {{'f', CTRL}}, true, 0, 0},
    {ACTION_FORGET_OWN_DIGITS, MENU_TEACH, "Forget all my digits…", {{'f', CTRL_SHIFT}}, 0, 0, 0},
    {ACTION_BRING_BACK, MENU_TEACH, "Bring back what was forgotten", {{'g', CTRL}}, 0, 0, 0},
    {ACTION_SHOW_OWN_DIGITS, MENU_TEACH, "Show my digits", {{'h', CTRL}}, true, 0, 0},
    {ACTION_SAVE_OWN_DIGITS, MENU_TEACH, "Save my digits as…", {{'h', CTRL_SHIFT}}, 0, 0, 0},

    {ACTION_KEYS, MENU_HELP, "Keys", {{KEY_F1, 0}, {'?', 0}}, 0, 0, 0},
    {ACTION_ABOUT, MENU_HELP, "About LeNet Pad", {{'i', CTRL}}, 0, 0, 0},
};
const int actions_count = (int)(sizeof actions / sizeof *actions);

static const struct action *action_of_id(enum action_id id)
{
    for (int i = 0; i < actions_count; i++) {
        if (actions[i].id == id)
            return &actions[i];
    }
    return NULL;
}

const char *action_name(enum action_id id)
{
    const struct action *action = action_of_id(id);
    return action ? action->label : "";
}

int action_label(enum action_id id)
{
    return id >= ACTION_IT_WAS_0 && id <= ACTION_IT_WAS_9 ? (int)(id - ACTION_IT_WAS_0) : -1;
}

enum action_id action_of_key(const struct event *event)
{
    for (int i = 0; i < actions_count; i++) {
        for (int j = 0; j < ACTION_KEYS_MAX && actions[i].key[j].key; j++) {
            struct action_key key = actions[i].key[j];
            if (key.key == event->key && key.modifiers == event->modifiers)
                return event->repeat && !actions[i].repeats ? ACTION_NONE : actions[i].id;
        }
    }
    return ACTION_NONE;
}

void action_shortcut(struct action_key key, char *text, size_t size)
{
    char name[16] = "";
    if (key.key >= KEY_F1 && key.key <= KEY_F12)
        snprintf(name, sizeof name, "F%d", key.key - KEY_F1 + 1);
    else if (key.key == KEY_SPACE)
        snprintf(name, sizeof name, "Space");
    else if (key.key == KEY_DELETE)
        snprintf(name, sizeof name, "Delete");
    else if (key.key == KEY_PAGE_UP || key.key == KEY_PAGE_DOWN)
        snprintf(name, sizeof name, "Page %s", key.key == KEY_PAGE_UP ? "Up" : "Down");
    else if (key.key == '-')
        snprintf(name, sizeof name, "−");
    else if (key.key > ' ' && key.key < 127)
        snprintf(name, sizeof name, "%c",
                 key.key >= 'a' && key.key <= 'z' ? key.key - 'a' + 'A' : key.key);
    snprintf(text, size, "%s%s%s%s", key.modifiers & MOD_CTRL ? "Ctrl+" : "",
             key.modifiers & MOD_ALT ? "Alt+" : "", key.modifiers & MOD_SHIFT ? "Shift+" : "",
             name);
}

// ---- Enabled, checked ----

bool action_enabled(const struct app *app, enum action_id id)
{
    bool running = app_training(app);
    if (action_label(id) >= 0)
        return !app->session.reading.empty;
    switch (id) {
    case ACTION_NEW:
        return !app->session.reading.empty || app->session.strokes.count > 0;
    case ACTION_SAVE_STROKES:
    case ACTION_SAVE_PICTURE:
    case ACTION_CLEAR:
        return !app->session.reading.empty;
    case ACTION_UNDO:
        return pad_can_undo(&app->session.pad);
    case ACTION_REDO:
        return pad_can_redo(&app->session.pad);
    case ACTION_BRUSH_LARGER:
        return app->session.settings.brush < APP_BRUSH_MAX;
    case ACTION_BRUSH_SMALLER:
        return app->session.settings.brush > APP_BRUSH_MIN;
    case ACTION_NEXT_DIGIT:
        return app_can_step_digit(app, 1);
    case ACTION_PREVIOUS_DIGIT:
        return app_can_step_digit(app, -1);
    case ACTION_LAYERS_ALL:
        return app->session.settings.hidden_layers != 0;
    case ACTION_SCALE_UP:
        return app_scale_step(app, 1) > 0;
    case ACTION_SCALE_DOWN:
        return app_scale_step(app, -1) > 0;
    case ACTION_TRAIN_MNIST:
    case ACTION_TRAIN_PRACTICE:
    case ACTION_TRAIN_FOLDER:
        return !running;
    case ACTION_TRAIN_CONTINUE:
        return !running && app->session.checkpoint_there;
    case ACTION_PAUSE:
    case ACTION_STOP:
        return running;
    case ACTION_LEARN:
        return fine_tuning_can_begin(app);
    case ACTION_UNDO_LEARNING:
        return fine_tuning_can_undo(app);
    case ACTION_FORGET_LAST:
    case ACTION_FORGET_OWN_DIGITS:
    case ACTION_SAVE_OWN_DIGITS:
        return app->session.own_digits.strokes.count > 0;
    case ACTION_SHOW_OWN_DIGITS:
        return app->session.own_digits.strokes.count > 0;
    case ACTION_BRING_BACK:
        return own_digits_can_bring_back(&app->session.own_digits) > 0;
    case ACTION_WEIGHTS_BEFORE:
        return weights_before_can(app);
    case ACTION_SHIPPED:
        return app->session.shipped_there &&
               (running || app->session.weights_from != WEIGHTS_SHIPPED ||
                app->session.settings.model[0]);
    default:
        return id != ACTION_NONE;
    }
}

bool action_checked(const struct app *app, enum action_id id)
{
    switch (id) {
    case ACTION_ERASER:
        return app->session.eraser;
    case ACTION_TRAINING_PANEL:
        return app->session.settings.show_training;
    case ACTION_VIRIDIS:
    case ACTION_CIVIDIS:
    case ACTION_GREY:
        return app->session.settings.colour_map == (int)(id - ACTION_VIRIDIS);
    case ACTION_THEME_LIGHT:
        return app->session.settings.theme == THEME_LIGHT;
    case ACTION_THEME_DARK:
        return app->session.settings.theme == THEME_DARK;
    case ACTION_THEME_SYSTEM:
        return app->session.settings.theme == THEME_SYSTEM;
    case ACTION_FULL_SCREEN:
        return app->full_screen;
    case ACTION_LAYER_C1:
    case ACTION_LAYER_S2:
    case ACTION_LAYER_C3:
    case ACTION_LAYER_S4:
    case ACTION_LAYER_C5:
    case ACTION_LAYER_F6:
        return !(app->session.settings.hidden_layers & 1u << (id - ACTION_LAYER_C1 + LENET_C1));
    case ACTION_SHARED_SCALE:
        return app->session.settings.shared_scale;
    case ACTION_OWN_SCALE:
        return !app->session.settings.shared_scale;
    case ACTION_CORRECT:
        return app->session.correcting;
    case ACTION_PAUSE:
        return app->session.progress.pausing;
    default:
        return false;
    }
}

// ---- Doing ----

static void run_file(struct app *app, enum action_id id)
{
    switch (id) {
    case ACTION_NEW:
        pad_clear(&app->session.pad); // and not its history: undo brings the drawing back
        app_forget_strokes(app);
        break;
    case ACTION_OPEN:
        dialog_open_files(app, FILE_PURPOSE_OPEN);
        break;
    case ACTION_SAVE_STROKES:
        dialog_open_files(app, FILE_PURPOSE_SAVE_STROKES);
        break;
    case ACTION_SAVE_PICTURE:
        dialog_open_files(app, FILE_PURPOSE_SAVE_PICTURE);
        break;
    case ACTION_SAVE_MODEL:
        dialog_open_files(app, FILE_PURPOSE_SAVE_MODEL);
        break;
    default:
        app->quit = true;
        break;
    }
}

static void run_edit(struct app *app, enum action_id id)
{
    switch (id) {
    case ACTION_UNDO:
        pad_undo(&app->session.pad);
        break;
    case ACTION_REDO:
        pad_redo(&app->session.pad);
        break;
    case ACTION_CLEAR:
        pad_clear(&app->session.pad);
        break;
    case ACTION_BRUSH_LARGER:
        app_set_brush(app, app->session.settings.brush + APP_BRUSH_STEP);
        break;
    case ACTION_BRUSH_SMALLER:
        app_set_brush(app, app->session.settings.brush - APP_BRUSH_STEP);
        break;
    case ACTION_ERASER:
        app->session.eraser = !app->session.eraser;
        break;
    case ACTION_NEXT_DIGIT:
        app_step_digit(app, 1);
        break;
    case ACTION_PREVIOUS_DIGIT:
        app_step_digit(app, -1);
        break;
    default:
        app_random_digit(app);
        break;
    }
}

static void run_view(struct app *app, enum action_id id)
{
    switch (id) {
    case ACTION_TRAINING_PANEL:
        app->session.settings.show_training = !app->session.settings.show_training;
        break;
    case ACTION_VIRIDIS:
    case ACTION_CIVIDIS:
    case ACTION_GREY:
        app->session.settings.colour_map = (int)(id - ACTION_VIRIDIS);
        break;
    case ACTION_THEME_LIGHT:
        app->session.settings.theme = THEME_LIGHT;
        break;
    case ACTION_THEME_DARK:
        app->session.settings.theme = THEME_DARK;
        break;
    case ACTION_THEME_SYSTEM:
        app->session.settings.theme = THEME_SYSTEM;
        break;
    case ACTION_SCALE_UP:
        app->session.settings.scale = app_scale_step(app, 1);
        break;
    case ACTION_SCALE_DOWN:
        app->session.settings.scale = app_scale_step(app, -1);
        break;
    case ACTION_SCALE_NORMAL:
        app->session.settings.scale = 0;
        break;
    default:
        app->full_screen = !app->full_screen;
        break;
    }
}

static void run_layers(struct app *app, enum action_id id)
{
    if (id == ACTION_LAYERS_ALL)
        app->session.settings.hidden_layers = 0;
    else if (id == ACTION_SHARED_SCALE || id == ACTION_OWN_SCALE)
        app->session.settings.shared_scale = id == ACTION_SHARED_SCALE;
    else
        app->session.settings.hidden_layers ^= 1u << (id - ACTION_LAYER_C1 + LENET_C1);
}

static void run_train(struct app *app, enum action_id id)
{
    switch (id) {
    case ACTION_TRAIN_MNIST:
        app_train_mnist(app);
        break;
    case ACTION_TRAIN_PRACTICE:
        app_start_training(app, DATA_SOURCE_PRACTICE);
        break;
    case ACTION_TRAIN_FOLDER:
        dialog_open_files(app, FILE_PURPOSE_DATA_FOLDER);
        break;
    case ACTION_TRAIN_CONTINUE:
        app_train(app, NULL, true);
        break;
    case ACTION_PAUSE:
        trainer_toggle_pause(app->session.trainer);
        break;
    case ACTION_STOP:
        trainer_stop(app->session.trainer);
        break;
    case ACTION_LEARN:
        fine_tuning_begin(app);
        break;
    case ACTION_UNDO_LEARNING:
        fine_tuning_undo(app);
        break;
    case ACTION_WEIGHTS_BEFORE:
        weights_before_swap(app);
        break;
    default:
        if (app_training(app))
            dialog_ask_leave_run(app, "");
        else
            app_use_shipped(app);
        break;
    }
}

static void run_teach(struct app *app, enum action_id id)
{
    switch (id) {
    case ACTION_CORRECT:
        app->session.correcting = !app->session.correcting;
        break;
    case ACTION_FORGET_LAST:
        labelling_forget_last(app);
        break;
    case ACTION_FORGET_OWN_DIGITS:
        dialog_open(app, DIALOG_FORGET_OWN_DIGITS);
        break;
    case ACTION_BRING_BACK:
        labelling_bring_back(app);
        break;
    case ACTION_SHOW_OWN_DIGITS:
        labelling_show(app);
        break;
    case ACTION_SAVE_OWN_DIGITS:
        dialog_open_files(app, FILE_PURPOSE_SAVE_OWN_DIGITS);
        break;
    default:
        labelling_add(app, action_label(id));
        break;
    }
}

void action_run(struct app *app, enum action_id id)
{
    const struct action *action = action_of_id(id);
    if (!action || !action_enabled(app, id))
        return;
    app->dirty = true;
    switch (action->menu) {
    case MENU_FILE:
        run_file(app, id);
        break;
    case MENU_EDIT:
        run_edit(app, id);
        break;
    case MENU_VIEW:
        run_view(app, id);
        break;
    case MENU_LAYERS:
        run_layers(app, id);
        break;
    case MENU_TRAIN:
        run_train(app, id);
        break;
    case MENU_TEACH:
        run_teach(app, id);
        break;
    default:
        dialog_open(app, id == ACTION_KEYS ? DIALOG_KEYS : DIALOG_ABOUT);
        break;
    }
}
