// What stands at a path, and where one that is written to really leads.
#ifndef NN_FILES_PLACE_H
#define NN_FILES_PLACE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

// Whether something is there, links followed; false also where that cannot be told.
bool place_exists(const char *path);
// A folder; an ordinary file: neither is a pipe or a device.
bool place_is_folder(const char *path);
bool place_is_file(const char *path);

// Whether two paths lead to one file or folder, which need not be there yet; false for devices, and
// where that cannot be told.
bool place_same(const char *a, const char *b);

bool place_is_separator(char c);
// The length of the folder's part of a path, with its separator; 0 if it has none. The rest is the
// name.
size_t place_folder_length(const char *path);

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
