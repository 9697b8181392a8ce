// Immediate-mode widgets over a canvas: every widget is one call a frame that draws it and says
// what the person did with it. No SDL inside.
//
// Rhythm of a frame: ui_begin; the menu bar; the panels; an open dialog; ui_end. Events are handed
// over one at a time before the frame with ui_event; a frame is then drawn with their sum.
// What lies on top (an open menu, a dialog) takes the pointer: widgets under it see none.
//
// Focus: Tab and Shift+Tab walk the widgets in drawing order, Enter or Space activates, arrows move
// inside sliders, lists, menus and cells, Alt or F10 opens the menu bar. A dialog's first text
// field gets the focus by itself. The focus ring shows only after the keyboard was used. Escape
// gives a focus up that is seen.
#ifndef APP_UI_UI_H
#define APP_UI_UI_H

#include "app/paint/canvas.h"
#include "app/paint/text.h"
#include "app/ui/event.h"
#include "app/ui/ui_theme.h"
#include <stddef.h>

struct ui {
    struct canvas *canvas;
    struct text *text;
    const struct theme *theme;
    float scale;

    // Pointer, as of the last event.
    float pointer_x, pointer_y;
    bool pointer_inside;
    bool down, pressed, released; // left button: held; went down / up since the last frame
    float wheel;                  // notches since the last frame
    // The rest is the widgets' own.
    struct ui_core *core;
    struct ui_parts *parts;
};

// Logical pixels to device pixels, rounded; what has a length has at least one, also where a window
// of a few pixels makes the scale tiny.
int ui_px(const struct ui *ui, float logical);

bool ui_open(struct ui *ui, struct text *text, struct status *status);
void ui_close(struct ui *ui);

// Takes an event. Returns true if a widget, menu or dialog wants it for itself (a focused text
// field takes letters, an open menu takes arrows and Escape): then it is no shortcut and no ink.
// Always false for EVENT_POINTER_UP, so that a stroke that was begun is ended.
bool ui_event(struct ui *ui, const struct event *event);

void ui_begin(struct ui *ui, struct canvas *canvas, const struct theme *theme, float scale);
void ui_end(struct ui *ui);
// The time in seconds from any start, told before ui_begin; tool tips need it.
void ui_set_time(struct ui *ui, double seconds);
double ui_time(const struct ui *ui);
// True if what was drawn asks for another frame soon although no event came (a caret blinking, a
// hover fading). Idle programs answer false.
bool ui_wants_frame(const struct ui *ui);
// How long the program may sleep before that frame: 0 for now, -1 for ever (no frame is wanted).
int ui_wait_ms(const struct ui *ui);
// True while a dialog is open or a menu is down: either takes the whole window (a click beside an
// open menu closes it), so that panels below must ignore the pointer.
bool ui_modal(const struct ui *ui);

// The program did something at a key that was no widget's: from then on Space, Enter and the arrows
// are the program's too, whatever had the focus. Tab goes on from there. Not while a dialog is
// open.
void ui_release_focus(struct ui *ui);

// True while keys wait for the focused widget to be drawn.
bool ui_has_keys(const struct ui *ui);

// True while a text field has the focus, so that the window should deliver typed text.
bool ui_wants_text(const struct ui *ui);

// True while an input method composes a text in a field: every key is its own then.
bool ui_composes(const struct ui *ui);
// The caret of the text field that has the focus, device pixels: an input method shows what it has
// to choose from beside it.
struct rect ui_text_caret(const struct ui *ui);

// Ids: any non-zero number, unique in a frame; ui_id hashes a string and an index.
uint32_t ui_id(const char *name, int index);

enum ui_flags {
    UI_DISABLED = 1,
    UI_PRIMARY = 2, // the accent-coloured button of a dialog; Enter presses it
    UI_CHECKED = 4, // a toggle that is on
    UI_QUIET = 8,   // no background until hovered
};

