// The geometry of a pen's track, for what lays ink (nn/ink/ink.c, nn/ink/track.c). A track is a run
// of capsules: each pixel's coverage follows from its distance to the segment alone, so that joints
// are seamless and the result does not depend on how a stroke was cut into segments. Geometry is in
// double: points may lie a million pixels off.
#ifndef NN_INK_CAPSULE_H
#define NN_INK_CAPSULE_H

#include "nn/ink/wide.h"
#include "nn/strokes/strokes.h"

#include <math.h>
#include <stdint.h>

struct capsule {
    double x, y;               // start
    double dx, dy;             // to the end
    double per_length_squared; // 1 / length^2; 0 for a dot
    double per_dy;             // 1 / dy; 0 if level
    double radius;
    double reach; // radius and the outer half of the soft edge
};

// The pixels that it may cover; right and bottom are exclusive.
struct capsule_area {
    int left, top, right, bottom;
};

// False if a point or the diameter is not finite, or the diameter not above 0: nothing is laid
// then.
static inline bool capsule_make(struct capsule *capsule, struct point a, struct point b,
                                float diameter)
{
    if (!isfinite(a.x) || !isfinite(a.y) || !isfinite(b.x) || !isfinite(b.y))
        return false;
    if (!isfinite(diameter) || diameter <= 0)
        return false;
    double dx = (double)b.x - (double)a.x;
    double dy = (double)b.y - (double)a.y;
    double length_squared = dx * dx + dy * dy;
    *capsule = (struct capsule){
        .x = (double)a.x,
        .y = (double)a.y,
        .dx = dx,
        .dy = dy,
        .per_length_squared = length_squared > 0 ? 1 / length_squared : 0,
        .per_dy = fabs(dy) > 1e-9 ? 1 / dy : 0,
        .radius = (double)diameter / 2,
        .reach = (double)diameter / 2 + 0.5,
    };
    return true;
}

static inline double lesser(double a, double b)
{
    return a < b ? a : b;
}

static inline double greater(double a, double b)
{
    return a > b ? a : b;
}

// In this order each end is one instruction.
static inline double clamp(double value, double low, double high)
{
    return lesser(greater(value, low), high);
}

// The pixels whose centres lie in [low, high], within 0..limit: first and one past the last.
static inline int first_pixel(double low, int limit)
{
    double edge = clamp(low - 0.5, 0, limit);
    int pixel = (int)edge;
    return pixel < edge ? pixel + 1 : pixel;
}

static inline int end_pixel(double high, int limit)
{
    return (int)clamp(high + 0.5, 0, limit);
}

// Within a sheet of width x height pixels.
static inline struct capsule_area capsule_find_area(const struct capsule *capsule, int width,
                                                    int height)
{
    double end_x = capsule->x + capsule->dx;
    double end_y = capsule->y + capsule->dy;
    double reach = capsule->reach;
    struct capsule_area area = {
        .left = first_pixel(lesser(capsule->x, end_x) - reach, width),
        .top = first_pixel(lesser(capsule->y, end_y) - reach, height),
        .right = end_pixel(greater(capsule->x, end_x) + reach, width),
        .bottom = end_pixel(greater(capsule->y, end_y) + reach, height),
    };
    if (area.left >= area.right || area.top >= area.bottom)
        return (struct capsule_area){0};
    return area;
}

// Narrows left..right to what the pen can touch in the row with this centre.
static inline void capsule_row_span(const struct capsule *capsule, double y, int *left, int *right)
{
    double from = 0, to = 1;
    if (capsule->per_dy != 0) {
        double upper = (y - capsule->reach - capsule->y) * capsule->per_dy;
        double lower = (y + capsule->reach - capsule->y) * capsule->per_dy;
        from = clamp(lesser(upper, lower), 0, 1);
        to = clamp(greater(upper, lower), 0, 1);
    }
    double from_x = capsule->x + from * capsule->dx;
    double to_x = capsule->x + to * capsule->dx;
    int first = first_pixel(lesser(from_x, to_x) - capsule->reach, *right);
    int end = end_pixel(greater(from_x, to_x) + capsule->reach, *right);
    *left = first > *left ? first : *left;
    *right = end;
}

enum { CAPSULE_SPAN = 8 }; // pixels of a row computed together

// The square of the distance of CAPSULE_SPAN pixels to the segment; `x`, `y` is the first one's
// centre.
static inline void capsule_distances(double squared[CAPSULE_SPAN], const struct capsule *capsule,
                                     double x, double y)
{
    const struct capsule c = *capsule;
    double py = y - c.y;
    AS_A_LOOP
    for (int i = 0; i < CAPSULE_SPAN; i++) {
        double px = x + i - c.x;
        double along = clamp((px * c.dx + py * c.dy) * c.per_length_squared, 0, 1);
        double off_x = px - along * c.dx;
        double off_y = py - along * c.dy;
        squared[i] = off_x * off_x + off_y * off_y;
    }
}

// How much of a pixel is covered, 0 .. 255: how much of its width, some distance from the middle of
// a line, the line covers. That is the overlap of [-radius, radius] and [distance - 1/2, distance +
// 1/2]. Right for pens thinner than a pixel too. Nowhere more for a larger distance.
static inline int32_t capsule_coverage(double squared, double radius)
{
    double distance = sqrt(squared);
    double covered = lesser(radius, distance + 0.5) - greater(-radius, distance - 0.5);
    return (int32_t)(255 * greater(covered, 0) + 0.5);
}

#endif
