// The timeline of a run.
#ifndef APP_WINDOW_VIEWS_LAB_VIEW_TIMELINE_H
#define APP_WINDOW_VIEWS_LAB_VIEW_TIMELINE_H

#include "app/window/screen/screen.h"

// A slider over the moments of the run that are kept, what is kept in words where there are two
// lines of room, and what leads out of the past. Nothing where there is no run. `steers`: with what
// steers the run, where it is not in the past.
void view_timeline(struct app *app, struct rect rect, bool steers);
// Rate and distortion of a run that goes on, from the left; nothing else.
void view_timeline_steering(struct app *app, struct rect rect);

#endif
