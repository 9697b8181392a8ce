// The weights in use and what is known of them: every change of them goes through here.
#ifndef APP_SESSION_WEIGHTS_WEIGHTS_H
#define APP_SESSION_WEIGHTS_WEIGHTS_H

#include "app/session/state/session.h"

// The weights have changed. `what` says in a few words what they are, `description` ("": nothing
// more is known) how they were trained. What else model_info can hold is unknown from then on.
void weights_note(struct session *session, enum weights_from from, const char *what,
                  const char *description);
// What is known of those in use.
void weights_take_origin(const struct session *session, struct weights_origin *origin);
// Others come into use again, with all that was said of them; not yet at the next start.
void weights_put_back(struct session *session, const struct lenet *weights,
                      const struct weights_origin *origin);
// To be called before other weights come into use.
void weights_keep_before(struct session *session);

// Whose they are, in the window's language. A file's own description of them is English, so that in
// other languages the name has to do, and the test error.
void weights_say(const struct session *session, char *text, size_t size);

#endif
