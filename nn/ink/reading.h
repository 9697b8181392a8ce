// One definition of reading: ink or strokes -> 32x32 -> LeNet-5 -> ten probabilities, and whether
// they may be trusted.
#ifndef NN_INK_READING_H
#define NN_INK_READING_H

#include "nn/ink/normalize.h"
#include "nn/net/calibration.h"
#include "nn/net/lenet.h"

// Why a reading is not sure, what is most to blame first.
enum reading_doubt {
    READING_CERTAIN,  // nothing: it is sure, or nothing is drawn
    READING_SEVERAL,  // its strokes are several digits' (nn/strokes/split.h), read as one
    READING_DOT,      // no digit is so small, or a filled blob,
    READING_FLAT,     // so much wider than high,
    READING_BLACK,    // or has so much ink
    READING_TOUCHING, // a picture's ink hangs together, but is wide: rather two digits that touch
    READING_OUTLINE,  // a picture's ink is the outline of strokes, which are hollow
    READING_UNLIKE,   // its logit is low: the network was not taught anything like it
    READING_CLOSE,    // others have too large a share of the probability
};

struct reading {
    struct normalized normalized;
    struct lenet_activations activations; // the network's own; meaningless if nothing is drawn
    float probability[LENET_CLASSES];     // at the calibration's temperature
    bool empty;                           // nothing drawn
    int best, second;                     // classes by probability
    struct evidence evidence;             // on which `sure` rests
    bool sure;
    enum reading_doubt doubt; // says why, if `sure` does not hold
    // The class that may well be meant instead of `best`, or -1: only where `best` has too little
    // probability, and only one with a share of at least 1%. Of the 26 digits of MNIST's test set
    // that the shipped weights misread without being sure, `second` was right in 24, and the right
    // one's share was above 2.5% in each.
    int rival;
};

// `side`: of the square that was drawn on, in the drawing's units; 0 if unknown. A drawing smaller
// than 1/25 of it is a dot. Several digits are never a sure reading of one.
void reading_of_drawing(struct reading *reading, const struct lenet *lenet,
                        const struct calibration *calibration, const struct drawing *drawing,
                        float side);
// The same of one of several: it is one digit, however its strokes lie.
void reading_of_part(struct reading *reading, const struct lenet *lenet,
                     const struct calibration *calibration, const struct drawing *drawing,
                     float side);
void reading_of_ink(struct reading *reading, const struct lenet *lenet,
                    const struct calibration *calibration, const struct ink *ink);
// What is read from the logits that are in `activations` now, instead of those that were there when
// it was read: for a network of which a part is silenced. What its shape says stays.
void reading_of_logits(struct reading *reading, const struct calibration *calibration);
// A digit that is as MNIST's are already.
void reading_of_digit(struct reading *reading, const struct lenet *lenet,
                      const struct calibration *calibration,
                      const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE]);
// Grey ink that has been normalised before.
void reading_of_normalized(struct reading *reading, const struct lenet *lenet,
                           const struct calibration *calibration,
                           const struct normalized *normalized);

#endif
