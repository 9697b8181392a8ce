// The command line: one function per command. Each parses its own options, returns the process's
// exit code (0 done, 1 failed, 2 wrong usage, 130 interrupted), and writes results to standard
// output, everything else to standard error.
#ifndef APP_COMMANDS_COMMAND_H
#define APP_COMMANDS_COMMAND_H

#include "app/console/exit_code.h"

// argv[0] is the command's name.
int command_train(int argc, char **argv);
int command_calibrate(int argc, char **argv);
int command_test(int argc, char **argv);
int command_classify(int argc, char **argv);
int command_strokes(int argc, char **argv);
int command_shot(int argc, char **argv);
int command_fetch(int argc, char **argv);
int command_bench(int argc, char **argv);
int command_window(int argc, char **argv); // argv[0] is the program's name

#endif
