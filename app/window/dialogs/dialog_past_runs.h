// The runs that are kept in the library.
#ifndef APP_WINDOW_DIALOGS_DIALOG_PAST_RUNS_H
#define APP_WINDOW_DIALOGS_DIALOG_PAST_RUNS_H

#include "app/window/screen/screen.h"

void dialog_past_runs_open(struct app *app);

#endif
