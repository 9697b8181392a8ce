// Memory that vector registers and cache lines want: aligned.
#ifndef NN_BASE_MEMORY_H
#define NN_BASE_MEMORY_H

#include <stddef.h>

// Zeroed room for `count` things of `size` bytes, aligned to 64 bytes; the caller frees it with
// free(). NULL when memory runs out or the product overflows.
void *memory_aligned(size_t count, size_t size);

#endif
