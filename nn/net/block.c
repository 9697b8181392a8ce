// The kernels read sixteen digits at a time. Training, testing and reading all fill such blocks and
// judge their probabilities, and do it here in one way.
#include "nn/net/block.h"

void block_clear(struct lenet_block *block)
{
    float *input = block->input[0][0];
    for (size_t i = 0; i < sizeof block->input / sizeof *input; i++)
        input[i] = INPUT_BACKGROUND;
}

void block_pack(struct lenet_block *block, const digit_row *const *digit, int count, int first,
                int end)
{
    const digit_row *lane[BLOCK_IMAGES];
    for (int i = 0; i < BLOCK_IMAGES; i++)
        lane[i] = digit[i < count ? i : 0];
    kernels_get()->pack(block, lane, first, end);
}

void block_judge(const struct lenet_block *block, const uint8_t *label, int count, double *loss,
                 int *wrong, uint8_t *reading)
{
    *loss = 0;
    *wrong = 0;
    for (int image = 0; image < count; image++) {
        int best = 0;
        for (int k = 0; k < LENET_CLASSES; k++) {
            double p = (double)block->probability[k][image];
            double target = label[image] == DIGIT_NONE ? 1.0 / LENET_CLASSES : label[image] == k;
            *loss += (p - target) * (p - target) / LENET_CLASSES;
            if (block->probability[k][image] > block->probability[best][image])
                best = k;
        }
        *wrong += best != label[image] && label[image] != DIGIT_NONE;
        if (reading)
            reading[image] = (uint8_t)best;
    }
}
