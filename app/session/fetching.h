// The download of MNIST beside everything else.
#ifndef APP_SESSION_FETCHING_H
#define APP_SESSION_FETCHING_H

#include "app/session/state/session.h"

// Into the default folder; shows how far it is.
void fetching_begin(struct session *session);
// Back to the question where it was begun.
void fetching_cancel(struct session *session);
// News of it. Once the data is there, training begins.
void fetching_follow(struct session *session);

#endif
