// What every widget stands on: the input since the last frame, the layers, and its share of pointer
// and focus. Knows no widget. Only for the files of this folder and of those in it.
#ifndef APP_UI_UI_CORE_H
#define APP_UI_UI_CORE_H

#include "app/ui/ui.h"

enum {
    UI_KEYS = 64,     // key presses kept between two frames
    UI_WIDGETS = 512, // widgets that can have the focus
    UI_DIALOGS = 4,   // dialogs on top of each other
};

// Which keys a focused widget takes.
enum focus_kind {
    FOCUS_BUTTON, // Enter, Space
    FOCUS_CHECK,  // Space; Enter is the dialog's
    FOCUS_ARROWS, // arrows, Home, End, Page Up and Down
    FOCUS_LIST,   // the same and Enter
    FOCUS_WALK,   // the same, Enter and Backspace
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

struct ui_core {
    double now;
    uint32_t frame;
    bool redraw; // something changed that was already drawn
    bool animated;

    // Input since the last frame.
    float press_x, press_y;
    int press_clicks, press_modifiers;
    bool keyed;                       // a key was pressed since the pointer was moved or pressed
    bool moved, other_press, claimed; // claimed: a widget took the press
    struct key_press key[UI_KEYS];
    int keys;

    // Who has what.
    uint32_t active; // the widget that the pressed button belongs to
    uint32_t focus;
    uint32_t focus_before;              // that was given up or is gone: Tab goes on from there
    bool focus_gone;                    // it is gone, and has the keyboard again if it comes back
    struct rect focus_rect;             // of the widget that has it, if it was drawn since a column
    int focus_place;                    // of the latest focus in the order
    uint32_t focus_moves;               // how often the focus was moved to a widget, not clicked
    bool focus_visible, focus_first;    // focus_first: the first text field takes the focus
    struct focus_order order, building; // of the last frame and of this one

    // The text in the making, of the field that had the focus when it began. Keys are the input
    // method's as long as there is one. It ends with a press or when the focus goes, in so many
    // frames (0: it does not): in one of them its field sees that.
    struct composition composition;
    uint32_t composition_id;
    size_t composition_at; // in the field's text, bytes
    int composition_ends;
    struct rect caret; // in the field that has the focus, device pixels

    float scroll_grab;        // where on the thumb of a bar it was taken, device pixels
    const char *walk_letters; // that the walk of the last frame takes, or NULL
    uint32_t walk_id;         // this walk
    bool focus_given;         // by ui_enter, and no key came since

    bool popup; // something is down over all layers, and takes all input: an open menu
    // Over the panels, of the last frame: nothing below has the pointer there. Empty: nowhere.
    struct rect cover;
    bool on_cover; // what is drawn now lies on it, or above it
    // Layers: 0 is the window, 1.. the dialogs in the order in which they are begun.
    int top_layer, layers, depth;
    int layer[UI_DIALOGS];             // of each dialog that is begun and not ended
    uint32_t layer_id[UI_DIALOGS + 1]; // of the last frame
    uint32_t focus_below[UI_DIALOGS + 1];
    bool focus_visible_below[UI_DIALOGS + 1];
};

struct ui_response {
    bool hovered, held, clicked;
    bool focused; // has the keyboard
    bool ring;    // and should show it
};

// True if the widgets being drawn lie in the topmost layer / and nothing is down over them.
bool ui_on_top(const struct ui *ui);
bool ui_live(const struct ui *ui);
// A message lies over what is being drawn there.
bool ui_covered(const struct ui *ui, float x, float y);
bool ui_pointer_in(const struct ui *ui, struct rect rect);
bool ui_press_in(const struct ui *ui, struct rect rect); // pressed since the last frame, in there
// One widget's share of the pointer.
struct ui_response ui_point(struct ui *ui, uint32_t id, struct rect rect);
// One widget's share of pointer and focus.
struct ui_response ui_interact(struct ui *ui, uint32_t id, struct rect rect, enum focus_kind kind,
                               int flags);
// Takes a key out of the queue if it is there. Only for the focused widget.
bool ui_take_key(struct ui *ui, int key);
void ui_drop_key(struct ui *ui, int index);
enum focus_kind ui_focus_kind(const struct ui *ui, bool *found); // of the focused widget

float ui_radius(const struct ui *ui);
int ui_hairline(const struct ui *ui);

#endif
