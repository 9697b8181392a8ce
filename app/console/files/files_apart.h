// The files that a command is given: none may be written to twice, nor be lost by what is written
// over it.
#ifndef APP_CONSOLE_FILES_FILES_APART_H
#define APP_CONSOLE_FILES_FILES_APART_H

#include "app/console/options.h"

enum file_use {
    FILE_READ,
    FILE_READ_MODEL, // a model may be written over one: it is read whole before
    FILE_WRITTEN,
    FILE_WRITTEN_MODEL,
    FILE_DATA_FOLDER, // whose data set is read
};

struct given_file {
    const char *name; // "--log"
    const char *path; // NULL: not given
    enum file_use use;
};

// EXIT_DONE, or that of a mistake after saying which two are one file, however their paths are
// written. Devices are no files.
int files_apart_check(const struct command_line *line, const struct given_file *files,
                      size_t count);

#endif
