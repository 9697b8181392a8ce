// How much a sum of logits changes with each value that it was computed from: the chain rule, from
// the logits back to the pixels. Logits, not probabilities: where the softmax is sure of a digit,
// its gradient is all but 0.
#ifndef NN_EXPLAIN_GRADIENT_H
#define NN_EXPLAIN_GRADIENT_H

#include "nn/explain/ablation.h"

// The gradient of sum(combination[k] x logit k). {1 at 6} asks "why 6?", {1 at 6, -1 at 0} "why 6
// and not 0?". Of each value after its layer's sigmoid; `probability` is not used. `activations`
// are those of `lenet` with `ablation` (NULL: none), of which a silenced value lets nothing through
// and is 0 here, and noise changes nothing. Needs no memory; for an input, some tenth of a
// millisecond.
void gradient_of_logits(struct lenet_activations *gradient, const struct lenet *lenet,
                        const struct ablation *ablation,
                        const struct lenet_activations *activations,
                        const float combination[LENET_CLASSES]);

// Integrated gradients (Sundararajan, Taly, Yan 2017, equation 3) from an empty pad to the image:
// what each pixel contributes to the difference of the combination between the two, to which they
// add up but for the error of `steps` midpoints (32 are plenty).
void gradient_integrated(float contribution[LENET_SIDE][LENET_SIDE], const struct lenet *lenet,
                         const struct ablation *ablation, const float input[LENET_SIDE][LENET_SIDE],
                         const float combination[LENET_CLASSES], int steps);

#endif
