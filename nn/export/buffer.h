// Bytes that are put together, of which there may be too many for the memory: that is asked once,
// at the end.
#ifndef NN_EXPORT_BUFFER_H
#define NN_EXPORT_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Begins as {0}; freed with buffer_free.
struct buffer {
    uint8_t *data;
    size_t size;
    bool failed; // memory ran out: what was added since is lost
};

void buffer_add(struct buffer *buffer, const void *data, size_t size);
void buffer_text(struct buffer *buffer, const char *text); // without its final zero
void buffer_format(struct buffer *buffer, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// Whole numbers in `bytes` bytes, the lowest first.
void buffer_number(struct buffer *buffer, uint64_t number, int bytes);
// Floats as four bytes each, the lowest first.
void buffer_floats(struct buffer *buffer, const float *values, size_t count);
void buffer_free(struct buffer *buffer);

#endif
