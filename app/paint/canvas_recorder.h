// What takes the shapes that are drawn on a canvas in place of its pixels: how a picture of shapes
// (app/pictures/svg.h) comes from the same code as the window's.
#ifndef APP_PAINT_CANVAS_RECORDER_H
#define APP_PAINT_CANVAS_RECORDER_H

#include "app/paint/rect.h"
#include <stddef.h>
#include <stdint.h>

struct colour_map;

enum canvas_shape_kind {
    CANVAS_FILL,     // rect, radius
    CANVAS_OUTLINE,  // rect, radius, width: the line lies inside the rectangle
    CANVAS_SHADOW,   // rect, radius, width: how far it reaches
    CANVAS_POLYLINE, // xy, points, width: round ends; one point is a disc
    CANVAS_RING,     // xy of its middle, radius, width
    CANVAS_TRIANGLE, // xy of three points
    CANVAS_STRIPES,  // rect, width of a stripe: see canvas_stripes
    CANVAS_VALUES,   // rect, value, rows, columns, map, low, high
    CANVAS_COVERAGE, // rect, grey, rows, columns; from paper (colour) to ink
    CANVAS_TEXT,     // text: a line, its pen at xy, on the baseline
};

struct canvas_text {
    const char *string; // UTF-8, `bytes` of it
    size_t bytes;
    int pixels, width; // of its font and of the line
    bool bold;
    bool from_right; // its first letter is its rightmost; `xy` is still its left end
};

// What a kind does not name is zero. All of it is borrowed for the call.
struct canvas_shape {
    enum canvas_shape_kind kind;
    struct rect clip, rect;
    float radius, width;
    uint32_t colour, ink;
    const float *xy;
    int points, rows, columns;
    const float *value; // (row, column)
    const struct colour_map *map;
    float low, high;
    const uint8_t *grey; // (row, column)
    struct canvas_text text;
};

struct canvas_recorder {
    void (*take)(struct canvas_recorder *recorder, const struct canvas_shape *shape);
};

#endif
