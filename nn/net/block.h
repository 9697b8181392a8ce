// Up to sixteen digits become a block of the kernels, and a block's probabilities are judged.
#ifndef NN_NET_BLOCK_H
#define NN_NET_BLOCK_H

#include "nn/base/digit.h"
#include "nn/net/kernels.h"

// Fills the input with background, as block_pack needs it once.
void block_clear(struct lenet_block *block);
// Puts rows first..end-1 of `count` digits (1..16) into the lanes of the block's input. Lanes
// without a digit get copies of the first.
void block_pack(struct lenet_block *block, const digit_row *const *digit, int count, int first,
                int end);

// The summed loss and the number of misread images of a block's first `count` images. `reading`,
// unless NULL, receives the class read for each.
void block_judge(const struct lenet_block *block, const uint8_t *label, int count, double *loss,
                 int *wrong, uint8_t *reading);

#endif
