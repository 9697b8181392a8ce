// Digits that are written anew: rounded lines along a few corners, of which each may lie off.
#ifndef NN_WAYS_SHAPE_H
#define NN_WAYS_SHAPE_H

#include "nn/base/random.h"
#include "nn/ways/handwriting.h"

// What parts of a digit's width and height are parts of, in pixels; a negative width mirrors it.
struct frame {
    float width, height;
};
// 15 to 17.5 pixels high; the width is a part of the height from `least_width` to `most_width`.
struct frame shape_frame(struct random *random, float least_width, float most_width);

// A corner of a line: parts of the digit's width and height, each from the left or the top, and by
// how much it may lie off.
struct corner {
    float x, off_x, y, off_y;
};

// A point no farther from (x, y) than `off_x` and `off_y`. An `off` of 0 draws no number.
struct point shape_point(struct random *random, float x, float off_x, float y, float off_y);

// Two corners or more; one of all zeros ends the line, so that none may lie at 0, 0 without an off.
struct shape_line {
    struct corner corner[PATH_CORNERS];
};

enum { SHAPE_LINES = 2 };

struct shape {
    float least_width, most_width; // see shape_frame
    float mirrored; // the chance that left and right change places; 0 draws no number
    struct shape_line line[SHAPE_LINES]; // each a stroke; one without corners ends them
};

// Instead of what is written; returns how large. The same random state gives the same bytes on
// every machine.
struct frame shape_write(struct handwriting *written, const struct shape *shape,
                         struct random *random);
// Instead of what is written: straight lines, which can be bent later, between `count` corners (2
// to PATH_CORNERS; parts of width and height).
void shape_write_straight(struct handwriting *written, const struct point *corner, size_t count,
                          const struct frame *frame);

#endif
