// The confusion matrix, what its cells mean, and where there is room the calibration curve.
#ifndef APP_WINDOW_VIEWS_MISTAKES_VIEW_MATRIX_H
#define APP_WINDOW_VIEWS_MISTAKES_VIEW_MATRIX_H

#include "app/window/screen/screen.h"

// Once a test set was read, as of the others.
void view_matrix(struct app *app, struct rect rect);

#endif
