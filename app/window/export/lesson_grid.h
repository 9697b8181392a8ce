// The person's own digits as small pictures, each with a box to tick: which of them the lesson has.
#ifndef APP_WINDOW_EXPORT_LESSON_GRID_H
#define APP_WINDOW_EXPORT_LESSON_GRID_H

#include "app/window/screen/screen.h"

// The keyboard walks them by arrows; Space ticks one, a digit's key all that are labelled so. True
// if Enter was pressed there.
bool lesson_grid_draw(struct app *app, struct rect rect);

#endif
