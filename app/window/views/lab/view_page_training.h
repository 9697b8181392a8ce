// The page of the training.
#ifndef APP_WINDOW_VIEWS_LAB_VIEW_PAGE_TRAINING_H
#define APP_WINDOW_VIEWS_LAB_VIEW_PAGE_TRAINING_H

#include "app/window/screen/screen.h"

// What the run is and how it goes: its curves, kernels and layers, and the buttons that lead it.
void view_page_training(struct app *app, struct rect rect);

#endif
