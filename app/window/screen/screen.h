// The window's whole state: the session, and what shows it. No SDL, no display.
#ifndef APP_WINDOW_SCREEN_SCREEN_H
#define APP_WINDOW_SCREEN_SCREEN_H

#include "app/paint/canvas.h"
#include "app/paint/text.h"
#include "app/session/state/session.h"
#include "app/ui/file_chooser.h"
#include "app/ui/ui.h"
#include "app/window/layout/layout.h"
#include "app/window/screen/export_form.h"
#include "app/window/screen/page.h"
#include "app/window/screen/setup_form.h"
#include "app/work/folder_listing.h"

struct app;
struct action;
struct action_table;

// What a widget was told to do; see request.h.
typedef void request_call(struct app *app, int value);

struct request {
    const struct action *action; // or NULL, and then
    request_call *call;
    int value;
};

enum { REQUESTS_MAX = 96 }; // as many keys as may wait for a frame, and what else it is told

struct requests {
    struct request list[REQUESTS_MAX];
    int count;
};

// What the file dialog shows.
struct file_dialog {
    struct folder_listing files;
    char name[PATH_SIZE];   // typed or picked
    int selected;           // row of the list, or -1
    char target[PATH_SIZE]; // the file to overwrite
};

// The desktop's file dialog; see dialog_elsewhere.h.
struct elsewhere {
    bool asked;
    char name[64];               // suggested for what is saved, or ""
    enum file_chooser_news news; // the latest
};

// What the dialog of the runs shows.
struct past_dialog {
    int selected;                // row of the list, or -1
    char name[RUN_LIBRARY_NAME]; // of that run, or what it is to be
    int fresh;                   // frames in which the keyboard goes to the list by itself
};

// What the sheet of all weights shows; see weight_sheet.h.
struct weight_sheet {
    enum lenet_layer_id layer; // INPUT before the first time
    int unit;                  // of C5
    int row, column;           // where the keyboard is
};

// One number of the patch in the card of a convolution, and with it the weight and the product in
// the same place; see view_terms_at_hand. The pointer and the keys move the one place.
struct patch_place {
    int row, column; // 0..4
    bool pointed;    // the pointer is at it
    // Its weight is being dragged: of which kernel (struct operating_kernel), from what on, since
    // the pointer was at which height.
    bool dragged, changed;
    size_t kernel;
    float weight, y;
};

// What the page of the training shows where there is no room for all of it. What steers the run is
// a part of its own only where it has no room beside the others.
enum lab_part { LAB_CURVES, LAB_KERNELS, LAB_LAYERS, LAB_STEER, LAB_PARTS };

struct lab {
    enum lab_part part;
    int map; // of C3, whose kernels are shown
    // The bar of the layers' graphs that the keyboard is at.
    int layer; // from C1
    int bin;
    bool errors; // the lower graph
    int warning; // that is shown where there is no room for all
};

// What the card at the side can show.
enum side_tab {
    SIDE_TRAINING,
    SIDE_CELL, // that is looked at; the inspector
    SIDE_OPERATING,
    SIDE_STEP, // slow motion
    SIDE_TABS
};

// The pen that keys move over the pad; see pen/key_pen.h.
struct key_pen {
    float x, y;           // pad units
    float left_x, left_y; // of the steps that were pressed, pad units
    unsigned held;        // which of its keys are
    bool fine, down;
    bool used;     // it was down since the pad has the keyboard
    bool in_hand;  // the pad had the keyboard in the last frame
    bool walks;    // since
    double walked; // then
};

// What is said aloud; see voice/voice.h.
enum { VOICE_TEXT = 1024, VOICE_WAITING = 8 };

struct voice_words {
    char text[VOICE_TEXT];
    bool message; // it is said to its end, unless the person does something meanwhile
    bool hush;    // what was said before is of no interest any more
};

