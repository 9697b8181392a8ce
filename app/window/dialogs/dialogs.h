// What opens on top of the window: messages, the file dialog, offers.
#ifndef APP_WINDOW_DIALOGS_DIALOGS_H
#define APP_WINDOW_DIALOGS_DIALOGS_H

#include "app/window/screen/screen.h"

void dialog_open(struct app *app, enum dialog dialog);
void dialog_error(struct app *app, const char *title, const struct status *status);
void dialog_open_files(struct app *app, enum file_purpose purpose);
// MNIST was not found where `status` says: offers what works.
void dialog_missing_data(struct app *app, const struct status *status);
// Starting a run on `data` would discard the one that is kept / opening the model `path` ("" for
// the shipped one) would stop the run that goes on: asks first.
void dialog_ask_new_run(struct app *app, const char *data);
void dialog_ask_leave_run(struct app *app, const char *path);
// Draws the open dialog and does what its buttons say.
void dialogs_draw(struct app *app);
// News of the download.
void dialogs_poll(struct app *app);
void dialogs_free(struct dialogs *dialogs);

#endif
