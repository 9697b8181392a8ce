// What the command line says to people, beside its results. Names of files and words of the command
// line may hold anything; no byte of theirs reaches the terminal as more than a character.
#ifndef APP_CONSOLE_SAY_H
#define APP_CONSOLE_SAY_H

#include "app/base/paths.h"
#include <stdarg.h>

// One line on standard error, made fit to be shown (nn/base/printable.h); `say` begins it with
// "lenetpad: ". Without a newline in `format`.
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
void say_line(const char *format, va_list arguments);

// How many columns the terminal has that `file` is: what COLUMNS says, if that is 20 to 10000, else
// the terminal itself, else 80.
int say_columns(int file);

// A path as it can be shown.
struct shown_path {
    char text[PATH_SIZE];
};
struct shown_path shown_path(const char *path);

#endif
