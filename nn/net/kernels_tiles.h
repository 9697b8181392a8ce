// LeNet-5's arithmetic, written once for every instruction set.
//
// How a convolution becomes a tile. One output pixel of a convolution is a sum of weight x input
// over all input maps and the 5x5 kernel. Here an "input" is a register that holds that pixel of
// several images at once (nn/net/lanes.h), and a weight is one number copied to all lanes. A single
// sum would wait for its own previous addition all the time, and would load two operands for every
// multiply-add. So a tile of M output maps x P output pixels is summed at the same time, in M x P
// registers: for one kernel tap it loads M weights and P inputs and does M x P independent
// multiply-adds with them. The constants below are the largest tiles that the registers of
// each instruction set hold; the compiler unrolls the loops over a tile completely.
//
// The same idea, seen from other sides, gives the gradients:
// - by a weight: for each pixel, M deltas x 5 inputs (a kernel row) go into M x 5 sums, over all
//   pixels, and at the very end the lanes of a sum are folded into one number;
// - by the input of C3: every delta goes back to the 5 pixels of a kernel row that it came from,
//   into a whole row of sums;
// - C5 and F6 have one pixel, so the tile is M units x 1.
#ifndef NN_NET_KERNELS_TILES_H
#define NN_NET_KERNELS_TILES_H

#include "nn/net/kernels.h"
#include "nn/net/lanes.h"

// A tile's function is kept apart: inlined into its caller, GCC 12 spills the tile's registers.
#define TILE static __attribute__((noinline)) void

// A loop over a tile, unrolled completely so that the tile lives in registers.
#define UNROLLED(i, count) _Pragma("GCC unroll 32") for (int i = 0; i < (count); i++)

// A loop over the five taps of a kernel row in the forward pass. Unrolled, neighbouring taps share
// their inputs in registers; with only 16 registers GCC then spills the tile.
#if LANES_REGISTER == 8
#define TAPS(kx) _Pragma("GCC unroll 1") for (int kx = 0; kx < 5; kx++)
#else
#define TAPS(kx) UNROLLED(kx, 5)
#endif

// Sizes of tiles.
enum {
#if LANES_REGISTER == 8 // AVX2 has 16 registers
    C1_MAPS = 3,
    C3_MAPS = 2,
    C1_GRADIENT_MAPS = 2,
    C3_GRADIENT_MAPS = 2,
    OUTER_UNITS = 2,
#else // AVX-512 and NEON have 32
    C1_MAPS = 6,
    C3_MAPS = 4,
    C1_GRADIENT_MAPS = 3,
    C3_GRADIENT_MAPS = 4,
    OUTER_UNITS = 4,
#endif
    C1_PIXELS = 4,
    C3_PIXELS = 5,
    UNITS = 12,
    S2_MAPS = LANES_REGISTER == 16 ? 2 : 1, // maps of S2 whose deltas are summed at once
    OUTER_REGISTERS = 5,
    SINGLE_MAPS = LANES_REGISTER == 16 ? 6 : 3, // maps of C1 in the way of one image
};

// The sum of 16 lanes, in the same order whatever the register's width.
INLINE float horizontal_sum(const float lane[LANES])
{
    float sum[8];
    UNROLLED(i, 8)
        sum[i] = lane[i] + lane[i + 8];
    UNROLLED(i, 4)
        sum[i] += sum[i + 4];
    return (sum[0] + sum[2]) + (sum[1] + sum[3]);
}

// Transposes `rows` x `columns` floats, four by four; rows and columns are multiples of 4, strides
// count floats.
INLINE void transpose(float *out, int out_stride, const float *in, int in_stride, int rows,
                      int columns)
{
    typedef float quad __attribute__((vector_size(16), aligned(4), may_alias));
    for (int row = 0; row < rows; row += 4)
        for (int column = 0; column < columns; column += 4) {
            const float *from = in + row * in_stride + column;
            float *to = out + column * out_stride + row;
            quad a = *(const quad *)from, b = *(const quad *)(from + in_stride);
            quad c = *(const quad *)(from + 2 * in_stride);
            quad d = *(const quad *)(from + 3 * in_stride);
            quad ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
            quad ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
            quad cd_low = __builtin_shufflevector(c, d, 0, 4, 1, 5);
            quad cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
            *(quad *)to = __builtin_shufflevector(ab_low, cd_low, 0, 1, 4, 5);
            *(quad *)(to + out_stride) = __builtin_shufflevector(ab_low, cd_low, 2, 3, 6, 7);
            *(quad *)(to + 2 * out_stride) = __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5);
            *(quad *)(to + 3 * out_stride) = __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7);
        }
}

#endif
