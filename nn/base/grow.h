// Arrays that grow while they are filled. How much room one has is told from its count alone, so
// that nobody has to keep it.
#ifndef NN_BASE_GROW_H
#define NN_BASE_GROW_H

#include <stddef.h>

// Returns an array of `count` items of `item_size` bytes with room for `more`, moved or not; NULL
// when memory runs out or the size overflows: then the old array is as it was. The room doubles.
// `array` must come from here, with at least `count` items put into it since, or be NULL (and
// `count` 0). The caller frees it with free().
void *grow_array(void *array, size_t count, size_t more, size_t item_size);

#endif
