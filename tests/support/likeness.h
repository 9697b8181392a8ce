// How alike two normalised digits are, and how far apart.
#ifndef TESTS_SUPPORT_LIKENESS_H
#define TESTS_SUPPORT_LIKENESS_H

#include "nn/ink/normalize.h"
#include <math.h>
#include <stdlib.h>

// The sum of products of two images, one of them moved.
static inline double product(const struct normalized *a, const struct normalized *b, int dx, int dy)
{
    double sum = 0;
    for (int y = 1; y < DIGIT_SIDE - 1; y++)
        for (int x = 1; x < DIGIT_SIDE - 1; x++)
            sum += a->digit[y][x] * b->digit[y + dy][x + dx];
    return sum;
}

// 1 for the same image, 0 for images without common ink. Digits are placed by whole pixels, so that
// a hair's breadth can make a pixel's difference: the best of such moves counts.
static inline double likeness(const struct normalized *a, const struct normalized *b)
{
    double lengths = sqrt(product(a, a, 0, 0) * product(b, b, 0, 0)), best = 0;
    for (int move = 0; move < 9; move++)
        best = fmax(best, product(a, b, move % 3 - 1, move / 3 - 1));
    return lengths > 0 ? best / lengths : 0;
}

// 0 for the same image, about 50 for two different digits: in grey (0..255), pixel by pixel.
static inline double mean_difference(const struct normalized *a, const struct normalized *b)
{
    double sum = 0;
    for (int y = 0; y < DIGIT_SIDE; y++)
        for (int x = 0; x < DIGIT_SIDE; x++)
            sum += abs(a->digit[y][x] - b->digit[y][x]);
    return sum / (DIGIT_SIDE * DIGIT_SIDE);
}

#endif
