// Choosing a file: in the desktop's own dialog where there is one, else in the window's.
#ifndef APP_WINDOW_DIALOGS_FILES_DIALOG_ELSEWHERE_H
#define APP_WINDOW_DIALOGS_FILES_DIALOG_ELSEWHERE_H

#include "app/window/screen/screen.h"

void dialog_elsewhere_open(struct app *app, enum file_purpose purpose);
// The same with another name than usual.
void dialog_elsewhere_open_named(struct app *app, enum file_purpose purpose, const char *name);
// What has become of the desktop's: goes on with what was chosen, or with the window's own dialog.
void dialog_elsewhere_follow(struct app *app);
// Whether the desktop has one. `unused`: as handlers of actions have it.
bool dialog_elsewhere_can(const struct app *app, int unused);

#endif
