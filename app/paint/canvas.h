// The drawing interface of everything in the window: an anti-aliased software canvas.
//
// The window uploads the finished pixels; `lenetpad shot` writes the same pixels to a PNG; tests
// draw without a display. All coordinates are whole device pixels unless they are floats.
// Colours are 0xAARRGGBB, not premultiplied. Everything is clipped to `clip`.
#ifndef APP_PAINT_CANVAS_H
#define APP_PAINT_CANVAS_H

#include "app/paint/rect.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CANVAS_MOST_SIDE = 32768 };

struct canvas_recorder; // canvas_recorder.h

struct canvas {
    uint32_t *pixel; // (row, column), `width` apart, always opaque; owned
    int width, height;
    struct rect clip; // inside the canvas
    // Takes what is drawn, and no pixel changes (there may be none); NULL: there is none. Borrowed.
    struct canvas_recorder *recorder;
};

struct colour_map;

// Makes or changes the size; contents become undefined. False when memory runs out (canvas kept).
bool canvas_resize(struct canvas *canvas, int width, int height);
void canvas_free(struct canvas *canvas);

// Narrows the clip to its intersection with `rect`; returns the previous clip, to be put back by
// assigning `canvas->clip`.
struct rect canvas_clip(struct canvas *canvas, struct rect rect);

// Hands a shape to the recorder, with the clip; false if there is none. For what draws shapes.
struct canvas_shape;
bool canvas_record(const struct canvas *canvas, struct canvas_shape shape);

static inline uint32_t *canvas_row(struct canvas *canvas, int y)
{
    return canvas->pixel + (size_t)y * (size_t)canvas->width;
}

// Columns left to right (exclusive) of row y, clipped, all with the same coverage (0..1).
void canvas_span(struct canvas *canvas, int y, int left, int right, uint32_t colour,
                 float coverage);
void canvas_fill(struct canvas *canvas, struct rect rect, uint32_t colour);
void canvas_round_fill(struct canvas *canvas, struct rect rect, float radius, uint32_t colour);
// Slanted stripes, each as wide as the space between two, which go on from one rectangle to the
// next.
void canvas_stripes(struct canvas *canvas, struct rect rect, int width, uint32_t colour);
// An outline of the given thickness, inside `rect`.
void canvas_outline(struct canvas *canvas, struct rect rect, float radius, float thickness,
                    uint32_t colour);
// A soft shadow around `rect`, for menus and dialogs.
void canvas_shadow(struct canvas *canvas, struct rect rect, float radius, float blur,
                   uint32_t colour);
// A line with round ends.
void canvas_line(struct canvas *canvas, float x0, float y0, float x1, float y1, float width,
                 uint32_t colour);
// A run of points joined by lines, each pixel blended once (so half-transparent colours stay even).
void canvas_polyline(struct canvas *canvas, const float *xy, int points, float width,
                     uint32_t colour);
void canvas_disc(struct canvas *canvas, float x, float y, float radius, uint32_t colour);
void canvas_ring(struct canvas *canvas, float x, float y, float radius, float width,
                 uint32_t colour);
void canvas_triangle(struct canvas *canvas, const float xy[6], uint32_t colour);

// A grid of values as coloured cells filling `rect`, each cell a solid block. `low` and `high` map
// to the ends of the colour map; low == high draws the low end.
void canvas_values(struct canvas *canvas, struct rect rect, const float *value, int rows,
                   int columns, const struct colour_map *map, float low, float high);
// The colour of one of them.
uint32_t canvas_value_colour(const struct colour_map *map, float value, float low, float high);
// Grey coverage (0..255) of a sheet, scaled smoothly into `rect`, between two colours.
void canvas_coverage(struct canvas *canvas, struct rect rect, const uint8_t *grey, int width,
                     int height, uint32_t paper, uint32_t ink);
// An alpha mask (a glyph) at its own size.
void canvas_mask(struct canvas *canvas, int x, int y, const uint8_t *alpha, int width, int height,
                 int stride, uint32_t colour);

// A mix of two colours; t = 0 is a, 1 is b.
uint32_t colour_mix(uint32_t a, uint32_t b, float t);
// Black or white, whichever is read more easily on it: a contrast of at least 4.58 (WCAG).
uint32_t colour_readable_on(uint32_t ground);
uint32_t colour_with_alpha(uint32_t colour, float alpha);

#endif
