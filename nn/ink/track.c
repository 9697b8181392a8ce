// Coverage never rises with the distance, rounding included (nn/ink/capsule.h): so the largest
// coverage is that of the least distance.
#include "nn/ink/track.h"

#include "nn/ink/capsule.h"
#include "nn/ink/wide.h"

#include <float.h>
#include <string.h>

// From here on an area's rows are narrowed, which takes as long as a span.
enum { WIDE_AREA = 2 * CAPSULE_SPAN };

_Static_assert(TRACK_SIDE % CAPSULE_SPAN == 0, "a row is whole spans");

void track_begin(struct track *track, float diameter)
{
    track->diameter = diameter;
    for (int row = 0; row < TRACK_SIDE; row++)
        for (int column = 0; column < TRACK_SIDE; column++)
            track->squared[row][column] = DBL_MAX;
}

static inline void add_row(double squared[TRACK_SIDE], const struct capsule *capsule, double y,
                           int left, int right)
{
    for (; left < right; left += CAPSULE_SPAN) {
        int first = left + CAPSULE_SPAN > TRACK_SIDE ? TRACK_SIDE - CAPSULE_SPAN : left;
        double distance[CAPSULE_SPAN];
        capsule_distances(distance, capsule, first + 0.5, y);
        AS_A_LOOP
        for (int i = 0; i < CAPSULE_SPAN; i++)
            squared[first + i] = lesser(distance[i], squared[first + i]);
    }
}

WIDE_CLONES void add(struct track *track, struct point a, struct point b)
{
    struct capsule capsule;
    if (!capsule_make(&capsule, a, b, track->diameter))
        return;
    struct capsule_area area = capsule_find_area(&capsule, TRACK_SIDE, TRACK_SIDE);
    for (int row = area.top; row < area.bottom; row++) {
        int left = area.left, right = area.right;
        if (right - left > WIDE_AREA)
            capsule_row_span(&capsule, row + 0.5, &left, &right);
        add_row(track->squared[row], &capsule, row + 0.5, left, right);
    }
}

void track_add(struct track *track, struct point a, struct point b)
{
    add(track, a, b);
}

// Most spans of most drawings are paper.
static inline bool is_reached(const double squared[CAPSULE_SPAN], double reach_squared)
{
    int reached = 0;
    AS_A_LOOP
    for (int i = 0; i < CAPSULE_SPAN; i++)
        reached |= squared[i] <= reach_squared;
    return reached;
}

static inline void lay_span(uint8_t grey[CAPSULE_SPAN], const double squared[CAPSULE_SPAN],
                            double radius)
{
    int32_t coverage[CAPSULE_SPAN];
    AS_A_LOOP
    for (int i = 0; i < CAPSULE_SPAN; i++)
        coverage[i] = capsule_coverage(squared[i], radius);
    for (int i = 0; i < CAPSULE_SPAN; i++)
        grey[i] = (uint8_t)coverage[i];
}

WIDE_CLONES void lay(uint8_t grey[TRACK_SIDE][TRACK_SIDE], const struct track *track)
{
    double radius = (double)track->diameter / 2, reach = radius + 0.5;
    memset(grey, 0, sizeof(uint8_t[TRACK_SIDE][TRACK_SIDE]));
    for (int row = 0; row < TRACK_SIDE; row++)
        for (int first = 0; first < TRACK_SIDE; first += CAPSULE_SPAN)
            if (is_reached(&track->squared[row][first], reach * reach))
                lay_span(&grey[row][first], &track->squared[row][first], radius);
}

void track_lay(uint8_t grey[TRACK_SIDE][TRACK_SIDE], const struct track *track)
{
    lay(grey, track);
}
