// Several digits in one drawing, as people write numbers: which stroke belongs to which digit.
#ifndef NN_STROKES_SPLIT_H
#define NN_STROKES_SPLIT_H

#include "nn/strokes/strokes.h"

enum { SPLIT_STROKES = 64 }; // what has more of them is taken for one digit

struct split {
    size_t count;                    // digits; 1 if nothing is drawn
    unsigned char of[SPLIT_STROKES]; // (stroke) its digit: from left to right, top row first
};

// Divides a drawing where strokes stand beside each other as digits do. The strokes of one digit
// may lie apart (the flag of a 5, an open 4, an 8 of two loops); digits that touch stay one.
void split_drawing(struct split *split, const struct drawing *drawing);
// The strokes of one of the digits, which borrow the drawing's points: `strokes` has room for
// SPLIT_STROKES. Of a drawing with more of them there is nothing to take: count is 1.
struct drawing split_digit(const struct split *split, const struct drawing *drawing, size_t digit,
                           struct stroke *strokes);

#endif
