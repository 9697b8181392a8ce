// A software canvas. Everything anti-aliased goes one way: the coverage of a pixel (0..1, the share
// of it that a shape covers, from the distance of its centre to the shape's edge) times the
// colour's alpha is how far the pixel moves towards the colour. Interiors are filled as spans;
// distances are computed along edges only.
//
// Lines and polylines go through small tiles of coverage, where overlapping segments take the
// maximum, so that a half-transparent curve has no dark joints.
#include "app/canvas.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { CANVAS_MAX_SIDE = 32768, TILE = 64 };

static int min_int(int a, int b)
{
    return a < b ? a : b;
}

static int max_int(int a, int b)
{
    return a > b ? a : b;
}

static float clamp01(float value)
{
    return value < 0 ? 0 : value > 1 ? 1 : value;
}

bool rect_contains(struct rect rect, int x, int y)
{
    return x >= rect.x && y >= rect.y && x < rect.x + rect.w && y < rect.y + rect.h;
}

struct rect rect_inset(struct rect rect, int by)
{
    return (struct rect){rect.x + by, rect.y + by, max_int(0, rect.w - 2 * by),
                         max_int(0, rect.h - 2 * by)};
}

struct rect rect_intersect(struct rect a, struct rect b)
{
    int left = max_int(a.x, b.x), top = max_int(a.y, b.y);
    int right = min_int(a.x + a.w, b.x + b.w), bottom = min_int(a.y + a.h, b.y + b.h);
    return (struct rect){left, top, max_int(0, right - left), max_int(0, bottom - top)};
}

static bool rect_empty(struct rect rect)
{
    return rect.w <= 0 || rect.h <= 0;
}

bool canvas_resize(struct canvas *canvas, int width, int height)
{
    assert(width > 0 && height > 0 && width <= CANVAS_MAX_SIDE && height <= CANVAS_MAX_SIDE);
    if (!canvas->pixel || width != canvas->width || height != canvas->height) {
        uint32_t *pixel = malloc((size_t)width * (size_t)height * sizeof *pixel);
        if (!pixel)
            return false;
        free(canvas->pixel);
        canvas->pixel = pixel;
    }
    canvas->width = width;
    canvas->height = height;
    canvas->clip = (struct rect){0, 0, width, height};
    return true;
}

void canvas_free(struct canvas *canvas)
{
    free(canvas->pixel);
    *canvas = (struct canvas){0};
}

struct rect canvas_clip(struct canvas *canvas, struct rect rect)
{
    struct rect previous = canvas->clip;
    canvas->clip = rect_intersect(previous, rect);
    return previous;
}

// Blending ------------------------------------------------------------------------------------

// `amount` is 0..256; two channels at a time.
static inline uint32_t blend(uint32_t under, uint32_t over, uint32_t amount)
{
    uint32_t keep = 256 - amount;
    uint32_t odd = ((under & 0x00ff00ff) * keep + (over & 0x00ff00ff) * amount + 0x00800080) >> 8;
    uint32_t even =
        ((under >> 8 & 0x00ff00ff) * keep + (over >> 8 & 0x00ff00ff) * amount + 0x00800080) >> 8;
    return (odd & 0x00ff00ff) | (even & 0x00ff00ff) << 8;
}

// 0..255 to 0..256, so that full alpha is full.
static inline uint32_t widen(uint32_t alpha)
{
    return alpha + (alpha >> 7);
}

static inline uint32_t opaque(uint32_t colour)
{
    return colour | 0xff000000;
}

static inline void blend_pixel(uint32_t *pixel, uint32_t colour, float coverage)
{
    uint32_t amount = (uint32_t)((float)widen(colour >> 24) * coverage + 0.5f);
    *pixel = blend(*pixel, opaque(colour), amount);
}

// A run of pixels, all with the same coverage (0..256).
static void blend_span(uint32_t *pixel, int count, uint32_t colour, uint32_t coverage)
{
    uint32_t amount = widen(colour >> 24) * coverage >> 8;
    colour = opaque(colour);
    if (amount >= 256) {
        for (int i = 0; i < count; i++)
            pixel[i] = colour;
    } else if (amount > 0) {
        for (int i = 0; i < count; i++)
            pixel[i] = blend(pixel[i], colour, amount);
    }
}

