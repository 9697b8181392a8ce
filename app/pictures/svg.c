// Shapes become elements as they come, so that what covers what stays as it was. Numbers are put
// together here, since printf would write the locale's comma.
#include "app/pictures/svg.h"

#include "app/language/tr.h"
#include "app/paint/canvas.h"
#include "app/pictures/picture_decoders.h"
#include "nn/base/grow.h"
#include "nn/base/utf8.h"
#include "nn/files/file.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct svg {
    struct canvas_recorder recorder; // the first: it is what shapes are handed to
    char *text;                      // the file so far; owned
    size_t size;
    bool failed; // memory lacked
    struct rect view, clip;
    int clips; // paths that were defined
};

// ---- Text ---------------------------------------------------------------------------------------

static void put_bytes(struct svg *svg, const char *bytes, size_t count)
{
    char *text = svg->failed ? NULL : grow_array(svg->text, svg->size, count, 1);
    if (!text) {
        svg->failed = true;
        return;
    }
    svg->text = text;
    memcpy(text + svg->size, bytes, count);
    svg->size += count;
}

static void put(struct svg *svg, const char *text)
{
    put_bytes(svg, text, strlen(text));
}

// To a hundredth, without zeros at its end. What is far outside of any canvas need not be exact.
static void put_number(struct svg *svg, double number)
{
    char text[32];
    double limited = number > -1e6 ? number < 1e6 ? number : 1e6 : -1e6; // also a NaN
    long hundredths = lround(limited * 100), size = labs(hundredths);
    int length = snprintf(text, sizeof text, "%s%ld.%02ld", hundredths < 0 ? "-" : "", size / 100,
                          size % 100);
    while (text[length - 1] == '0')
        length--;
    put_bytes(svg, text, (size_t)(text[length - 1] == '.' ? length - 1 : length));
}

static void put_attribute(struct svg *svg, const char *name, double number)
{
    put(svg, " ");
    put(svg, name);
    put(svg, "=\"");
    put_number(svg, number);
    put(svg, "\"");
}

static void put_point(struct svg *svg, float x, float y)
{
    put_number(svg, (double)x);
    put(svg, " ");
    put_number(svg, (double)y);
}

// As `what` ("fill", "stroke").
static void put_colour(struct svg *svg, const char *what, uint32_t colour)
{
    char text[64];
    snprintf(text, sizeof text, " %s=\"#%06x\"", what, colour & 0xffffff);
    put(svg, text);
    if (colour >> 24 == 255)
        return;
    snprintf(text, sizeof text, "%s-opacity", what);
    put_attribute(svg, text, (double)(colour >> 24) / 255);
}

static void put_rect(struct svg *svg, double x, double y, double w, double h, float radius)
{
    put_attribute(svg, "x", x);
    put_attribute(svg, "y", y);
    put_attribute(svg, "width", w);
    put_attribute(svg, "height", h);
    if (radius > 0)
        put_attribute(svg, "rx", (double)radius);
}

// What XML has no place for: control characters, two others, and what is no UTF-8.
static bool is_no_character(const char *text, size_t length)
{
    unsigned code = length > 0 ? utf8_code(text, length) : 0xffff;
    return code < ' ' || code == 0xfffe || code == 0xffff;
}

static void put_escaped(struct svg *svg, const char *string, size_t bytes)
{
    for (size_t at = 0; at < bytes;) {
        size_t length = utf8_length(string + at, bytes - at);
        char first = string[at];
        if (is_no_character(string + at, length))
            put(svg, "\xef\xbf\xbd");
        else if (first == '&')
            put(svg, "&amp;");
        else if (first == '<')
            put(svg, "&lt;");
        else if (first == '>')
            put(svg, "&gt;");
        else
            put_bytes(svg, string + at, length);
        at += length > 0 ? length : 1;
    }
}

static void put_base64(struct svg *svg, const struct bytes *bytes)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes->size; i += 3) {
        size_t left = bytes->size - i;
        uint32_t three = (uint32_t)bytes->data[i] << 16;
        three |= left > 1 ? (uint32_t)bytes->data[i + 1] << 8 : 0;
        three |= left > 2 ? bytes->data[i + 2] : 0;
        char four[4] = {digits[three >> 18], digits[three >> 12 & 63],
                        left > 1 ? digits[three >> 6 & 63] : '=',
                        left > 2 ? digits[three & 63] : '='};
        put_bytes(svg, four, sizeof four);
    }
}

// ---- Shapes -------------------------------------------------------------------------------------

