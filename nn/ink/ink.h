// Anti-aliased grey ink: a pen with a round tip moving over paper.
#ifndef NN_INK_INK_H
#define NN_INK_INK_H

#include "nn/base/status.h"
#include "nn/strokes/strokes.h"
#include <stdint.h>

// A sheet of grey: 0 is paper, 255 is full ink. (row, column), rows are `width` apart.
struct ink {
    int width, height;
    uint8_t *grey; // owned
};

// Grey that is fainter than 1 / INK_FAINTEST of the darkest ink is paper that is not quite even.
enum { INK_FAINTEST = 8 };

// The part of a sheet that an operation may have changed; right and bottom are exclusive.
struct ink_area {
    int left, top, right, bottom;
};

bool ink_init(struct ink *ink, int width, int height, struct status *status);
void ink_free(struct ink *ink);
void ink_clear(struct ink *ink);

// Lays a capsule from a to b (a dot where they are equal): coverage from the distance to the
// segment, one pixel of soft edge. Overlapping ink never gets darker than either stroke. Pixel
// (row, column) is centred at (column + 0.5, row + 0.5). Anything outside the sheet is ignored.
// Returns the touched area (empty: left >= right).
struct ink_area ink_draw(struct ink *ink, struct point a, struct point b, float diameter);
// The same shape, taking ink away.
struct ink_area ink_erase(struct ink *ink, struct point a, struct point b, float diameter);
// All strokes of a drawing, one pen.
void ink_draw_drawing(struct ink *ink, const struct drawing *drawing, float diameter);

#endif
