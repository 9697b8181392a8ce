// What the widgets of a frame were told to do. Views, dialogs, the menu and the message draw one
// and the same state and change nothing of it: they leave a request, and the shell does what was
// asked for, in that order, once the frame is drawn.
#ifndef APP_WINDOW_SCREEN_REQUEST_H
#define APP_WINDOW_SCREEN_REQUEST_H

#include "app/window/screen/screen.h"

// To be run if it is enabled then.
void request_action(struct app *app, enum action_id id);
void request_row(struct app *app, const struct action *row);
// What is no action of a menu.
void request(struct app *app, request_call *call, int value);

#endif
