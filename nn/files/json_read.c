// For cJSON a lack of memory and a slip in the text are one failure. The allocators tell them
// apart: they set errno, and cJSON calls nothing that would set it so after one of them has failed.
#include "nn/files/json_read.h"

#include <errno.h>

cJSON *json_read(const char *text, size_t size, const char **end, bool *no_memory)
{
    errno = 0;
    cJSON *json = cJSON_ParseWithLengthOpts(text, size, end, false);
    *no_memory = !json && errno == ENOMEM;
    return json;
}
