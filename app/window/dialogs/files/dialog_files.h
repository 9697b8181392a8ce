// The window's own file dialog (the desktop's: dialog_elsewhere.h).
#ifndef APP_WINDOW_DIALOGS_FILES_DIALOG_FILES_H
#define APP_WINDOW_DIALOGS_FILES_DIALOG_FILES_H

#include "app/window/screen/screen.h"

void dialog_files_open(struct app *app, enum file_purpose purpose);
// What was chosen elsewhere for the purpose of app->file_dialog, where the person was asked before
// a file is replaced. Goes on top of the question that is open.
void dialog_files_take(struct app *app, const char *path);
// Back to where the choosing began.
void dialog_files_leave(struct app *app);
// The same with another name than usual.
void dialog_files_open_named(struct app *app, enum file_purpose purpose, const char *name);

#endif