// The same, from column left to right (exclusive) of one row, clipped.
static void clipped_span(struct canvas *canvas, int y, int left, int right, uint32_t colour,
                         float coverage)
{
    struct rect clip = canvas->clip;
    left = max_int(left, clip.x);
    right = min_int(right, clip.x + clip.w);
    if (left < right && y >= clip.y && y < clip.y + clip.h)
        blend_span(canvas->pixel + (size_t)y * (size_t)canvas->width + left, right - left, colour,
                   (uint32_t)(coverage * 256 + 0.5f));
}

static void clipped_pixel(struct canvas *canvas, int x, int y, uint32_t colour, float coverage)
{
    if (coverage > 0 && rect_contains(canvas->clip, x, y))
        blend_pixel(canvas->pixel + (size_t)y * (size_t)canvas->width + x, colour, coverage);
}

static uint32_t *row_at(struct canvas *canvas, int y)
{
    return canvas->pixel + (size_t)y * (size_t)canvas->width;
}

uint32_t colour_mix(uint32_t a, uint32_t b, float t)
{
    return blend(a, b, (uint32_t)(clamp01(t) * 256 + 0.5f));
}

uint32_t colour_with_alpha(uint32_t colour, float alpha)
{
    return (colour & 0x00ffffff) | (uint32_t)(clamp01(alpha) * 255 + 0.5f) << 24;
}

// Rectangles ----------------------------------------------------------------------------------

void canvas_fill(struct canvas *canvas, struct rect rect, uint32_t colour)
{
    rect = rect_intersect(rect, canvas->clip);
    for (int y = rect.y; y < rect.y + rect.h; y++)
        blend_span(row_at(canvas, y) + rect.x, rect.w, colour, 256);
}

// How much of pixel (i, j), counted from the outer corner, a rounded corner covers.
static float corner_coverage(float radius, float inset, int i, int j)
{
    float x = (float)i + 0.5f - inset, y = (float)j + 0.5f - inset;
    if (x >= radius || y >= radius)
        return clamp01(x + 0.5f) * clamp01(y + 0.5f);
    float dx = radius - x, dy = radius - y;
    return clamp01(radius + 0.5f - sqrtf(dx * dx + dy * dy));
}

static float limit_radius(struct rect rect, float radius)
{
    float limit = 0.5f * (float)min_int(rect.w, rect.h);
    return radius < 0 ? 0 : radius > limit ? limit : radius;
}

// One row of a rounded rectangle that lies `j` rows from its nearer horizontal edge.
static void round_row(struct canvas *canvas, struct rect rect, int y, int j, float radius,
                      uint32_t colour)
{
    int corner = min_int((int)ceilf(radius), (rect.w + 1) / 2);
    for (int i = 0; i < corner; i++) {
        float coverage = corner_coverage(radius, 0, i, j);
        clipped_pixel(canvas, rect.x + i, y, colour, coverage);
        if (rect.x + rect.w - 1 - i != rect.x + i)
            clipped_pixel(canvas, rect.x + rect.w - 1 - i, y, colour, coverage);
    }
    clipped_span(canvas, y, rect.x + corner, rect.x + rect.w - corner, colour, 1);
}

void canvas_round_fill(struct canvas *canvas, struct rect rect, float radius, uint32_t colour)
{
    if (rect_empty(rect_intersect(rect, canvas->clip)))
        return;
    radius = limit_radius(rect, radius);
    int corner = min_int((int)ceilf(radius), (rect.h + 1) / 2);
    for (int j = 0; j < corner; j++) {
        round_row(canvas, rect, rect.y + j, j, radius, colour);
        if (rect.h - 1 - j != j)
            round_row(canvas, rect, rect.y + rect.h - 1 - j, j, radius, colour);
    }
    canvas_fill(canvas, (struct rect){rect.x, rect.y + corner, rect.w, rect.h - 2 * corner},
                colour);
}

struct outline {
    struct rect rect;
    float radius, thickness;
    int band; // rows and columns from an edge beyond which nothing is drawn
    uint32_t colour;
};

