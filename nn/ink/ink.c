// Ink is one byte a pixel, laid capsule by capsule (nn/ink/capsule.h).
//
// Only the pixels near the segment are visited: for each row, the piece of the segment that the pen
// can reach from there bounds the columns.
#include "nn/ink/ink.h"

#include "nn/ink/capsule.h"
#include "nn/ink/wide.h"

#include <stdlib.h>
#include <string.h>

bool ink_init(struct ink *ink, int width, int height, struct status *status)
{
    *ink = (struct ink){0};
    if (width <= 0 || height <= 0)
        return status_fail(status, STATUS_USAGE, "a sheet of %d x %d pixels holds no ink", width,
                           height);
    uint8_t *grey = calloc((size_t)height, (size_t)width);
    if (!grey)
        return status_fail(status, STATUS_NO_MEMORY, "no memory for a sheet of %d x %d pixels",
                           width, height);
    *ink = (struct ink){.width = width, .height = height, .grey = grey};
    return true;
}

void ink_free(struct ink *ink)
{
    free(ink->grey);
    *ink = (struct ink){0};
}

void ink_clear(struct ink *ink)
{
    memset(ink->grey, 0, (size_t)ink->width * (size_t)ink->height);
}

enum action { DRAW, ERASE };

// How much of each pixel the capsule covers; `x`, `y` is the first one's centre.
static inline void cover(int32_t coverage[CAPSULE_SPAN], const struct capsule *capsule, double x,
                         double y)
{
    double squared[CAPSULE_SPAN];
    capsule_distances(squared, capsule, x, y);
    for (int i = 0; i < CAPSULE_SPAN; i++)
        coverage[i] = capsule_coverage(squared[i], capsule->radius);
}

static inline void combine(uint8_t *grey, const int32_t coverage[CAPSULE_SPAN], int count,
                           enum action action)
{
    for (int i = 0; i < count; i++) {
        int32_t wanted = action == DRAW ? coverage[i] : 255 - coverage[i];
        bool changes = action == DRAW ? wanted > grey[i] : wanted < grey[i];
        grey[i] = (uint8_t)(changes ? wanted : grey[i]);
    }
}

// Whether all pixels of a span are ones that cannot change any more.
static inline bool is_final(const uint8_t *grey, enum action action)
{
    uint64_t span, final = action == DRAW ? UINT64_MAX : 0;
    _Static_assert(sizeof span == CAPSULE_SPAN, "a span is a word");
    memcpy(&span, grey, sizeof span);
    return span == final;
}

// Pixels of a row that are known to be final.
struct settled {
    int from, to;
};

static inline void note_settled(struct settled *row, int from, int to)
{
    if (from <= row->to && row->from <= to) {
        row->from = from < row->from ? from : row->from;
        row->to = to > row->to ? to : row->to;
    } else if (to - from > row->to - row->from) {
        *row = (struct settled){from, to};
    }
}

// Takes final pixels away from both ends of left..right.
static inline void trim_row(const uint8_t *grey, int *left, int *right, struct settled *row,
                            enum action action)
{
    uint8_t final = action == DRAW ? 255 : 0;
    int first = *left, end = *right;
    if (row->from <= first && first < row->to)
        first = row->to < end ? row->to : end;
    while (end - first >= CAPSULE_SPAN && is_final(grey + first, action))
        first += CAPSULE_SPAN;
    while (first < end && grey[first] == final)
        first++;
    note_settled(row, *left, first);
    if (row->from < end && end <= row->to)
        end = row->from > first ? row->from : first;
    while (end - first >= CAPSULE_SPAN && is_final(grey + end - CAPSULE_SPAN, action))
        end -= CAPSULE_SPAN;
    while (first < end && grey[end - 1] == final)
        end--;
    note_settled(row, end, *right);
    *left = first;
    *right = end;
}

// Successive capsules of a stroke overlap almost wholly: pixels that cannot change any more are
// passed over, so that the next of very many points costs little more than the pen's edge. Pixels
// beyond the span are not covered, so that whole spans can be computed.
static inline void apply_row(uint8_t *grey, int width, const struct capsule *capsule, double y,
                             int left, int right, struct settled *row, enum action action)
{
    trim_row(grey, &left, &right, row, action);
    while (left < right) {
        int32_t coverage[CAPSULE_SPAN];
        int first =
            left + CAPSULE_SPAN > width && width >= CAPSULE_SPAN ? width - CAPSULE_SPAN : left;
        if (row->from <= left && left < row->to) {
            left = row->to;
            continue;
        }
        if (first + CAPSULE_SPAN <= width && is_final(grey + first, action)) {
            note_settled(row, first, first + CAPSULE_SPAN);
        } else {
            cover(coverage, capsule, first + 0.5, y);
            if (first + CAPSULE_SPAN <= width)
                combine(grey + first, coverage, CAPSULE_SPAN, action);
            else
                // It is less than a span; gcc sees that so only.
                combine(grey + first, coverage, (width - first) % CAPSULE_SPAN, action);
        }
        left += CAPSULE_SPAN;
    }
}

// `settled`: (row) what is known of the sheet; NULL if nothing is kept.
static inline struct ink_area apply(struct ink *ink, struct point a, struct point b, float diameter,
                                    struct settled *settled, enum action action)
{
    struct capsule capsule;
    if (!capsule_make(&capsule, a, b, diameter))
        return (struct ink_area){0};
    struct capsule_area area = capsule_find_area(&capsule, ink->width, ink->height);
    for (int row = area.top; row < area.bottom; row++) {
        int left = area.left, right = area.right;
        struct settled nothing = {0, 0};
        capsule_row_span(&capsule, row + 0.5, &left, &right);
        if (left < right)
            apply_row(ink->grey + (size_t)row * (size_t)ink->width, ink->width, &capsule, row + 0.5,
                      left, right, settled ? &settled[row] : &nothing, action);
    }
    return (struct ink_area){area.left, area.top, area.right, area.bottom};
}

WIDE_CLONES struct ink_area draw(struct ink *ink, struct point a, struct point b, float diameter,
                                 struct settled *settled)
{
    return apply(ink, a, b, diameter, settled, DRAW);
}

struct ink_area ink_draw(struct ink *ink, struct point a, struct point b, float diameter)
{
    return draw(ink, a, b, diameter, NULL);
}

WIDE_CLONES struct ink_area erase(struct ink *ink, struct point a, struct point b, float diameter)
{
    return apply(ink, a, b, diameter, NULL, ERASE);
}

struct ink_area ink_erase(struct ink *ink, struct point a, struct point b, float diameter)
{
    return erase(ink, a, b, diameter);
}

static void draw_stroke(struct ink *ink, const struct stroke *stroke, float diameter,
                        struct settled *settled)
{
    if (stroke->count == 1)
        draw(ink, stroke->point[0], stroke->point[0], diameter, settled);
    for (size_t i = 1; i < stroke->count; i++)
        draw(ink, stroke->point[i - 1], stroke->point[i], diameter, settled);
}

void ink_draw_drawing(struct ink *ink, const struct drawing *drawing, float diameter)
{
    struct settled *settled = calloc((size_t)ink->height, sizeof *settled); // NULL: only slower
    for (size_t i = 0; i < drawing->count; i++)
        draw_stroke(ink, &drawing->stroke[i], diameter, settled);
    free(settled);
}
