// The kernels of one instruction set. This file is compiled once for each, with KERNELS (the
// table's name), KERNELS_NAME and LANES_REGISTER set. Begin reading in kernels_tiles.h.
#include "nn/net/kernels_backward.h"
#include "nn/net/kernels_forward.h"
#include "nn/net/kernels_learn.h"
#include "nn/net/kernels_single.h"

// ---- For tests and measurements -----------------------------------------------------------------

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
#ifndef LANES_UNFUSED
    .fused = true,
#endif
    .pack = pack,
    .forward = forward,
    .forward_f6 = forward_f6,
    .forward_c1 = forward_c1,
    .forward_c3 = forward_c3,
    .forward_c5 = forward_c5,
    .head = head,
    .backward_c5 = backward_c5,
    .backward_s4 = backward_s4,
    .backward_c3 = backward_c3,
    .backward_end = backward_end,
    .learn_dense = learn_dense,
    .update = update,
    .read_one = read_one,
    .exponential = exponential,
    .sigmoid = sigmoid,
    .peak = peak,
};
