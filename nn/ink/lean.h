// How far grey ink leans to the right beyond what people usually write, and how it would look
// upright. The same for strokes is nn/strokes/slant.h.
#ifndef NN_INK_LEAN_H
#define NN_INK_LEAN_H

#include "nn/ink/pen.h"

enum {
    LEAN_SIDE = PEN_SIDE,      // rows of the upright ink
    LEAN_WIDTH = 4 * PEN_SIDE, // its columns: no lean that is taken away moves ink out of them
};

// The slant of a field's ink beyond what is usual, as x + slant x y takes it away (y grows
// downwards, so a positive one leans to the right). 0 if it leans as people do, if it has no height
// to slant with, or if there is no ink.
double lean_too_much(const struct pen_field *field);
// The field's square with that slant taken away: its row y is moved to the right by slant x (y -
// the middle row) pixels. grey: (row, column); column (LEAN_WIDTH - PEN_SIDE) / 2 is the square's
// left edge where it is not moved. |slant| < 2.
void lean_straighten(uint8_t grey[LEAN_SIDE][LEAN_WIDTH], const struct pen_field *field,
                     double slant);

#endif
