// What the files of the widgets share, and nobody else needs.
#ifndef APP_UI_UI_CORE_H
#define APP_UI_UI_CORE_H

#include "app/ui/ui.h"

enum {
    UI_KEYS = 64,     // key presses kept between two frames
    UI_WIDGETS = 512, // widgets that can have the focus
    UI_SCROLLS = 16,  // lists whose place is remembered
    UI_DIALOGS = 4,   // dialogs on top of each other
    UI_MENUS = 16,
    UI_ENTRIES = 32,
    UI_PLOT_POINTS = 4096,
    UI_DASHED_LENGTH = 1 << 20, // of one segment of a dashed curve, in device pixels
    UI_TIP = 256,
};

// Which keys a focused widget takes.
enum focus_kind {
    FOCUS_BUTTON, // Enter, Space
    FOCUS_ARROWS, // arrows, Home, End, Page Up and Down
    FOCUS_LIST,   // the same and Enter
    FOCUS_TEXT,   // nearly all
};

struct focus_entry {
    uint32_t id;
    enum focus_kind kind;
};
struct focus_order {
    struct focus_entry entry[UI_WIDGETS];
    int count;
};

struct key_press {
    int key; // KEY_NONE: typed text
    int modifiers;
    char text[32];
};

struct menu_state {
    int open;           // which menu is down; -1: none
    int item;           // the highlighted entry; -1: none
    bool to_first;      // highlight the first entry that can be chosen, once the entries are known
    bool dragging;      // the button that opened the menu is still held
    bool mnemonics[26]; // letters that open a menu together with Alt
    int mnemonic_menu[26];
    int scroll;                             // of a menu taller than the window, device pixels
    struct rect title[UI_MENUS], popup;     // device pixels
    struct ui_menu_entry entry[UI_ENTRIES]; // of the open menu
    int entries;
    int row_height, rule_height;
};

struct dialog_state {
    uint32_t id;
    bool *open;
    struct rect card, clip;
    int layer;
};

struct scroll_state {
    uint32_t id;   // 0: free
    uint32_t used; // the frame in which it was last drawn
    float offset;  // device pixels
    float grab;    // where on the thumb it was taken
    int selected;  // as of the last frame
};

struct text_edit {
    uint32_t id;          // the field that the rest is about
    size_t caret, anchor; // bytes; the selection lies between
    int scroll;           // device pixels
};

struct tooltip {
    char string[UI_TIP];
    struct rect rect;  // of the widget it is for
    bool wanted;       // asked for in this frame
    bool shown, spent; // spent: a press put it away
    double since;      // when the pointer came to rest
};

struct toast {
    char string[2 * UI_TIP]; // "": none
    const char *button;      // or NULL
    double seconds, since;   // since: of the frame that first showed it
    bool shown;
};

struct ui_private {
    double now;
    uint32_t frame;
    bool redraw; // something changed that was already drawn
    bool animated;
    struct ui_clipboard clipboard;

    // Input since the last frame.
    float press_x, press_y;
    int press_clicks, press_modifiers;
    bool moved, other_press, claimed; // claimed: a widget took the press
    struct key_press key[UI_KEYS];
    int keys;

    // Who has what.
    uint32_t active; // the widget that the pressed button belongs to
    uint32_t focus;
    uint32_t focus_before;              // that was given up or is gone: Tab goes on from there
    int focus_place;                    // of the latest focus in the order
    bool focus_visible, focus_first;    // focus_first: the first text field takes the focus
    bool press_ended;                   // the button went up: active ends with the frame
    struct focus_order order, building; // of the last frame and of this one

    // Layers: 0 is the window, 1.. the dialogs in the order in which they are begun.
    int top_layer, layers, depth;
    struct dialog_state dialog[UI_DIALOGS];
    uint32_t layer_id[UI_DIALOGS + 1]; // of the last frame
    uint32_t focus_below[UI_DIALOGS + 1];
    bool focus_visible_below[UI_DIALOGS + 1];

    struct menu_state menu;
    struct scroll_state scroll[UI_SCROLLS];
    struct text_edit edit;
    struct tooltip tip;
    struct toast toast;
    float plot_xy[2 * UI_PLOT_POINTS];
};

struct ui_response {
    bool hovered, held, clicked;
    bool focused; // has the keyboard
    bool ring;    // and should show it
};

// True if the widgets being drawn lie in the topmost layer / and no menu is down over them.
bool ui_on_top(const struct ui *ui);
bool ui_live(const struct ui *ui);
bool ui_pointer_in(const struct ui *ui, struct rect rect);
bool ui_press_in(const struct ui *ui, struct rect rect); // pressed since the last frame, in there
// One widget's share of pointer and focus.
struct ui_response ui_interact(struct ui *ui, uint32_t id, struct rect rect, enum focus_kind kind,
                               int flags);
// Takes a key out of the queue if it is there. Only for the focused widget.
bool ui_take_key(struct ui *ui, int key);
void ui_drop_key(struct ui *ui, int index);
enum focus_kind ui_focus_kind(const struct ui *ui, bool *found); // of the focused widget

float ui_radius(const struct ui *ui);
int ui_hairline(const struct ui *ui);
void ui_focus_ring(struct ui *ui, struct rect rect);
void ui_draw_check(struct ui *ui, struct rect rect, uint32_t colour);
// A curve through `points` pairs of x and y, in dashes of 5 with 4 logical pixels between them.
// Returns how many steps that took: at most one more a segment than it has dashes.
int ui_draw_dashes(struct ui *ui, const float *xy, int points, float width, uint32_t colour);

double ui_toast_left(const struct ui_private *p); // seconds; 0 or less: it is over

bool ui_menu_key(struct ui *ui, const struct event *event); // opens a menu from the keyboard
void ui_menu_draw_open(struct ui *ui);

#endif
