// The C library's generators differ from machine to machine and share one state. This one is the
// same everywhere and belongs to who uses it, so that a seed names a run for good.
#include "nn/base/random.h"

#include <assert.h>

static uint64_t splitmix(uint64_t *state)
{
    uint64_t z = (*state += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

void random_init(struct random *random, uint64_t seed, uint64_t stream)
{
    uint64_t stream_state = stream;
    uint64_t state = seed ^ splitmix(&stream_state);
    for (int i = 0; i < 4; i++)
        random->state[i] = splitmix(&state);
}

static uint64_t rotate_left(uint64_t x, int bits)
{
    return (x << bits) | (x >> (64 - bits));
}

uint64_t random_next(struct random *random)
{
    uint64_t *s = random->state;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t shifted = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = rotate_left(s[3], 45);
    return result;
}

float random_float(struct random *random)
{
    return (float)(random_next(random) >> 40) * 0x1p-24f;
}

float random_between(struct random *random, float low, float high)
{
    return low + (high - low) * random_float(random);
}

float random_small(struct random *random)
{
    float first = random_float(random);
    return first + random_float(random) - 1;
}

float random_about(struct random *random, float value, float off)
{
    return value + off * random_small(random);
}

uint32_t random_below(struct random *random, uint32_t limit)
{
    assert(limit > 0);
    uint32_t unbiased_end = UINT32_MAX - UINT32_MAX % limit;
    for (;;) {
        uint32_t draw = (uint32_t)(random_next(random) >> 32);
        if (draw < unbiased_end)
            return draw % limit;
    }
}

void random_shuffle(struct random *random, uint32_t *items, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t j = random_below(random, (uint32_t)i);
        uint32_t swapped = items[i - 1];
        items[i - 1] = items[j];
        items[j] = swapped;
    }
}
