// How far a drawing leans to the right, and how far it may.
#ifndef NN_LEAN_H
#define NN_LEAN_H

#include "nn/strokes/strokes.h"

// The lean of a drawing beyond what people usually write: x + lean x y, for all its points, takes
// it away (y grows downwards, so a positive lean is one to the right). 0 if it leans as people do,
// or if it has no height to lean with. Points that are not finite are left out.
double lean_too_much(const struct drawing *drawing);

#endif