// Outer minus inner rounded corner.
static float outline_corner(const struct outline *outline, int i, int j)
{
    float inner_radius = fmaxf(0, outline->radius - outline->thickness);
    float outer = corner_coverage(outline->radius, 0, i, j);
    return clamp01(outer - corner_coverage(inner_radius, outline->thickness, i, j));
}

static void outline_row(struct canvas *canvas, const struct outline *outline, int y, int j)
{
    struct rect rect = outline->rect;
    int band = min_int(outline->band, (rect.w + 1) / 2);
    for (int i = 0; i < band; i++) {
        float coverage = outline_corner(outline, i, j);
        clipped_pixel(canvas, rect.x + i, y, outline->colour, coverage);
        if (rect.w - 1 - i != i)
            clipped_pixel(canvas, rect.x + rect.w - 1 - i, y, outline->colour, coverage);
    }
    clipped_span(canvas, y, rect.x + band, rect.x + rect.w - band, outline->colour,
                 clamp01(outline->thickness - (float)j));
}

void canvas_outline(struct canvas *canvas, struct rect rect, float radius, float thickness,
                    uint32_t colour)
{
    if (rect_empty(rect_intersect(rect, canvas->clip)) || thickness <= 0)
        return;
    struct outline outline = {rect, limit_radius(rect, radius), thickness, 0, colour};
    outline.band = (int)ceilf(fmaxf(outline.radius, thickness));
    int band = min_int(outline.band, (rect.h + 1) / 2);
    for (int j = 0; j < band; j++) {
        outline_row(canvas, &outline, rect.y + j, j);
        if (rect.h - 1 - j != j)
            outline_row(canvas, &outline, rect.y + rect.h - 1 - j, j);
    }
    int side = min_int((int)ceilf(thickness), (rect.w + 1) / 2);
    for (int y = rect.y + band; y < rect.y + rect.h - band; y++)
        for (int i = 0; i < side; i++) {
            float coverage = clamp01(thickness - (float)i);
            clipped_pixel(canvas, rect.x + i, y, colour, coverage);
            if (rect.w - 1 - i != i)
                clipped_pixel(canvas, rect.x + rect.w - 1 - i, y, colour, coverage);
        }
}

// One row of a shadow; dy is the distance of its centre to the band of rows whose horizontal edges
// are straight.
static void shadow_row(struct canvas *canvas, struct rect rect, int y, float radius, float blur,
                       uint32_t colour)
{
    struct rect clip = canvas->clip;
    int reach = (int)ceilf(blur);
    int left = max_int(rect.x - reach, clip.x);
    int right = min_int(rect.x + rect.w + reach, clip.x + clip.w);
    float centre = (float)y + 0.5f;
    float dy = fmaxf(
        fmaxf((float)rect.y + radius - centre, centre - (float)(rect.y + rect.h) + radius), 0);
    float straight_left = (float)rect.x + radius,
          straight_right = (float)(rect.x + rect.w) - radius;
    uint32_t *row = row_at(canvas, y);
    for (int x = left; x < right; x++) {
        float at = (float)x + 0.5f;
        float dx = fmaxf(fmaxf(straight_left - at, at - straight_right), 0);
        float outside = sqrtf(dx * dx + dy * dy) - radius;
        float fade = clamp01(1 - outside / blur);
        blend_pixel(row + x, colour, fade * fade);
    }
}

void canvas_shadow(struct canvas *canvas, struct rect rect, float radius, float blur,
                   uint32_t colour)
{
    blur = fmaxf(blur, 1);
    radius = limit_radius(rect, radius);
    int reach = (int)ceilf(blur);
    int top = max_int(rect.y - reach, canvas->clip.y);
    int bottom = min_int(rect.y + rect.h + reach, canvas->clip.y + canvas->clip.h);
    for (int y = top; y < bottom; y++)
        shadow_row(canvas, rect, y, radius, blur, colour);
}

// Lines ---------------------------------------------------------------------------------------

