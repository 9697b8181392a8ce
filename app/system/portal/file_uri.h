// Files as desktops name them to each other: "file:///home/me/a%20b".
#ifndef APP_SYSTEM_PORTAL_FILE_URI_H
#define APP_SYSTEM_PORTAL_FILE_URI_H

#include "app/base/paths.h"

#include <stdbool.h>

// False if it names no file of this machine (another scheme or host), is no such address at all (a
// broken escape, a byte 0), or is longer than a path can be. A plain path is taken as it is.
bool file_uri_path(char path[PATH_SIZE], const char *uri);

#endif