// TEXT_BODY, or where the words have no room in that, TEXT_SMALL: other languages have longer ones.
enum text_style ui_fitting_style(struct ui *ui, int width, const char *words);

void ui_label(struct ui *ui, enum text_style style, enum text_align align, struct rect rect,
              const char *string);
void ui_label_muted(struct ui *ui, enum text_style style, enum text_align align, struct rect rect,
                    const char *string);
// A card: panel colour, hairline, rounded corners. Returns the space inside the padding. `title`
// may be NULL.
struct rect ui_card(struct ui *ui, struct rect rect, const char *title);
bool ui_button(struct ui *ui, uint32_t id, struct rect rect, const char *label, int flags);
// A place to click. It takes no focus, so what it does needs a key elsewhere.
struct ui_area {
    bool hovered, clicked;
    bool shift, alt; // were held
};
struct ui_area ui_area(struct ui *ui, uint32_t id, struct rect rect);
// A round-cornered button with an icon instead of a word; `hint` is the tool tip.
enum ui_icon {
    ICON_UNDO,
    ICON_REDO,
    ICON_CLEAR,
    ICON_PLAY,
    ICON_PAUSE,
    ICON_STOP,
    ICON_CLOSE,
    ICON_RANDOM,
    ICON_ERASER,
    ICON_UP,
    ICON_FOLDER,
    ICON_FILE
};
// A curve through `points` pairs of x and y, in dashes of 5 with 4 logical pixels between them.
// Returns how many steps that took: at most one more a segment than it has dashes.
int ui_draw_dashes(struct ui *ui, const float *xy, int points, float width, uint32_t colour);
void ui_draw_icon(struct ui *ui, enum ui_icon icon, struct rect rect, uint32_t colour);
bool ui_icon_button(struct ui *ui, uint32_t id, struct rect rect, enum ui_icon icon,
                    const char *hint, int flags);
// True while it changes. `format` shows the value at the right ("%.0f px"), or NULL.
bool ui_slider(struct ui *ui, uint32_t id, struct rect rect, float *value, float low, float high,
               float step, const char *format, int flags);
// A row of exclusive choices ("Light|Dark|System"); true when the choice changed.
bool ui_choice(struct ui *ui, uint32_t id, struct rect rect, const char *labels, int *value,
               int flags);
// A box to tick, with its words at the right; true when it changed. Space ticks it, and Enter goes
// to the dialog.
bool ui_check(struct ui *ui, uint32_t id, struct rect rect, const char *label, bool *on, int flags);
// Only the picture of its box, for where many of them are one widget.
void ui_draw_box(struct ui *ui, struct rect box, bool on);

// A number that is typed (see parse_typed), or changed by the arrows (Page Up and Down: ten times),
// by the wheel while it has the focus, and by the two buttons at its right.
enum ui_number_steps {
    UI_STEPS_EVEN,   // by `step`
    UI_STEPS_ROUND,  // to the next of 1, 2, 5, 10, 20, ... times a power of ten
    UI_STEPS_DOUBLE, // to the next power of two
};
struct ui_number {
    double least, most; // both allowed; not below 0
    enum ui_number_steps steps;
    double step; // of even steps; of the others the first one above 0
    bool whole;
    const char *zero; // what 0 means, said while nobody edits it: "all"; NULL: just that
};
struct ui_number_state {
    bool changed;
    bool wrong;   // what is typed is no number within its limits; *value has the nearest, if any
    bool entered; // Enter was pressed
    bool focused;
};
struct ui_number_state ui_number(struct ui *ui, uint32_t id, struct rect rect,
                                 const struct ui_number *number, double *value, int flags);

// A column of widgets in a place that may be lower than their `height`: returns where they are to
// be drawn, until ui_column_end. The wheel and a bar move it, and Tab brings into sight what it
// goes to. Not within another one.
struct rect ui_column_begin(struct ui *ui, uint32_t id, struct rect rect, int height);
void ui_column_end(struct ui *ui);

