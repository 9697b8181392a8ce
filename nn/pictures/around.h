// What lies around a pixel of a picture, in a window wider than any pen: what differs from it may
// be ink.
#ifndef NN_PICTURES_AROUND_H
#define NN_PICTURES_AROUND_H

#include <stdint.h>

// From the window's middle to its edge, in pixels of a picture of that size.
int around_reach(int width, int height);
// Pixels along the edges of a picture that do not count: a table around the paper.
int around_margin(int reach);

// sums[pixel]: of all greys above and to the left of it, itself included. (row, column), width x
// height of each; at most 2^23 pixels.
void around_sum(int32_t *sums, const uint8_t *grey, int width, int height);
// The sum of the window around (x, y), of around_area pixels. It must lie within the picture, and
// neither in its first row nor in its first column.
int32_t around_total(const int32_t *sums, int width, int x, int y, int reach);
int around_area(int reach);

#endif
