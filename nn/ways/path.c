// What libraries round in different ways would make a seed mean something else.
#include "nn/ways/path.h"

#include <assert.h>
#include <math.h>
#include <string.h>

struct path_box path_box(const struct point *point, size_t count)
{
    struct path_box box = {point->x, point->y, point->x, point->y, 0, 0, {0, 0}};
    for (size_t i = 1; i < count; i++) {
        box.left = fminf(box.left, point[i].x);
        box.right = fmaxf(box.right, point[i].x);
        box.top = fminf(box.top, point[i].y);
        box.bottom = fmaxf(box.bottom, point[i].y);
    }
    box.width = box.right - box.left;
    box.height = box.bottom - box.top;
    box.middle = (struct point){(box.left + box.right) / 2, (box.top + box.bottom) / 2};
    return box;
}

float path_distance(struct point a, struct point b)
{
    float x = b.x - a.x, y = b.y - a.y;
    return sqrtf(x * x + y * y);
}

float path_length(const struct point *point, size_t count)
{
    float length = 0;
    for (size_t i = 1; i < count; i++)
        length += path_distance(point[i - 1], point[i]);
    return length;
}

struct point path_between(struct point a, struct point b, float part)
{
    return (struct point){a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)};
}

void path_turn_round(struct point *point, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct point kept = point[i];
        point[i] = point[count - 1 - i];
        point[count - 1 - i] = kept;
    }
}

void path_curve(struct point out[PATH_CURVE], struct point a, struct point b, float bow)
{
    float length = path_distance(a, b), x = length > 0 ? (b.x - a.x) / length : 0,
          y = length > 0 ? (b.y - a.y) / length : 0;
    for (int i = 0; i < PATH_CURVE; i++) {
        float t = (float)i / (PATH_CURVE - 1), off = bow * 4 * t * (1 - t);
        struct point point = path_between(a, b, t);
        out[i] = (struct point){point.x - y * off, point.y + x * off};
    }
}

size_t path_straight(struct point out[PATH_STRAIGHT], const struct point *corner, size_t count)
{
    struct point piece[PATH_CURVE];
    assert(count >= 2 && count <= PATH_CORNERS);
    size_t points = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        path_curve(piece, corner[i], corner[i + 1], 0);
        memcpy(out + points, piece, sizeof piece);
        points += PATH_CURVE - 1;
    }
    return points + 1;
}

// Each corner becomes two, a quarter of the way before and behind it: between the ends, which stay.
static size_t cut_corners(struct point *path, size_t count)
{
    struct point from[PATH_ROUNDED];
    memcpy(from, path, count * sizeof *path);
    size_t points = 1;
    for (size_t i = 0; i + 1 < count; i++) {
        path[points++] = path_between(from[i], from[i + 1], i == 0 ? 0.5f : 0.25f);
        path[points++] = path_between(from[i], from[i + 1], i + 2 == count ? 0.5f : 0.75f);
    }
    path[points++] = from[count - 1];
    return points;
}

size_t path_rounded(struct point out[PATH_ROUNDED], const struct point *corner, size_t count)
{
    assert(count >= 2 && count <= PATH_CORNERS);
    memcpy(out, corner, count * sizeof *corner);
    count = cut_corners(out, count);
    return cut_corners(out, count);
}
