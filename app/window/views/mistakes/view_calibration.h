// The calibration curve: how often a probability is right.
#ifndef APP_WINDOW_VIEWS_MISTAKES_VIEW_CALIBRATION_H
#define APP_WINDOW_VIEWS_MISTAKES_VIEW_CALIBRATION_H

#include "app/window/screen/screen.h"

// `walked`: its parts are walked by keys; where it stands beside the matrix, they are not.
void view_calibration(struct app *app, struct rect rect, bool walked);

#endif
