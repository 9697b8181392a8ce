// The tabs of the card at the side.
#ifndef APP_WINDOW_VIEWS_SHARED_VIEW_TABS_H
#define APP_WINDOW_VIEWS_SHARED_VIEW_TABS_H

#include "app/window/screen/screen.h"

// In the place of the card's title, where several share it; else false, and nothing is drawn.
bool view_tabs(struct app *app, struct rect rect);

#endif
