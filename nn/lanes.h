// Sixteen images side by side: the vector type of the kernels and its arithmetic.
//
// An activation of a block of images is LANES floats in a row, one lane for each image. Kernels
// work on one register's worth of lanes at a time: LANES_REGISTER is 16 with AVX-512, 8 with AVX2,
// 4 with NEON and in plain code, and the groups of a block are handled one after another. A lane's
// arithmetic never depends on the register's width, and every operation here is either exactly
// rounded (IEEE 754 add, multiply, fused multiply-add) or built from those: so all instruction
// sets compute the same bits.
//
// Only lanes_fma names instructions; all else is GCC's and Clang's vector extension.
#ifndef NN_LANES_H
#define NN_LANES_H

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { LANES = 16 };

#ifndef LANES_REGISTER
#define LANES_REGISTER 4
#endif

#if LANES_REGISTER >= 8
#include <immintrin.h>
#elif defined(__ARM_NEON)
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

// a x b + c, rounded once.
INLINE lanes lanes_fma(lanes a, lanes b, lanes c)
{
#if LANES_REGISTER == 16
    return (lanes)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c);
#elif LANES_REGISTER == 8
    return (lanes)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c);
#elif defined(__ARM_NEON)
    return (lanes)vfmaq_f32((float32x4_t)c, (float32x4_t)a, (float32x4_t)b);
#else
    lanes result;
    for (int lane = 0; lane < LANES_REGISTER; lane++)
        result[lane] = fmaf(a[lane], b[lane], c[lane]);
    return result;
#endif
}

// where ? a : b, lane by lane; `where` is all ones or all zeros in each lane.
INLINE lanes lanes_select(lanes_bits where, lanes a, lanes b)
{
    return (lanes)((where & (lanes_bits)a) | (~where & (lanes_bits)b));
}

// e^x for x in [-87, 88], at most 1 ulp off; outside, x is taken as the nearer end.
//
// x = n ln 2 + r with |r| <= ln 2 / 2; e^r is a polynomial (Cephes' coefficients for expf, Moshier
// 1992); 2^n is added to the exponent's bits. ln 2 is split in two so that r keeps its digits.
INLINE lanes lanes_exp(lanes x)
{
    const lanes lowest = lanes_all(-87.0f), highest = lanes_all(88.0f);
    x = lanes_select(x < lowest, lowest, x);
    x = lanes_select(x > highest, highest, x);
    // Adding 1.5 x 2^23 leaves the nearest whole number in the lowest bits.
    const lanes rounder = lanes_all(0x1.8p23f);
    lanes shifted = lanes_fma(x, lanes_all(0x1.715476p+0f), rounder);
    lanes n = shifted - rounder;
    lanes r = lanes_fma(n, lanes_all(-0x1.62e430p-1f), x);
    r = lanes_fma(n, lanes_all(0x1.05c610p-29f), r);
    lanes p = lanes_all(1.9875691500e-4f);
    p = lanes_fma(p, r, lanes_all(1.3981999507e-3f));
    p = lanes_fma(p, r, lanes_all(8.3334519073e-3f));
    p = lanes_fma(p, r, lanes_all(4.1665795894e-2f));
    p = lanes_fma(p, r, lanes_all(1.6666665459e-1f));
    p = lanes_fma(p, r, lanes_all(5.0000001201e-1f));
    p = lanes_fma(p, r * r, r) + 1.0f;
    lanes_bits exponent = (lanes_bits)shifted << 23;
    return (lanes)((lanes_bits)p + exponent);
}

// 1 / d for d in [1, 2]: the quadratic of least relative error (1/99), then two Newton steps. A
// division would take as long as thirty multiplications.
INLINE lanes lanes_reciprocal_1_to_2(lanes d)
{
    const lanes one = lanes_all(1.0f);
    lanes r = lanes_fma(d, lanes_all(32.0f / 99.0f), lanes_all(-144.0f / 99.0f));
    r = lanes_fma(r, d, lanes_all(210.0f / 99.0f));
    r = lanes_fma(r, lanes_fma(-d, r, one), r);
    return lanes_fma(r, lanes_fma(-d, r, one), r);
}

// 1 / (1 + e^-x). For negative x it is e^x / (1 + e^x), so that small results keep their digits.
INLINE lanes lanes_sigmoid(lanes x)
{
    const lanes one = lanes_all(1.0f);
    lanes_bits sign = (lanes_bits)x & INT32_MIN;
    lanes e = lanes_exp((lanes)((lanes_bits)x | INT32_MIN)); // e^-|x|
    lanes r = lanes_reciprocal_1_to_2(one + e);
    return lanes_select(sign != 0, e * r, r);
}

#endif
