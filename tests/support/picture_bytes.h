// Pictures put together byte by byte, for tests of what reads them.
#ifndef TESTS_SUPPORT_PICTURE_BYTES_H
#define TESTS_SUPPORT_PICTURE_BYTES_H

#include "tests/support/bar.h"

// Where bytes are gathered.
struct made {
    uint8_t data[200000];
    size_t size;
};

static inline void add(struct made *made, const void *data, size_t size)
{
    assert_true(made->size + size <= sizeof made->data);
    memcpy(made->data + made->size, data, size);
    made->size += size;
}

static inline void add_little(struct made *made, uint32_t number, size_t size)
{
    uint8_t bytes[4];
    for (size_t i = 0; i < 4; i++)
        bytes[i] = (uint8_t)(number >> 8 * i);
    add(made, bytes, size);
}

static inline void save(const struct made *made, const char *name)
{
    write_file(name, made->data, made->size);
}

// Where Exif says that (x, y) of the upright picture is stored, in terms of the standard.
static inline void stored_at(int orientation, int x, int y, int *column, int *row)
{
    int far_x = SIDE - 1 - x, far_y = SIDE - 1 - y;
    const int at[9][2] = {{0},    {x, y},     {far_x, y},     {far_x, far_y}, {x, far_y},
                          {y, x}, {y, far_x}, {far_y, far_x}, {far_y, x}};
    *column = at[orientation][0];
    *row = at[orientation][1];
}

#endif
