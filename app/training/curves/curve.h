// A curve of a training run: as it grows its points are merged, so that its size is bounded.
#ifndef APP_TRAINING_CURVE_H
#define APP_TRAINING_CURVE_H

#include <stdbool.h>
#include <stddef.h>

enum {
    CURVE_POINTS = 512,                 // when it is full, neighbours are merged
    CURVE_BEGINNING = 40,               // the first so many points never are
    CURVE_TEXT = CURVE_POINTS * 16 + 1, // bytes
};

struct curve {
    float x[CURVE_POINTS]; // epochs, with fractions; rising
    float y[CURVE_POINTS];
    int count;
};

void curve_add(struct curve *curve, float x, float y);
// The latest y; NaN if there is no point.
float curve_last(const struct curve *curve);
// As text: the bits of each point in 16 hexadecimal digits, so that nothing is rounded.
void curve_write(char text[CURVE_TEXT], const struct curve *curve);
// False, and an empty curve, if the text is none of a curve.
bool curve_read(struct curve *curve, const char *text);

#endif
