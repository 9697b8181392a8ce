// Whether images of digits stand upright. EMNIST keeps rows as columns, which turns and mirrors its
// digits.
#ifndef NN_DATA_UPRIGHT_H
#define NN_DATA_UPRIGHT_H

#include "nn/data/dataset.h"

// Whether the ones lie on their side, as transposed ones do. False if there are none.
bool upright_ones_lie(const struct dataset *dataset);
// Swaps the rows and the columns of all images.
void upright_transpose(struct dataset *dataset);

#endif
