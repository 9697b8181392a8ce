// The download of MNIST beside everything else.
#ifndef APP_SESSION_FETCHING_H
#define APP_SESSION_FETCHING_H

#include "app/session/state/session.h"

// Into the default folder, from the address that it came from last or else the usual mirrors; shows
// how far it is. `then_train`: for a run that waits for it.
void fetching_begin(struct session *session, bool then_train);
// Back to where it was begun. What came of a file is kept for the next time.
void fetching_cancel(struct session *session);
// The same, and asks for an address.
void fetching_ask(struct session *session);
// From the address that was typed, and from nowhere else; "" for the usual mirrors. What is no
// address is said, and asked for again. One that brings all is remembered.
void fetching_try(struct session *session);
// No address: back to where it was begun.
void fetching_give_up(struct session *session);
// News of it. Once the data is there, the run that waits for it begins. Where it failed, an address
// is asked for.
void fetching_follow(struct session *session);

#endif
