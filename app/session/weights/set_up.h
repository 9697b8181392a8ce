// The run that a person sets up: remembered from start to start, shown in a form, and begun.
#ifndef APP_SESSION_WEIGHTS_SET_UP_H
#define APP_SESSION_WEIGHTS_SET_UP_H

#include "app/session/state/session.h"

// Reads what was set up last from the file beside the settings (NULL or "": nothing is remembered).
void set_up_load(struct session *session, const char *settings_path);
// Writes it, if it changed since. Told if that fails, and tried again the next time.
void set_up_save(struct session *session);
// Opens the form.
void set_up_open(struct session *session);
// Closes it. What was chosen stays.
void set_up_close(struct session *session);
// See run_setup_check. Reads the strokes file, if another one was chosen.
bool set_up_check(struct session *session, struct run_setup_size *size, struct status *status);
// Closes the form and begins the run, or asks first if that would discard a kept one.
void set_up_begin(struct session *session);
// The same without asking.
void set_up_begin_now(struct session *session);

#endif
