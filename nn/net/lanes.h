// Sixteen images side by side: the vector type of the kernels and its arithmetic.
//
// An activation of a block of images is LANES floats in a row, one lane for each image. Kernels
// work on one register's worth of lanes at a time: LANES_REGISTER is 16 with AVX-512, 8 with AVX2,
// 4 with NEON and in plain code, and the groups of a block are handled one after another. A lane's
// arithmetic never depends on the register's width, and every operation here is either exactly
// rounded (IEEE 754 add, multiply, fused multiply-add) or built from those: so all instruction
// sets with fused multiply-add compute the same bits. For a processor without it (LANES_UNFUSED)
// it is a multiplication and an addition, each rounded: a fused one by the library would be exact,
// and take a hundred times as long.
//
// Only lanes_fma names instructions; all else is GCC's and Clang's vector extension.
#ifndef NN_NET_LANES_H
#define NN_NET_LANES_H

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { LANES = 16 };

#ifndef LANES_REGISTER
#define LANES_REGISTER 4
#endif

#if LANES_REGISTER >= 8
#include <immintrin.h>
#elif defined(__ARM_NEON) && !defined(LANES_PORTABLE)
#include <arm_neon.h>
#endif

#define INLINE static inline __attribute__((always_inline))

// may_alias: the floats of activations and weights are read through these.
typedef float lanes __attribute__((vector_size(4 * LANES_REGISTER), may_alias));
typedef int32_t lanes_bits __attribute__((vector_size(4 * LANES_REGISTER), may_alias));
typedef float lanes_unaligned
    __attribute__((vector_size(4 * LANES_REGISTER), aligned(4), may_alias));

INLINE lanes lanes_load(const float *from)
{
    return *(const lanes *)from;
}

INLINE void lanes_store(float *to, lanes value)
{
    *(lanes *)to = value;
}

INLINE lanes lanes_load_unaligned(const float *from)
{
    return *(const lanes_unaligned *)from;
}

INLINE void lanes_store_unaligned(float *to, lanes value)
{
    *(lanes_unaligned *)to = value;
}

INLINE lanes lanes_all(float value)
{
    return value - (lanes){0};
}

// a x b + c, rounded once where it is fused.
INLINE lanes lanes_fma(lanes a, lanes b, lanes c)
{
#if LANES_REGISTER == 16
    return (lanes)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
#elif LANES_REGISTER == 8
    return (lanes)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
#elif defined(__ARM_NEON) && !defined(LANES_PORTABLE)
    return (lanes)vfmaq_f32((float32x4_t)c, (float32x4_t)a, (float32x4_t)b);
#elif defined(LANES_UNFUSED)
    return a * b + c;
#else
    lanes result;
    for (int lane = 0; lane < LANES_REGISTER; lane++)
        result[lane] = fmaf(a[lane], b[lane], c[lane]);
    return result;
#endif
}

// The same for one number.
INLINE float one_fma(float a, float b, float c)
{
#ifdef LANES_UNFUSED
    return a * b + c;
#else
    return fmaf(a, b, c);
#endif
}

// where ? a : b, lane by lane; `where` is all ones or all zeros in each lane.
INLINE lanes lanes_select(lanes_bits where, lanes a, lanes b)
{
    return (lanes)((where & (lanes_bits)a) | (~where & (lanes_bits)b));
}

// The larger / smaller of two, lane by lane; no NaNs.
INLINE lanes lanes_max(lanes a, lanes b)
{
#if LANES_REGISTER == 16
    return (lanes)_mm512_max_ps((__m512)a, (__m512)b);
#elif LANES_REGISTER == 8
    return (lanes)_mm256_max_ps((__m256)a, (__m256)b);
#else
    return lanes_select(a > b, a, b);
#endif
}

INLINE lanes lanes_min(lanes a, lanes b)
{
#if LANES_REGISTER == 16
    return (lanes)_mm512_min_ps((__m512)a, (__m512)b);
#elif LANES_REGISTER == 8
    return (lanes)_mm256_min_ps((__m256)a, (__m256)b);
#else
    return lanes_select(a < b, a, b);
#endif
}

INLINE lanes lanes_clamp(lanes x, float low, float high)
{
    return lanes_min(lanes_max(x, lanes_all(low)), lanes_all(high));
}

// e^(sign x) for sign x in [-87, 88]; elsewhere the result means nothing. `sign` is 1 or -1.
//
// sign x = n ln 2 + r with |r| <= ln 2 / 2 (ln 2 is LN2_HIGH + LN2_LOW, split in two so that r
// keeps its digits: where the product with n is rounded, HIGH is so short that it is exact); e^r is
// a polynomial of least relative error (3e-9, by Lawson's algorithm); 2^n is added to the
// exponent's bits. `s` below is sign x r.
#ifdef LANES_UNFUSED
#define LN2_HIGH 0x1.62e4p-1f
#define LN2_LOW 0x1.7f7d1cp-20f
#else
#define LN2_HIGH 0x1.62e430p-1f
#define LN2_LOW -0x1.05c610p-29f
#endif
INLINE lanes lanes_exp_inside(lanes x, float sign)
{
    // Adding 1.5 x 2^23 leaves the nearest whole number in the lowest bits.
    const lanes rounder = lanes_all(0x1.8p23f);
    lanes shifted = lanes_fma(x, lanes_all(sign * 0x1.715476p+0f), rounder);
    lanes n = shifted - rounder;
    lanes s = lanes_fma(n, lanes_all(sign * -LN2_HIGH), x);
    s = lanes_fma(n, lanes_all(sign * -(LN2_LOW)), s);
    lanes p = lanes_all(1.381459878757596e-3f);
    p = lanes_fma(p, s, lanes_all(sign * 8.368716575205326e-3f));
    p = lanes_fma(p, s, lanes_all(4.166838899254799e-2f));
    p = lanes_fma(p, s, lanes_all(sign * 1.666652113199234e-1f));
    p = lanes_fma(p, s, lanes_all(4.999999403953552e-1f));
    p = lanes_fma(p, s, lanes_all(sign));
    p = lanes_fma(p, s, lanes_all(1.0f));
    return (lanes)((lanes_bits)p + ((lanes_bits)shifted << 23));
}

// e^x, at most 1 ulp off in [-87, 88]; outside, x is taken as the nearer end.
INLINE lanes lanes_exp(lanes x)
{
    return lanes_exp_inside(lanes_clamp(x, -87, 88), 1);
}

// 1 / d for normal d > 0 below 2^126. Subtracting the bits of d from a constant negates the
// exponent and is right to 5.1%; then a cubic and a Newton step (a division would take as long as
// thirty multiplications).
INLINE lanes lanes_reciprocal(lanes d)
{
    const lanes one = lanes_all(1.0f);
    lanes r = (lanes)(0x7ef31000 - (lanes_bits)d);
    lanes miss = lanes_fma(-d, r, one);
    r = lanes_fma(r, lanes_fma(miss, miss, miss), r);
    return lanes_fma(r, lanes_fma(-d, r, one), r);
}

// 1 / (1 + e^-x); beyond +-87, x is taken as the nearer end.
INLINE lanes lanes_sigmoid(lanes x)
{
    return lanes_reciprocal(1.0f + lanes_exp_inside(lanes_clamp(x, -87, 87), -1));
}

#endif
