// How the window looks by the settings and the system: its theme and its scale.
#ifndef APP_WINDOW_SCREEN_LOOKS_H
#define APP_WINDOW_SCREEN_LOOKS_H

#include "app/window/screen/screen.h"

const struct theme *looks_theme(const struct app *app);
// That is wanted; layout_scale says which of it the window has room for.
float looks_scale(const struct app *app);
// The next interface scale up or down, or 0 if there is none.
float looks_scale_step(const struct app *app, int direction);

#endif
