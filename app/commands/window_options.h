// What the window is started with. Its table stands apart from the command, which needs SDL: help,
// manual and completions have it without.
#ifndef APP_COMMANDS_WINDOW_OPTIONS_H
#define APP_COMMANDS_WINDOW_OPTIONS_H

#include "app/console/options.h"

enum { WINDOW_OPTIONS = 2 };

// Stays where it is: the table points into it.
struct window_options {
    const char *model; // NULL: the weights of the last time, or the shipped ones
    bool version;      // only say which version this is
    struct option option[WINDOW_OPTIONS];
    struct command_line line;
};

void window_options_init(struct window_options *options);

#endif
