// What is wrong with the run, as the page says it.
#ifndef APP_WINDOW_VIEWS_LAB_LAB_WARNINGS_H
#define APP_WINDOW_VIEWS_LAB_LAB_WARNINGS_H

#include "app/window/screen/screen.h"

// Draws the warnings at the bottom of `rect`, the gravest first, each with its title and its
// sentences; shortens `rect`. Where that would leave less than `wanted` pixels above, one of them,
// which a click or the arrows change; where one would leave less than `least`, at first only the
// title of the gravest.
void lab_warnings_draw(struct app *app, struct rect *rect, int wanted, int least);

#endif
