// The hot loops of training and reading, for blocks of sixteen images in lanes.
//
// One source (kernels_lanes.c) is compiled once per instruction set; the choice is made once, at
// the first use, and can be forced for tests. All instruction sets with fused multiply-add compute
// the same bits, and so does "baseline" on a processor that has it. On one that has not, "baseline"
// multiplies and adds: other last bits, but a hundred times faster than doing without in software.
#ifndef NN_NET_KERNELS_H
#define NN_NET_KERNELS_H

#include "nn/base/digit.h"
#include "nn/base/status.h"
#include "nn/net/lenet.h"
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

// Training works on a block in two halves, so that two threads can share even a single block: half
// the rows of C1, half the maps of C3, half the units of C5. What a half computes never depends on
// which thread computes it.
enum { HALVES = 2 };

// Scratch memory of one half's way back through S2 and C1, and its sums over rows.
struct lenet_half {
    float s2_row[6][14][BLOCK_IMAGES];     // deltas of one row of all maps
    float c1_rows[6][2][28][BLOCK_IMAGES]; // of the two rows of C1 that one row of S2 averages
    // Gradients, lanes not yet folded:
    float c1_weight[6][5][5][BLOCK_IMAGES];
    float c1_bias[6][BLOCK_IMAGES];
    float s2_weight[6][BLOCK_IMAGES];
    float s2_bias[6][BLOCK_IMAGES];
};

// Derivatives of the summed loss by each unit's input (before its sigmoid), and what the gradients
// of fully connected layers are made from. Aligned to 64 bytes, zeroed before the first use.
struct lenet_deltas {
    float output[10][BLOCK_IMAGES];
    float f6[84][BLOCK_IMAGES];
    float c5[120][BLOCK_IMAGES];
    float s4[HALVES][16][5][5][BLOCK_IMAGES]; // the parts that come from each half of C5's units
    float c3[16][10][10][BLOCK_IMAGES];
    struct lenet_half half[HALVES];
    // Activations with the images outermost. Rows end in zeros up to a whole register.
    float s4_by_image[BLOCK_IMAGES][400];
    float c5_by_image[BLOCK_IMAGES][128];
    float f6_by_image[BLOCK_IMAGES][96];
};

// Stochastic gradient descent with Nesterov momentum (Sutskever et al. 2013, in the form without
// look-ahead): g = scale x the summed gradient; v = momentum v + g; w -= rate (g + momentum v).
struct sgd {
    float scale, rate, momentum;
};

// What the blocks of a batch teach C5, F6 and the output.
struct dense_learning {
    struct lenet *weights, *velocity;
    struct lenet *gradient; // the sum over the batch's blocks before these; unused if `first`
    const struct lenet_deltas *const *deltas;
    int blocks;
    bool first; // these are the batch's first blocks
    bool last;  // and the last: update weights and velocity; else only add to `gradient`
    struct sgd sgd;
};
enum { DENSE_PIECES = 10, C5_PIECE = 120 / DENSE_PIECES }; // units of C5 in a piece

struct kernels {
    const char *name; // "avx512", "avx2", "neon", "baseline"
    int register_floats;
    bool fused; // one of those that compute the same bits

    // Puts rows first..end-1 of sixteen digits into the lanes of the input; the border of two
    // pixels is left as it is.
    void (*pack)(struct lenet_block *block, const digit_row *const digit[BLOCK_IMAGES], int first,
                 int end);
    // Fills every field of `block` after `input`.
    void (*forward)(struct lenet_block *block, const struct lenet *lenet);
    // Its last part: F6 and the output, of C5.
    void (*forward_f6)(struct lenet_block *block, const struct lenet *lenet);

    // One training step, in the order of the calls. Each call needs what the ones above it leave,
    // for all halves or pieces; the calls for the halves or pieces of one line may run at the same
    // time. `block->input` must be finite in all lanes.
    //
    // C1 and S2; C3 and S4; some units of C5.
    void (*forward_c1)(struct lenet_block *block, const struct lenet *lenet, int half);
    void (*forward_c3)(struct lenet_block *block, const struct lenet *lenet, int half);
    void (*forward_c5)(struct lenet_block *block, const struct lenet *lenet, int piece);
    // F6 and the output, forward, and back to the deltas of C5, for the block's first `count`
    // images (1..16), whose classes are `label`.
    void (*head)(struct lenet_deltas *deltas, struct lenet_block *block, const struct lenet *lenet,
                 const uint8_t *label, int count);
    // From C5 to S4; through S4 to C3; from C3 to C1. The gradients of C1, S2, C3 and S4 go into
    // `gradient`; those of C1 and S2 only when backward_end has brought the halves together.
    void (*backward_c5)(struct lenet_deltas *deltas, const struct lenet *lenet, int half);
    void (*backward_s4)(struct lenet *gradient, struct lenet_deltas *deltas,
                        const struct lenet_block *block, const struct lenet *lenet, int half);
    void (*backward_c3)(struct lenet *gradient, struct lenet_deltas *deltas,
                        const struct lenet_block *block, const struct lenet *lenet, int half);
    void (*backward_end)(struct lenet *gradient, const struct lenet_deltas *deltas);
    // Gradients of C5, F6 and the output, which go straight into the weights.
    void (*learn_dense)(const struct dense_learning *learning, int piece);
    // The weights of the other layers: `count` parameters.
    void (*update)(float *weight, float *velocity, const float *gradient, int count,
                   const struct sgd *sgd);

    // One image by itself, without lanes of other images.
    void (*read_one)(struct lenet_activations *activations, const struct lenet *lenet);
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
