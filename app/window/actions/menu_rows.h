// What the files of the menus share: their names, in the order of the bar, and handlers that rows
// of several menus have.
#ifndef APP_WINDOW_ACTIONS_MENU_ROWS_H
#define APP_WINDOW_ACTIONS_MENU_ROWS_H

#include "app/window/screen/action.h"

extern const struct action_menu menu_file, menu_edit, menu_view, menu_layers, menu_train, menu_run,
    menu_teach, menu_explain, menu_operate, menu_help;

// A menu of the rows of an array.
#define MENU_ROWS(title, rows)                                                                     \
    {                                                                                              \
        .name = title, .row = rows, .count = (int)(sizeof rows / sizeof *rows)                     \
    }

// Handlers. Enabled whatever the state is; while something is on the pad.
bool menu_always(const struct app *app, int value);
bool menu_has_drawing(const struct app *app, int value);
// Opens the file dialog for a `purpose` (enum file_purpose).
void menu_choose_file(struct app *app, int purpose);

#endif
