// The line at the right end of the menu bar: which weights are in use, how they were trained, their
// error on the test set and whether they are calibrated, with the way back to the shipped ones.
#ifndef APP_WINDOW_BAR_STATUS_H
#define APP_WINDOW_BAR_STATUS_H

#include "app/window/screen/screen.h"

// In what the titles of the menus leave of the bar, as much of it as fits. After the menus.
void status_draw(struct app *app);

#endif
