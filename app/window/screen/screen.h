// The window's whole state: the session, and what shows it. No SDL, no display.
#ifndef APP_WINDOW_SCREEN_SCREEN_H
#define APP_WINDOW_SCREEN_SCREEN_H

#include "app/paint/canvas.h"
#include "app/paint/text.h"
#include "app/session/session.h"
#include "app/ui/ui.h"
#include "app/window/screen/layout.h"
#include "app/window/screen/request.h"
#include "app/work/download.h"
#include "app/work/folder_listing.h"

// Pen diameters in thousandths of the pad's side, and the step of the keys.
enum { APP_BRUSH_MIN = 15, APP_BRUSH_MAX = 200, APP_BRUSH_STEP = 10 };

enum dialog {
    DIALOG_NONE,
    DIALOG_ERROR,
    DIALOG_ABOUT,
    DIALOG_KEYS,
    DIALOG_FILES,
    DIALOG_OVERWRITE,
    DIALOG_MISSING_DATA,
    DIALOG_DOWNLOAD,
    DIALOG_NEW_RUN,   // a kept run would be lost
    DIALOG_LEAVE_RUN, // training goes on
    DIALOG_RESUME,
    DIALOG_LEARNED,           // before and after: keep it?
    DIALOG_FORGET_OWN_DIGITS, // all of the person's digits
    DIALOGS
};

struct dialogs {
    enum dialog open;
    enum dialog after;             // what comes back when an error or a question is closed
    char title[96], message[1200]; // of DIALOG_ERROR
    char missing[1200];            // of DIALOG_MISSING_DATA: what is not where
    bool missing_named;            // it is about a folder that the user named
    struct folder_listing files;
    char name[PATH_SIZE]; // typed or picked in the file dialog
    int selected;         // row of the list, or -1
    // What a question is about: the file to overwrite; the data to train on; the model to open, or
    // "" for the shipped one.
    char target[PATH_SIZE];
    struct download *download;
    struct download_progress progress;
};

struct app {
    struct session session;

    // Given by the main loop.
    float system_scale; // used while settings.scale is 0
    bool system_dark;

    struct canvas canvas;
    struct text *text;
    struct ui ui;
    struct layout layout;

    float pad_pointer_x, pad_pointer_y; // pad units
    bool over_pad;
    int pad_button; // that began the active stroke
    bool erasing;   // with it

    const struct action_table *actions;
    struct requests requests;    // of the frame that is being drawn
    enum action_id toast_action; // of the button of the latest message

    struct layout_hit hover;
    bool hovering;
    struct dialogs dialogs;

    bool drop_waits;         // for a dialog or menu to close
    char dropped[PATH_SIZE]; // what was dropped then

    bool dirty;     // a frame is needed
    bool unsettled; // a dialog opens or closes with it: the next event must wait for that
    // What the window is to be.
    char title[160];
    bool quit, full_screen, show_cursor, capture_pointer;
};

#endif
