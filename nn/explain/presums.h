// What every value of the network was before its sigmoid, for whoever wants to see the sums of a
// whole picture at once: far from 0 a sigmoid is nearly flat, and its value no longer tells them.
#ifndef NN_EXPLAIN_PRESUMS_H
#define NN_EXPLAIN_PRESUMS_H

#include "nn/net/lenet.h"

// The sums (weights x activations, plus the bias) in the places of the values that the sigmoid
// makes of them: C1, C3, C5 and F6. What has no sigmoid (input, S2, S4, logits) and the
// probabilities are copied. `activations` are those of `lenet` (lenet_forward); added up in double
// precision, as terms_of does, and rounded once. Fast enough for every frame.
void presums_of(struct lenet_activations *sums, const struct lenet *lenet,
                const struct lenet_activations *activations);

#endif