static void put_fill(struct svg *svg, const struct canvas_shape *shape)
{
    const struct rect *rect = &shape->rect;
    put(svg, "<rect");
    put_rect(svg, rect->x, rect->y, rect->w, rect->h, shape->radius);
    put_colour(svg, "fill", shape->colour);
    put(svg, "/>\n");
}

static void put_stroke(struct svg *svg, const struct canvas_shape *shape)
{
    put(svg, " fill=\"none\"");
    put_colour(svg, "stroke", shape->colour);
    put_attribute(svg, "stroke-width", (double)shape->width);
}

// A line of SVG lies on both sides of its path.
static void put_outline(struct svg *svg, const struct canvas_shape *shape)
{
    const struct rect *rect = &shape->rect;
    double width = (double)shape->width;
    put(svg, "<rect");
    put_rect(svg, rect->x + width / 2, rect->y + width / 2, fmax(rect->w - width, 0),
             fmax(rect->h - width, 0), fmaxf(shape->radius - shape->width / 2, 0));
    put_stroke(svg, shape);
    put(svg, "/>\n");
}

static void put_circle(struct svg *svg, const float *xy, float radius)
{
    put(svg, "<circle");
    put_attribute(svg, "cx", (double)xy[0]);
    put_attribute(svg, "cy", (double)xy[1]);
    put_attribute(svg, "r", (double)radius);
}

static void put_path(struct svg *svg, const struct canvas_shape *shape)
{
    put(svg, "<path d=\"");
    for (int i = 0; i < shape->points; i++) {
        put(svg, i > 0 ? "L" : "M");
        put_point(svg, shape->xy[2 * i], shape->xy[2 * i + 1]);
    }
}

static void put_polyline(struct svg *svg, const struct canvas_shape *shape)
{
    if (shape->points == 1) {
        put_circle(svg, shape->xy, shape->width / 2);
        put_colour(svg, "fill", shape->colour);
        put(svg, "/>\n");
        return;
    }
    put_path(svg, shape);
    put(svg, "\"");
    put_stroke(svg, shape);
    put(svg, " stroke-linecap=\"round\" stroke-linejoin=\"round\"/>\n");
}

static void put_ring(struct svg *svg, const struct canvas_shape *shape)
{
    put_circle(svg, shape->xy, shape->radius);
    put_stroke(svg, shape);
    put(svg, "/>\n");
}

// The upper right (or else the lower left) end of what x + y = `sum` has within the rectangle.
static void put_end(struct svg *svg, struct rect rect, int sum, bool upper)
{
    int right = rect.x + rect.w, bottom = rect.y + rect.h;
    int x = upper ? (sum - rect.y < right ? sum - rect.y : right)
                  : (sum - bottom > rect.x ? sum - bottom : rect.x);
    put_point(svg, (float)x, (float)(sum - x));
}

static void put_corner(struct svg *svg, int x, int y, int from, int to)
{
    if (x + y <= from || x + y >= to)
        return;
    put(svg, "L");
    put_point(svg, (float)x, (float)y);
}

// Every other of the bands along which x + y is the same, as far as they lie in the rectangle.
static void put_stripes(struct svg *svg, const struct canvas_shape *shape)
{
    struct rect rect = shape->rect;
    int width = (int)shape->width, period = 2 * width, right = rect.x + rect.w;
    int bottom = rect.y + rect.h, first = rect.x + rect.y, last = right + bottom;
    put(svg, "<path d=\"");
    for (int at = first - (first % period + period) % period; at < last; at += period) {
        int from = at > first ? at : first, to = at + width < last ? at + width : last;
        if (from >= to)
            continue;
        put(svg, "M");
        put_end(svg, rect, from, true);
        put_corner(svg, right, rect.y, from, to);
        put(svg, "L");
        put_end(svg, rect, to, true);
        put(svg, "L");
        put_end(svg, rect, to, false);
        put_corner(svg, rect.x, bottom, from, to);
        put(svg, "L");
        put_end(svg, rect, from, false);
        put(svg, "Z");
    }
    put(svg, "\"");
    put_colour(svg, "fill", shape->colour);
    put(svg, "/>\n");
}

static void put_triangle(struct svg *svg, const struct canvas_shape *shape)
{
    put_path(svg, shape);
    put(svg, "Z\"");
    put_colour(svg, "fill", shape->colour);
    put(svg, "/>\n");
}

static uint32_t value_colour(const struct canvas_shape *shape, int row, int column)
{
    return canvas_value_colour(shape->map, shape->value[row * shape->columns + column], shape->low,
                               shape->high);
}

