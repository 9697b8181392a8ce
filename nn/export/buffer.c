// Writers are read more easily if not every line of theirs can fail.
#include "nn/export/buffer.h"

#include "nn/base/grow.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_add(struct buffer *buffer, const void *data, size_t size)
{
    uint8_t *grown = buffer->failed ? NULL : grow_array(buffer->data, buffer->size, size, 1);
    if (!grown) {
        buffer->failed = true;
        return;
    }
    buffer->data = grown;
    if (size > 0)
        memcpy(grown + buffer->size, data, size);
    buffer->size += size;
}

void buffer_text(struct buffer *buffer, const char *text)
{
    buffer_add(buffer, text, strlen(text));
}

void buffer_format(struct buffer *buffer, const char *format, ...)
{
    char text[4096];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length < 0 || (size_t)length >= sizeof text)
        buffer->failed = true;
    else
        buffer_add(buffer, text, (size_t)length);
}

void buffer_number(struct buffer *buffer, uint64_t number, int bytes)
{
    for (int i = 0; i < bytes; i++) {
        uint8_t byte = (uint8_t)(number >> (8 * i));
        buffer_add(buffer, &byte, 1);
    }
}

void buffer_floats(struct buffer *buffer, const float *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t bits;
        memcpy(&bits, &values[i], sizeof bits);
        buffer_number(buffer, bits, 4);
    }
}

void buffer_free(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){0};
}
