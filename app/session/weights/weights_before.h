// The weights that were in use before the present ones, so that no key replaces weights without a
// way back: a run that was started by mistake, a model dropped onto the window, the shipped ones.
#ifndef APP_SESSION_WEIGHTS_WEIGHTS_BEFORE_H
#define APP_SESSION_WEIGHTS_WEIGHTS_BEFORE_H

#include "app/session/state/session.h"

// There are some, they are others than the present ones, and no fine-tuning needs the present ones.
bool weights_before_can(const struct session *session);
// Exchanges them with the present ones; training stops, and its place is kept as after any stop.
void weights_before_swap(struct session *session);

#endif
