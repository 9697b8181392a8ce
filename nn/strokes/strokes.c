// Pen strokes in memory, because what people draw is worth more as points than as pixels: it can be
// replayed, thickened, and read by other programs.
//
// How much room an array has is told from its count, so that a stroke is only its points.
#include "nn/strokes/strokes.h"

#include "nn/base/grow.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

bool stroke_add(struct stroke *stroke, float x, float y)
{
    struct point *point = grow_array(stroke->point, stroke->count, 1, sizeof *point);
    if (!point)
        return false;
    stroke->point = point;
    point[stroke->count++] = (struct point){x, y};
    return true;
}

struct stroke *drawing_add_stroke(struct drawing *drawing)
{
    struct stroke *stroke = grow_array(drawing->stroke, drawing->count, 1, sizeof *stroke);
    if (!stroke)
        return NULL;
    drawing->stroke = stroke;
    stroke[drawing->count] = (struct stroke){0};
    return &stroke[drawing->count++];
}

static bool stroke_copy(struct stroke *copy, const struct stroke *stroke)
{
    if (stroke->count == 0)
        return true;
    copy->point = grow_array(NULL, 0, stroke->count, sizeof *copy->point);
    if (!copy->point)
        return false;
    memcpy(copy->point, stroke->point, stroke->count * sizeof *copy->point);
    copy->count = stroke->count;
    return true;
}

bool drawing_copy(struct drawing *copy, const struct drawing *drawing)
{
    *copy = (struct drawing){0};
    for (size_t i = 0; i < drawing->count; i++) {
        struct stroke *stroke = drawing_add_stroke(copy);
        if (!stroke || !stroke_copy(stroke, &drawing->stroke[i])) {
            drawing_free(copy);
            return false;
        }
    }
    return true;
}

void drawing_free(struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->count; i++)
        free(drawing->stroke[i].point);
    free(drawing->stroke);
    *drawing = (struct drawing){0};
}

bool point_is_finite(struct point point)
{
    return isfinite(point.x) && isfinite(point.y);
}

static void extent_add(struct drawing_extent *extent, struct point point, double slant)
{
    double x = (double)point.x + slant * (double)point.y, y = (double)point.y;
    extent->left = x < extent->left ? x : extent->left;
    extent->right = x > extent->right ? x : extent->right;
    extent->top = y < extent->top ? y : extent->top;
    extent->bottom = y > extent->bottom ? y : extent->bottom;
}

struct drawing_extent drawing_extent(const struct drawing *drawing, double slant)
{
    struct drawing_extent extent = {INFINITY, INFINITY, -INFINITY, -INFINITY};
    for (size_t i = 0; i < drawing->count; i++)
        for (size_t k = 0; k < drawing->stroke[i].count; k++)
            if (point_is_finite(drawing->stroke[i].point[k]))
                extent_add(&extent, drawing->stroke[i].point[k], slant);
    return extent;
}

bool strokes_add_digit(struct strokes *strokes, const struct strokes_digit *digit)
{
    struct strokes_digit *digits = grow_array(strokes->digit, strokes->count, 1, sizeof *digits);
    if (!digits)
        return false;
    strokes->digit = digits;
    digits[strokes->count++] = *digit;
    return true;
}

void strokes_free(struct strokes *strokes)
{
    for (size_t i = 0; i < strokes->count; i++)
        drawing_free(&strokes->digit[i].drawing);
    free(strokes->digit);
    *strokes = (struct strokes){0};
}

bool strokes_copy(struct strokes *copy, const struct strokes *strokes)
{
    *copy = (struct strokes){.box_width = strokes->box_width, .box_height = strokes->box_height};
    for (size_t i = 0; i < strokes->count; i++) {
        struct strokes_digit digit = strokes->digit[i];
        bool copied = drawing_copy(&digit.drawing, &strokes->digit[i].drawing);
        if (copied && strokes_add_digit(copy, &digit))
            continue;
        if (copied)
            drawing_free(&digit.drawing);
        strokes_free(copy);
        return false;
    }
    return true;
}
