// Command-line options, declared as a table (option_table.h): one parser, one wording of mistakes
// and one layout of --help for all commands.
//
//     int exit_code;
//     if (!command_line_parse(&line, argc, argv, &exit_code))
//         return exit_code;
//     // line.operand[0..line.operand_count-1]
#ifndef APP_CONSOLE_OPTIONS_H
#define APP_CONSOLE_OPTIONS_H

#include "app/console/option_table.h"

// Reads `--name VALUE`, `--name=VALUE` and `--`, and checks that what was given goes together
// (app/console/option_rules.c). argv[0] is skipped; argv's order changes. Returns
// true if the command may run. Otherwise everything has been said (help on standard output,
// mistakes on standard error) and *exit_code is set.
bool command_line_parse(struct command_line *line, int argc, char **argv, int *exit_code);

// Says on standard error what is wrong with the arguments, and where the help is. Returns
// EXIT_USAGE.
int command_line_mistake(const struct command_line *line, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
