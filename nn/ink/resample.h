// Grey pictures made larger or smaller by areas: exactly, or by whole pixels where speed counts and
// the last bit does not. (The canvas scales sheets in its own way, app/paint/canvas_image.c: to any
// rectangle, a band of it at a time, at the weights of a screen's 256 levels.)
#ifndef NN_INK_RESAMPLE_H
#define NN_INK_RESAMPLE_H

#include <stddef.h>
#include <stdint.h>

// Grey pixels of somebody else's.
struct sheet {
    const uint8_t *grey; // (row, column), `stride` bytes from row to row
    int width, height;
    size_t stride;
};

// A square of a sheet's pixels. It may reach over the edges: there is paper.
struct square {
    int left, top, side;
};

// Cuts the square into count x count cells and adds up the ink of each: grey x area, in units of
// (1/count pixel)^2, so that all sums are whole numbers, exact, and the same everywhere. A cell of
// full ink has 255 x side^2. cells: (row, column). side <= 65536, count <= 512.
void resample_square(uint64_t *cells, int count, const struct sheet *sheet, struct square square);

// Cuts the sheet into height x width cells of whole pixels each, at least one in each direction,
// and leaves the mean grey of each, rounded down. cells: (row, column). No larger than the sheet.
void resample_whole(uint8_t *cells, int width, int height, const struct sheet *sheet);

#endif
