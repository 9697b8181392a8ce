// Practice digits: a built-in data set drawn from stroke templates, so that training and tests
// need no download.
#ifndef NN_DATA_PRACTICE_H
#define NN_DATA_PRACTICE_H

#include "nn/data/dataset.h"
#include "nn/strokes/strokes.h"

enum {
    PRACTICE_TRAIN_COUNT = 20000,
    PRACTICE_TEST_COUNT = 4000,
};

// Draws `count` digits, equally many of each class (to within one), in random order. The parts use
// different streams of the seed, so they are disjoint. At least ten templates per digit, from
// several styles (flagged ones, crossed sevens, open fours, curved nines, ...), distorted in their
// points (rotation, slant, scale, wobble), laid with a random pen and normalised as drawings are.
bool practice_make(struct dataset *dataset, size_t count, uint64_t seed, enum dataset_part part,
                   struct status *status);

// One practice digit of `label` as strokes, for demonstrations and tests. The drawing is owned by
// the caller.
bool practice_drawing(struct drawing *drawing, int label, uint64_t seed, struct status *status);

#endif
