// Words for a command line that a person may copy into a shell.
#ifndef APP_CONSOLE_SHELL_WORD_H
#define APP_CONSOLE_SHELL_WORD_H

#include <stdio.h>

// Writes a space and the word, in quotes where the shell would take it for something else, and as
// $'\033' where it holds what is no UTF-8 or a control character: what is written is a clean line.
void shell_print(FILE *to, const char *word);

#endif
