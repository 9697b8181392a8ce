// One definition of reading: ink or strokes -> 32x32 -> LeNet-5 -> ten probabilities. The window,
// the command line and the tests all call this.
#ifndef APP_WORK_READING_H
#define APP_WORK_READING_H

#include "app/work/pad.h"
#include "nn/ink/normalize.h"
#include "nn/net/calibration.h"
#include "nn/net/lenet.h"

struct reading {
    struct normalized normalized;
    struct lenet_activations activations; // the network's own; meaningless if nothing is drawn
    float probability[LENET_CLASSES];     // at the calibration's temperature
    bool empty;                           // nothing drawn
    int best, second;                     // classes by probability
    struct evidence evidence;             // on which `sure` rests
    bool sure;
};

// `side`: of the square that was drawn on, in the drawing's units; 0 if unknown. A drawing smaller
// than 1/25 of it is a dot.
void reading_of_drawing(struct reading *reading, const struct lenet *lenet,
                        const struct calibration *calibration, const struct drawing *drawing,
                        float side);
void reading_of_ink(struct reading *reading, const struct lenet *lenet,
                    const struct calibration *calibration, const struct ink *ink);
// A digit that is as MNIST's are already.
void reading_of_digit(struct reading *reading, const struct lenet *lenet,
                      const struct calibration *calibration,
                      const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE]);
// Strokes are read as strokes, an untouched picture as it was opened, anything else (something was
// erased, or drawn on a picture) from the pad's sheet.
void reading_of_pad(struct reading *reading, const struct lenet *lenet,
                    const struct calibration *calibration, struct pad *pad);
// A probability as whole percent.
int reading_percent(float probability);
// "7 (98%)", "not sure: 4 or 9", "not sure: not a digit?" (by its shape), "nothing drawn".
void reading_describe(const struct reading *reading, char *text, size_t size);

#endif
