// The kernels of one instruction set. This file is compiled once for each, with KERNELS (the
// table's name), KERNELS_NAME and LANES_REGISTER set. Begin reading in kernels_tiles.h.
#include "nn/kernels_backward.h"
#include "nn/kernels_forward.h"
#include "nn/kernels_single.h"

// ---- the weight update ------------------------------------------------------------------------

static void update(float *weight, float *velocity, const float *const *gradients,
                   int gradient_count, int count, float scale, float rate, float momentum)
{
    int i = 0;
    for (; i + LANES_REGISTER <= count; i += LANES_REGISTER) {
        lanes g = lanes_load_unaligned(gradients[0] + i);
        for (int n = 1; n < gradient_count; n++)
            g = g + lanes_load_unaligned(gradients[n] + i);
        g = g * scale;
        lanes v = lanes_fma(lanes_all(momentum), lanes_load_unaligned(velocity + i), g);
        lanes step = lanes_fma(lanes_all(momentum), v, g);
        lanes_store_unaligned(velocity + i, v);
        lanes_store_unaligned(weight + i,
                              lanes_fma(lanes_all(-rate), step, lanes_load_unaligned(weight + i)));
    }
    for (; i < count; i++) {
        float g = gradients[0][i];
        for (int n = 1; n < gradient_count; n++)
            g += gradients[n][i];
        g *= scale;
        velocity[i] = fmaf(momentum, velocity[i], g);
        weight[i] = fmaf(-rate, fmaf(momentum, velocity[i], g), weight[i]);
    }
}

// ---- for tests and measurements -----------------------------------------------------------------

static void exponential(float value[BLOCK_IMAGES])
{
    for (int i = 0; i < LANES; i += LANES_REGISTER)
        lanes_store_unaligned(value + i, lanes_exp(lanes_load_unaligned(value + i)));
}

static void sigmoid(float value[BLOCK_IMAGES])
{
    for (int i = 0; i < LANES; i += LANES_REGISTER)
        lanes_store_unaligned(value + i, lanes_sigmoid(lanes_load_unaligned(value + i)));
}

static double peak(long rounds, float *sink)
{
    enum { CHAINS = 10, REPEATS = 4 };
    lanes sum[CHAINS];
    UNROLLED(i, CHAINS)
        sum[i] = lanes_all((float)i);
    const lanes factor = lanes_all(0.999f), term = lanes_all(0.001f);
    for (long round = 0; round < rounds; round++)
        UNROLLED(repeat, REPEATS)
            UNROLLED(i, CHAINS)
                sum[i] = lanes_fma(sum[i], factor, term);
    lanes total = sum[0];
    for (int i = 1; i < CHAINS; i++)
        total = total + sum[i];
    *sink = total[0];
    return 2.0 * LANES_REGISTER * CHAINS * REPEATS * (double)rounds;
}

const struct kernels KERNELS = {
    .name = KERNELS_NAME,
    .register_floats = LANES_REGISTER,
    .forward = forward,
    .backward = backward,
    .read_one = read_one,
    .update = update,
    .exponential = exponential,
    .sigmoid = sigmoid,
    .peak = peak,
};
