// All commands with their functions, for those that are made of the others: the program itself, its
// help, and the completions of the shells.
#ifndef APP_COMMANDS_PROGRAM_COMMAND_LIST_H
#define APP_COMMANDS_PROGRAM_COMMAND_LIST_H

#include "app/commands/command.h"
#include "app/console/options.h"

struct command {
    const char *name;
    int (*run)(int argc, char **argv); // argv[0] is the name
    const char *help;
};

#define COMMAND_ONE(name, help) +1
enum { COMMANDS = 0 COMMAND_ROWS(COMMAND_ONE) };
#undef COMMAND_ONE

extern const struct command command_list[COMMANDS];

// NULL if there is no such command.
const struct command *command_named(const char *name);
// The command that is most like the word, or NULL.
const char *command_like(const char *word);

// Has the command hand its table to `reader`. Returns EXIT_DONE, or why there is none, after saying
// so.
int command_read_table(const struct command *command, struct command_line_reader reader);

#endif
