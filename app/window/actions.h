// Every command of the window, once: the menu bar, the keyboard and the help all read this table.
#ifndef APP_WINDOW_ACTIONS_H
#define APP_WINDOW_ACTIONS_H

#include "app/session/action.h"
#include "app/ui/ui.h"
#include "app/window/shell.h"

enum action_menu {
    MENU_FILE,
    MENU_EDIT,
    MENU_VIEW,
    MENU_LAYERS,
    MENU_TRAIN,
    MENU_TEACH,
    MENU_HELP,
    MENUS
};
extern const char *const menu_names[MENUS];

struct action_key {
    int key, modifiers;
};

enum { ACTION_KEYS_MAX = 4 };

struct action {
    enum action_id id;
    enum action_menu menu;
    const char *label;
    struct action_key key[ACTION_KEYS_MAX]; // the first is shown; unused ones are 0
    bool group;                             // a separator stands before it
    bool radio;                             // one of several, shown with a dot
    bool repeats;                           // runs again while the key is held
};
extern const struct action actions[];
extern const int actions_count;

// The action of a key event, or ACTION_NONE.
enum action_id action_of_key(const struct event *event);
// As the menu has it; "" for ACTION_NONE.
const char *action_name(enum action_id id);
// The digit of ACTION_IT_WAS_...; else -1.
int action_label(enum action_id id);
// "Ctrl+Shift+Z"; "" without a key.
void action_shortcut(struct action_key key, char *text, size_t size);

bool action_enabled(const struct app *app, enum action_id id);
bool action_checked(const struct app *app, enum action_id id);
// Does nothing while it is not enabled.
void action_run(struct app *app, enum action_id id);

#endif
