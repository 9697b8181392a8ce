// Whether ink is the thin outline of strokes, hollow between, as letters are drawn to be coloured
// in.
#ifndef NN_INK_HOLLOW_H
#define NN_INK_HOLLOW_H

#include "nn/ink/pen.h"

// True if a hairline encloses paper that is as long and narrow as a stroke. Slim zeros of a
// hairline are so, too (fewer than one in a hundred drawings of digits). `field` has been looked
// at.
bool hollow_is_outline(const struct pen_field *field);

#endif