// From the left edge of a cell to the lower right corner of all: what comes later covers the rest.
// So there is no seam between two cells through which a viewer could show what lies below.
static void put_cell(struct svg *svg, const struct canvas_shape *shape, int row, int column)
{
    double x = (double)column * shape->rect.w / shape->columns;
    double y = (double)row * shape->rect.h / shape->rows;
    double down = (double)(row + 1 < shape->rows ? 2 : 1) * shape->rect.h / shape->rows;
    put(svg, "<path d=\"M");
    put_point(svg, (float)x, (float)y);
    put(svg, "H");
    put_number(svg, shape->rect.w);
    put(svg, "v");
    put_number(svg, down);
    put(svg, "H");
    put_number(svg, x);
    put(svg, "z\"");
    put_colour(svg, "fill", value_colour(shape, row, column));
    put(svg, "/>\n");
}

static void put_values(struct svg *svg, const struct canvas_shape *shape)
{
    put(svg, "<g shape-rendering=\"crispEdges\" transform=\"translate(");
    put_point(svg, (float)shape->rect.x, (float)shape->rect.y);
    put(svg, ")\">\n");
    for (int row = 0; row < shape->rows; row++)
        for (int column = 0; column < shape->columns; column++)
            if (column == 0 ||
                value_colour(shape, row, column) != value_colour(shape, row, column - 1))
                put_cell(svg, shape, row, column);
    put(svg, "</g>\n");
}

// Red, green, blue and opacity of `level` 0..255 from paper to ink.
static void mix(uint8_t rgba[4], uint32_t paper, uint32_t ink, uint32_t level)
{
    static const int shift[4] = {16, 8, 0, 24};
    for (int i = 0; i < 4; i++) {
        uint32_t a = paper >> shift[i] & 255, b = ink >> shift[i] & 255;
        rgba[i] = (uint8_t)((a * (255 - level) + b * level + 127) / 255);
    }
}

static bool sheet_png(struct bytes *png, const struct canvas_shape *shape)
{
    size_t count = (size_t)shape->rows * (size_t)shape->columns;
    uint8_t(*rgba)[4] = malloc(count * sizeof *rgba);
    if (!rgba)
        return false;
    for (size_t i = 0; i < count; i++)
        mix(rgba[i], shape->colour, shape->ink, shape->grey[i]);
    bool done = picture_encode_png(png, &rgba[0][0], shape->columns, shape->rows, PICTURE_PNG_RGBA,
                                   "the drawing", NULL);
    free(rgba);
    return done;
}

static void put_coverage(struct svg *svg, const struct canvas_shape *shape)
{
    struct bytes png;
    if (!sheet_png(&png, shape)) {
        svg->failed = true;
        return;
    }
    put(svg, "<image");
    put_rect(svg, shape->rect.x, shape->rect.y, shape->rect.w, shape->rect.h, 0);
    put(svg, " preserveAspectRatio=\"none\" xlink:href=\"data:image/png;base64,");
    put_base64(svg, &png);
    put(svg, "\"/>\n");
    bytes_free(&png);
}

// As long as it is here, whatever font it is shown in elsewhere.
static void put_text(struct svg *svg, const struct canvas_shape *shape)
{
    put(svg, "<text");
    put_attribute(svg, "x", (double)shape->xy[0]);
    put_attribute(svg, "y", (double)shape->xy[1]);
    put_attribute(svg, "font-size", shape->text.pixels);
    if (shape->text.from_right) // its end is its left end then
        put(svg, " direction=\"rtl\" text-anchor=\"end\"");
    if (shape->text.bold)
        put(svg, " font-weight=\"bold\"");
    put_attribute(svg, "textLength", shape->text.width);
    put(svg, " lengthAdjust=\"spacingAndGlyphs\"");
    put_colour(svg, "fill", shape->colour);
    put(svg, ">");
    put_escaped(svg, shape->text.string, shape->text.bytes);
    put(svg, "</text>\n");
}

// ---- Recording ----------------------------------------------------------------------------------

