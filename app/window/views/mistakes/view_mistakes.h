// The page of mistakes: what was read, and one of three views of it.
#ifndef APP_WINDOW_VIEWS_MISTAKES_VIEW_MISTAKES_H
#define APP_WINDOW_VIEWS_MISTAKES_VIEW_MISTAKES_H

#include "app/window/screen/screen.h"

void view_page_mistakes(struct app *app, struct rect rect);

#endif
