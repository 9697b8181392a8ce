// The menu bar, built from the table of actions.
#ifndef APP_WINDOW_BAR_MENUS_H
#define APP_WINDOW_BAR_MENUS_H

#include "app/ui/ui.h"
#include "app/window/screen/action.h"

enum { MENUS_MAX = 16, MENU_ENTRIES_MAX = 32 };

// The entries of one frame with their texts, which must live until ui_end: the open menu is drawn
// then. An entry's command is its row's number among all rows, counted from 1.
struct menus {
    struct ui_menu menu[MENUS_MAX];
    struct ui_menu_entry entry[MENUS_MAX][MENU_ENTRIES_MAX];
    char name[MENUS_MAX][MENU_ENTRIES_MAX][ACTION_NAME_SIZE];
    char shortcut[MENUS_MAX][MENU_ENTRIES_MAX][ACTION_SHORTCUT_SIZE];
};

// From the state as it is.
void menus_build(struct menus *menus, const struct app *app);
// Builds and draws the bar, and asks for the action that was chosen.
void menus_draw(struct menus *menus, struct app *app);

#endif
