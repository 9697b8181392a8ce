// The pen that wrote some grey ink: how wide it was, and how the ink would look from another pen.
#ifndef NN_INK_PEN_H
#define NN_INK_PEN_H

#include "nn/ink/resample.h"
#include <stdbool.h>

enum {
    PEN_SIDE = 80,  // the square of ink is looked at in 80x80 pixels
    PEN_MARGIN = 8, // paper around it, into which ink may grow
    PEN_FIELD = PEN_SIDE + 2 * PEN_MARGIN,
};

struct pen_field {
    uint8_t grey[PEN_FIELD][PEN_FIELD]; // (row, column); 0 paper .. 255 ink
    uint8_t darkest;
    uint8_t threshold; // greys above it are ink
    bool sharp;        // the square was not enlarged
    float width;       // of the pen, in pixels of the field; 0: there is no ink to tell from
    int16_t to_paper[PEN_FIELD][PEN_FIELD]; // squares of distances; 0 where there is no ink
};

// Brings a square of ink to the field's size and estimates the width of the pen. Where strokes of
// different widths meet, it is the narrower one.
void pen_look(struct pen_field *field, const struct sheet *sheet, struct square square);
// Moves the edges of the ink, as a wider or thinner pen would have left them, so that the pen is
// `wanted` pixels wide once the changed ink is fitted into a box of `box` pixels. Edges become
// soft, ink full. The field's width must not be 0.
void pen_change(uint8_t grey[PEN_FIELD][PEN_FIELD], struct pen_field *field, float wanted,
                float box);

#endif
