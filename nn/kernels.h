// The hot loops of training and reading, for blocks of sixteen images in lanes.
//
// One source (kernels_lanes.c) is compiled once per instruction set; the choice is made once, at
// the first use, and can be forced for tests. All instruction sets compute the same bits.
#ifndef NN_KERNELS_H
#define NN_KERNELS_H

#include "nn/lenet.h"
#include "nn/status.h"
#include <stdint.h>

enum { BLOCK_IMAGES = 16 };

// The activations of sixteen images: struct lenet_activations with the images innermost. Must be
// aligned to 64 bytes.
struct lenet_block {
    float input[32][32][BLOCK_IMAGES]; // (row, column, image)
    float c1[6][28][28][BLOCK_IMAGES];
    float s2[6][14][14][BLOCK_IMAGES];
    float c3[16][10][10][BLOCK_IMAGES];
    float s4[16][5][5][BLOCK_IMAGES];
    float c5[120][BLOCK_IMAGES];
    float f6[84][BLOCK_IMAGES];
    float logits[10][BLOCK_IMAGES];
    float probability[10][BLOCK_IMAGES];
};

// Derivatives of the loss by each unit's input (before its sigmoid), and scratch memory of the
// backward pass. Aligned to 64 bytes.
struct lenet_deltas {
    float output[10][BLOCK_IMAGES];
    float f6[84][BLOCK_IMAGES];
    float c5[120][BLOCK_IMAGES];
    float s4[16][5][5][BLOCK_IMAGES];
    float c3[16][10][10][BLOCK_IMAGES];
    float s2_row[6][14][BLOCK_IMAGES];     // one row of all maps
    float c1_rows[6][2][28][BLOCK_IMAGES]; // the two rows of C1 that one row of S2 averages
    float c1_sums[6][5][5][BLOCK_IMAGES];  // weight gradients, lanes not yet folded
    float transposed[BLOCK_IMAGES][400];   // a layer's input, images outermost
};

struct kernels {
    const char *name; // "avx512", "avx2", "neon", "baseline"
    int register_floats;

    // Fills every field of `block` after `input`.
    void (*forward)(struct lenet_block *block, const struct lenet *lenet);
    // Writes the gradient of the summed loss of the block's first `count` images (1..16), whose
    // classes are `label`. `block` must hold a forward pass with finite input in all lanes.
    void (*backward)(struct lenet *gradient, struct lenet_deltas *deltas,
                     const struct lenet_block *block, const struct lenet *lenet,
                     const uint8_t *label, int count);
    // One image by itself, without lanes of other images.
    void (*read_one)(struct lenet_activations *activations, const struct lenet *lenet);
    // Nesterov momentum for `count` parameters (Sutskever et al. 2013, in the form without
    // look-ahead): g = scale x the sum of the `gradients` in order; v = momentum v + g;
    // w -= rate (g + momentum v).
    void (*update)(float *weight, float *velocity, const float *const *gradients,
                   int gradient_count, int count, float scale, float rate, float momentum);
    // value[i] = e^value[i] for 16 floats; value[i] = sigmoid(value[i]). For tests.
    void (*exponential)(float value[BLOCK_IMAGES]);
    void (*sigmoid)(float value[BLOCK_IMAGES]);
    // Runs about 2 x register_floats x 32 x rounds floating-point operations that touch no memory;
    // returns the exact number. For measuring a core's peak.
    double (*peak)(long rounds, float *sink);
};

// The chosen kernels.
const struct kernels *kernels_get(void);
// Forces an instruction set by name; NULL or "auto" chooses the best that this processor has.
// Fails, listing what there is, for names that are unknown or not runnable here. Not while kernels
// run.
bool kernels_select(const char *name, struct status *status);
// Number of instruction sets runnable here, best first, and their kernels.
int kernels_count(void);
const struct kernels *kernels_at(int index);

#endif