// One line of editable text with caret, selection, Ctrl+A/C/X/V (through the clipboard hooks);
// true when Enter was pressed.
bool ui_text_field(struct ui *ui, uint32_t id, struct rect rect, char *buffer, size_t size,
                   const char *placeholder, int flags);
// A scrolling list of `count` rows; `row` draws one. Sets *selected on click or arrows; returns the
// row that was activated (double click, Enter), or -1.
typedef void ui_row_draw(struct ui *ui, struct rect rect, int row, bool selected, void *context);
int ui_list(struct ui *ui, uint32_t id, struct rect rect, int count, int *selected,
            ui_row_draw *draw, void *context);
// What the bar of a list of so many rows takes of their width; 0 without one.
int ui_list_bar(const struct ui *ui, struct rect rect, int count);
// Before the list `id`: up and down, by row or page, mean nothing in the text field `field`; who
// presses them there goes to the list by it.
void ui_list_from_field(struct ui *ui, uint32_t id, uint32_t field);
// Cells that are walked by keys: arrows, Home, End, Page Up and Down, Enter, Backspace. `rect` is
// what takes clicks. The caller draws cells and, where `ring` says so, the ring of the one it is
// at.
struct ui_walk {
    bool clicked;
    bool twice;      // it is the second of a double click
    bool shift, alt; // were held
    bool focused, ring;
};
struct ui_walk ui_walk(struct ui *ui, uint32_t id, struct rect rect);
// The same, and while it has the keyboard it takes these letters and digits (and Space), too, plain
// or with Shift. While no other widget has a use for them it gets the keyboard by them, a digit
// also with Shift. One in a frame; `letters` must live as long as the program.
struct ui_walk ui_walk_with(struct ui *ui, uint32_t id, struct rect rect, const char *letters);
// The next of the keys that were pressed since the last frame, in their order; KEY_NONE after them.
int ui_walk_key(struct ui *ui, const struct ui_walk *walk);
// The same; `modifiers` receives what was held (enum key_modifier).
int ui_walk_press(struct ui *ui, const struct ui_walk *walk, int *modifiers);
// How far a key leads in a grid of `count` cells, row by row, of which `rows` are in view: an arrow
// to the next one, Page Up and Down by what is in view, Home and End by all; 0: it leads nowhere.
int ui_walk_steps(int key, int columns, int rows, int count);
// The keyboard goes to this widget, and shows there. Between two frames, or in the first frame of
// the dialog that it is in.
void ui_focus(struct ui *ui, uint32_t id);
// The same for what was just opened. A Tab that follows leads there, too, not past it: who presses
// it need not know who has the keyboard.
void ui_enter(struct ui *ui, uint32_t id);
// The keyboard is at cells that are walked, whichever.
bool ui_walks(const struct ui *ui);
// The keyboard is at this widget, and it shows.
bool ui_focus_seen(const struct ui *ui, uint32_t id);
// The bar of what is taller (`total` device pixels) than its place, at the right end of that, in
// two halves: what the pointer does with it (true while it has the pointer) comes before what it
// moves is drawn, its picture after. `offset` lies between 0 and ui_scroll_limit's.
int ui_scroll_width(const struct ui *ui, struct rect place, int total); // to be left free; or 0
float ui_scroll_limit(struct rect place, int total, float offset);
bool ui_scroll_drag(struct ui *ui, uint32_t id, struct rect place, int total, float *offset);
void ui_scroll_draw(struct ui *ui, uint32_t id, struct rect place, int total, float offset);
// The same of any widget, in a dialog or not, whether it shows or not.
bool ui_has_focus(const struct ui *ui, uint32_t id);
// The pointer is over what is drawn here, and nothing lies on top of it.
bool ui_hovers(const struct ui *ui, struct rect rect);
// And it was moved there or pressed there: no key was pressed since.
bool ui_points_at(const struct ui *ui, struct rect rect);
// A progress bar; fraction 0..1, or negative for "unknown".
void ui_progress(struct ui *ui, struct rect rect, float fraction);

