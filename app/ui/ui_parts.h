// What the widgets remember from frame to frame, and lend one another and the frame. Only for the
// files of this folder, and of those in it.
#ifndef APP_UI_UI_PARTS_H
#define APP_UI_UI_PARTS_H

#include "app/ui/ui_core.h"

enum {
    UI_SCROLLS = 16, // lists whose place is remembered
    UI_MENUS = 16,
    UI_ENTRIES = 32,
    UI_PLOT_POINTS = 4096,
    UI_DASHED_LENGTH = 1 << 20, // of one segment of a dashed curve, in device pixels
    UI_TIP = 256,
};

struct menu_state {
    int open;          // which menu is down; -1: none
    const char *name;  // its title
    int item;          // the highlighted entry; -1: none
    bool to_first;     // highlight the first entry that can be chosen, once the entries are known
    bool dragging;     // the button that opened the menu is still held
    int of_letter[26]; // which menu it opens together with Alt; -1: none
    int letter_at[UI_MENUS];            // where in its title a menu's letter is; -1: it has none
    int scroll;                         // of a menu taller than the window, device pixels
    struct rect title[UI_MENUS], popup; // device pixels
    struct rect rest;                   // of the bar, right of the titles
    struct ui_menu_entry entry[UI_ENTRIES]; // of the open menu
    int entries;
    int row_height, rule_height;
};

struct dialog_state {
    uint32_t id;
    bool *open;
    struct rect card, clip;
};

struct scroll_state {
    uint32_t id;   // 0: free
    uint32_t used; // the frame in which it was last drawn
    float offset;  // device pixels
    int selected;  // as of the last frame
    int shown;     // rows that fitted then
};

struct text_edit {
    uint32_t id;          // the field that the rest is about
    uint32_t moves;       // as of ui_core's focus_moves: when it got the focus
    size_t caret, anchor; // bytes; the selection lies between
    int scroll;           // device pixels
};

// A column that scrolls; one at a time.
struct column_state {
    uint32_t id;             // 0: none yet
    uint32_t frame;          // in which it was drawn last
    float offset;            // device pixels
    uint32_t moves;          // as of ui_core's focus_moves: when the focus was brought into sight
    int total;               // height of all
    struct rect place, clip; // clip: of the canvas, before
    bool open;               // begun, and not ended
};

// The number field that has the focus: what is typed need not be a number yet.
struct number_edit {
    uint32_t id; // 0: none
    char text[32];
    double shown; // the value that the text is of
};

struct tooltip {
    char string[UI_TIP];
    struct rect rect;  // of the widget it is for
    bool wanted;       // asked for in this frame
    bool shown, spent; // spent: a press put it away
    bool above;        // the widget, not below the pointer
    bool held;         // shown in this frame wherever the pointer is
    bool keyed;        // it is for the keyboard, not for the pointer
    double since;      // when the pointer or the keyboard came to rest
};

struct toast {
    char string[2 * UI_TIP]; // "": none
    const char *button;      // or NULL
    double seconds, since;   // since: of the frame that first showed it
    bool shown;
};

// Where keys have led the cross-hair of the plot (plot/plot.h) that has the focus, on its x axis.
struct plot_place {
    uint32_t id;
    double x;
    int curve;   // to which they have led it, up and down; -1: to none
    bool walked; // by keys since the pointer moved, which shows nothing then
};

// See ui_told.c.
struct told {
    bool on;
    struct ui_told words;
    char label[128];        // the latest text that is no widget's
    struct rect label_rect; // empty: the program gave it
    size_t label_at;        // in the dialog's text
    bool nameless;          // what the keyboard is at has no name but its tool tip
    int widgets;            // that are being drawn, one within the other
    bool at;                // the keyboard is at the outer one
    bool row;               // and this is the chosen row of it
    bool in_dialog;         // behind its title
};

struct ui_parts {
    struct menu_state menu;
    struct dialog_state dialog[UI_DIALOGS];
    struct scroll_state scroll[UI_SCROLLS];
    struct column_state column;
    struct text_edit edit;
    struct number_edit number;
    struct ui_clipboard clipboard;
    struct tooltip tip;
    struct toast toast;
    float plot_xy[2 * UI_PLOT_POINTS];
    struct plot_place plot_place;
    struct told told;
};

void ui_focus_ring(struct ui *ui, struct rect rect);
void ui_draw_check(struct ui *ui, struct rect rect, uint32_t colour);
// As ui_draw_dashes, in dots.
int ui_draw_dots(struct ui *ui, const float *xy, int points, float width, uint32_t colour);

// In seconds; 0 or less: it is over; infinite: there is none.
double ui_toast_left(const struct ui *ui);

void ui_tooltip_moved(struct ui *ui);    // the pointer: its rest begins anew
void ui_tooltip_put_away(struct ui *ui); // until the pointer is on another widget
void ui_tooltip_begin(struct ui *ui);
void ui_tooltip_end(struct ui *ui); // draws what was asked for in the frame
// Seconds until one is to be shown; infinite if none is waited for.
double ui_tooltip_left(const struct ui *ui);

void ui_told_begin(struct ui *ui); // a frame
void ui_told_end(struct ui *ui);
// A widget is drawn until ui_told_done. `at`: the keyboard is at it, and that shows. `name` NULL
// or "": the text that was drawn before it, beside or above it. `kind` is a word, or "".
void ui_told_widget(struct ui *ui, uint32_t id, bool at, struct rect rect, const char *name,
                    const char *kind);
void ui_told_value(struct ui *ui, const char *value);
void ui_told_row(struct ui *ui, bool on); // what is drawn meanwhile is the value
void ui_told_done(struct ui *ui);
void ui_told_dialog(struct ui *ui, uint32_t id, const char *title);

bool ui_menu_key(struct ui *ui, const struct event *event); // opens a menu from the keyboard
void ui_menu_draw_open(struct ui *ui);

#endif
