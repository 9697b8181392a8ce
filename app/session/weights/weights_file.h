// Weights that come from a file into use: one that is opened, the shipped one, the one of the
// start.
#ifndef APP_SESSION_WEIGHTS_WEIGHTS_FILE_H
#define APP_SESSION_WEIGHTS_WEIGHTS_FILE_H

#include "app/session/state/session.h"

// Opens a model; the weights are then no longer the trainer's.
bool weights_file_use(struct session *session, const char *path, enum weights_from from,
                      struct status *status);
// At the start: the remembered model, else the shipped one, else random weights and a message.
void weights_file_use_first(struct session *session);
// Training stops. Without them, says so.
void weights_file_use_shipped(struct session *session);

#endif
