// Ways of writing that few of the people wrote whose drawings are learnt from: a stroke through a
// zero, a bar through a seven, a four like lightning. They are made from the strokes that are
// there.
#ifndef NN_DATA_WAYS_H
#define NN_DATA_WAYS_H

#include "nn/base/random.h"
#include "nn/strokes/strokes.h"

enum {
    WAYS_STROKES = 32, // of a drawing that is given
    WAYS_POINTS = 128,
    WAYS_MORE_STROKES = 4, // that ways may add
    WAYS_MORE_POINTS = 32,
};

// A drawing on its way to being drawn: pixels of the 28x28 digit, about its middle.
struct handwriting {
    struct point point[WAYS_POINTS + WAYS_MORE_POINTS]; // stroke after stroke
    size_t count;
    size_t points[WAYS_STROKES + WAYS_MORE_STROKES]; // of each stroke, at least one
    size_t strokes;
};

// A way: digits with this label are written so, each with the chance `rate`.
struct way {
    const char *name;
    int label;
    float rate;
    float from; // a share of rates up to this one is none of this way: 0, or 1 for the rarest
    // Leaves the drawing as it is where it cannot be written so.
    void (*write)(struct handwriting *written, struct random *random);
};

extern const struct way ways_table[];
extern const size_t ways_count;

const struct way *ways_find(const char *name); // NULL if there is none

enum { WAYS_ALL = 2 }; // the share of rates that is all of all ways

// Writes a digit in the ways that chance names, each at `share` of its rate: from 0, none, to 1 the
// rarer ones come, from 1 to WAYS_ALL the rarest besides. The same random state gives the same
// bytes on every machine.
void ways_write(struct handwriting *written, int label, float share, struct random *random);

#endif
