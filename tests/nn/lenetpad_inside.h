// How the library reads inside, for the test of its public header, which must not see the rest:
// this is built apart from it (lenetpad_inside.c).
#ifndef TESTS_NN_LENETPAD_INSIDE_H
#define TESTS_NN_LENETPAD_INSIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct inside_reading {
    int digit;
    bool sure;
    float probability[10];
    uint8_t image[28][28];
};

// One stroke; `xy` holds its points' x and y in turn.
struct inside_reading inside_read_drawing(const char *model, const float *xy, size_t points,
                                          float side);
struct inside_reading inside_read_ink(const char *model, uint8_t *grey, int width, int height);
struct inside_reading inside_read_photo(const char *model, const uint8_t *light, int width,
                                        int height);

#endif
