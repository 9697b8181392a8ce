// The file dialog.
#ifndef APP_WINDOW_DIALOGS_DIALOG_FILES_H
#define APP_WINDOW_DIALOGS_DIALOG_FILES_H

#include "app/window/screen/screen.h"

void dialog_files_open(struct app *app, enum file_purpose purpose);

#endif
