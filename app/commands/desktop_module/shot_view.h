// The views of `lenetpad shot`: what the window can show, brought about without a display. The
// tests hold a picture of each.
#ifndef APP_COMMANDS_DESKTOP_MODULE_SHOT_VIEW_H
#define APP_COMMANDS_DESKTOP_MODULE_SHOT_VIEW_H

#include "app/window/shell.h"

enum shot_view {
    SHOT_VIEW_MAIN,
    SHOT_VIEW_EMPTY,
    SHOT_VIEW_INSPECTOR,
    SHOT_VIEW_TRAINING,
    SHOT_VIEW_MENU_FILE, // menus in the order of the menu bar
    SHOT_VIEW_MENU_EDIT,
    SHOT_VIEW_MENU_VIEW,
    SHOT_VIEW_MENU_LAYERS,
    SHOT_VIEW_MENU_TRAIN,
    SHOT_VIEW_MENU_RUN,
    SHOT_VIEW_MENU_TEACH,
    SHOT_VIEW_MENU_EXPLAIN,
    SHOT_VIEW_MENU_OPERATE,
    SHOT_VIEW_MENU_HELP,
    SHOT_VIEW_KEYS,
    SHOT_VIEW_ABOUT,
    SHOT_VIEW_ERROR,
    SHOT_VIEW_OPEN,
    SHOT_VIEW_SAVE,
    SHOT_VIEW_MISSING_DATA,
    SHOT_VIEW_FETCH,
    SHOT_VIEW_RESUME,
    SHOT_VIEW_CORRECT,
    SHOT_VIEW_TAUGHT,
    SHOT_VIEW_LEARNING,
    SHOT_VIEW_LEARNED,
    SHOT_VIEW_FORGOTTEN,
    SHOT_VIEW_FORGET_HAND,
    SHOT_VIEW_WEIGHTS,
    SHOT_VIEW_OPERATING,
    SHOT_VIEW_RUNS,
    SHOT_VIEW_LAB,
    SHOT_VIEW_STEP, // slow motion, at some of its stages
    SHOT_VIEW_STEP_LOSS,
    SHOT_VIEW_STEP_ERROR,
    SHOT_VIEW_STEP_GRADIENT,
    SHOT_VIEW_STEP_UPDATE,
    SHOT_VIEW_STEP_AFTER,
    SHOT_VIEW_MISTAKES,
    SHOT_VIEW_MISTAKES_DIGITS,
    SHOT_VIEW_MISTAKES_CURVE,
    SHOT_VIEW_LAB_LAYERS,
    SHOT_VIEW_TIMELINE,
    SHOT_VIEW_LAB_RUNS,  // thirty of them over each other, and the pointer on one
    SHOT_VIEW_LAB_STEER, // as the timeline, with the tab of small windows
    SHOT_VIEW_SETUP,
    SHOT_VIEW_PROJECTOR,
    SHOT_VIEW_LAYER,    // one that has the figure to itself
    SHOT_VIEW_PAST_RUN, // a run of the library that is looked back at
    SHOT_VIEW_EXPORT,
    SHOT_VIEW_EXPORT_LESSON,
    SHOT_VIEW_LANGUAGE,
    SHOT_VIEW_OVERWRITE,
    SHOT_VIEW_ELSEWHERE, // while the desktop's file dialog is open
    SHOT_VIEW_DOWNLOAD,
    SHOT_VIEW_STOP_RUN, // to set up another
    SHOT_VIEW_NEW_RUN,
    SHOT_VIEW_LEAVE_RUN,
    SHOT_VIEW_DELETE_RUN,
    SHOT_VIEWS
};

extern const char *const shot_view_names[SHOT_VIEWS];

// Runs the same as what brings a person there. What shows a run trains first, for seconds.
void shot_view_show(struct app *app, enum shot_view view);

// Frames until everything that opens by itself has settled.
void shot_view_draw(struct app *app, enum shot_view view);

#endif
