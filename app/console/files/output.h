// Where the file that a command makes goes. What can be told before the work is told before, and
// standard output may be the place ("--out /dev/stdout | ..."): what the command prints then goes
// to standard error, so that nothing is mixed into the file.
#ifndef APP_CONSOLE_FILES_OUTPUT_H
#define APP_CONSOLE_FILES_OUTPUT_H

#include "app/base/paths.h"

// All zero is a closed one.
struct output {
    char path[PATH_SIZE]; // to write to, once
    bool stream;          // it is no ordinary file: nothing can stand beside it or be read back
    int file;             // what is kept open; 0: nothing
};

// Fails if nothing could be written to `name`.
bool output_open(struct output *output, const char *name, struct status *status);
void output_close(struct output *output);
// Whether the name is one of standard output's.
bool output_is_stdout(const char *name);

#endif
