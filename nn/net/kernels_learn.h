// The gradients of C5, F6 and the output, and the weight update. Part of kernels_lanes.c.
//
// Nearly all parameters are here, but each is used only once for an image. So a gradient is not
// written down to be read again: it is summed over the images of a batch in registers and goes from
// there into the weight. Here the lanes run over a unit's inputs, not over images: a tile of units
// x registers takes one image after another.
#ifndef NN_NET_KERNELS_LEARN_H
#define NN_NET_KERNELS_LEARN_H

#include "nn/net/kernels_tiles.h"

// One step of struct sgd for a register of parameters.
INLINE void nesterov(float *weight, float *velocity, lanes gradient, const struct sgd *sgd)
{
    lanes g = gradient * sgd->scale, momentum = lanes_all(sgd->momentum);
    lanes v = lanes_fma(momentum, lanes_load_unaligned(velocity), g);
    lanes step = lanes_fma(momentum, v, g);
    lanes_store_unaligned(velocity, v);
    lanes_store_unaligned(weight,
                          lanes_fma(lanes_all(-sgd->rate), step, lanes_load_unaligned(weight)));
}

INLINE void nesterov_one(float *weight, float *velocity, float gradient, const struct sgd *sgd)
{
    float g = gradient * sgd->scale;
    *velocity = one_fma(sgd->momentum, *velocity, g);
    *weight = one_fma(-sgd->rate, one_fma(sgd->momentum, *velocity, g), *weight);
}

static void update(float *weight, float *velocity, const float *gradient, int count,
                   const struct sgd *sgd)
{
    int i = 0;
    for (; i + LANES_REGISTER <= count; i += LANES_REGISTER)
        nesterov(weight + i, velocity + i, lanes_load_unaligned(gradient + i), sgd);
    for (; i < count; i++)
        nesterov_one(weight + i, velocity + i, gradient[i], sgd);
}

// A fully connected layer as this file sees it. Weights, velocity and gradient are at the same
// place of their structs.
struct dense_layer {
    const struct dense_learning *learning;
    size_t weight, bias;    // places in struct lenet, in floats
    size_t delta, by_image; // in struct lenet_deltas
    int inputs, width;      // of a unit; floats from one image's inputs to the next
};

INLINE float *place(struct lenet *lenet, size_t at)
{
    return (float *)lenet + at;
}

INLINE const float *deltas_of(const struct dense_layer *layer, int block, size_t at)
{
    return (const float *)layer->learning->deltas[block] + at;
}

// sum[u][r] += sum over images of delta[u][image] x input[image][r], of all blocks.
INLINE void outer_sum(lanes sum[OUTER_UNITS][OUTER_REGISTERS], const struct dense_layer *layer,
                      int unit, int input, int units, int registers)
{
    for (int block = 0; block < layer->learning->blocks; block++) {
        const float *delta = deltas_of(layer, block, layer->delta) + unit * LANES;
        const float *in = deltas_of(layer, block, layer->by_image) + input;
        for (int image = 0; image < LANES; image++) {
            lanes d[OUTER_UNITS];
            UNROLLED(u, units)
                d[u] = lanes_all(delta[u * LANES + image]);
            UNROLLED(r, registers) {
                lanes value = lanes_load_unaligned(in + image * layer->width + r * LANES_REGISTER);
                UNROLLED(u, units)
                    sum[u][r] = lanes_fma(d[u], value, sum[u][r]);
            }
        }
    }
}

// Asks for the weights and velocities that a tile will change: while the sums are made, they come
// nearer from wherever the cache has put them since the last batch.
INLINE void outer_fetch(const struct dense_layer *layer, size_t at, int units, int registers)
{
    const struct dense_learning *learning = layer->learning;
    for (int u = 0; u < units; u++)
        for (int r = 0; r < registers; r++) {
            int i = u * layer->inputs + r * LANES_REGISTER;
            __builtin_prefetch(place(learning->weights, at) + i);
            __builtin_prefetch(place(learning->velocity, at) + i);
        }
}

// The weights of some units from input `input` on, a whole number of registers.
INLINE void outer_tile(const struct dense_layer *layer, int unit, int input, int units,
                       int registers)
{
    const struct dense_learning *learning = layer->learning;
    size_t at = layer->weight + (size_t)(unit * layer->inputs + input);
    float *gradient = place(learning->gradient, at);
    lanes sum[OUTER_UNITS][OUTER_REGISTERS];
    UNROLLED(u, units)
        UNROLLED(r, registers)
            sum[u][r] =
                learning->first
                    ? lanes_all(0.0f)
                    : lanes_load_unaligned(gradient + u * layer->inputs + r * LANES_REGISTER);
    outer_fetch(layer, at, units, registers);
    outer_sum(sum, layer, unit, input, units, registers);
    UNROLLED(u, units)
        UNROLLED(r, registers) {
            int i = u * layer->inputs + r * LANES_REGISTER;
            if (learning->last)
                nesterov(place(learning->weights, at) + i, place(learning->velocity, at) + i,
                         sum[u][r], &learning->sgd);
            else
                lanes_store_unaligned(gradient + i, sum[u][r]);
        }
}

