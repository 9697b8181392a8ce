// All panels of the window.
#ifndef APP_WINDOW_VIEWS_PANELS_H
#define APP_WINDOW_VIEWS_PANELS_H

struct app;

void panels_draw(struct app *app);

#endif
