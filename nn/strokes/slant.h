// How far a drawing leans to the right, and how far it may.
#ifndef NN_STROKES_SLANT_H
#define NN_STROKES_SLANT_H

#include "nn/strokes/strokes.h"

// The slant of a drawing beyond what people usually write: x + slant x y, for all its points, takes
// it away (y grows downwards, so a positive lean is one to the right). 0 if it leans as people do,
// or if it has no height to slant with. Points that are not finite are left out.
double slant_too_much(const struct drawing *drawing);
// The same of anything whose sums of squares and products about its mean are these, all of them
// divided by one number or none.
double slant_of_spread(double xx, double xy, double yy);

#endif
