// Pictures from bytes: every decoder, the turn, the ink. There is ink if and only if the picture is
// read, of a size that is allowed, and every refusal names the file.
#include "tests/fuzz/fuzz.h"

#include "app/pictures/picture.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ink ink = {0};
    struct status status = {0};
    uint8_t *copy = malloc(size > 0 ? size : 1); // so that reading past its end is seen
    if (!copy)
        return 0;
    if (size > 0)
        memcpy(copy, data, size);
    bool read = picture_decode(&ink, "fuzzed", &(struct bytes){copy, size}, &status);
    free(copy);
    FUZZ_PROMISE(read == (ink.grey != NULL));
    FUZZ_PROMISE(read || status.code == STATUS_NO_MEMORY ||
                 (status.code == STATUS_BAD_DATA && strstr(status.message, "fuzzed")));
    FUZZ_PROMISE(ink.width <= 8192 && ink.height <= 8192);
    ink_free(&ink);
    return 0;
}
