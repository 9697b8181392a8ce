// How one pixel meets one colour. Colours are 0xAARRGGBB, not premultiplied.
#ifndef APP_PAINT_BLEND_H
#define APP_PAINT_BLEND_H

#include <stdint.h>

static inline int min_int(int a, int b)
{
    return a < b ? a : b;
}

static inline int max_int(int a, int b)
{
    return a > b ? a : b;
}

static inline float clamp01(float value)
{
    return value < 0 ? 0 : value > 1 ? 1 : value;
}

// `amount` is 0..256; two channels at a time.
static inline uint32_t blend(uint32_t under, uint32_t over, uint32_t amount)
{
    uint32_t keep = 256 - amount;
    uint32_t odd = ((under & 0x00ff00ff) * keep + (over & 0x00ff00ff) * amount + 0x00800080) >> 8;
    uint32_t even =
        ((under >> 8 & 0x00ff00ff) * keep + (over >> 8 & 0x00ff00ff) * amount + 0x00800080) >> 8;
    return (odd & 0x00ff00ff) | (even & 0x00ff00ff) << 8;
}

// 0..255 to 0..256, so that full alpha is full.
static inline uint32_t widen(uint32_t alpha)
{
    return alpha + (alpha >> 7);
}

static inline uint32_t opaque(uint32_t colour)
{
    return colour | 0xff000000;
}

static inline void blend_pixel(uint32_t *pixel, uint32_t colour, float coverage)
{
    uint32_t amount = (uint32_t)((float)widen(colour >> 24) * coverage + 0.5f);
    *pixel = blend(*pixel, opaque(colour), amount);
}

#endif
