// Lines, discs, rings and triangles. Lines and polylines go through small tiles of coverage, where
// overlapping segments take the maximum, so that a half-transparent curve has no dark joints.
#include "app/paint/canvas.h"

#include "app/paint/blend.h"
#include "app/paint/canvas_recorder.h"
#include <math.h>
#include <string.h>

enum { TILE = 64 };

// A window of coverage onto the canvas; (row, column), from (area.x, area.y).
struct tile {
    struct rect area;
    bool touched; // else coverage is undefined
    uint8_t coverage[TILE][TILE];
};

struct segment {
    float x0, y0, x1, y1, half; // half: half the width
};

// The share of a pixel, `distance` from the middle of a band `half` wide on each side, inside it.
static float band_coverage(float distance, float half)
{
    return fmaxf(0, fminf(distance + 0.5f, half) - fmaxf(distance - 0.5f, -half));
}

static float segment_distance_squared(const struct segment *s, float x, float y)
{
    float dx = s->x1 - s->x0, dy = s->y1 - s->y0;
    float px = x - s->x0, py = y - s->y0;
    float length_squared = dx * dx + dy * dy;
    float t = length_squared > 0 ? clamp01((px * dx + py * dy) / length_squared) : 0;
    float ex = px - t * dx, ey = py - t * dy;
    return ex * ex + ey * ey;
}

// The columns that the segment can touch in the row whose centre is y.
static void segment_extent(const struct segment *s, float y, float *left, float *right)
{
    float reach = s->half + 0.5f, dy = s->y1 - s->y0;
    float from = 0, to = 1;
    if (fabsf(dy) > 1e-3f) {
        float a = (y - reach - s->y0) / dy, b = (y + reach - s->y0) / dy;
        from = clamp01(fminf(a, b));
        to = clamp01(fmaxf(a, b));
    }
    float xa = s->x0 + from * (s->x1 - s->x0), xb = s->x0 + to * (s->x1 - s->x0);
    *left = fminf(xa, xb) - reach;
    *right = fmaxf(xa, xb) + reach;
}

static void touch(struct tile *tile)
{
    for (int j = 0; j < tile->area.h && !tile->touched; j++)
        memset(tile->coverage[j], 0, (size_t)tile->area.w);
    tile->touched = true;
}

static void tile_add_row(struct tile *tile, const struct segment *s, int y)
{
    float left, right, centre = (float)y + 0.5f;
    segment_extent(s, centre, &left, &right);
    float from = fmaxf(floorf(left), (float)tile->area.x);
    float to = fminf(ceilf(right), (float)(tile->area.x + tile->area.w));
    if (from >= to)
        return;
    touch(tile);
    float outer = s->half + 0.5f, inner = fmaxf(0, s->half - 0.5f);
    uint8_t *row = tile->coverage[y - tile->area.y];
    for (int x = (int)from; x < (int)to; x++) {
        float squared = segment_distance_squared(s, (float)x + 0.5f, centre);
        if (!(squared < outer * outer)) // also a NaN
            continue;
        float covered = squared < inner * inner ? 1 : band_coverage(sqrtf(squared), s->half);
        uint8_t level = (uint8_t)(covered * 255 + 0.5f);
        uint8_t *cell = row + (x - tile->area.x);
        if (level > *cell)
            *cell = level;
    }
}

static void tile_add(struct tile *tile, const struct segment *s)
{
    float reach = s->half + 0.5f;
    float left = fminf(s->x0, s->x1) - reach, right = fmaxf(s->x0, s->x1) + reach;
    float top = fminf(s->y0, s->y1) - reach, bottom = fmaxf(s->y0, s->y1) + reach;
    struct rect area = tile->area;
    if (right <= (float)area.x || left >= (float)(area.x + area.w))
        return;
    float from = fmaxf(floorf(top), (float)area.y);
    float to = fminf(ceilf(bottom), (float)(area.y + area.h));
    for (int y = (int)from; y < (int)to; y++)
        tile_add_row(tile, s, y);
}

static void tile_blend(const struct tile *tile, struct canvas *canvas, uint32_t colour)
{
    uint32_t alpha = widen(colour >> 24), solid = opaque(colour);
    for (int j = 0; j < tile->area.h; j++) {
        uint32_t *row = canvas_row(canvas, tile->area.y + j) + tile->area.x;
        for (int i = 0; i < tile->area.w; i++) {
            uint32_t level = tile->coverage[j][i];
            if (level)
                row[i] = blend(row[i], solid, alpha * widen(level) >> 8);
        }
    }
}

// A rectangle of whole pixels around float edges, limited to `limit` before any conversion, since a
// caller's curve may run far outside.
static struct rect rect_around(float left, float top, float right, float bottom, struct rect limit)
{
    float limit_right = (float)(limit.x + limit.w), limit_bottom = (float)(limit.y + limit.h);
    int x0 = (int)fminf(fmaxf(floorf(left), (float)limit.x), limit_right);
    int y0 = (int)fminf(fmaxf(floorf(top), (float)limit.y), limit_bottom);
    int x1 = (int)fminf(fmaxf(ceilf(right), (float)limit.x), limit_right);
    int y1 = (int)fminf(fmaxf(ceilf(bottom), (float)limit.y), limit_bottom);
    return (struct rect){x0, y0, max_int(0, x1 - x0), max_int(0, y1 - y0)};
}

