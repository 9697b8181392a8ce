// From any ink to what the network reads, the way MNIST itself was made.
//
// MNIST's digits were fitted into a 20x20 box keeping the aspect ratio, with grey levels from
// anti-aliasing, and placed by whole pixels so that the centre of mass falls on the centre of a
// 28x28 field (recipe as reconstructed by Yadav & Bottou 2019 for QMNIST). The network's input
// adds two pixels of background on each side (32x32) and scales greys so that background is -0.1
// and ink 1.175 (LeCun et al. 1998, section II.B).
#ifndef NN_INK_NORMALIZE_H
#define NN_INK_NORMALIZE_H

#include "nn/base/digit.h"
#include "nn/ink/ink.h"
#include "nn/net/lenet.h"
#include <stdbool.h>

// The one place of the box's size: everything that measures in it follows.
enum { NORMALIZE_BOX = 20 }; // pixels of the 28x28 digit, at most that many
// The pen that lays strokes there, in the same pixels: the mean stroke of MNIST (test_normalize.c
// has the statistics that it reproduces).
#define NORMALIZE_PEN 2.5f

struct normalized {
    uint8_t digit[DIGIT_SIDE][DIGIT_SIDE]; // as an MNIST image
    bool empty;                            // there was no ink; digit is all 0
    bool blob;                             // grey ink was about as wide as high, and filled
    bool outline;                          // grey ink was but the outline of strokes
    // For showing how it was done; all in pixels of the 32x32 input, edges at whole numbers:
    float box_x, box_y;   // top left of the box
    float mass_x, mass_y; // centre of mass
    // source = origin + scale x input: from input pixels back to the ink's own coordinates.
    float origin_x, origin_y, scale;
    float slant; // that was taken away: the ink's own x + slant x y is the source x above
};

// Normalises grey ink (0 paper .. 255 ink), `stride` bytes from row to row. Ink fainter than
// INK_FAINTEST says counts as paper when the bounding box is found. A lean that is unusual is taken
// away (nn/ink/lean.h). The pen's width is estimated and, where it is not about MNIST's own,
// corrected (nn/ink/pen.h): small and large, thin and fat ink comes out as its strokes would. Where
// a pen is wider than about a fifth of the digit, loops are closed by ink and stay closed.
void normalize_grey(struct normalized *out, const uint8_t *grey, int width, int height,
                    size_t stride);

// Normalises strokes: takes away a slant that is unusual (nn/strokes/slant.h), scales the points
// into the box, then lays a pen of MNIST's own width (NORMALIZE_PEN), so that small and large
// drawings come out alike. Points that are not finite are left out; a drawing whose points all
// coincide gives a dot.
void normalize_drawing(struct normalized *out, const struct drawing *drawing);
// The same with another pen and the slant as it is, for training: `pen` pixels of the 28x28 digit
// wide (0.5 up to the box).
void normalize_drawing_with_pen(struct normalized *out, const struct drawing *drawing, float pen);

#endif
