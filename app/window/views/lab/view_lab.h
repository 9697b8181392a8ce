// The parts of the page of the training. Each draws into a rectangle of lab_layout.h.
#ifndef APP_WINDOW_VIEWS_LAB_VIEW_LAB_H
#define APP_WINDOW_VIEWS_LAB_VIEW_LAB_H

#include "app/window/screen/screen.h"

// Loss and errors of the run, and why the training error stands above that of the test where it
// does; `warned`: with what is wrong with the run, which is shown nowhere else then.
void view_lab_curves(struct app *app, struct rect rect, bool warned);
// The kernels of C1 and of a map of C3, as the training changes them.
void view_lab_kernels(struct app *app, struct rect rect);
// How the values and the errors of each layer are distributed, and what is wrong with them.
void view_lab_layers(struct app *app, struct rect rect);

#endif
