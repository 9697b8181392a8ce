// Which weights the next start begins with: those that the user opened, or that were trained or
// learned here and are kept for it; else the shipped ones. It changes only when it is said, and
// going back to other weights brings it back, too.
#ifndef APP_SESSION_WEIGHTS_NEXT_START_H
#define APP_SESSION_WEIGHTS_NEXT_START_H

#include "app/session/state/session.h"

// Keeps the weights in use, for the next start, in a file of the program's own, "NAME.safetensors".
// No file is written over in which another window keeps its weights, or that the weights before are
// in. False with STATUS_OK if nothing is remembered.
bool next_start_keep(struct session *session, const char *name, struct status *status);
// Whether the next start will have the weights in use.
bool next_start_has_weights(const struct session *session);
// Again as it was when it began with the file `model` ("": the shipped weights). If it `had` the
// weights that are in use again now, but the file holds others by now, one of our own takes its
// place.
bool next_start_go_back(struct session *session, const char *model, bool had,
                        struct status *status);
// The weights in use were saved as a file. If the next start would not have them else, it begins
// with this file from now on. True if so.
bool next_start_take_saved(struct session *session, const char *path);
// At the start: a word about weights that are not the shipped ones.
void next_start_tell(struct session *session);
void next_start_close(struct session *session);

#endif
