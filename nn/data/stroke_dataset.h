// Labelled drawings made ready for training: every time one is seen, it is drawn anew from its
// points, with another pen and other distortions, through the same code as a drawing on the pad.
#ifndef NN_DATA_STROKE_DATASET_H
#define NN_DATA_STROKE_DATASET_H

#include "nn/data/augment.h"
#include "nn/strokes/strokes.h"
#include "nn/ways/ways.h"

// The most of one drawing.
enum { STROKE_DATASET_STROKES = HANDWRITING_STROKES, STROKE_DATASET_POINTS = HANDWRITING_POINTS };

struct stroke_item {
    uint8_t label; // 0..9, or DIGIT_NONE
    uint8_t strokes;
    uint8_t points[STROKE_DATASET_STROKES]; // of each stroke
    uint32_t first;                         // its first point
};

// All zero is an empty one.
struct stroke_dataset {
    struct stroke_item *digit; // owned
    size_t count;
    struct point *point; // of all digits; pixels of the 28x28 digit, about the drawing's middle;
                         // owned
    size_t points;
};

enum stroke_dataset_added {
    STROKE_DATASET_ADDED,
    STROKE_DATASET_UNLABELLED,
    STROKE_DATASET_EMPTY,    // it has no point
    STROKE_DATASET_NO_DIGIT, // more than STROKE_DATASET_STROKES strokes
    STROKE_DATASET_NO_MEMORY,
};

// Adds one digit, keeping no more points than it takes to draw it within 1/10 of a pixel; of a
// drawing that would need more than STROKE_DATASET_POINTS, as many as there is room for.
enum stroke_dataset_added stroke_dataset_add(struct stroke_dataset *set,
                                             const struct strokes_digit *digit);
// The same of a drawing that is no digit.
enum stroke_dataset_added stroke_dataset_add_none(struct stroke_dataset *set,
                                                  const struct drawing *drawing);
void stroke_dataset_free(struct stroke_dataset *set);

// Draws one variant. AUGMENT_NONE: as the pad would normalise the drawing. Otherwise: points
// distorted as augment_points does, a pen of the widths found in MNIST, and shifted as distorted
// images are. With AUGMENT_FULL also written in other ways, at the share `ways` of their rates
// (nn/ways/ways.h). The same random state gives the same bytes on every machine. Allocates nothing.
void stroke_dataset_draw(uint8_t out[DIGIT_SIDE][DIGIT_SIDE], const struct stroke_dataset *set,
                         size_t index, enum augment kind, float ways, struct random *random);
// The digit as it is written in one of the ways, in pixels about the middle; `drawing` is the
// caller's afterwards. False when memory runs out; `drawing` is empty then, and where it cannot be
// written so.
bool stroke_dataset_write(struct drawing *drawing, const struct stroke_dataset *set, size_t index,
                          const struct way *way, struct random *random);

#endif
