// Pen strokes: points, strokes, drawings, and labelled drawings of several people. The text that
// keeps them is in nn/strokes/strokes_text.h.
#ifndef NN_STROKES_STROKES_H
#define NN_STROKES_STROKES_H

#include <stdbool.h>
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

// Adds a point to the stroke / an empty stroke to the drawing. False when memory runs out. The
// arrays must have been made by these functions (grow_array) or be empty.
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

void strokes_free(struct strokes *strokes);

#endif
