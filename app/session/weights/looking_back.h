// Looking back: the weights of a moment of the run come into use while the run goes on or after it.
// Everything is shown as it was then. It is no change of weights: those of now come back, and
// nothing that is kept, learnt from or gone back to is ever of the moment that is only looked at.
#ifndef APP_SESSION_WEIGHTS_LOOKING_BACK_H
#define APP_SESSION_WEIGHTS_LOOKING_BACK_H

#include "app/session/state/session.h"

// There are moments to look at.
bool looking_back_can(const struct session *session);
// Looks at moment number `index` of session->looking.moments; from their count on: at now.
void looking_back_at(struct session *session, int index);
// At the latest moment until this step.
void looking_back_at_step(struct session *session, uint64_t step);
// The weights of now are in use again. Nothing if they are.
void looking_back_end(struct session *session);
// The moment that is looked at; the count of moments if that is now.
int looking_back_index(const struct session *session);
// Where in the run the moment lies, in epochs with fractions; NAN: one looks at now.
float looking_back_epochs(const struct session *session);
// "epoch 3, batch 20": the moment that is looked at.
void looking_back_name(const struct session *session, char *text, size_t size);
// Which moments are kept may have changed.
void looking_back_follow(struct session *session);

// For whoever does something with the weights of now, which may be others afterwards: leaves the
// moment, if one is looked at, and comes back to it.
bool looking_back_leave(struct session *session);
void looking_back_return(struct session *session);

#endif
