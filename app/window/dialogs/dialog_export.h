// The dialog of the export.
#ifndef APP_WINDOW_DIALOGS_DIALOG_EXPORT_H
#define APP_WINDOW_DIALOGS_DIALOG_EXPORT_H

#include "app/window/screen/screen.h"

// With what was chosen last, and all of the person's own digits as the lesson.
void dialog_export_open(struct app *app);

#endif
