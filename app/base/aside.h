// What could not be read is never written over: it is kept beside, under a name of its own.
#ifndef APP_BASE_ASIDE_H
#define APP_BASE_ASIDE_H

#include "app/base/paths.h"

// Renames `path` to "path.broken" (or "path.broken-2" and so on, if that is there) and tells the
// name. A link stands for its target. On failure the file is where it was.
bool aside_keep(char kept[PATH_SIZE], const char *path, struct status *status);

#endif
