// Pen strokes and the text file that keeps them.
//
//   # comment
//   box 500 500                    optional, before the first digit: size of the writing box
//   digit 7 writer 12              starts a digit; "digit ?" if it has no label; writer optional
//   stroke 10,12 11,14 12.5,20     one pen stroke, x,y pairs, y downwards
//
// The other text that is read is UNIPEN as the UCI repository distributes pen digits (see
// nn/strokes/unipen.h); which of the two a file is, its first character tells.
//
// A comment begins with a # that stands first or after a space. Lines may end in CR LF and be of
// any length. Numbers have a decimal point, whatever the locale.
#ifndef NN_STROKES_STROKES_H
#define NN_STROKES_STROKES_H

#include "nn/base/status.h"
#include <stddef.h>

#define STROKES_LARGEST_COORDINATE 1e6f

struct point {
    float x, y; // y grows downwards
};

struct stroke {
    struct point *point; // owned; at least one
    size_t count;
};

// What a pen wrote: strokes in the order of writing.
struct drawing {
    struct stroke *stroke; // owned
    size_t count;
};

struct strokes_digit {
    int label;       // 0..9, or -1 if unknown
    char writer[32]; // "" if unknown
    struct drawing drawing;
};

struct strokes {
    float box_width, box_height; // 500 x 500 if the file does not say
    struct strokes_digit *digit; // owned
    size_t count;
};

// Adds a point to the stroke / an empty stroke to the drawing. False when memory runs out. The room
// grows by doubling and is told from the count, so the arrays must have been made by these
// functions or be empty.
bool stroke_add(struct stroke *stroke, float x, float y);
struct stroke *drawing_add_stroke(struct drawing *drawing); // NULL when memory runs out
// Adds a digit, whose drawing then belongs to the strokes. False when memory runs out.
bool strokes_add_digit(struct strokes *strokes, const struct strokes_digit *digit);
bool drawing_copy(struct drawing *copy, const struct drawing *drawing);
bool strokes_copy(struct strokes *copy, const struct strokes *strokes); // empty after a failure
void drawing_free(struct drawing *drawing);

bool point_is_finite(struct point point);
// The box around the finite points of a drawing, each taken to x + slant x y. Without any, left is
// greater than right.
struct drawing_extent {
    double left, top, right, bottom;
};
struct drawing_extent drawing_extent(const struct drawing *drawing, double slant);

// Parses a strokes file. Messages name the file and the line. A digit may have no strokes (an empty
// drawing); coordinates must be finite and within +-1e6. A file without digits is refused.
bool strokes_load(struct strokes *strokes, const char *path, struct status *status);
bool strokes_parse(struct strokes *strokes, const char *text, size_t size, const char *name,
                   struct status *status);
// What is loaded again equals what was saved, to the last bit of a coordinate. STATUS_USAGE for
// coordinates, labels or writers' names that the format cannot hold; strokes without points are
// left out.
bool strokes_save(const struct strokes *strokes, const char *path, struct status *status);
void strokes_free(struct strokes *strokes);

#endif
