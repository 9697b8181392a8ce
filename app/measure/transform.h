// How a drawing lies on the pad: its size, its place, its slant and the pen. Drawings from a file
// are transformed to measure whether they are read all the same.
#ifndef APP_MEASURE_TRANSFORM_H
#define APP_MEASURE_TRANSFORM_H

#include "nn/ink/ink.h"
#include "nn/strokes/strokes.h"
#include <stdint.h>

struct transform {
    float scale; // longer side, as a share of the pad
    float pen;   // diameter, in the pad's normal pens
    float slant; // degrees by which the top leans right
    float shift; // how far from the middle: share of the room that is left, at random
    uint64_t seed;
};

// The pen's diameter in pad units.
float transform_diameter(const struct transform *transform);
// Moves the drawing's points into pad units, so that a pen of transform_diameter stays on the pad.
// Which way it is shifted depends on the seed and on `number`, the drawing's own. Points that are
// not finite stay so.
void transform_drawing(struct drawing *drawing, const struct transform *transform, uint64_t number);

#endif
