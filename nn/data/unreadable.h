// What a network learns to call no digit: letters, signs, scribbles, marks that no alphabet has,
// and digits that are joined, mirrored or laid on their side. Its target for them is flat, a tenth
// for each class.
#ifndef NN_DATA_UNREADABLE_H
#define NN_DATA_UNREADABLE_H

#include "nn/data/stroke_dataset.h"

// Adds `count` of them, labelled DIGIT_NONE; some are made of `digits`, unless these are
// empty. Of the letters and signs of nn/data/nondigits.h only those that are learnt. The same seed
// and digits give the same drawings on every machine.
bool unreadable_make(struct stroke_dataset *set, size_t count, uint64_t seed,
                     const struct stroke_dataset *digits, struct status *status);

#endif
