// The desktop module: what needs SDL or libcurl. Those bring some ninety shared libraries, whose
// loading takes ten times longer than reading a digit; so the program itself is linked without them
// and loads the module when it is first asked for something in it.
//
// program/desktop.c has functions of the same names as those below, which load the module
// and pass the call on. desktop_module.c (in the module) lists the real ones. Tests are linked with
// the real ones and need no module.
#ifndef APP_COMMANDS_DESKTOP_H
#define APP_COMMANDS_DESKTOP_H

#include "app/commands/command.h"
#include "app/console/options.h"

// What the module exports, under the name DESKTOP_SYMBOL.
struct desktop {
    const char *version; // must be the program's own
    // The module has its own copy of what the program has linked, and of what that remembers.
    void (*command_line_hand_to)(struct command_line_reader reader);
    void (*command_built_from)(const char *commit);
    int (*command_bench)(int argc, char **argv);
    int (*command_fetch)(int argc, char **argv);
    int (*command_shot)(int argc, char **argv);
    int (*command_window)(int argc, char **argv);
};

#define DESKTOP_SYMBOL "lenetpad_desktop"
extern const struct desktop lenetpad_desktop;

#endif
