// Numbers as files hold them, in their own order of bytes, whatever the machine's is.
#ifndef NN_BASE_BYTE_ORDER_H
#define NN_BASE_BYTE_ORDER_H

#include <stddef.h>
#include <stdint.h>

// A number of 1 to 8 bytes, lowest byte first. In the header, because there is one for every pixel
// of some pictures.
static inline uint64_t little_endian(const uint8_t *at, size_t bytes)
{
    uint64_t number = 0;
    for (size_t i = bytes; i-- > 0;)
        number = number << 8 | at[i];
    return number;
}

// The same, highest byte first.
static inline uint64_t big_endian(const uint8_t *at, size_t bytes)
{
    uint64_t number = 0;
    for (size_t i = 0; i < bytes; i++)
        number = number << 8 | at[i];
    return number;
}

static inline uint32_t little16(const uint8_t *at)
{
    return (uint32_t)little_endian(at, 2);
}

static inline uint32_t little32(const uint8_t *at)
{
    return (uint32_t)little_endian(at, 4);
}

static inline uint32_t big16(const uint8_t *at)
{
    return (uint32_t)big_endian(at, 2);
}

static inline uint32_t big32(const uint8_t *at)
{
    return (uint32_t)big_endian(at, 4);
}

static inline void put_little_endian(uint8_t *at, uint64_t number, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        at[i] = (uint8_t)(number >> (8 * i));
}

static inline void put_big32(uint8_t *at, uint32_t number)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(number >> (24 - 8 * i));
}

#endif
