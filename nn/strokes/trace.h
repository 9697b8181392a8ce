// From an image of a digit to strokes that a pen would have drawn it with: the middle line of its
// ink. So that a digit that came as a picture can be learned from as drawn ones are.
#ifndef NN_STROKES_TRACE_H
#define NN_STROKES_TRACE_H

#include "nn/base/digit.h"
#include "nn/base/status.h"
#include "nn/strokes/strokes.h"

// Strokes in units of which `side` make the image's side; none if there is no ink. `drawing`
// becomes the caller's. The order and direction of the strokes are nobody's.
bool trace_digit(struct drawing *drawing, const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE], float side,
                 struct status *status);

#endif
