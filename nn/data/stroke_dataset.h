// Labelled drawings made ready for training: every time one is seen, it is drawn anew from its
// points, with another pen and other distortions, through the same code as a drawing on the pad.
#ifndef NN_HANDWRITING_H
#define NN_HANDWRITING_H

#include "nn/data/augment.h"
#include "nn/strokes/strokes.h"

enum { HANDWRITING_STROKES = 32, HANDWRITING_POINTS = 128 }; // the most of one drawing

struct handwritten {
    uint8_t label; // 0..9
    uint8_t strokes;
    uint8_t points[HANDWRITING_STROKES]; // of each stroke
    uint32_t first;                      // its first point
};

// All zero is an empty one.
struct handwriting {
    struct handwritten *digit; // owned
    size_t count;
    struct point *point; // of all digits; pixels of the 28x28 digit, about the drawing's middle;
                         // owned
    size_t points;
};

enum handwriting_added {
    HANDWRITING_ADDED,
    HANDWRITING_UNLABELLED,
    HANDWRITING_EMPTY,    // it has no point
    HANDWRITING_NO_DIGIT, // more than HANDWRITING_STROKES strokes
    HANDWRITING_NO_MEMORY,
};

// Adds one digit, keeping no more points than it takes to draw it within 1/10 of a pixel; of a
// drawing that would need more than HANDWRITING_POINTS, as many as there is room for.
enum handwriting_added handwriting_add(struct handwriting *handwriting,
                                       const struct strokes_digit *digit);
void handwriting_free(struct handwriting *handwriting);

// Draws one variant. AUGMENT_NONE: as the pad would normalise the drawing. Otherwise: points
// distorted as augment_points does, a pen of the widths found in MNIST, and shifted as distorted
// images are. The same random state gives the same bytes on every machine. Allocates nothing.
void handwriting_draw(uint8_t out[DIGIT_SIDE][DIGIT_SIDE], const struct handwriting *handwriting,
                      size_t index, enum augment kind, struct random *random);

#endif
