// The gradient of one block, by the calls of a training step in their order.
#ifndef TESTS_SUPPORT_BLOCK_GRADIENT_H
#define TESTS_SUPPORT_BLOCK_GRADIENT_H

#include "nn/net/kernels.h"

// `block` must hold a forward pass. Writes the gradient of the summed loss of its first `count`
// images.
static inline void block_gradient(const struct kernels *kernels, struct lenet *gradient,
                                  struct lenet_deltas *deltas, struct lenet_block *block,
                                  const struct lenet *weights, const uint8_t *label, int count)
{
    kernels->head(deltas, block, weights, label, count);
    for (int half = 0; half < HALVES; half++)
        kernels->backward_c5(deltas, weights, half);
    for (int half = 0; half < HALVES; half++)
        kernels->backward_s4(gradient, deltas, block, weights, half);
    for (int half = 0; half < HALVES; half++)
        kernels->backward_c3(gradient, deltas, block, weights, half);
    kernels->backward_end(gradient, deltas);
    const struct lenet_deltas *all[1] = {deltas};
    struct dense_learning learning = {
        .gradient = gradient, .deltas = all, .blocks = 1, .first = true};
    for (int piece = 0; piece < DENSE_PIECES; piece++)
        kernels->learn_dense(&learning, piece);
}

#endif
