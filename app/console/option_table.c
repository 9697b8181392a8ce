// Looking up an option by its name, for the parser and the rules alike.
#include "app/console/option_table.h"

#include <string.h>

struct option *command_line_find(const struct command_line *line, const char *name, size_t length)
{
    for (size_t i = 0; i < line->option_count; i++)
        if (strlen(line->options[i].name) == length &&
            !strncmp(line->options[i].name, name, length))
            return &line->options[i];
    return NULL;
}

bool command_line_given(const struct command_line *line, const char *name)
{
    for (size_t i = 0; i < line->option_count; i++)
        if (!strcmp(line->options[i].name, name))
            return line->options[i].given;
    return false;
}
