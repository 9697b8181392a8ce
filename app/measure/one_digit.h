// One digit out of a file, for commands that look at one closely.
#ifndef APP_MEASURE_ONE_DIGIT_H
#define APP_MEASURE_ONE_DIGIT_H

#include "nn/ink/reading.h"

// As the options name it. Both numbers count from 0; -1: not given.
struct one_digit {
    const char *path; // of a picture, or of a strokes file if there is an index
    int index;        // which drawing of the strokes file
    int part;         // which of several digits side by side in it
};

// Refused where nothing is drawn. `several`: that many digits were read as one; else 0.
bool one_digit_read(struct reading *reading, int *several, const struct one_digit *digit,
                    const struct lenet *lenet, const struct calibration *calibration,
                    struct status *status);

#endif
