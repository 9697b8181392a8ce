// lenetpad(1): the page of the manual about the program as a whole.
#ifndef APP_MANUAL_MAN_PROGRAM_H
#define APP_MANUAL_MAN_PROGRAM_H

#include "app/console/option_table.h"
#include "app/manual/manual.h"

#include <stddef.h>
#include <stdio.h>

// `window` is the table of a program that is named without a command.
void man_program_write(FILE *page, const struct command_line *window,
                       const struct manual_command *commands, size_t count);

#endif
