// The number types that safetensors files keep weights in, as floats.
#ifndef NN_FILES_TENSOR_TYPE_H
#define NN_FILES_TENSOR_TYPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tensor_type {
    const char *name; // as the format calls it: "BF16"
    size_t bytes;     // of a number
    float (*value)(const uint8_t *at);
    bool (*too_large)(const uint8_t *at); // finite, but no float is
};

// "F32", and what can be converted to it: "F16", "BF16", "F64". NULL for any other name.
// Every F16 and BF16 is a float; an F64 becomes the nearest one, infinite where it is too large.
const struct tensor_type *tensor_type_find(const char *name);
const struct tensor_type *tensor_type_f32(void);

#endif
