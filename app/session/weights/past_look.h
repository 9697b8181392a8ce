// Looking back at a run of the library: it is shown as if it had just ended here, its moments can
// be looked at and gone on from. The weights in use stay those that they are.
#ifndef APP_SESSION_WEIGHTS_PAST_LOOK_H
#define APP_SESSION_WEIGHTS_PAST_LOOK_H

#include "app/session/state/session.h"

// Nothing is trained or asked that it would end.
bool past_look_can(const struct session *session);
// Loads the run called `name`, set up so, and then looks at its last moment; or at once if it is
// the one that is shown already. Nothing unless one can.
void past_look_begin(struct session *session, const char *name, const struct run_setup *setup);
// What was to go on from a moment of a run of the library could not begin: looks back at that run
// again, if that can be.
void past_look_again(struct session *session);
// The trainer, which looks back (session->looking.past), has another phase.
void past_look_follow(struct session *session);

#endif
