// What of slow motion's card is no line: a table of gradients, and bars.
#ifndef APP_WINDOW_VIEWS_STEP_VIEW_STEP_TABLE_H
#define APP_WINDOW_VIEWS_STEP_VIEW_STEP_TABLE_H

#include "app/session/step/step_page.h"
#include "app/window/screen/screen.h"

// The gradients of a kernel's 25 weights as a table of numbers, to be walked, or lower, of colours.
int view_step_table_height(const struct app *app, bool least);
void view_step_table(struct app *app, struct rect rect, const struct step_page *page);
// Ten shares before and after the step.
int view_step_table_bars_height(const struct app *app, bool least);
void view_step_table_bars(struct app *app, struct rect rect);

#endif
