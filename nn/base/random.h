// Random numbers with explicit state: the same seed gives the same numbers everywhere.
//
// The order in which numbers are drawn is part of what a seed means, and C leaves open in which the
// values of an initialiser or the arguments of a call are worked out: where two are drawn, each is
// a statement of its own.
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
// Uniform from `low` to `high`, which rounding may reach.
float random_between(struct random *random, float low, float high);
// Of the triangular distribution over [-1, 1).
float random_small(struct random *random);
// `value`, at most `off` away: of the triangular distribution.
float random_about(struct random *random, float value, float off);
// Uniform in 0..limit-1, without bias. limit > 0.
uint32_t random_below(struct random *random, uint32_t limit);
// Fisher-Yates.
void random_shuffle(struct random *random, uint32_t *items, size_t count);

#endif
