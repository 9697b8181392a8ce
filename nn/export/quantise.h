// A network in whole numbers: weights of 8 bits, a scale for each map or unit. What is rounded is
// decided by the weights alone, without images.
#ifndef NN_EXPORT_QUANTISE_H
#define NN_EXPORT_QUANTISE_H

#include "nn/net/lenet.h"

enum {
    QUANTISE_FRACTION = 24,    // bits of a scale below one step
    QUANTISE_STEP = 64,        // of these are 1
    QUANTISE_SIGMOID = 1024,   // steps, around 0
    QUANTISE_EXPONENTIAL = 720 // steps, down from 0: what comes after is nothing in 16 bits
};

// As read_int8.c.in has them: a layer's sum is bias + weights x inputs, and sum x scale are steps.
// The inputs are C1: grey bytes; C3 and C5: sums of four activations; F6 and OUTPUT: activations,
// of which 255 is 1. S2 and S4 are part of the layer after them.
struct quantised {
    int8_t c1_weight[6][25];
    int8_t c3_weight[16][6 * 25];
    int8_t c5_weight[120][16 * 25];
    int8_t f6_weight[84][120];
    int8_t output_weight[10][84];
    int32_t c1_bias[6], c1_scale[6];
    int32_t c3_bias[16], c3_scale[16];
    int32_t c5_bias[120], c5_scale[120];
    int32_t f6_bias[84], f6_scale[84];
    int32_t output_bias[10], output_scale[10];
    uint8_t sigmoid[QUANTISE_SIGMOID];          // 255 is 1
    uint16_t exponential[QUANTISE_EXPONENTIAL]; // 65535 is 1
};

void quantise_network(struct quantised *quantised, const struct lenet *lenet);

#endif
