// Rows of command.h with their functions. It stands above all commands: one that asked for it from
// below would be asking for itself.
#include "app/commands/program/command_list.h"

#include "app/console/closest_word.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define COMMAND(name, help) {#name, command_##name, help},
const struct command command_list[COMMANDS] = {COMMAND_ROWS(COMMAND)};
#undef COMMAND

const struct command *command_named(const char *name)
{
    for (int i = 0; i < COMMANDS; i++)
        if (!strcmp(name, command_list[i].name))
            return &command_list[i];
    return NULL;
}

const char *command_like(const char *word)
{
    const char *names[COMMANDS];
    for (int i = 0; i < COMMANDS; i++)
        names[i] = command_list[i].name;
    return closest_word(word, names, COMMANDS);
}

int command_read_table(const struct command *command, struct command_line_reader reader)
{
    char *words[] = {(char *)(uintptr_t)command->name, NULL};
    const struct command_line_reader before = command_line_handed_to();
    command_line_hand_to(reader);
    int exit_code = command->run(1, words);
    command_line_hand_to(before);
    return exit_code;
}
