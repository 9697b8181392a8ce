// Others often keep weights in half the room. All conversions go by the bits, so that neither the
// compiler's types nor the machine's byte order matter.
#include "nn/files/tensor_type.h"

#include "nn/base/byte_order.h"

#include <math.h>
#include <string.h>

static float float_of_bits(uint32_t bits)
{
    float number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

static float f32(const uint8_t *at)
{
    return float_of_bits(little32(at));
}

// The upper half of a float.
static float bf16(const uint8_t *at)
{
    return float_of_bits(little16(at) << 16);
}

// Sign, 5 bits of exponent, 10 of fraction (IEEE 754 binary16).
static float f16(const uint8_t *at)
{
    uint32_t bits = little16(at);
    int exponent = (int)(bits >> 10 & 31);
    float fraction = (float)(bits & 1023), magnitude;
    if (exponent == 31)
        magnitude = fraction == 0 ? INFINITY : NAN;
    else if (exponent == 0)
        magnitude = ldexpf(fraction, -24);
    else
        magnitude = ldexpf(fraction + 1024, exponent - 25);
    return bits & 0x8000 ? -magnitude : magnitude;
}

static float f64(const uint8_t *at)
{
    uint64_t bits = little_endian(at, 8);
    double number;
    memcpy(&number, &bits, sizeof number);
    return (float)number;
}

static bool never(const uint8_t *at)
{
    (void)at;
    return false;
}

static bool f64_too_large(const uint8_t *at)
{
    return (little_endian(at, 8) >> 52 & 2047) != 2047 && isinf(f64(at));
}

static const struct tensor_type types[] = {

    {"F32", 4, f32, never},
    {"F16", 2, f16, never},
    {"BF16", 2, bf16, never},
    {"F64", 8, f64, f64_too_large},
};

const struct tensor_type *tensor_type_find(const char *name)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(types[i].name, name) == 0)
            return &types[i];
    return NULL;
}

const struct tensor_type *tensor_type_f32(void)
{
    return &types[0];
}
