// Slow motion's card at the side.
#ifndef APP_WINDOW_VIEWS_STEP_VIEW_STEP_H
#define APP_WINDOW_VIEWS_STEP_VIEW_STEP_H

struct app;

// While slow motion is on.
void view_step(struct app *app);

#endif
