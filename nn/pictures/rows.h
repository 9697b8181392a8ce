// The order in which people read digits: row after row, from left to right.
#ifndef NN_PICTURES_ROWS_H
#define NN_PICTURES_ROWS_H

#include <stddef.h>

// Where one of them is. What begins above the middle of a row's first digit belongs to that row.
struct rows_place {
    double left, top, middle; // the middle of its height
    int item;                 // private
};

// Brings `count` items of `size` bytes each into that order, and their places with them: place[i]
// is where item i is.
void rows_order(void *items, size_t size, struct rows_place *place, int count);

#endif
