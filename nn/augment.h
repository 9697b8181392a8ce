// Random distortions of training digits: a new variant of every image in every epoch.
#ifndef NN_AUGMENT_H
#define NN_AUGMENT_H

#include "nn/dataset.h"
#include "nn/random.h"

enum augment {
    AUGMENT_NONE,
    AUGMENT_AFFINE, // rotation, scale, shear, shift
    AUGMENT_FULL,   // also elastic distortion (Simard et al. 2003) and stroke width
    AUGMENT_KINDS
};

extern const char *const augment_names[AUGMENT_KINDS]; // "none", "affine", "full"

// Draws one distorted variant of `digit` into `out` (not the same memory). The same random state
// gives the same bytes on every machine.
void augment_digit(uint8_t out[DIGIT_SIDE][DIGIT_SIDE], const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE],
                   enum augment kind, struct random *random);

#endif
