// Command-line options, declared as a table (option_table.h): one parser, one wording of mistakes
// and one layout of --help for all commands; and the way of the tables to those who write of them.
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

// The value that an option has if it is not given, which is what its target holds before anything
// is read: "20". False if it has none.
bool option_default(char *text, size_t size, const struct option *option);
// What can be typed: "lenetpad test [--data DIR] [--json]". Without a usage in the table, all its
// options if they are few.
void command_line_usage(char *text, size_t size, const struct command_line *line);
// The options as --help lists them, a line or more each.
void command_line_print_options(const struct command_line *line);

// Who writes of tables reads each while its command would parse: it is valid in that call alone.
struct command_line_reader {
    void (*read)(void *context, const struct command_line *line); // NULL: command lines are parsed
    void *context;
};
// From now on command_line_parse parses nothing and hands the table to the reader instead.
void command_line_hand_to(struct command_line_reader reader);
struct command_line_reader command_line_handed_to(void);

// Says on standard error what is wrong with the arguments, and where the help is. Returns
// EXIT_USAGE.
int command_line_mistake(const struct command_line *line, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
