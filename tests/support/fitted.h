// Drawings brought to a size and a place, so that a test knows where their ink will be.
#ifndef TESTS_SUPPORT_FITTED_H
#define TESTS_SUPPORT_FITTED_H

#include "nn/strokes/strokes.h"
#include <math.h>

static inline struct point extent_corner(const struct drawing_extent *extent)
{
    return (struct point){(float)extent->left, (float)extent->top};
}

static inline struct point extent_middle(const struct drawing_extent *extent)
{
    return (struct point){(float)(extent->left + extent->right) / 2,
                          (float)(extent->top + extent->bottom) / 2};
}

// Scales a drawing by `unit`, so that what is at `from` comes to `to`.
static inline void fit_by(struct drawing *drawing, float unit, struct point from, struct point to)
{
    for (size_t s = 0; s < drawing->count; s++)
        for (size_t i = 0; i < drawing->stroke[s].count; i++) {
            struct point *point = &drawing->stroke[s].point[i];
            point->x = to.x + unit * (point->x - from.x);
            point->y = to.y + unit * (point->y - from.y);
        }
}

// The scale that makes the box's longer side `size`.
static inline float fit_unit(const struct drawing_extent *extent, float size)
{
    return size / (float)fmax(extent->right - extent->left, extent->bottom - extent->top);
}

// The box around the drawing: its longer side becomes `size`, its middle comes there.
static inline void fit_at_middle(struct drawing *drawing, float size, struct point middle)
{
    struct drawing_extent extent = drawing_extent(drawing, 0);
    fit_by(drawing, fit_unit(&extent, size), extent_middle(&extent), middle);
}

// The same, but its upper left corner comes there.
static inline void fit_at_corner(struct drawing *drawing, float size, struct point corner)
{
    struct drawing_extent extent = drawing_extent(drawing, 0);
    fit_by(drawing, fit_unit(&extent, size), extent_corner(&extent), corner);
}

#endif
