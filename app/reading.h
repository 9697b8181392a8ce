// One definition of reading: ink or strokes -> 32x32 -> LeNet-5 -> ten probabilities. The window,
// the command line and the tests all call this.
#ifndef APP_READING_H
#define APP_READING_H

#include "app/pad.h"
#include "nn/lenet.h"
#include "nn/normalize.h"

struct reading {
    struct normalized normalized;
    struct lenet_activations activations; // meaningless if nothing is drawn
    bool empty;                           // nothing drawn
    int best, second;                     // classes by probability
    bool sure;                            // probability and margin are high enough to say so
};

void reading_of_drawing(struct reading *reading, const struct lenet *lenet,
                        const struct drawing *drawing);
void reading_of_ink(struct reading *reading, const struct lenet *lenet, const struct ink *ink);
// Strokes are read as strokes, an untouched picture as it was opened, anything else (something was
// erased, or drawn on a picture) from the pad's sheet.
void reading_of_pad(struct reading *reading, const struct lenet *lenet, struct pad *pad);
// A probability as whole percent.
int reading_percent(float probability);
// "7 (98%)", "not sure: 4 or 9", "nothing drawn".
void reading_describe(const struct reading *reading, char *text, size_t size);

#endif
