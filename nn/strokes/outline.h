// What a pen may write, as a few points joined by a curve, and how hands differ in writing it. The
// practice digits are made so, and what is no digit.
//
// A template is text. Points "x,y" (y downwards, about 0..100 high) are joined by a smooth curve;
// "!" after a point makes it a corner; "|" lifts the pen.
#ifndef NN_STROKES_OUTLINE_H
#define NN_STROKES_OUTLINE_H

#include "nn/base/random.h"
#include "nn/strokes/strokes.h"

enum { OUTLINE_POINTS = 64 }; // at most, in one outline

struct knot {
    float x, y;
    bool corner; // the curve may turn sharply here
    bool lift;   // the pen is lifted after it
};

struct outline {
    struct knot knot[OUTLINE_POINTS];
    int count;
};

// Reads a template. They are constants, so that a fault in one is the programmer's.
void outline_parse(struct outline *outline, const char *text);
// Moves the points as some hand would have written them.
void outline_distort(struct outline *outline, struct random *random);
// Adds the outline's strokes to the drawing. False when memory runs out.
bool outline_draw(struct drawing *drawing, const struct outline *outline);

#endif
