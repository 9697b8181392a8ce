// The ink of a whole drawing on a small sheet, laid once at the end: for each pixel the nearest
// segment counts, and the root and the rest are computed for that one alone. The same bits as
// ink_draw for each segment.
#ifndef NN_INK_TRACK_H
#define NN_INK_TRACK_H

#include "nn/strokes/strokes.h"

#include <stdint.h>

enum { TRACK_SIDE = 40 };

struct track {
    float diameter;                         // of the pen, in pixels
    double squared[TRACK_SIDE][TRACK_SIDE]; // (row, column): distance of a pixel's centre, squared
};

void track_begin(struct track *track, float diameter);
// A segment, or a dot where a and b are equal; what lies outside the sheet is ignored, and so is
// what is not finite, or laid by a pen that is not above 0.
void track_add(struct track *track, struct point a, struct point b);
// Fills the sheet: 0 is paper, 255 is full ink.
void track_lay(uint8_t grey[TRACK_SIDE][TRACK_SIDE], const struct track *track);

#endif
