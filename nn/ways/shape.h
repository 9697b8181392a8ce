// Digits that are written anew: lines through a few corners, of which each may lie off.
#ifndef NN_WAYS_SHAPE_H
#define NN_WAYS_SHAPE_H

#include "nn/base/random.h"
#include "nn/ways/handwriting.h"

// How large a digit is written, in pixels.
struct frame {
    float width, height;
};
// A usual height, and a width that is a part of it, drawn from a range.
struct frame frame_about(struct random *random, float least_width, float most_width);

// A corner of a line: parts of the digit's width and height, each from the left or the top, and by
// how much it may lie off.
struct corner {
    float x, off_x, y, off_y;
};

// Without an `off` no number is drawn.
struct point point_about(struct random *random, float x, float off_x, float y, float off_y);

// A line of up to so many; one of zeros alone ends it before.
typedef struct corner shape_line[PATH_CORNERS];

enum { SHAPE_LINES = 2 };

struct shape {
    float least_width, most_width; // parts of the height
    float mirrored;                // the chance that left and right change places
    shape_line line[SHAPE_LINES];  // strokes with rounded corners; one without corners is none
};

// Instead of what is written. The same random state gives the same bytes on every machine.
void shape_write(struct handwriting *written, const struct shape *shape, struct random *random);
// One stroke more, with rounded corners.
void shape_add_line(struct handwriting *written, const shape_line line, const struct frame *frame,
                    struct random *random);
// Instead of what is written: straight lines, which can be bent later, between `count` corners
// (parts of width and height).
void shape_corners(struct handwriting *written, const struct point *corner, size_t count,
                   const struct frame *frame);

#endif