// Where the shape can leave marks, in whole pixels.
static struct rect extent(const struct canvas_shape *shape)
{
    if (shape->points == 0)
        return shape->rect;
    float left = shape->xy[0], top = shape->xy[1], right = left, bottom = top;
    for (int i = 1; i < shape->points; i++) {
        left = fminf(left, shape->xy[2 * i]);
        right = fmaxf(right, shape->xy[2 * i]);
        top = fminf(top, shape->xy[2 * i + 1]);
        bottom = fmaxf(bottom, shape->xy[2 * i + 1]);
    }
    float reach = shape->radius + shape->width / 2, below = 0;
    if (shape->kind == CANVAS_TEXT) {
        right += (float)shape->text.width;
        top -= (float)shape->text.pixels;
        below = 0.3f * (float)shape->text.pixels;
    }
    float most = 1e6f;
    int x = (int)floorf(fmaxf(left - reach, -most)), y = (int)floorf(fmaxf(top - reach, -most));
    return (struct rect){x, y, (int)ceilf(fminf(right + reach, most)) - x,
                         (int)ceilf(fminf(bottom + reach + below, most)) - y};
}

static bool same_rect(struct rect a, struct rect b)
{
    return a.x == b.x && a.y == b.y && a.w == b.w && a.h == b.h;
}

// A path for each clip in turn: neighbours mostly share one.
static void put_clip(struct svg *svg, struct rect clip)
{
    char text[64];
    if (svg->clips == 0 || !same_rect(svg->clip, clip)) {
        snprintf(text, sizeof text, "<clipPath id=\"c%d\"><rect", ++svg->clips);
        put(svg, text);
        put_rect(svg, clip.x, clip.y, clip.w, clip.h, 0);
        put(svg, "/></clipPath>\n");
        svg->clip = clip;
    }
    snprintf(text, sizeof text, "<g clip-path=\"url(#c%d)\">\n", svg->clips);
    put(svg, text);
}

// Of text, the line is clipped only where letters would be cut: what hangs below it may reach out.
static bool is_within(const struct canvas_shape *shape, struct rect area)
{
    struct rect seen = rect_intersect(area, shape->clip);
    if (shape->kind == CANVAS_TEXT)
        return seen.w == area.w && seen.h > shape->text.pixels;
    return same_rect(seen, area);
}

static void take(struct canvas_recorder *recorder, const struct canvas_shape *shape)
{
    static void (*const put_shape[])(struct svg *, const struct canvas_shape *) = {
        [CANVAS_FILL] = put_fill,         [CANVAS_OUTLINE] = put_outline,
        [CANVAS_POLYLINE] = put_polyline, [CANVAS_RING] = put_ring,
        [CANVAS_TRIANGLE] = put_triangle, [CANVAS_STRIPES] = put_stripes,
        [CANVAS_VALUES] = put_values,     [CANVAS_COVERAGE] = put_coverage,
        [CANVAS_TEXT] = put_text,
    };
    struct svg *svg = (struct svg *)recorder;
    struct rect area = extent(shape);
    if (shape->kind == CANVAS_SHADOW) // of what lies on top, which a figure has none of
        return;
    if (rect_empty(rect_intersect(rect_intersect(area, shape->clip), svg->view)) ||
        (shape->colour >> 24 == 0 && shape->kind < CANVAS_VALUES))
        return;
    bool clipped = !is_within(shape, area);
    if (clipped)
        put_clip(svg, shape->clip);
    put_shape[shape->kind](svg, shape);
    if (clipped)
        put(svg, "</g>\n");
}

struct svg *svg_open(struct rect view, const char *title)
{
    struct svg *svg = calloc(1, sizeof *svg);
    char size[200];
    if (!svg)
        return NULL;
    svg->recorder.take = take;
    svg->view = view;
    snprintf(size, sizeof size, " width=\"%d\" height=\"%d\" viewBox=\"%d %d %d %d\"", view.w,
             view.h, view.x, view.y, view.w, view.h);
    put(svg, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<svg xmlns=\"http://www.w3.org/2000/svg\""
             " xmlns:xlink=\"http://www.w3.org/1999/xlink\"");
    put(svg, size);
    put(svg,
        " font-family=\"'DejaVu Sans', Verdana, sans-serif\" xml:space=\"preserve\">\n<title>");
    put_escaped(svg, title, strlen(title));
    put(svg, "</title>\n");
    return svg;
}

struct canvas_recorder *svg_recorder(struct svg *svg)
{
    return &svg->recorder;
}

bool svg_save(struct svg *svg, const char *path, struct status *status)
{
    size_t size = svg->size;
    put(svg, "</svg>\n");
    bool done = svg->failed ? status_fail(status, STATUS_NO_MEMORY,
                                          tr("not enough memory to draw %s"), path)
                            : file_write(path, svg->text, svg->size, status);
    svg->size = size; // more may be drawn
    return done;
}

void svg_close(struct svg *svg)
{
    if (svg)
        free(svg->text);
    free(svg);
}
