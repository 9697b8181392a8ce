// malloc aligns for plain types only, and a vector that straddles two cache lines costs both.
// Whoever asks for arrays that large wants them zeroed and their size checked, too.
#include "nn/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void *memory_aligned(size_t count, size_t size)
{
    void *memory = NULL;
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    if (posix_memalign(&memory, 64, count * size) != 0)
        return NULL;
    return memset(memory, 0, count * size);
}
