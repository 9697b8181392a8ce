// Files that are opened: a model, a picture or strokes, told apart by contents.
#ifndef APP_SESSION_OPENING_H
#define APP_SESSION_OPENING_H

#include "app/session/state/session.h"

// Digit number `index` of a strokes file.
bool opening_file(struct session *session, const char *path, size_t index, struct status *status);
// As opening_file, but a picture that takes longer is read in a thread: true then, too, and a
// failure is explained when it comes.
bool opening_beside(struct session *session, const char *path, struct status *status);
// As opening_beside, explaining a failure.
void opening_or_explain(struct session *session, const char *path);
// True if the file is a model and training goes on, so that the user is to be asked first.
bool opening_leaves_run(const struct session *session, const char *path);
// Brings the picture that was being opened onto the pad, once it is read.
void opening_follow(struct session *session);

#endif
