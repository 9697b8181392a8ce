// What the program says of itself as a whole.
#ifndef APP_COMMANDS_PROGRAM_PROGRAM_HELP_H
#define APP_COMMANDS_PROGRAM_PROGRAM_HELP_H

// Prints what `lenetpad --help` does on standard output. Returns EXIT_DONE.
int program_help_print(void);

#endif
