// One digit out of a file, for commands that look at one closely.
#ifndef APP_MEASURE_ONE_DIGIT_H
#define APP_MEASURE_ONE_DIGIT_H

#include "app/console/option_table.h"
#include "nn/ink/reading.h"
#include "nn/strokes/split.h"

// As the options name it. Both numbers count from 0; -1: not given.
struct one_digit {
    const char *path; // of a picture, or of a strokes file if there is an index
    int index;        // which drawing of the strokes file
    int part;         // which of several digits side by side in it
};

// One that nothing is known of yet, and the rows of the command line that name it. `file` is what
// its help calls the file: "FILE".
// clang-format off
#define ONE_DIGIT_UNNAMED {.path = NULL, .index = -1, .part = -1}
#define ONE_DIGIT_OPTIONS(digit, file) \
    OPTION_INT("index", &(digit)->index, "N", 0, 1 << 30, \
               file " is a strokes file, of which this digit is meant, counted from 0"), \
    OPTION_INT("part", &(digit)->part, "N", 0, SPLIT_STROKES, \
               "with --index: of several digits side by side this one, counted from 0")
// clang-format on

// Refused where nothing is drawn. `several`: that many digits were read as one; else 0.
bool one_digit_read(struct reading *reading, int *several, const struct one_digit *digit,
                    const struct lenet *lenet, const struct calibration *calibration,
                    struct status *status);

#endif
