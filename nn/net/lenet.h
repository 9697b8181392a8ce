// LeNet-5 (LeCun, Bottou, Bengio, Haffner 1998): its weights, its activations, and reading one
// image with it. Batches of images go through nn/net/kernels.h; training through nn/train/train.h.
//
//   INPUT 32x32 -> C1 6@28x28 -> S2 6@14x14 -> C3 16@10x10 -> S4 16@5x5 -> C5 120 -> F6 84 -> 10
//
// Convolutions are 5x5 with stride 1, followed by a sigmoid; C3 is connected to all six maps of
// S2. S2 and S4 average 2x2 pixels, multiply by a trainable coefficient per map and add a
// trainable bias (section II.B of the paper), without a sigmoid. F6 has a sigmoid; the output a
// softmax.
#ifndef NN_NET_LENET_H
#define NN_NET_LENET_H

#include "nn/base/digit.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    LENET_CLASSES = 10,
    LENET_SIDE = 32,                              // the input image is 32x32
    LENET_BORDER = (LENET_SIDE - DIGIT_SIDE) / 2, // of background around a digit
    LENET_PARAMETERS = 61750,
};

// The input for a grey byte (0 background, 255 ink) is byte x INPUT_STEP + INPUT_BACKGROUND,
// rounded once: background is -0.1 and ink 1.175 (section II.B of the paper).
#define INPUT_STEP 0.005f
#define INPUT_BACKGROUND (-0.1f)

// All weights; also one flat run of LENET_PARAMETERS floats (lenet_parameters). Gradients and the
// optimiser's velocity have the same type.
struct lenet {
    float c1_weight[6][5][5]; // (map, kernel row, kernel column)
    float c1_bias[6];
    float s2_weight[6]; // the coefficient of each map
    float s2_bias[6];
    float c3_weight[16][6][5][5]; // (map, input map, kernel row, kernel column)
    float c3_bias[16];
    float s4_weight[16];
    float s4_bias[16];
    float c5_weight[120][16][5][5];
    float c5_bias[120];
    float f6_weight[84][120]; // (unit, input unit)
    float f6_bias[84];
    float output_weight[10][84];
    float output_bias[10];
};
_Static_assert(sizeof(struct lenet) == LENET_PARAMETERS * sizeof(float), "a flat run of floats");

// Every activation of one image, after the layer's sigmoid where it has one.
struct lenet_activations {
    float input[32][32]; // (row, column): -0.1 is background, 1.175 is full ink
    float c1[6][28][28]; // (map, row, column)
    float s2[6][14][14];
    float c3[16][10][10];
    float s4[16][5][5];
    float c5[120];
    float f6[84];
    float logits[10]; // before the softmax
    float probability[10];
};

enum lenet_layer_id {
    LENET_INPUT,
    LENET_C1,
    LENET_S2,
    LENET_C3,
    LENET_S4,
    LENET_C5,
    LENET_F6,
    LENET_OUTPUT,
    LENET_LAYERS
};

// What a view needs to know to draw and explain a layer.
struct lenet_layer {
    const char *name;  // "C1"
    const char *kind;  // "convolution 5x5, sigmoid"
    int maps;          // C5, F6 and OUTPUT: the number of units
    int side;          // rows and columns of a map; 1 for C5, F6, OUTPUT
    size_t parameters; // trainable weights and biases
    size_t offset;     // of its activations in struct lenet_activations, in floats
};
extern const struct lenet_layer lenet_layers[LENET_LAYERS];

// The weights as one array of LENET_PARAMETERS floats.
float *lenet_parameters(struct lenet *lenet);

// The activations of one layer: maps x side x side floats.
const float *lenet_layer_values(const struct lenet_activations *activations,
                                enum lenet_layer_id layer);

// Draws initial weights that let sigmoids, average pooling and squared error learn: Glorot uniform
// times 4 (the inverse of the sigmoid's slope at 0; output layer times 1), with biases that cancel
// the mean 0.5 of the sigmoid outputs feeding a unit. S2 and S4 start at 1 and 0.
void lenet_init(struct lenet *lenet, uint64_t seed);

// The same as programs do by default that know nothing of the network: weights and biases uniform
// up to 1 / sqrt(inputs of a unit). S2 and S4 start at 1 and 0.
void lenet_init_default(struct lenet *lenet, uint64_t seed);

// Whether all is finite that these weights can ever make of an image: no sum of any layer, at its
// largest, comes near the largest float. False also if a weight is not finite.
bool lenet_is_sound(const struct lenet *lenet);

// Weights on the line through those of two networks (weight interpolation; Wortsman et al. 2022,
// "Robust fine-tuning of zero-shot models"): (1 - share) x a + share x b, weight by weight. With
// share 0 it is a, with 1 b, bit for bit; beyond 1 it goes on past b. A difference of weights is a
// direction that was learnt: Ilharco et al. 2023, "Editing models with task arithmetic". `share` is
// 0 or more; `out` may be either network.
void lenet_blend(struct lenet *out, const struct lenet *a, const struct lenet *b, float share);

// How far b is from a: the Euclidean norm of their difference, as a share of a's.
double lenet_apart(const struct lenet *a, const struct lenet *b);

// Beyond this networks are so far apart that what lies between them is not one of their kind.
#define LENET_FAR_APART 0.5

// The grey level of one byte as the network reads it: byte / 255 x 1.275 - 0.1. Training images and
// drawings both go through here.
float lenet_input_level(uint8_t grey);

// A 28x28 digit in the middle of the network's 32x32 input.
void lenet_input_from_digit(float input[LENET_SIDE][LENET_SIDE],
                            const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE]);

// The class with the largest probability.
int lenet_best(const float probability[LENET_CLASSES]);

#endif
