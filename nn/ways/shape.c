// The order in which numbers are drawn is part of what a seed means, and C leaves open in which the
// values of an initialiser or the arguments of a call are worked out: each is a statement of its
// own.
#include "nn/ways/shape.h"

#include <string.h>

struct frame frame_about(struct random *random, float least_width, float most_width)
{
    struct frame frame;
    frame.height = random_between(random, 15, 17.5f);
    frame.width = frame.height * random_between(random, least_width, most_width);
    return frame;
}

struct point point_about(struct random *random, float x, float off_x, float y, float off_y)
{
    struct point point;
    point.x = off_x > 0 ? random_about(random, x, off_x) : x;
    point.y = off_y > 0 ? random_about(random, y, off_y) : y;
    return point;
}

// Adds a stroke of points that are parts of a box about the middle.
static void add_path(struct handwriting *written, struct point *path, size_t count,
                     const struct frame *frame)
{
    for (size_t i = 0; i < count; i++)
        path[i] =
            (struct point){(path[i].x - 0.5f) * frame->width, (path[i].y - 0.5f) * frame->height};
    handwriting_add_stroke(written, path, count);
}

static size_t count_corners(const shape_line line)
{
    static const struct corner none = {0, 0, 0, 0};
    size_t count = 0;
    while (count < PATH_CORNERS && memcmp(&line[count], &none, sizeof none) != 0)
        count++;
    return count;
}

void shape_add_line(struct handwriting *written, const shape_line line, const struct frame *frame,
                    struct random *random)
{
    struct point point[PATH_CORNERS], path[PATH_ROUNDED];
    size_t count = count_corners(line);
    for (size_t i = 0; i < count; i++)
        point[i] = point_about(random, line[i].x, line[i].off_x, line[i].y, line[i].off_y);
    add_path(written, path, path_rounded(path, point, count), frame);
}

void shape_write(struct handwriting *written, const struct shape *shape, struct random *random)
{
    struct frame frame = frame_about(random, shape->least_width, shape->most_width);
    if (shape->mirrored > 0 && random_float(random) < shape->mirrored)
        frame.width = -frame.width;
    handwriting_clear(written);
    for (int i = 0; i < SHAPE_LINES && count_corners(shape->line[i]) > 0; i++)
        shape_add_line(written, shape->line[i], &frame, random);
}

void shape_corners(struct handwriting *written, const struct point *corner, size_t count,
                   const struct frame *frame)
{
    struct point path[PATH_STRAIGHT];
    handwriting_clear(written);
    add_path(written, path, path_straight(path, corner, count), frame);
}
