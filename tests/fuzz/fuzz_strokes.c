// Strokes files.
#include "tests/fuzz/strokes_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_strokes(data, size, 2 * STROKES_LARGEST_COORDINATE); // UNIPEN is turned about its box
    return 0;
}
