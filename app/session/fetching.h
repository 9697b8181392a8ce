// The download of MNIST beside everything else.
#ifndef APP_SESSION_FETCHING_H
#define APP_SESSION_FETCHING_H

#include "app/session/state/session.h"

// Into the default folder; shows how far it is. `then_train`: for a run that waits for it.
void fetching_begin(struct session *session, bool then_train);
// Back to where it was begun. What came of a file is kept for the next time.
void fetching_cancel(struct session *session);
// News of it. Once the data is there, the run that waits for it begins.
void fetching_follow(struct session *session);

#endif