// A window of coverage onto the canvas; (row, column), from (area.x, area.y).
struct tile {
    struct rect area;
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

static void tile_add_row(struct tile *tile, const struct segment *s, int y)
{
    float left, right, centre = (float)y + 0.5f;
    segment_extent(s, centre, &left, &right);
    float from = fmaxf(floorf(left), (float)tile->area.x);
    float to = fminf(ceilf(right), (float)(tile->area.x + tile->area.w));
    float outer = s->half + 0.5f, inner = fmaxf(0, s->half - 0.5f);
    uint8_t *row = tile->coverage[y - tile->area.y];
    for (int x = (int)from; x < (int)to; x++) {
        float squared = segment_distance_squared(s, (float)x + 0.5f, centre);
        if (squared >= outer * outer)
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
        uint32_t *row = row_at(canvas, tile->area.y + j) + tile->area.x;
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
    for (int j = 0; j < tile->area.h; j++)
        memset(tile->coverage[j], 0, (size_t)tile->area.w);
    for (int i = 0; i < max_int(1, points - 1); i++) {
        const float *a = xy + 2 * i, *b = points > 1 ? a + 2 : a;
        tile_add(tile, &(struct segment){a[0], a[1], b[0], b[1], half});
    }
    tile_blend(tile, canvas, colour);
}

void canvas_polyline(struct canvas *canvas, const float *xy, int points, float width,
                     uint32_t colour)
{
    if (points < 1 || !(width > 0))
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

// Discs and triangles --------------------------------------------------------------------------

void canvas_disc(struct canvas *canvas, float x, float y, float radius, uint32_t colour)
{
    canvas_polyline(canvas, (float[]){x, y}, 1, 2 * radius, colour);
}

void canvas_ring(struct canvas *canvas, float x, float y, float radius, float width,
                 uint32_t colour)
{
    float reach = radius + 0.5f * width + 0.5f, hole = radius - 0.5f * width - 0.5f;
    struct rect area = rect_around(x - reach, y - reach, x + reach, y + reach, canvas->clip);
    for (int row = area.y; row < area.y + area.h; row++) {
        uint32_t *pixel = row_at(canvas, row);
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
                blend_pixel(row_at(canvas, y) + x, colour, clamp01(inside + 0.5f));
        }
}

// Values and sheets ----------------------------------------------------------------------------

// The pixel at which cell `index` of `count` begins.
static int cell_edge(int index, int count, int length)
{
    return (int)(((int64_t)index * length * 2 + count) / (2 * (int64_t)count));
}

static uint32_t map_colour(const struct colour_map *map, float value, float low, float scale)
{
    float at = (value - low) * scale;
    return opaque(map->colour[at >= 255 ? 255 : at > 0 ? (int)at : 0]); // NaN falls to the low end
}

void canvas_values(struct canvas *canvas, struct rect rect, const float *value, int rows,
                   int columns, const struct colour_map *map, float low, float high)
{
    float scale = high > low ? 256 / (high - low) : 0;
    struct rect visible = rect_intersect(rect, canvas->clip);
    for (int r = 0; r < rows; r++) {
        int top = max_int(rect.y + cell_edge(r, rows, rect.h), visible.y);
        int bottom = min_int(rect.y + cell_edge(r + 1, rows, rect.h), visible.y + visible.h);
        if (top >= bottom || rect_empty(visible))
            continue;
        for (int c = 0; c < columns; c++) {
            int left = rect.x + cell_edge(c, columns, rect.w);
            int right = rect.x + cell_edge(c + 1, columns, rect.w);
            clipped_span(canvas, top, left, right,
                         map_colour(map, value[r * columns + c], low, scale), 1);
        }
        uint32_t *first = row_at(canvas, top) + visible.x;
        for (int y = top + 1; y < bottom; y++)
            memcpy(row_at(canvas, y) + visible.x, first, (size_t)visible.w * sizeof *first);
    }
}

// Where one pixel of a scaled sheet takes its grey from along one axis: source cells first..last
// with weights (of 256) at both ends, the whole ones between weighing 256.
struct tap {
    int first, last;
    uint32_t first_weight, last_weight, total;
};

// Growing: between the two nearest cells. Shrinking: the average of what lies under the pixel.
static struct tap tap_at(int index, int length, int source)
{
    struct tap tap;
    int64_t step = ((int64_t)source << 8) / length;
    if (step < 256) {
        int64_t at = ((2 * (int64_t)index + 1) * source * 128) / length - 128;
        at = at < 0 ? 0 : at > (int64_t)(source - 1) << 8 ? (int64_t)(source - 1) << 8 : at;
        tap.first = (int)(at >> 8);
        tap.last = min_int(tap.first + 1, source - 1);
        tap.last_weight = (uint32_t)(at & 255);
        tap.first_weight = 256 - tap.last_weight;
    } else {
        int64_t from = ((int64_t)index * source << 8) / length;
        int64_t to = (((int64_t)index + 1) * source << 8) / length;
        tap.first = (int)(from >> 8);
        tap.last = (int)((to - 1) >> 8);
        tap.first_weight = 256 - (uint32_t)(from & 255);
        tap.last_weight = (uint32_t)((to - 1) & 255) + 1;
        if (tap.first == tap.last)
            tap.first_weight = tap.last_weight;
    }
    tap.total = tap.first_weight;
    if (tap.last > tap.first)
        tap.total += tap.last_weight + 256 * (uint32_t)(tap.last - tap.first - 1);
    return tap;
}

static uint32_t tap_row(const struct tap *tap, const uint8_t *row)
{
    uint32_t sum = tap->first_weight * row[tap->first];
    for (int i = tap->first + 1; i < tap->last; i++)
        sum += 256u * row[i];
    if (tap->last > tap->first)
        sum += tap->last_weight * row[tap->last];
    return sum / tap->total;
}

static uint32_t tap_grey(const struct tap *across, const struct tap *down, const uint8_t *grey,
                         int width)
{
    const uint8_t *row = grey + (size_t)down->first * (size_t)width;
    uint32_t sum = down->first_weight * tap_row(across, row);
    for (int j = down->first + 1; j < down->last; j++)
        sum += 256u * tap_row(across, grey + (size_t)j * (size_t)width);
    if (down->last > down->first)
        sum += down->last_weight * tap_row(across, grey + (size_t)down->last * (size_t)width);
    return (sum + down->total / 2) / down->total;
}

void canvas_coverage(struct canvas *canvas, struct rect rect, const uint8_t *grey, int width,
                     int height, uint32_t paper, uint32_t ink)
{
    struct rect visible = rect_intersect(rect, canvas->clip);
    bool same_size = rect.w == width && rect.h == height;
    for (int y = visible.y; y < visible.y + visible.h; y++) {
        uint32_t *row = row_at(canvas, y);
        struct tap down = tap_at(y - rect.y, rect.h, height);
        for (int x = visible.x; x < visible.x + visible.w; x++) {
            uint32_t level;
            if (same_size) {
                level = grey[(size_t)(y - rect.y) * (size_t)width + (size_t)(x - rect.x)];
            } else {
                struct tap across = tap_at(x - rect.x, rect.w, width);
                level = tap_grey(&across, &down, grey, width);
            }
            uint32_t colour = blend(paper, ink, widen(level));
            row[x] = blend(row[x], opaque(colour), widen(colour >> 24));
        }
    }
}

// How much to thicken coverage: blending in sRGB makes light text on dark look thin.
static uint32_t mask_lift(uint32_t colour)
{
    uint32_t light = (2 * (colour >> 16 & 255) + 5 * (colour >> 8 & 255) + (colour & 255)) / 8;
    return light > 96 ? (light - 96) * 100 / 160 : 0;
}

void canvas_mask(struct canvas *canvas, int x, int y, const uint8_t *alpha, int width, int height,
                 int stride, uint32_t colour)
{
    struct rect visible = rect_intersect((struct rect){x, y, width, height}, canvas->clip);
    uint32_t strength = widen(colour >> 24), solid = opaque(colour), lift = mask_lift(colour);
    for (int j = visible.y; j < visible.y + visible.h; j++) {
        const uint8_t *from = alpha + (ptrdiff_t)(j - y) * stride;
        uint32_t *row = row_at(canvas, j);
        for (int i = visible.x; i < visible.x + visible.w; i++) {
            uint32_t level = from[i - x];
            level += level * (255 - level) * lift / (255 * 256);
            row[i] = blend(row[i], solid, widen(level) * strength >> 8);
        }
    }
}
