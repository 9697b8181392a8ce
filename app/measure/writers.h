// A choice of writers on the command line: "1,7,12".
#ifndef APP_MEASURE_WRITERS_H
#define APP_MEASURE_WRITERS_H

#include "nn/base/status.h"
#include "nn/strokes/strokes.h"

enum { WRITERS_MOST = 64 };

struct writers {
    char name[WRITERS_MOST][sizeof((struct strokes_digit){0}.writer)];
    bool met[WRITERS_MOST]; // writers_include has been asked about this one
    int count;
};

// Reads a list; NULL gives nobody. STATUS_USAGE for empty, too long or too many names.
bool writers_parse(struct writers *writers, const char *list, struct status *status);
bool writers_include(struct writers *writers, const char *name);
// STATUS_USAGE if someone of the list was never met: most likely a slip of the keyboard.
bool writers_check_met(const struct writers *writers, struct status *status);
// Frees and removes the digits of everybody else.
void writers_keep_only(struct writers *writers, struct strokes *strokes);

#endif
