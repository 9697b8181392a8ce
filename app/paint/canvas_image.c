// Pictures on the canvas: grids of values, sheets of ink, glyphs.
#include "app/paint/canvas.h"

#include "app/paint/blend.h"
#include "app/paint/canvas_recorder.h"
#include "app/paint/colour_maps.h"
#include <string.h>

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

static float map_scale(float low, float high)
{
    return high > low ? 256 / (high - low) : 0;
}

uint32_t canvas_value_colour(const struct colour_map *map, float value, float low, float high)
{
    return map_colour(map, value, low, map_scale(low, high));
}

void canvas_values(struct canvas *canvas, struct rect rect, const float *value, int rows,
                   int columns, const struct colour_map *map, float low, float high)
{
    if (canvas_record(canvas, (struct canvas_shape){CANVAS_VALUES, .rect = rect, .value = value,
                                                    .rows = rows, .columns = columns, .map = map,
                                                    .low = low, .high = high}))
        return;
    float scale = map_scale(low, high);
    struct rect visible = rect_intersect(rect, canvas->clip);
    for (int r = 0; r < rows; r++) {
        int top = max_int(rect.y + cell_edge(r, rows, rect.h), visible.y);
        int bottom = min_int(rect.y + cell_edge(r + 1, rows, rect.h), visible.y + visible.h);
        if (top >= bottom || rect_empty(visible))
            continue;
        for (int c = 0; c < columns; c++) {
            int left = rect.x + cell_edge(c, columns, rect.w);
            int right = rect.x + cell_edge(c + 1, columns, rect.w);
            canvas_span(canvas, top, left, right,
                        map_colour(map, value[r * columns + c], low, scale), 1);
        }
        uint32_t *first = canvas_row(canvas, top) + visible.x;
        for (int y = top + 1; y < bottom; y++)
            memcpy(canvas_row(canvas, y) + visible.x, first, (size_t)visible.w * sizeof *first);
    }
}

// ---- Scaled sheets ------------------------------------------------------------------------------

// A sheet goes into any rectangle, smoothly also where it grows, as finely as a screen shows. Not
// so nn/ink/resample.h, whose sums are exact and whose cells are few.

// Where one pixel of a scaled sheet takes its grey from along one axis: source cells first..last
// with weights of up to 256; those between weigh 256 each.
struct tap {
    int first, last;
    uint32_t first_weight, last_weight; // last_weight is 0 where first == last
    uint32_t inverse;                   // 2^24 / the sum of the weights
};

// Growing: between the two nearest cells.
static struct tap growing_tap(int index, int length, int source)
{
    int64_t end = (int64_t)(source - 1) << 8;
    int64_t at = (2 * (int64_t)index + 1) * source * 128 / length - 128;
    at = at < 0 ? 0 : at > end ? end : at;
    struct tap tap = {.first = (int)(at >> 8), .last_weight = (uint32_t)(at & 255)};
    tap.last = tap.last_weight ? tap.first + 1 : tap.first;
    tap.first_weight = 256 - tap.last_weight;
    return tap;
}

// Shrinking: the average of what lies under the pixel.
static struct tap shrinking_tap(int index, int length, int source)
{
    int64_t from = ((int64_t)index * source << 8) / length;
    int64_t to = (((int64_t)index + 1) * source << 8) / length;
    struct tap tap = {.first = (int)(from >> 8), .last = (int)((to - 1) >> 8)};
    if (tap.first == tap.last) {
        tap.first_weight = (uint32_t)(to - from);
    } else {
        tap.first_weight = 256 - (uint32_t)(from & 255);
        tap.last_weight = (uint32_t)((to - 1) & 255) + 1;
    }
    return tap;
}

static struct tap tap_at(int index, int length, int source)
{
    bool growing = source < length;
    struct tap tap =
        growing ? growing_tap(index, length, source) : shrinking_tap(index, length, source);
    int between = max_int(0, tap.last - tap.first - 1);
    uint32_t total = tap.first_weight + tap.last_weight + 256 * (uint32_t)between;
    tap.inverse = (1u << 24) / total;
    return tap;
}

enum {
    BAND_COLUMNS = 256, // of the canvas, drawn together
    BAND_SOURCE = 2048, // columns of the sheet under them, at most
};

// A band of columns: sheet rows are added up over the height of one canvas row first (a plain loop
// over neighbouring bytes), then across.
struct band {
    int left, columns; // of the target rectangle
    int source, width; // columns of the sheet
    struct tap tap[BAND_COLUMNS];
    uint32_t sum[BAND_SOURCE]; // grey x 256
};

static void add_row(struct band *band, const uint8_t *row, uint32_t weight)
{
    for (int i = 0; i < band->width; i++)
        band->sum[i] += row[i] * weight;
}

static void sum_rows(struct band *band, const struct tap *down, const uint8_t *grey, int width)
{
    const uint8_t *row = grey + (size_t)down->first * (size_t)width + band->source;
    memset(band->sum, 0, (size_t)band->width * sizeof *band->sum);
    add_row(band, row, down->first_weight);
    for (int j = down->first + 1; j <= down->last; j++) {
        row += width;
        add_row(band, row, j < down->last ? 256 : down->last_weight);
    }
    for (int i = 0; i < band->width; i++)
        band->sum[i] = (uint32_t)((uint64_t)band->sum[i] * down->inverse >> 16);
}

