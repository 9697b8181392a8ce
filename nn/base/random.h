// Random numbers with explicit state: the same seed gives the same numbers everywhere.
#ifndef NN_BASE_RANDOM_H
#define NN_BASE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

// xoshiro256** (Blackman & Vigna 2018), seeded through splitmix64.
struct random {
    uint64_t state[4];
};

// Different streams of one seed are independent: one per image, per epoch, per purpose.
void random_init(struct random *random, uint64_t seed, uint64_t stream);
uint64_t random_next(struct random *random);
// Uniform in [0, 1), a multiple of 2^-24.
float random_float(struct random *random);
// Uniform in [low, high).
float random_between(struct random *random, float low, float high);
// In (-1, 1), more often near 0.
float random_small(struct random *random);
// Less than `off` away from `value`, more often near it.
float random_about(struct random *random, float value, float off);
// Uniform in 0..limit-1, without bias. limit > 0.
uint32_t random_below(struct random *random, uint32_t limit);
// Fisher-Yates.
void random_shuffle(struct random *random, uint32_t *items, size_t count);

#endif