static struct rect polyline_area(const float *xy, int points, float reach, struct rect clip)
{
    float left = xy[0], right = xy[0], top = xy[1], bottom = xy[1];
    for (int i = 1; i < points; i++) {
        left = fminf(left, xy[2 * i]);
        right = fmaxf(right, xy[2 * i]);
        top = fminf(top, xy[2 * i + 1]);
        bottom = fmaxf(bottom, xy[2 * i + 1]);
    }
    return rect_around(left - reach, top - reach, right + reach, bottom + reach, clip);
}

static void polyline_tile(struct canvas *canvas, struct tile *tile, const float *xy, int points,
                          float half, uint32_t colour)
{
    tile->touched = false;
    for (int i = 0; i < max_int(1, points - 1); i++) {
        const float *a = xy + 2 * i, *b = points > 1 ? a + 2 : a;
        tile_add(tile, &(struct segment){a[0], a[1], b[0], b[1], half});
    }
    if (tile->touched)
        tile_blend(tile, canvas, colour);
}

void canvas_polyline(struct canvas *canvas, const float *xy, int points, float width,
                     uint32_t colour)
{
    if (points < 1 || !(width > 0) ||
        canvas_record(canvas, (struct canvas_shape){CANVAS_POLYLINE, .xy = xy, .points = points,
                                                    .width = width, .colour = colour}))
        return;
    float half = 0.5f * width;
    struct rect area = polyline_area(xy, points, half + 0.5f, canvas->clip);
    struct tile tile;
    for (int y = area.y; y < area.y + area.h; y += TILE)
        for (int x = area.x; x < area.x + area.w; x += TILE) {
            tile.area = rect_intersect((struct rect){x, y, TILE, TILE}, area);
            polyline_tile(canvas, &tile, xy, points, half, colour);
        }
}

void canvas_line(struct canvas *canvas, float x0, float y0, float x1, float y1, float width,
                 uint32_t colour)
{
    canvas_polyline(canvas, (float[]){x0, y0, x1, y1}, 2, width, colour);
}

// ---- Discs and triangles ------------------------------------------------------------------------

void canvas_disc(struct canvas *canvas, float x, float y, float radius, uint32_t colour)
{
    canvas_polyline(canvas, (float[]){x, y}, 1, 2 * radius, colour);
}

void canvas_ring(struct canvas *canvas, float x, float y, float radius, float width,
                 uint32_t colour)
{
    if (canvas_record(canvas,
                      (struct canvas_shape){CANVAS_RING, .xy = (float[]){x, y}, .points = 1,
                                            .radius = radius, .width = width, .colour = colour}))
        return;
    float reach = radius + 0.5f * width + 0.5f, hole = radius - 0.5f * width - 0.5f;
    struct rect area = rect_around(x - reach, y - reach, x + reach, y + reach, canvas->clip);
    for (int row = area.y; row < area.y + area.h; row++) {
        uint32_t *pixel = canvas_row(canvas, row);
        float dy = (float)row + 0.5f - y;
        for (int column = area.x; column < area.x + area.w; column++) {
            float dx = (float)column + 0.5f - x, squared = dx * dx + dy * dy;
            if (squared >= reach * reach || (hole > 0 && squared <= hole * hole))
                continue;
            float coverage = band_coverage(fabsf(sqrtf(squared) - radius), 0.5f * width);
            blend_pixel(pixel + column, colour, coverage);
        }
    }
}

// Distance of a point to the line through a and b, positive to the right of a → b (y downwards).
static float side_of(const float *a, const float *b, float x, float y)
{
    float dx = b[0] - a[0], dy = b[1] - a[1];
    float length = sqrtf(dx * dx + dy * dy);
    return length > 0 ? (dx * (y - a[1]) - dy * (x - a[0])) / length : 0;
}

void canvas_triangle(struct canvas *canvas, const float xy[6], uint32_t colour)
{
    const float *a = xy, *b = xy + 2, *c = xy + 4;
    if (canvas_record(canvas, (struct canvas_shape){CANVAS_TRIANGLE, .xy = xy, .points = 3,
                                                    .colour = colour}))
        return;
    if (side_of(a, b, c[0], c[1]) < 0) {
        b = xy + 4;
        c = xy + 2;
    }
    struct rect area = polyline_area(xy, 3, 0.5f, canvas->clip);
    for (int y = area.y; y < area.y + area.h; y++)
        for (int x = area.x; x < area.x + area.w; x++) {
            float px = (float)x + 0.5f, py = (float)y + 0.5f;
            float inside =
                fminf(fminf(side_of(a, b, px, py), side_of(b, c, px, py)), side_of(c, a, px, py));
            if (inside > -0.5f)
                blend_pixel(canvas_row(canvas, y) + x, colour, clamp01(inside + 0.5f));
        }
}