INLINE void learn_one(const struct dense_learning *learning, size_t at, float gradient)
{
    if (learning->last)
        nesterov_one(place(learning->weights, at), place(learning->velocity, at), gradient,
                     &learning->sgd);
    else
        *place(learning->gradient, at) = gradient;
}

INLINE float learned_so_far(const struct dense_learning *learning, size_t at)
{
    return learning->first ? 0.0f : *place(learning->gradient, at);
}

// The weights of the last inputs, fewer than a register holds.
INLINE void outer_rest(const struct dense_layer *layer, int unit, int input, int units)
{
    const struct dense_learning *learning = layer->learning;
    int count = layer->inputs - input;
    _Alignas(64) float value[OUTER_UNITS][LANES_REGISTER] = {{0}};
    lanes sum[OUTER_UNITS][OUTER_REGISTERS];
    for (int u = 0; u < units; u++)
        for (int i = 0; i < count; i++)
            value[u][i] = learned_so_far(
                learning, layer->weight + (size_t)((unit + u) * layer->inputs + input + i));
    UNROLLED(u, units)
        sum[u][0] = lanes_load(value[u]);
    outer_sum(sum, layer, unit, input, units, 1);
    UNROLLED(u, units)
        lanes_store(value[u], sum[u][0]);
    for (int u = 0; u < units; u++)
        for (int i = 0; i < count; i++)
            learn_one(learning, layer->weight + (size_t)((unit + u) * layer->inputs + input + i),
                      value[u][i]);
}

INLINE void learn_biases(const struct dense_layer *layer, int unit, int units)
{
    for (int u = unit; u < unit + units; u++) {
        float sum = learned_so_far(layer->learning, layer->bias + (size_t)u);
        for (int block = 0; block < layer->learning->blocks; block++)
            sum += horizontal_sum(deltas_of(layer, block, layer->delta) + u * LANES);
        learn_one(layer->learning, layer->bias + (size_t)u, sum);
    }
}

// The tiles by their sizes, kept apart for the compiler.
TILE outer_wide(const struct dense_layer *layer, int unit, int input)
{
    outer_tile(layer, unit, input, OUTER_UNITS, OUTER_REGISTERS);
}

TILE outer_narrow(const struct dense_layer *layer, int unit, int input)
{
    outer_tile(layer, unit, input, OUTER_UNITS, 1);
}

TILE outer_single(const struct dense_layer *layer, int unit, int input)
{
    outer_tile(layer, unit, input, 1, 1);
}

TILE outer_end(const struct dense_layer *layer, int unit, int input)
{
    outer_rest(layer, unit, input, OUTER_UNITS);
}

TILE outer_single_end(const struct dense_layer *layer, int unit, int input)
{
    outer_rest(layer, unit, input, 1);
}

// All inputs of OUTER_UNITS units.
INLINE void learn_tile(const struct dense_layer *layer, int unit)
{
    int i = 0;
    for (; i + OUTER_REGISTERS * LANES_REGISTER <= layer->inputs;
         i += OUTER_REGISTERS * LANES_REGISTER)
        outer_wide(layer, unit, i);
    for (; i + LANES_REGISTER <= layer->inputs; i += LANES_REGISTER)
        outer_narrow(layer, unit, i);
    if (i < layer->inputs)
        outer_end(layer, unit, i);
}

// All inputs of one unit.
INLINE void learn_single(const struct dense_layer *layer, int unit)
{
    int i = 0;
    for (; i + LANES_REGISTER <= layer->inputs; i += LANES_REGISTER)
        outer_single(layer, unit, i);
    if (i < layer->inputs)
        outer_single_end(layer, unit, i);
}

// Units unit..unit+units-1 of a layer.
static void learn_units(const struct dense_layer *layer, int unit, int units)
{
    int u = unit, end = unit + units;
    for (; u + OUTER_UNITS <= end; u += OUTER_UNITS)
        learn_tile(layer, u);
    for (; u < end; u++)
        learn_single(layer, u);
    learn_biases(layer, unit, units);
}

#define LAYER(name, source, unit_inputs, row_width)                                                \
    {                                                                                              \
        .weight = offsetof(struct lenet, name##_weight) / sizeof(float),                           \
        .bias = offsetof(struct lenet, name##_bias) / sizeof(float),                               \
        .delta = offsetof(struct lenet_deltas, name) / sizeof(float),                              \
        .by_image = offsetof(struct lenet_deltas, source##_by_image) / sizeof(float),              \
        .inputs = unit_inputs, .width = row_width, .learning = learning,                           \
    }

// A tenth of the work: twelve units of C5, and twelve of F6 or the whole output as long as there
// are any.
static void learn_dense(const struct dense_learning *learning, int piece)
{
    const struct dense_layer c5 = LAYER(c5, s4, 400, 400);
    const struct dense_layer f6 = LAYER(f6, c5, 120, 128);
    const struct dense_layer output = LAYER(output, f6, 84, 96);
    enum { F6_PIECE = 12, F6_PIECES = 84 / F6_PIECE };
    learn_units(&c5, piece * C5_PIECE, C5_PIECE);
    if (piece < F6_PIECES)
        learn_units(&f6, piece * F6_PIECE, F6_PIECE);
    else if (piece == F6_PIECES)
        learn_units(&output, 0, 10);
}

#undef LAYER

#endif
