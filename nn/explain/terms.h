// How one value of the network comes about: its inputs, their weights, their products and what they
// add up to, for whoever wants to see the sum and not only its result.
#ifndef NN_EXPLAIN_TERMS_H
#define NN_EXPLAIN_TERMS_H

#include "nn/net/lenet.h"

// One value: a cell of a map, or a unit of C5, F6 or OUTPUT (`map` is its number, row and column
// are 0). All count from 0.
struct terms_cell {
    enum lenet_layer_id layer;
    int map, row, column;
};

enum { TERMS_MOST = 400, TERMS_MOST_GROUPS = 16 };

// The terms that come from one map of the layer below; F6 and OUTPUT have one group of all units.
struct terms_group {
    int map;         // of the layer below
    int row, column; // its first cell that is looked at
    int rows, columns;
    int first;  // its first term; they go row by row
    double sum; // of its products
};

// All in double precision, from the engine's own floats; so `value` may differ from the engine's by
// what a float rounds.
struct terms {
    enum lenet_layer_id from; // the layer below
    struct terms_group group[TERMS_MOST_GROUPS];
    int groups, count;
    double input[TERMS_MOST], weight[TERMS_MOST], product[TERMS_MOST];
    double average;     // S2 and S4: of the four inputs; the weight of each is a quarter of
    double coefficient; // the map's
    double bias;
    double sum;   // of all products and the bias
    double value; // its sigmoid where the layer has one, else the sum; of OUTPUT, the logit
};

// Whether there is such a cell; the input's own cells have no terms, but are cells.
bool terms_cell_exists(struct terms_cell cell);

// The terms of a cell of C1 to OUTPUT. `activations` are those of `lenet` (lenet_forward).
void terms_of(struct terms *terms, const struct lenet *lenet,
              const struct lenet_activations *activations, struct terms_cell cell);

// Of the difference of two logits, and of the first one alone if `instead` is -1: what each unit of
// F6 adds to it, by the difference of its two weights.
void terms_of_difference(struct terms *terms, const struct lenet *lenet,
                         const struct lenet_activations *activations, int digit, int instead);

// What of an earlier layer a value can depend on: the same cells of each of its maps (of F6 and
// OUTPUT, and of the layer itself: everything, and the cell).
struct terms_field {
    int row, column, rows, columns;
};
struct terms_field terms_receptive_field(struct terms_cell cell, enum lenet_layer_id earlier);

// From the ten logits to the ten shares: exp(logit / temperature) over their sum.
struct terms_softmax {
    double logit[LENET_CLASSES];
    double temperature;
    double exponential[LENET_CLASSES]; // of (logit - the largest) / temperature: 1 is the most
    double total;
    double share[LENET_CLASSES];
};
void terms_of_softmax(struct terms_softmax *softmax, const float logits[LENET_CLASSES],
                      float temperature);

#endif
