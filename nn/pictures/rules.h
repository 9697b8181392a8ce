// Lines that belong to the paper: rules, squares and frames.
#ifndef NN_PICTURES_RULES_H
#define NN_PICTURES_RULES_H

#include <stdbool.h>
#include <stdint.h>

// Part of a sheet; right and bottom are exclusive.
struct rules_window {
    int left, top, right, bottom;
};

// Takes straight lines out of a sheet of ink (0 paper .. 255 ink) that run from one side of the
// window to the other, a little slanting at most, but leaves what crosses them. With `framed` only
// lines are meant that run along the window's sides. Returns how many there were.
int rules_remove(uint8_t *grey, int width, const struct rules_window *window, int threshold,
                 bool framed);

#endif
