// Progress on standard error: one bar that is drawn over and over if that is a terminal, else
// nothing (the caller then prints a line now and then with progress_line).
#ifndef APP_CONSOLE_PROGRESS_H
#define APP_CONSOLE_PROGRESS_H

#include <stdbool.h>

struct progress {
    bool bar;        // standard error is a terminal
    bool colour;     // and takes colours (NO_COLOR is not set)
    bool visible;    // a bar stands on the current line
    double drawn_at; // seconds, see clock_seconds
};

void progress_open(struct progress *progress);
// Draws "left [=====     ] 42% right", at most ten times a second. `fraction` is 0..1.
void progress_show(struct progress *progress, double fraction, const char *left, const char *right);
// Takes the bar away, so that other output can follow.
void progress_clear(struct progress *progress);
// One line on standard error, only where there is no bar.
void progress_line(struct progress *progress, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
