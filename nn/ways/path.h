// Lines of points in the plane, as a pen draws them. Only + - * / and the square root of floats are
// used: the same bits everywhere.
#ifndef NN_WAYS_PATH_H
#define NN_WAYS_PATH_H

#include "nn/strokes/strokes.h"

// What some points lie in.
struct path_box {
    float left, top, right, bottom;
    float width, height;
    struct point middle;
};
struct path_box path_box(const struct point *point, size_t count); // of one point or more

float path_distance(struct point a, struct point b);
float path_length(const struct point *point, size_t count);
// The point at a part of the way from a (0) to b (1).
struct point path_between(struct point a, struct point b, float part);
void path_turn_round(struct point *point, size_t count);

enum { PATH_CURVE = 5 };
// From `a` to `b`, bent by `bow` to the right of the way.
void path_curve(struct point out[PATH_CURVE], struct point a, struct point b, float bow);

enum {
    PATH_CORNERS = 8, // of a line, at most
    PATH_STRAIGHT = (PATH_CORNERS - 1) * (PATH_CURVE - 1) + 1,
    PATH_ROUNDED = 4 * PATH_CORNERS,
};
// Straight lines from corner to corner, with points between that can be bent later; returns how
// many points. Two corners or more.
size_t path_straight(struct point out[PATH_STRAIGHT], const struct point *corner, size_t count);
// The same with each corner cut twice (Chaikin 1974); the ends stay.
size_t path_rounded(struct point out[PATH_ROUNDED], const struct point *corner, size_t count);

#endif
