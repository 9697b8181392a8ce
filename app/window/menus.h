// The menu bar, built from the table of actions.
#ifndef APP_WINDOW_MENUS_H
#define APP_WINDOW_MENUS_H

#include "app/ui/ui.h"

struct app;

enum { MENU_ENTRIES_MAX = 24, MENU_COUNT = 7 };

// Room for the texts of one frame: the open menu is drawn at the frame's end.
struct menus {
    struct ui_menu menu[MENU_COUNT];
    struct ui_menu_entry entry[MENU_COUNT][MENU_ENTRIES_MAX];
    char shortcut[MENU_COUNT][MENU_ENTRIES_MAX][24];
    char continue_label[64], learn_label[48];
};

// Returns the action chosen, or 0.
int menus_draw(struct app *app);

#endif