static uint32_t tap_grey(const struct band *band, const struct tap *across)
{
    const uint32_t *sum = band->sum;
    int first = across->first - band->source, last = across->last - band->source;
    uint64_t grey = (uint64_t)sum[first] * across->first_weight;
    for (int i = first + 1; i < last; i++)
        grey += (uint64_t)sum[i] * 256;
    if (last > first)
        grey += (uint64_t)sum[last] * across->last_weight;
    uint64_t level = (grey * across->inverse + (1u << 31)) >> 32;
    return level < 255 ? (uint32_t)level : 255;
}

// Takes as many columns from `left` on as fit.
static void start_band(struct band *band, int left, int right, int length, int source)
{
    band->left = left;
    band->columns = 0;
    while (left + band->columns < right && band->columns < BAND_COLUMNS) {
        struct tap tap = tap_at(left + band->columns, length, source);
        if (band->columns == 0)
            band->source = tap.first;
        tap.last = min_int(tap.last, band->source + BAND_SOURCE - 1); // only if the first is wider
        if (band->columns > 0 && tap.last - band->source >= BAND_SOURCE - 1)
            break;
        band->tap[band->columns++] = tap;
        band->width = tap.last - band->source + 1;
    }
}

struct shades {
    uint32_t colour[256];
    bool opaque;
};

static struct shades mix_shades(uint32_t paper, uint32_t ink)
{
    struct shades shades = {.opaque = (paper & ink) >> 24 == 255};
    for (uint32_t level = 0; level < 256; level++) {
        uint32_t alpha = ((paper >> 24) * (255 - level) + (ink >> 24) * level + 127) / 255;
        shades.colour[level] = (blend(paper, ink, widen(level)) & 0x00ffffff) | alpha << 24;
    }
    return shades;
}

static inline void put_shade(uint32_t *pixel, const struct shades *shades, uint32_t level)
{
    uint32_t colour = shades->colour[level];
    *pixel = shades->opaque ? colour : blend(*pixel, opaque(colour), widen(colour >> 24));
}

static void draw_band(struct canvas *canvas, struct rect rect, struct rect visible,
                      struct band *band, const uint8_t *grey, int width, int height,
                      const struct shades *shades)
{
    for (int y = visible.y; y < visible.y + visible.h; y++) {
        struct tap down = tap_at(y - rect.y, rect.h, height);
        uint32_t *row = canvas_row(canvas, y) + rect.x + band->left;
        sum_rows(band, &down, grey, width);
        for (int i = 0; i < band->columns; i++)
            put_shade(row + i, shades, tap_grey(band, &band->tap[i]));
    }
}

static void copy_sheet(struct canvas *canvas, struct rect rect, struct rect visible,
                       const uint8_t *grey, const struct shades *shades)
{
    for (int y = visible.y; y < visible.y + visible.h; y++) {
        uint32_t *row = canvas_row(canvas, y) + visible.x;
        const uint8_t *from = grey + (size_t)(y - rect.y) * (size_t)rect.w + (visible.x - rect.x);
        for (int i = 0; i < visible.w; i++)
            put_shade(row + i, shades, from[i]);
    }
}

void canvas_coverage(struct canvas *canvas, struct rect rect, const uint8_t *grey, int width,
                     int height, uint32_t paper, uint32_t ink)
{
    if (canvas_record(canvas, (struct canvas_shape){CANVAS_COVERAGE, .rect = rect, .grey = grey,
                                                    .rows = height, .columns = width,
                                                    .colour = paper, .ink = ink}))
        return;
    struct rect visible = rect_intersect(rect, canvas->clip);
    struct shades shades = mix_shades(paper, ink);
    if (rect.w == width && rect.h == height) {
        copy_sheet(canvas, rect, visible, grey, &shades);
        return;
    }
    struct band band;
    int end = visible.x - rect.x + visible.w;
    for (int left = visible.x - rect.x; left < end; left += band.columns) {
        start_band(&band, left, end, rect.w, width);
        draw_band(canvas, rect, visible, &band, grey, width, height, &shades);
    }
}

// ---- Glyphs -------------------------------------------------------------------------------------

// How much to thicken coverage: blending in sRGB makes light text on dark look thin.
static uint32_t mask_lift(uint32_t colour)
{
    uint32_t light = (2 * (colour >> 16 & 255) + 5 * (colour >> 8 & 255) + (colour & 255)) / 8;
    return light > 96 ? (light - 96) * 100 / 160 : 0;
}

void canvas_mask(struct canvas *canvas, int x, int y, const uint8_t *alpha, int width, int height,
                 int stride, uint32_t colour)
{
    if (canvas->recorder)
        return; // the line that it is of is recorded: see text.c
    struct rect visible = rect_intersect((struct rect){x, y, width, height}, canvas->clip);
    uint32_t strength = widen(colour >> 24), solid = opaque(colour), lift = mask_lift(colour);
    for (int j = visible.y; j < visible.y + visible.h; j++) {
        const uint8_t *from = alpha + (ptrdiff_t)(j - y) * stride;
        uint32_t *row = canvas_row(canvas, j);
        for (int i = visible.x; i < visible.x + visible.w; i++) {
            uint32_t level = from[i - x];
            level += level * (255 - level) * lift / (255 * 256);
            row[i] = blend(row[i], solid, widen(level) * strength >> 8);
        }
    }
}
