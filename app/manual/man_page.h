// Pages of the manual, made of the tables of the command line: of each command, and of the program.
#ifndef APP_MANUAL_MAN_PAGE_H
#define APP_MANUAL_MAN_PAGE_H

#include "app/console/option_table.h"

#include <stddef.h>
#include <stdio.h>

// lenetpad-COMMAND(1); `help` is the command in a line.
void man_page_write(FILE *page, const struct command_line *line, const char *help);
// The section OPTIONS of a page, which both have.
void man_page_write_options(FILE *page, const struct command_line *line);

#endif
