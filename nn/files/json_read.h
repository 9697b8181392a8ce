// JSON in: cJSON's parser, with the one thing that it does not tell.
#ifndef NN_FILES_JSON_READ_H
#define NN_FILES_JSON_READ_H

#include <cjson/cJSON.h>
#include <stdbool.h>

// Parses the text's first value, whatever follows it. *end is behind it or, after a failure, where
// it went wrong; `end` may be NULL. The result is NULL if this is no JSON or, which *no_memory
// tells, for lack of memory. cJSON_Delete frees it.
cJSON *json_read(const char *text, size_t size, const char **end, bool *no_memory);

#endif
