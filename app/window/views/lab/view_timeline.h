// The timeline of a run.
#ifndef APP_WINDOW_VIEWS_LAB_VIEW_TIMELINE_H
#define APP_WINDOW_VIEWS_LAB_VIEW_TIMELINE_H

#include "app/window/screen/screen.h"

// A slider over the moments of the run that are kept, what is kept in words where there are two
// lines of room, and what steers the run or leads out of the past. Nothing where there is no run.
void view_timeline(struct app *app, struct rect rect);

#endif
