// UNIPEN text. Whatever the input, it begins as such a text does.
#include "tests/fuzz/strokes_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char beginning[] = ".VERSION 1.0\n";
    size_t whole = sizeof beginning - 1 + size;
    uint8_t *text = malloc(whole);
    FUZZ_PROMISE(text);
    memcpy(text, beginning, sizeof beginning - 1);
    if (size > 0)
        memcpy(text + sizeof beginning - 1, data, size);
    check_strokes(text, whole, 2 * STROKES_LARGEST_COORDINATE);
    free(text);
    return 0;
}