struct voice {
    bool there; // given by the main loop: this build can speak
    bool on;    // it was asked for, and nothing failed since
    bool began; // and something was said since
    struct voice_words waiting[VOICE_WAITING];
    int count;
    char shown[VOICE_TEXT], said[VOICE_TEXT]; // the reading in words: as it is, and as it was said
    uint64_t pad;                             // the version of the pad that `shown` is of
    double since;                             // when either changed
    struct ui_told told;                      // what was told of the widgets, as it was followed
    double changed;                           // when its value was another last
    bool value_said;                          // and it was said
    char toast[512];                          // the notice that is shown
    double message;                           // when a message was said last
};

// One layer is large, or all; see projector/projector.h.
struct projector {
    bool on, enlarged;
    enum page page; // that was there before it was on
    int stage;      // of slow motion in the last frame; -1: none
    enum lenet_layer_id layer;
    struct terms_cell cell; // of the last frame, and whether it was pinned
    bool held;
};

// The page of mistakes; see session/exam/mistakes.h.
struct mistakes_page {
    int offset;     // of the digits that are listed, device pixels
    uint32_t digit; // that was brought into view last
    int bin;        // of the calibration curve, where the keyboard is
};

struct app {
    struct session session;

    // Given by the main loop.
    float system_scale; // used while settings.scale is 0
    bool system_dark, system_contrast;
    struct file_chooser chooser;

    struct canvas canvas;
    struct text *text;
    struct ui ui;
    struct layout layout;

    float pad_pointer_x, pad_pointer_y; // pad units
    bool over_pad;
    int pad_button; // that began the active stroke
    bool erasing;   // with it
    struct key_pen pen;
    struct voice voice;

    const struct action_table *actions;
    struct requests requests;    // of the frame that is being drawn
    enum action_id toast_action; // of the button of the latest message

    enum page page;
    struct projector projector;
    struct layout_hit hover;
    bool hovering;
    enum side_tab side_tab; // in front where several share the card at the side
    bool operating_shown;   // the operating table is one of them
    bool noise_dragged;     // a slider of it is, and has changed its layer's noise since the press
    bool walked;            // by keys since the pointer moved, which shows nothing then
    struct file_dialog file_dialog;
    struct elsewhere elsewhere;
    struct past_dialog past_dialog;
    int address_fresh; // frames until the field of an address has the keyboard
    int help_row;      // of the list of keys, where the keyboard is
    struct weight_sheet sheet;
    struct patch_place patch;
    struct lab lab;
    struct mistakes_page mistakes;
    struct setup_form setup_form;
    struct export_form export_form;

    bool drop_waits;         // for a dialog or menu to close
    char dropped[PATH_SIZE]; // what was dropped then

    bool dirty;     // a frame is needed; see screen_changed
    bool unsettled; // something opens or closes with it: the next event must wait for that
    // What the window is to be.
    char title[DIGIT_ROW_TEXT + 140]; // which names every digit
    bool quit, full_screen, show_cursor, capture_pointer;
};

// The window, or the session that it shows, has changed since the last frame.
bool screen_changed(const struct app *app);
// What is on top of the panels opens or closes with the next frame.
bool screen_unsettled(const struct app *app);
// Something is on top of the panels (a dialog that was just opened is drawn with the next frame).
bool screen_modal(const struct app *app);
// A frame is about to be drawn: from here on, changes are new ones.
void screen_begin_frame(struct app *app);
// From the next frame on, this page is there, and with another than the network's nothing of the
// figure is pointed at.
void screen_show_page(struct app *app, enum page page);
// A cell was just pinned or let go. Who pins one wants to see it, also where the training panel is;
// with it goes its tab. Slow motion in front stays there: it is about that cell, too.
void screen_show_cell(struct app *app);
// Something was just operated: the table is there, if not in front; it stays where all was healed.
void screen_show_operated(struct app *app);
// Whether a tab has something to show, and which one is in front.
bool screen_has_tab(const struct app *app, enum side_tab tab);
enum side_tab screen_tab(const struct app *app);

#endif
