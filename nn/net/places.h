// Where the weights of each layer stand in struct lenet, for those who go through layers by number.
#ifndef NN_NET_PLACES_H
#define NN_NET_PLACES_H

#include "nn/net/lenet.h"

// In floats from the beginning of struct lenet. The kernel of a map or unit `m` from the map or
// unit `i` below begins at weight + (m * inputs + i) * kernel.
struct lenet_place {
    size_t weight, bias;
    int inputs, kernel; // maps or units below, 1 of S2 and S4; weights for each of them: 25 or 1
};

extern const struct lenet_place lenet_places[LENET_LAYERS]; // all 0 for the input

#endif
