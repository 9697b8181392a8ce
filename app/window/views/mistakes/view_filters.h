// Which digits are listed, and in which order.
#ifndef APP_WINDOW_VIEWS_MISTAKES_VIEW_FILTERS_H
#define APP_WINDOW_VIEWS_MISTAKES_VIEW_FILTERS_H

#include "app/window/screen/screen.h"

// Takes its rows off the top of `rect`.
void view_filters(struct app *app, struct rect *rect);

#endif
