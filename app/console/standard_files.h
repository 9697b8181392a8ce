// "-" where a command line names a file: standard input if the file is read, standard output if it
// is written. A pipe that is named there is read as standard input is. Tables say which of their
// options and operands are which (option_table.h).
#ifndef APP_CONSOLE_STANDARD_FILES_H
#define APP_CONSOLE_STANDARD_FILES_H

#include "app/console/option_table.h"

// Puts names that can be read and written (nn/files/input.h, "/dev/stdout") in place of every "-"
// of a line that was parsed, and opens the pipes. False if one is given twice, or where it can mean
// nothing: `mistake` says so, in words for standard error.
bool standard_files_take(struct command_line *line, char *mistake, size_t size);

// What "-" means to this command, as a sentence of its help; false if nothing.
bool standard_files_describe(const struct command_line *line, char *text, size_t size);

#endif
