// One definition of reading: ink or strokes -> 32x32 -> LeNet-5 -> ten probabilities, and whether
// they may be trusted.
#ifndef NN_INK_READING_H
#define NN_INK_READING_H

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
// Grey ink that has been normalised before.
void reading_of_normalized(struct reading *reading, const struct lenet *lenet,
                           const struct calibration *calibration,
                           const struct normalized *normalized);

#endif
