// Ink is one byte a pixel. A pen's track is a run of capsules: each pixel's coverage follows from
// its distance to the segment alone, so that joints are seamless and the result does not depend on
// how a stroke was cut into segments. Geometry is in double: points may lie a million pixels off.
//
// Only the pixels near the segment are visited: for each row, the piece of the segment that the pen
// can reach from there bounds the columns.
#include "nn/ink/ink.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct capsule {
    double x, y;               // start
    double dx, dy;             // to the end
    double per_length_squared; // 1 / length^2; 0 for a dot
    double per_dy;             // 1 / dy; 0 if level
    double radius;
    double reach; // radius and the outer half of the soft edge
};

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

static bool capsule_make(struct capsule *capsule, struct point a, struct point b, float diameter)
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

static double lesser(double a, double b)
{
    return a < b ? a : b;
}

static double greater(double a, double b)
{
    return a > b ? a : b;
}

static double clamp(double value, double low, double high)
{
    return value < low ? low : value > high ? high : value;
}

// The pixels whose centres lie in [low, high], within 0..limit: first and one past the last.
static int first_pixel(double low, int limit)
{
    double edge = clamp(low - 0.5, 0, limit);
    int pixel = (int)edge;
    return pixel < edge ? pixel + 1 : pixel;
}

static int end_pixel(double high, int limit)
{
    return (int)clamp(high + 0.5, 0, limit);
}

static struct ink_area capsule_area(const struct ink *ink, const struct capsule *capsule)
{
    double end_x = capsule->x + capsule->dx;
    double end_y = capsule->y + capsule->dy;
    double reach = capsule->reach;
    struct ink_area area = {
        .left = first_pixel(lesser(capsule->x, end_x) - reach, ink->width),
        .top = first_pixel(lesser(capsule->y, end_y) - reach, ink->height),
        .right = end_pixel(greater(capsule->x, end_x) + reach, ink->width),
        .bottom = end_pixel(greater(capsule->y, end_y) + reach, ink->height),
    };
    if (area.left >= area.right || area.top >= area.bottom)
        return (struct ink_area){0};
    return area;
}

// Narrows left..right to what the pen can touch in the row with this centre.
static void row_span(const struct capsule *capsule, double y, int *left, int *right)
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

enum action { DRAW, ERASE };

enum { SPAN = 8 }; // pixels of a row computed together

// How much of each pixel the capsule covers, 0 .. 255; `x`, `y` is the first one's centre. That is
// how much of a pixel's width, some distance from the middle of a line, the line covers: the
// overlap of [-radius, radius] and [distance - 1/2, distance + 1/2]. Right for pens thinner than a
// pixel too.
static inline void cover(int32_t coverage[SPAN], const struct capsule *capsule, double x, double y)
{
    const struct capsule c = *capsule;
    double py = y - c.y;
    for (int i = 0; i < SPAN; i++) {
        double px = x + i - c.x;
        double along = clamp((px * c.dx + py * c.dy) * c.per_length_squared, 0, 1);
        double off_x = px - along * c.dx;
        double off_y = py - along * c.dy;
        double distance = sqrt(off_x * off_x + off_y * off_y);
        double covered = lesser(c.radius, distance + 0.5) - greater(-c.radius, distance - 0.5);
        coverage[i] = (int32_t)(255 * greater(covered, 0) + 0.5);
    }
}

static inline void combine(uint8_t *grey, const int32_t coverage[SPAN], int count,
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
    _Static_assert(sizeof span == SPAN, "a span is a word");
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
    while (end - first >= SPAN && is_final(grey + first, action))
        first += SPAN;
    while (first < end && grey[first] == final)
        first++;
    note_settled(row, *left, first);
    if (row->from < end && end <= row->to)
        end = row->from > first ? row->from : first;
    while (end - first >= SPAN && is_final(grey + end - SPAN, action))
        end -= SPAN;
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
        int32_t coverage[SPAN];
        int first = left + SPAN > width && width >= SPAN ? width - SPAN : left;
        if (row->from <= left && left < row->to) {
            left = row->to;
            continue;
        }
        if (first + SPAN <= width && is_final(grey + first, action)) {
            note_settled(row, first, first + SPAN);
        } else {
            cover(coverage, capsule, first + 0.5, y);
            if (first + SPAN <= width)
                combine(grey + first, coverage, SPAN, action);
            else
                combine(grey + first, coverage, width - first, action);
        }
        left += SPAN;
    }
}

// `settled`: (row) what is known of the sheet; NULL if nothing is kept.
static inline struct ink_area apply(struct ink *ink, struct point a, struct point b, float diameter,
                                    struct settled *settled, enum action action)
{
    struct capsule capsule;
    if (!capsule_make(&capsule, a, b, diameter))
        return (struct ink_area){0};
    struct ink_area area = capsule_area(ink, &capsule);
    for (int row = area.top; row < area.bottom; row++) {
        int left = area.left, right = area.right;
        struct settled nothing = {0, 0};
        row_span(&capsule, row + 0.5, &left, &right);
        if (left < right)
            apply_row(ink->grey + (size_t)row * (size_t)ink->width, ink->width, &capsule, row + 0.5,
                      left, right, settled ? &settled[row] : &nothing, action);
    }
    return area;
}

struct ink_area ink_draw(struct ink *ink, struct point a, struct point b, float diameter)
{
    return apply(ink, a, b, diameter, NULL, DRAW);
}

struct ink_area ink_erase(struct ink *ink, struct point a, struct point b, float diameter)
{
    return apply(ink, a, b, diameter, NULL, ERASE);
}

static void draw_stroke(struct ink *ink, const struct stroke *stroke, float diameter,
                        struct settled *settled)
{
    if (stroke->count == 1)
        apply(ink, stroke->point[0], stroke->point[0], diameter, settled, DRAW);
    for (size_t i = 1; i < stroke->count; i++)
        apply(ink, stroke->point[i - 1], stroke->point[i], diameter, settled, DRAW);
}

void ink_draw_drawing(struct ink *ink, const struct drawing *drawing, float diameter)
{
    struct settled *settled = calloc((size_t)ink->height, sizeof *settled); // NULL: only slower
    for (size_t i = 0; i < drawing->count; i++)
        draw_stroke(ink, &drawing->stroke[i], diameter, settled);
    free(settled);
}
