// What is saved as a file that the person names.
#ifndef APP_SESSION_SAVING_H
#define APP_SESSION_SAVING_H

#include "app/session/state/session.h"
#include "app/work/folder_listing.h"

// A model with painted kernels says so in its file; see operating.h.
bool saving_write(struct session *session, enum file_purpose purpose, const char *path,
                  struct status *status);

// False, with the reason, where `path` is the file that keeps the person's own digits.
bool saving_spares_own_digits(const struct session *session, const char *path,
                              struct status *status);

// What to add to the message that a model was saved, where the network is operated: what of that is
// in the file, and what is not. Else "".
void saving_say_operated(const struct session *session, char *text, size_t size);

#endif
