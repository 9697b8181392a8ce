// The command line: one function per command. Each parses its own options before it does anything
// else (so that its table can be read, app/console/options.h), returns the process's exit code (0
// done, 1 failed, 2 wrong usage, 130 interrupted), and writes results to standard output,
// everything else to standard error.
#ifndef APP_COMMANDS_COMMAND_H
#define APP_COMMANDS_COMMAND_H

#include "app/console/exit_code.h"

// All commands that work without a window, in the order in which they are named to people: the one
// list, also for CMake, which makes a page of the manual for each row. Each is
// app/commands/command_X.c, in desktop_module if it needs SDL or libcurl, or in program if it needs
// all the others.
// clang-format off
#define COMMAND_ROWS(row) \
    row(train, "train on MNIST, practice digits or a folder") \
    row(test, "error rate, per-digit table and confusion matrix") \
    row(calibrate, "make a model honest about how sure it is") \
    row(blend, "weights between those of two models, or beyond") \
    row(classify, "read pictures") \
    row(strokes, "read the digits of a strokes file") \
    row(explain, "the arithmetic of a value, and why a digit is read") \
    row(export, "the network for other programs: C, ONNX, NumPy, PyTorch") \
    row(shot, "draw the window into a PNG file, without a display") \
    row(fetch, "download and verify MNIST") \
    row(bench, "measure this machine's speed") \
    row(help, "what a command does, and its options") \
    row(completion, "make a shell complete these commands")
// clang-format on

// argv[0] is the command's name.
#define COMMAND_DECLARATION(name, help) int command_##name(int argc, char **argv);
COMMAND_ROWS(COMMAND_DECLARATION)
#undef COMMAND_DECLARATION
int command_window(int argc, char **argv); // argv[0] is the program's name

#endif
