// What is wrong with the run, as the page says it.
#ifndef APP_WINDOW_VIEWS_LAB_LAB_WARNINGS_H
#define APP_WINDOW_VIEWS_LAB_LAB_WARNINGS_H

#include "app/window/screen/screen.h"

// Draws the warnings at the bottom of `rect`, the gravest first, as many of them as leave `least`
// pixels above: each with its title, and with its sentences if there is room; shortens `rect`.
void lab_warnings_draw(struct app *app, struct rect *rect, int least);

#endif
