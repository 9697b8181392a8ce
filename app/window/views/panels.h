// All panels of the window.
#ifndef APP_WINDOW_VIEWS_PANELS_H
#define APP_WINDOW_VIEWS_PANELS_H

#include "app/window/layout/layout.h"

struct app;

void panels_draw(struct app *app);
// One of them, if it has a place.
void panels_draw_one(struct app *app, enum layout_panel panel);

#endif
