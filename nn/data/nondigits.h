// Drawings that are no digits, to measure how often they are taken for one. Training may learn two
// thirds of the letters and signs (nn/data/unreadable.h), never the others.
#ifndef NN_DATA_NONDIGITS_H
#define NN_DATA_NONDIGITS_H

#include "nn/base/status.h"
#include "nn/strokes/strokes.h"
#include <stdint.h>

enum { NONDIGIT_SIDE = 100 }; // what they are drawn on, about

enum nondigit {
    NONDIGIT_LETTER,   // Latin letters, without those that are digits to the eye (see nondigits.c)
    NONDIGIT_SIGN,     // lines (no upright ones: these are ones), crosses, arrows, hearts, ...
    NONDIGIT_SCRIBBLE, // random walks, zigzags, spirals, loops
    NONDIGIT_DOT,      // a touch of the pen, or several
    NONDIGIT_NOTHING,  // no ink
    NONDIGIT_KINDS
};

extern const char *const nondigits_names[NONDIGIT_KINDS]; // "letters", "signs", ...

// Which of the letters and signs.
enum nondigit_part { NONDIGITS_ALL, NONDIGITS_LEARNT, NONDIGITS_KEPT_BACK };

// Draws one; the same seed and index give the same drawing on every machine. The drawing is the
// caller's.
bool nondigits_draw(struct drawing *drawing, enum nondigit kind, enum nondigit_part part,
                    uint64_t seed, uint32_t index, struct status *status);

// Makes `count` of them, as many of each kind (to within one), without labels; the writer is the
// kind's name. They are the caller's.
bool nondigits_make(struct strokes *strokes, size_t count, enum nondigit_part part, uint64_t seed,
                    struct status *status);

#endif
