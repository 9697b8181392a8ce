// Which pieces of ink are one digit, and which are several.
#ifndef NN_PICTURES_GROUPS_H
#define NN_PICTURES_GROUPS_H

#include "nn/pictures/pieces.h"

enum { DIGITS_MOST = 100 }; // more than that in one picture are not told apart

// The pieces that are one digit.
struct group {
    struct piece box; // around all of them, with all their ink
    int number;       // what they call it: piece.digit, from 1; 1 is the one that stands out most
};

struct grouping {
    bool drawn; // greys are ink as they are: what is at the edge may be a digit's stroke
    bool small; // whatever is broken in so few pixels was one digit
    bool one;   // only the main one is wanted
};

// Gives each piece its digit. Returns how many there are, or -1 when memory runs out.
int groups_find(struct group group[DIGITS_MOST], struct pieces *pieces,
                const struct grouping *grouping);

#endif
