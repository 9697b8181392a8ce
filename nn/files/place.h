// Where a path that is written to really leads.
#ifndef NN_FILES_PLACE_H
#define NN_FILES_PLACE_H

#include <limits.h>
#include <stdbool.h>

// The end of the chain of links that begins at `path`; it need not exist. 0, or the error's number.
int place_follow(char out[PATH_MAX], const char *path);

// Removes the file at the end of that chain; the links stay, so that what is written next goes to
// the same place. Nothing there is fine; what is no ordinary file stays. 0, or the error's number.
int place_remove(const char *path);

// Puts `name` into the folder of `path`. False if that is too long.
bool place_sibling(char out[PATH_MAX], const char *path, const char *name);

// The number of the open file that `path` names ("/dev/stdout", "/dev/fd/63", or a link to it); -1
// if it names none.
int place_descriptor(const char *path);

#endif
