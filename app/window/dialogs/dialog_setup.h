// The form of a run's set-up, for those who open it.
#ifndef APP_WINDOW_DIALOGS_DIALOG_SETUP_H
#define APP_WINDOW_DIALOGS_DIALOG_SETUP_H

struct app;
// On what was set up last.
void dialog_setup_open(struct app *app);

#endif
