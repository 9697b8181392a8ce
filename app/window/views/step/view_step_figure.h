// What slow motion marks in the figure.
#ifndef APP_WINDOW_VIEWS_STEP_VIEW_STEP_FIGURE_H
#define APP_WINDOW_VIEWS_STEP_VIEW_STEP_FIGURE_H

struct app;

// The layer that the stage is about, its cell, or the kernel; nothing while it is off.
void view_step_figure(struct app *app);

#endif
