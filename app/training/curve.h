// A curve of a training run: as it grows its points are merged, so that its size is bounded.
#ifndef APP_TRAINER_CURVE_H
#define APP_TRAINER_CURVE_H

#include <stdbool.h>
#include <stddef.h>

enum {
    TRAINER_POINTS = 512,                         // when it is full, neighbours are merged
    TRAINER_CURVE_TEXT = TRAINER_POINTS * 16 + 1, // bytes
};

struct trainer_curve {
    float x[TRAINER_POINTS]; // epochs, with fractions; rising
    float y[TRAINER_POINTS];
    int count;
};

void trainer_curve_add(struct trainer_curve *curve, float x, float y);
// The latest y; NaN if there is no point.
float trainer_curve_last(const struct trainer_curve *curve);
// As text: the bits of each point in 16 hexadecimal digits, so that nothing is rounded.
void trainer_curve_write(char text[TRAINER_CURVE_TEXT], const struct trainer_curve *curve);
// False, and an empty curve, if the text is none of a curve.
bool trainer_curve_read(struct trainer_curve *curve, const char *text);

#endif
