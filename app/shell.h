// Words for a command line that a person may copy into a shell.
#ifndef APP_SHELL_H
#define APP_SHELL_H

#include <stdio.h>

// Writes a space and the word, in quotes where the shell would take it for something else.
void shell_print(FILE *to, const char *word);

#endif
