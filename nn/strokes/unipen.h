// UNIPEN text (Guyon et al. 1994), as far as the UCI repository's pen digits use it:
//
//   .SEGMENT DIGIT 0 ? "8"         starts a digit; the label in quotes, "?" or nothing if unknown
//   .COMMENT 8 12 224              label, writer, number of the sample; other comments are skipped
//   .PEN_DOWN                      x y pairs follow, y upwards
//   267 333
//   .PEN_UP                        pairs in the air may follow; they are skipped
//
// Each segment must come before the strokes that it names. .X_DIM and .Y_DIM say how large the
// writing box is (500 x 500 without); .COORD must begin with X Y. Other keywords are skipped.
#ifndef NN_STROKES_UNIPEN_H
#define NN_STROKES_UNIPEN_H

#include "nn/base/words.h"
#include "nn/strokes/strokes.h"

// Whether the text is UNIPEN: the first thing in it is a keyword. `text` stays where it is.
bool unipen_recognised(const struct words *text);
// Adds the digits to `strokes`, turned so that y grows downwards within the box. Messages name the
// file and the line. The caller frees the strokes on failure, too.
bool unipen_parse(struct strokes *strokes, struct words *text);

#endif
