// The parts of the page of the training. Each draws into a rectangle of lab_layout.h.
#ifndef APP_WINDOW_VIEWS_LAB_VIEW_LAB_H
#define APP_WINDOW_VIEWS_LAB_VIEW_LAB_H

#include "app/window/screen/screen.h"

// Loss and errors of the run, and why the training error stands where it does.
void view_lab_curves(struct app *app, struct rect rect);
// The kernels of C1 and of a map of C3, as the training changes them.
void view_lab_kernels(struct app *app, struct rect rect);

#endif
