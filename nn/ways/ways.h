// Ways of writing that few of the people wrote whose drawings are learnt from: a stroke through a
// zero, a bar through a seven, a four like lightning. They are made from the strokes that are
// there, or written anew.
#ifndef NN_WAYS_WAYS_H
#define NN_WAYS_WAYS_H

#include "nn/base/random.h"
#include "nn/ways/shape.h"

// A way: digits with this label are written so, each with the chance `rate`.
struct way {
    const char *name;
    int label;
    float rate;
    float from; // written only at shares above this one: 0, or 1 for the rarest
    // Leaves the drawing as it is where it cannot be written so; NULL: the shape is written
    // instead.
    void (*write)(struct handwriting *written, struct random *random);
    const struct shape *shape;
};

extern const struct way ways_table[];
extern const size_t ways_count;

const struct way *ways_find(const char *name); // NULL if there is none

// Writes a digit of one point or more in this way.
void way_write(const struct way *way, struct handwriting *written, struct random *random);

enum { WAYS_ALL = 2 }; // the share of rates that is all of all ways

// Writes a digit of one point or more in the ways that chance names, each at `share` of its rate:
// from 0, none, to 1 the rarer ones come, from 1 to WAYS_ALL the rarest besides. The same random
// state gives the same bytes on every machine.
void ways_write(struct handwriting *written, int label, float share, struct random *random);

#endif
