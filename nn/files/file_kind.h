// What stands under a name, for messages: "not a folder but a named pipe".
#ifndef NN_FILES_FILE_KIND_H
#define NN_FILES_FILE_KIND_H

#include <sys/types.h>

// Of the mode that stat tells; goes behind an "a".
const char *file_kind_name(mode_t mode);
// Of what is at `path`, links followed; NULL if that is a folder or cannot be told (nothing there).
const char *file_kind_if_no_folder(const char *path);

#endif
