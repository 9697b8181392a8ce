// The curves of a run as lines of characters, for a terminal.
#ifndef APP_TRAINING_CURVES_CURVE_LINES_H
#define APP_TRAINING_CURVES_CURVE_LINES_H

#include "app/training/curves/run_curves.h"

#include <stdio.h>

struct curve_lines_style {
    int columns;  // of the terminal
    bool unicode; // braille dots; else ASCII
    bool colour;
};

// What suits the terminal that `file` is: its width, its locale (LC_ALL, LC_CTYPE, LANG), TERM and
// NO_COLOR. False if it is none.
bool curve_lines_style_of(struct curve_lines_style *style, int file);

// Prints the errors of test (or held-out) and training images over the epochs, on a logarithmic
// scale; of a run that has not come to its second test, the loss. Nothing if there are not even two
// points of that, or the terminal is too narrow.
void curve_lines_print(FILE *to, const struct curve_lines_style *style,
                       const struct run_curves *curves);

#endif
