// What opens on top of the window: messages, the file dialog, offers.
#ifndef APP_WINDOW_DIALOGS_DIALOGS_H
#define APP_WINDOW_DIALOGS_DIALOGS_H

#include "app/window/screen/screen.h"

// Draws the dialog of the question that is open, and asks for what its buttons say.
void dialogs_draw(struct app *app);

#endif
