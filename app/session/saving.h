// What is saved as a file that the person names.
#ifndef APP_SESSION_SAVING_H
#define APP_SESSION_SAVING_H

#include "app/session/state/session.h"
#include "app/work/folder_listing.h"

bool saving_write(struct session *session, enum file_purpose purpose, const char *path,
                  struct status *status);

#endif
