// The menu bar, built from the table of actions.
#ifndef APP_WINDOW_MENUS_H
#define APP_WINDOW_MENUS_H

#include "app/window/screen/screen.h"

// Returns the action chosen, or 0.
int menus_draw(struct app *app);

#endif