// A tool tip for whatever was drawn last in `rect`, shown after the pointer rests there, or the
// keyboard, which goes first where it was used last.
void ui_tooltip(struct ui *ui, struct rect rect, const char *string);
// Above the widget and not below the pointer: for where words stand below it.
void ui_tooltip_above(struct ui *ui, struct rect rect, const char *string);
// At once and above `rect`, for what the keyboard is at; in this frame no other is shown.
void ui_tooltip_hold(struct ui *ui, struct rect rect, const char *string);

// A message that leaves after `seconds`, or when it is pressed; a new one takes its place. `button`
// is a word to press (it must live as long), or NULL. It stands in the menu bar, at the right,
// where it hides nothing that is worked with; only where it is too long for that it reaches over
// the titles, and then below the bar. ui_toast_draw comes after the panels and before the dialogs,
// and is true when the button was pressed.
void ui_toast(struct ui *ui, const char *string, const char *button, double seconds);
bool ui_toast_draw(struct ui *ui);
// What it says, while it is shown; else "".
const char *ui_toast_says(const struct ui *ui);
// It is shown in this frame: what else stands at the right of the menu bar has no room.
bool ui_toast_shows(const struct ui *ui);

// The menu bar. `menus` is an array of `count` menus; the entry chosen by pointer or keyboard is
// returned as its `command`, else 0. Draws the open menu in ui_end, on top of everything. A bar
// holds at most 16 menus, a menu at most 32 entries. Labels must live until ui_end.
struct ui_menu_entry {
    const char *label;    // NULL: a separator
    const char *shortcut; // shown at the right, or NULL
    int command;          // > 0
    bool disabled, checked, radio;
};
struct ui_menu {
    const char *label;
    const struct ui_menu_entry *entries;
    int count;
};
int ui_menu_bar(struct ui *ui, struct rect rect, const struct ui_menu *menus, int count);
// What the titles leave of the bar that was drawn last, at its right end.
struct rect ui_menu_bar_rest(const struct ui *ui);
bool ui_menu_is_open(const struct ui *ui);
// Opens menu number `index` (for keys and for screenshots); -1 closes.
void ui_menu_open(struct ui *ui, int index);

// Dialogs: ui_dialog_begin dims the window, draws a centred card of the wanted logical size (or
// less if the window is smaller) and returns the space inside; everything until ui_dialog_end is in
// it. *open becomes false when Escape is pressed.
struct rect ui_dialog_begin(struct ui *ui, const char *title, int width, int height, bool *open);
// Behind ui_dialog_begin. In the first frame of a dialog, whoever opened it: the keyboard goes to
// this widget, not to the first text field. True then.
bool ui_dialog_starts_at(struct ui *ui, uint32_t id);
void ui_dialog_end(struct ui *ui);

// What the keyboard is at, in words, for who does not see it: of the last frame, and only while it
// is listened to.
struct ui_told {
    int menu;                    // the menu that is down, from 1; 0: none
    uint32_t dialog;             // the topmost; 0: none
    char title[128], text[1024]; // of it, and what stands in it beside widgets; lines
    uint32_t id;                 // of the widget, or of the menu's entry; 0: nothing
    char name[256];              // "Name, text field"
    char value[512];             // what changes of it: "on", "7.5"
};
void ui_listen(struct ui *ui, bool on);
// What the widget that is drawn next is called, where no text at its left or above it says so.
void ui_name(struct ui *ui, const char *name);
// Behind cells that are walked: where the keyboard is in them.
void ui_state(struct ui *ui, uint32_t id, const char *state);
const struct ui_told *ui_told(const struct ui *ui);

// Clipboard of the window system; unset in tests.
struct ui_clipboard {
    void *self;
    char *(*get)(void *self); // malloc'ed, or NULL
    void (*set)(void *self, const char *string);
};
void ui_set_clipboard(struct ui *ui, struct ui_clipboard clipboard);

#endif
