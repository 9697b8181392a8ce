// What an action is: one thing that the window can be told to do, with its place in a menu, its
// keys and its handlers in one row. The rows themselves stand in app/window/actions, above views
// and dialogs; these find them through app->actions, and ask for one by a request (request.h).
#ifndef APP_WINDOW_SCREEN_ACTION_H
#define APP_WINDOW_SCREEN_ACTION_H

#include "app/session/state/action.h"
#include "app/ui/event.h"
#include <stddef.h>

struct app;

struct action_key {
    int key, modifiers; // as in struct event
};

enum {
    ACTION_KEYS_MAX = 4,
    ACTION_NAME_SIZE = 160,
    ACTION_SHORTCUT_SIZE = 64,
    ACTION_HINT_SIZE = 320
};

// All handlers get the row's `value`, so that a family of rows may share them.
struct action {
    const char *label;
    struct action_key key[ACTION_KEYS_MAX]; // the first is shown; unused ones are 0
    void (*run)(struct app *app, int value);
    bool (*enabled)(const struct app *app, int value);
    bool (*checked)(const struct app *app, int value); // NULL: it is nothing that can be on
    // What the menu says for the label, where that depends on the state; NULL: it does not.
    void (*name)(const struct app *app, char text[ACTION_NAME_SIZE]);
    int value;
    enum action_id id;     // for those who have to name it; else ACTION_NONE
    enum action_id within; // its key works only while this one is checked
    bool (*first)(const struct app *app, int value); // NULL, or whether it now goes before other
                                                     // rows with its key
    bool group;                                      // a separator stands before it
    bool radio;                                      // one of several, shown with a dot
    bool repeats;                                    // runs again while the key is held
    bool takes_keys; // letters and digits are its own then: cells that are walked give them up
    bool of_figure;  // it changes only the figure: its key works only where that is shown
    bool on_top;     // its key works under an open menu or dialog, too
};

struct action_menu {
    const char *name;
    const struct action *row;
    int count;
};

struct action_table {
    const struct action_menu *const *menu;
    int count;
};

// Row number `index` of all menus, counted from 0; NULL past the last one.
const struct action *action_at(const struct action_table *table, int index);
// The row that has this id, or NULL.
const struct action *action_find(const struct app *app, enum action_id id);
// The row that a key event is for, or NULL.
const struct action *action_of_key(const struct app *app, const struct event *event);

// What has the keyboard before a row is run leaves it to the program; only cells that are walked
// keep it, unless the row takes it, and the pad: who is there goes on from the same place.
void action_release_keys(struct app *app, const struct action *row);

bool action_enabled(const struct app *app, enum action_id id);
bool action_checked(const struct app *app, enum action_id id);

// "Ctrl+Shift+Z"; "" without a key.
void action_shortcut(struct action_key key, char *text, size_t size);
// What a tool tip says of an action: `words`, then its key and, unless NULL, what else does it:
// "Eraser (E, or the right button)". `text` is also returned.
const char *action_hint(const struct app *app, enum action_id id, const char *words,
                        const char *other, char text[ACTION_HINT_SIZE]);
// Of a row whose key works only within another, both, with `between` between them: "K, 7".
void action_shortcut_within(const struct app *app, const struct action *row, int key,
                            const char *between, char *text, size_t size);

#endif
