// A run may have a hundred thousand steps, a curve a few hundred points: when the room is full, two
// neighbours are merged for each new point. As text, numbers are written by their bits, so that a
// kept run's curves come back exactly.
#include "app/training/curves/curve.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { FLOAT_DIGITS = 8 };

// How much of the run the points i and i + 1 tell of together.
static float span_of(const struct curve *curve, int i)
{
    return curve->x[i + 1] - (i > 0 ? curve->x[i - 1] : 0);
}

// Into one that tells the mean of both, each as much as it tells of the run.
static void merge(struct curve *curve, int i)
{
    float span = span_of(curve, i), later = curve->x[i + 1] - curve->x[i];
    float share = span > 0 ? later / span : 0.5f;
    curve->y[i + 1] = curve->y[i] + share * (curve->y[i + 1] - curve->y[i]);
    curve->count--;
    memmove(curve->x + i, curve->x + i + 1, (size_t)(curve->count - i) * sizeof *curve->x);
    memmove(curve->y + i, curve->y + i + 1, (size_t)(curve->count - i) * sizeof *curve->y);
}

// Those two that tell the least of the run: so all of it is told about as closely, its latest part
// no more than its past. Its beginning is never merged: there the most happens.
static void make_room(struct curve *curve)
{
    int least = CURVE_BEGINNING;
    for (int i = least + 1; i + 1 < curve->count; i++)
        if (span_of(curve, i) < span_of(curve, least))
            least = i;
    merge(curve, least);
}

void curve_add(struct curve *curve, float x, float y)
{
    if (curve->count == CURVE_POINTS)
        make_room(curve);
    curve->x[curve->count] = x;
    curve->y[curve->count++] = y;
}

float curve_last(const struct curve *curve)
{
    return curve->count > 0 ? curve->y[curve->count - 1] : NAN;
}

static char *write_float(char *text, float number)
{
    uint32_t bits;
    memcpy(&bits, &number, sizeof bits);
    snprintf(text, FLOAT_DIGITS + 1, "%08" PRIx32, bits);
    return text + FLOAT_DIGITS;
}

void curve_write(char text[CURVE_TEXT], const struct curve *curve)
{
    text[0] = '\0';
    for (int i = 0; i < curve->count; i++)
        text = write_float(write_float(text, curve->x[i]), curve->y[i]);
}

static bool read_float(float *number, const char *text)
{
    static const char digits[] = "0123456789abcdef";
    uint32_t bits = 0;
    for (int i = 0; i < FLOAT_DIGITS; i++) {
        const char *digit = text[i] ? strchr(digits, text[i]) : NULL;
        if (!digit)
            return false;
        bits = bits << 4 | (uint32_t)(digit - digits);
    }
    memcpy(number, &bits, sizeof bits);
    return isfinite(*number) && *number >= 0;
}

bool curve_read(struct curve *curve, const char *text)
{
    size_t length = strlen(text);
    bool good = length % (2 * FLOAT_DIGITS) == 0 && length < CURVE_TEXT;
    float before = -1;
    curve->count = 0;
    for (int i = 0; good && i < (int)(length / (2 * FLOAT_DIGITS)); i++) {
        good = read_float(&curve->x[i], text + 2 * FLOAT_DIGITS * i) &&
               read_float(&curve->y[i], text + 2 * FLOAT_DIGITS * i + FLOAT_DIGITS) &&
               curve->x[i] > before;
        before = curve->x[i];
        curve->count = i + 1;
    }
    if (!good)
        curve->count = 0;
    return good;
}
