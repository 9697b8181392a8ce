// Random distortions of training digits: a new variant of every image in every epoch.
#ifndef NN_DATA_AUGMENT_H
#define NN_DATA_AUGMENT_H

#include "nn/base/random.h"
#include "nn/data/dataset.h"
#include "nn/strokes/strokes.h"

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

// The same kinds of distortion for the points of a drawing, in pixels of a digit about its middle;
// `out` may be `points`. Size and place are lost when a drawing is normalised, so the shift is
// returned instead (pixels): the digit is to be moved by it once drawn.
struct point augment_points(struct point *out, const struct point *points, size_t count,
                            enum augment kind, struct random *random);

#endif
