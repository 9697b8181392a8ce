// A drawing that is being written otherwise: strokes that can be lengthened, cut and added.
#ifndef NN_WAYS_HANDWRITING_H
#define NN_WAYS_HANDWRITING_H

#include "nn/strokes/strokes.h"
#include "nn/ways/path.h"

enum {
    HANDWRITING_STROKES = 32, // of a drawing that is given
    HANDWRITING_POINTS = 128,
    HANDWRITING_MORE_STROKES = 4, // that may be added
    HANDWRITING_MORE_POINTS = 32,
};

// Pixels of the 28x28 digit, about its middle.
struct handwriting {
    struct point point[HANDWRITING_POINTS + HANDWRITING_MORE_POINTS]; // stroke after stroke
    size_t count;
    size_t points[HANDWRITING_STROKES + HANDWRITING_MORE_STROKES]; // of each stroke, at least one
    size_t strokes;
};

struct path_box handwriting_box(const struct handwriting *written);
// The number of a stroke's first point.
size_t handwriting_first(const struct handwriting *written, size_t stroke);
// Puts `count` points before the point `place` of a stroke (its number of points: at its end).
void handwriting_insert(struct handwriting *written, size_t stroke, size_t place,
                        const struct point *point, size_t count);
void handwriting_add_stroke(struct handwriting *written, const struct point *point, size_t count);
void handwriting_clear(struct handwriting *written);
// Takes so many pixels off a stroke; two points of it stay.
void handwriting_cut_end(struct handwriting *written, size_t stroke, float length);
void handwriting_cut_start(struct handwriting *written, size_t stroke, float length);

#endif
