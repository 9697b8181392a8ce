// lenetpad help: what every command says of itself, and pages of the manual made of the same
// tables.
#include "app/commands/command_common.h"
#include "app/commands/program/command_list.h"
#include "app/commands/program/program_help.h"
#include "app/commands/window_options.h"
#include "app/manual/man_page.h"
#include "app/manual/man_program.h"

#include <stdint.h>
#include <stdio.h>

static int unknown_command(const struct command_line *line, const char *word)
{
    const char *near = command_like(word);
    if (near)
        return command_line_mistake(line, "there is no command %s (did you mean %s?)", word, near);
    return command_line_mistake(line, "there is no command %s", word);
}

static int show_help(const struct command *command)
{
    char help[] = "--help";
    char *words[] = {(char *)(uintptr_t)command->name, help, NULL};
    return command->run(2, words);
}

// ---- Pages of the manual ------------------------------------------------------------------------

static void write_page(void *context, const struct command_line *line)
{
    const struct command *command = context;
    man_page_write(stdout, line, command->help);
}

static int print_page(const struct command *command)
{
    const struct command_line_reader reader = {write_page, (void *)(uintptr_t)command};
    return command_read_table(command, reader);
}

static int print_main_page(void)
{
    struct window_options window;
    struct manual_command commands[COMMANDS];
    window_options_init(&window);
    for (int i = 0; i < COMMANDS; i++)
        commands[i] = (struct manual_command){command_list[i].name, command_list[i].help};
    man_program_write(stdout, &window.line, commands, COMMANDS);
    return EXIT_DONE;
}

int command_help(int argc, char **argv)
{
    bool man = false;
    struct option options[] = {
        OPTION_FLAG("man", &man, "print the page of the manual instead, for man to format"),
    };
    struct command_line line = {
        .command = "help",
        .summary = "Shows what COMMAND does and every option of it, as `lenetpad COMMAND --help` "
                   "does.\nWithout COMMAND it lists the commands.",
        .options = options,
        .option_count = sizeof options / sizeof options[0],
        .operands_max = 1,
        .operand_word = "[COMMAND]",
    };
    int exit_code;
    if (!command_line_parse(&line, argc, argv, &exit_code))
        return exit_code;
    if (line.operand_count == 0 && man)
        return print_main_page();
    if (line.operand_count == 0)
        return program_help_print();
    const struct command *command = command_named(line.operand[0]);
    if (!command)
        return unknown_command(&line, line.operand[0]);
    return man ? print_page(command) : show_help(command);
}
