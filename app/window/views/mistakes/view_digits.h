// The digits that are listed, and which those are.
#ifndef APP_WINDOW_VIEWS_MISTAKES_VIEW_DIGITS_H
#define APP_WINDOW_VIEWS_MISTAKES_VIEW_DIGITS_H

#include "app/window/screen/screen.h"

void view_digits(struct app *app, struct rect rect);

#endif
