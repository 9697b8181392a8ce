// A software canvas. Everything anti-aliased goes one way: the coverage of a pixel (0..1, the share
// of it that a shape covers, from the distance of its centre to the shape's edge) times the
// colour's alpha is how far the pixel moves towards the colour. Interiors are filled as spans;
// distances are computed along edges only.
#include "app/paint/canvas.h"

#include "app/paint/blend.h"
#include "app/paint/canvas_recorder.h"
#include <assert.h>
#include <math.h>
#include <stdlib.h>

bool canvas_resize(struct canvas *canvas, int width, int height)
{
    assert(width > 0 && height > 0 && width <= CANVAS_MOST_SIDE && height <= CANVAS_MOST_SIDE);
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

bool canvas_record(const struct canvas *canvas, struct canvas_shape shape)
{
    if (!canvas->recorder)
        return false;
    shape.clip = canvas->clip;
    canvas->recorder->take(canvas->recorder, &shape);
    return true;
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

void canvas_span(struct canvas *canvas, int y, int left, int right, uint32_t colour, float coverage)
{
    assert(!canvas->recorder); // a row of something else, which is recorded whole
    struct rect clip = canvas->clip;
    left = max_int(left, clip.x);
    right = min_int(right, clip.x + clip.w);
    if (left < right && y >= clip.y && y < clip.y + clip.h)
        blend_span(canvas_row(canvas, y) + left, right - left, colour,
                   (uint32_t)(coverage * 256 + 0.5f));
}

static void clipped_pixel(struct canvas *canvas, int x, int y, uint32_t colour, float coverage)
{
    if (coverage > 0 && rect_contains(canvas->clip, x, y))
        blend_pixel(canvas_row(canvas, y) + x, colour, coverage);
}

uint32_t colour_mix(uint32_t a, uint32_t b, float t)
{
    return blend(a, b, (uint32_t)(clamp01(t) * 256 + 0.5f));
}

static float light_of(uint32_t colour, int shift)
{
    float part = (float)(colour >> shift & 255) / 255;
    return part <= 0.04045f ? part / 12.92f : powf((part + 0.055f) / 1.055f, 2.4f);
}

uint32_t colour_readable_on(uint32_t ground)
{
    float light = 0.2126f * light_of(ground, 16) + 0.7152f * light_of(ground, 8) +
                  0.0722f * light_of(ground, 0);
    return light > 0.179f ? 0xFF000000 : 0xFFFFFFFF;
}

uint32_t colour_with_alpha(uint32_t colour, float alpha)
{
    return (colour & 0x00ffffff) | (uint32_t)(clamp01(alpha) * 255 + 0.5f) << 24;
}

// ---- Rectangles ---------------------------------------------------------------------------------

void canvas_fill(struct canvas *canvas, struct rect rect, uint32_t colour)
{
    if (canvas_record(canvas, (struct canvas_shape){CANVAS_FILL, .rect = rect, .colour = colour}))
        return;
    rect = rect_intersect(rect, canvas->clip);
    for (int y = rect.y; y < rect.y + rect.h; y++)
        blend_span(canvas_row(canvas, y) + rect.x, rect.w, colour, 256);
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
    canvas_span(canvas, y, rect.x + corner, rect.x + rect.w - corner, colour, 1);
}

void canvas_stripes(struct canvas *canvas, struct rect rect, int width, uint32_t colour)
{
    int period = 2 * max_int(width, 1);
    if (canvas_record(canvas, (struct canvas_shape){CANVAS_STRIPES, .rect = rect,
                                                    .width = (float)period / 2, .colour = colour}))
        return;
    for (int y = rect.y; y < rect.y + rect.h; y++)
        for (int x = rect.x - ((rect.x + y) % period + period) % period; x < rect.x + rect.w;
             x += period)
            canvas_span(canvas, y, max_int(x, rect.x), min_int(x + period / 2, rect.x + rect.w),
                        colour, 1);
}

void canvas_round_fill(struct canvas *canvas, struct rect rect, float radius, uint32_t colour)
{
    if (rect_empty(rect_intersect(rect, canvas->clip)))
        return;
    radius = limit_radius(rect, radius);
    if (canvas_record(canvas, (struct canvas_shape){CANVAS_FILL, .rect = rect, .radius = radius,
                                                    .colour = colour}))
        return;
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
    canvas_span(canvas, y, rect.x + band, rect.x + rect.w - band, outline->colour,
                clamp01(outline->thickness - (float)j));
}

void canvas_outline(struct canvas *canvas, struct rect rect, float radius, float thickness,
                    uint32_t colour)
{
    if (rect_empty(rect_intersect(rect, canvas->clip)) || thickness <= 0)
        return;
    struct outline outline = {rect, limit_radius(rect, radius), thickness, 0, colour};
    if (canvas_record(canvas,
                      (struct canvas_shape){CANVAS_OUTLINE, .rect = rect, .radius = outline.radius,
                                            .width = thickness, .colour = colour}))
        return;
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

// How far `at` lies outside of low..high.
static float beyond(float at, float low, float high)
{
    return fmaxf(fmaxf(low - at, at - high), 0);
}

// Coverage of a shadow at a distance from the straight edges' inner ends.
static float shadow_coverage(float dx, float dy, float radius, float blur)
{
    float fade = clamp01(1 - (sqrtf(dx * dx + dy * dy) - radius) / blur);
    return fade * fade;
}

// One row of a shadow: both ends pixel by pixel; between them, where the horizontal edges are
// straight, all pixels are alike.
static void shadow_row(struct canvas *canvas, struct rect rect, int y, float radius, float blur,
                       uint32_t colour)
{
    struct rect clip = canvas->clip;
    int reach = (int)ceilf(blur), corner = (int)ceilf(radius);
    int left = max_int(rect.x - reach, clip.x);
    int right = min_int(rect.x + rect.w + reach, clip.x + clip.w);
    int middle = max_int(rect.x + corner, left);
    int middle_end = min_int(max_int(rect.x + rect.w - corner, middle), right);
    float first = (float)rect.x + radius, last = (float)(rect.x + rect.w) - radius;
    float dy = beyond((float)y + 0.5f, (float)rect.y + radius, (float)(rect.y + rect.h) - radius);
    uint32_t *row = canvas_row(canvas, y);
    for (int x = left; x < min_int(middle, right); x++) {
        float dx = beyond((float)x + 0.5f, first, last);
        blend_pixel(row + x, colour, shadow_coverage(dx, dy, radius, blur));
    }
    canvas_span(canvas, y, middle, middle_end, colour, shadow_coverage(0, dy, radius, blur));
    for (int x = max_int(middle_end, left); x < right; x++) {
        float dx = beyond((float)x + 0.5f, first, last);
        blend_pixel(row + x, colour, shadow_coverage(dx, dy, radius, blur));
    }
}

void canvas_shadow(struct canvas *canvas, struct rect rect, float radius, float blur,
                   uint32_t colour)
{
    blur = fmaxf(blur, 1);
    radius = limit_radius(rect, radius);
    if (canvas_record(canvas, (struct canvas_shape){CANVAS_SHADOW, .rect = rect, .radius = radius,
                                                    .width = blur, .colour = colour}))
        return;
    int reach = (int)ceilf(blur);
    int top = max_int(rect.y - reach, canvas->clip.y);
    int bottom = min_int(rect.y + rect.h + reach, canvas->clip.y + canvas->clip.h);
    for (int y = top; y < bottom; y++)
        shadow_row(canvas, rect, y, radius, blur, colour);
}
