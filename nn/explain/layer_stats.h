// How a network in training is: for each layer, how its values and its errors are distributed over
// some digits, how large its weights and their gradients are, and how much of it is of no use.
#ifndef NN_EXPLAIN_LAYER_STATS_H
#define NN_EXPLAIN_LAYER_STATS_H

#include "nn/explain/one_step.h"

// The bins of the errors are as wide in the exponent: from 10^LEAST to 10^MOST.
enum {
    LAYER_STATS_BINS = 40,
    LAYER_STATS_EXPONENT_LEAST = -10,
    LAYER_STATS_EXPONENT_MOST = 0,
};

struct layer_stats_layer {
    // Values of all cells for all digits, after the sigmoid; of OUTPUT the probabilities. The bins
    // go from `low` to `high`: 0 and 1, but of S2 and S4 the least and the largest value.
    float low, high;
    uint32_t values[LAYER_STATS_BINS];
    // Errors of the same cells, d loss / d value (of OUTPUT d loss / d logit) for each digit alone,
    // by their size, whatever the sign. The first bin has those that are smaller, too, and the last
    // those that are larger.
    uint32_t errors[LAYER_STATS_BINS];
    float error_rms;
    float weight_rms;   // of the layer's weights and biases
    float gradient_rms; // of d loss / d weight of them, the loss being the digits' mean
    float saturated;    // share of the values below 0.02 or above 0.98; 0 without a sigmoid
    float dead;         // share of the maps (or units) of which no cell differs by 0.01 between any
                        // two digits
};

struct layer_stats {
    int digits;
    int wrong;   // of them, misread
    double loss; // mean over them
    bool finite; // else some value or error is not, and nothing but `digits` is to be relied on
    struct layer_stats_layer layer[LENET_LAYERS]; // INPUT: all zero
};

// Room to work in: a megabyte or two. What is left there is of use to tests.
struct layer_stats_work {
    struct one_step step;
    struct lenet gradient;                // d loss / d weight
    struct lenet_activations least, most; // of each value
};

typedef bool layer_stats_goes_on(void *context);

// Of weights that read `count` (1 or more) digits, which have these labels. `goes_on` (NULL:
// always) is asked before each; false gives the work up, and false is returned. A millisecond or
// two a digit.
bool layer_stats_of(struct layer_stats *stats, struct layer_stats_work *work,
                    const struct lenet *weights, const digit_row *const *digits,
                    const uint8_t *labels, int count, layer_stats_goes_on *goes_on, void *context);

#endif
