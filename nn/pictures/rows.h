// The order in which people read digits: row after row, from left to right, also where all rows are
// turned alike.
#ifndef NN_PICTURES_ROWS_H
#define NN_PICTURES_ROWS_H

#include <stddef.h>

// Where one of them is. What begins above the middle of a row's highest digit belongs to that row,
// once the tilt of the rows is taken away.
struct rows_place {
    double left, top, middle; // the middle of its height
    double level;             // private, as what follows
    int item, chain;
};

// Brings `count` items of `size` bytes each into that order, and their places with them: place[i]
// is where item i is.
void rows_order(void *items, size_t size, struct rows_place *place, int count);

#endif
