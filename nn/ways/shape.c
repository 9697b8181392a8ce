// Corners are parts of a box, so that one table serves digits of every size and width.
#include "nn/ways/shape.h"

struct frame shape_frame(struct random *random, float least_width, float most_width)
{
    struct frame frame;
    frame.height = random_between(random, 15, 17.5f);
    frame.width = frame.height * random_between(random, least_width, most_width);
    return frame;
}

struct point shape_point(struct random *random, float x, float off_x, float y, float off_y)
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

static bool is_none(struct corner corner)
{
    return corner.x == 0 && corner.off_x == 0 && corner.y == 0 && corner.off_y == 0;
}

static size_t count_corners(const struct shape_line *line)
{
    size_t count = 0;
    while (count < PATH_CORNERS && !is_none(line->corner[count]))
        count++;
    return count;
}

static void add_line(struct handwriting *written, const struct shape_line *line,
                     const struct frame *frame, struct random *random)
{
    struct point point[PATH_CORNERS], path[PATH_ROUNDED];
    size_t count = count_corners(line);
    for (size_t i = 0; i < count; i++) {
        struct corner corner = line->corner[i];
        point[i] = shape_point(random, corner.x, corner.off_x, corner.y, corner.off_y);
    }
    add_path(written, path, path_rounded(path, point, count), frame);
}

struct frame shape_write(struct handwriting *written, const struct shape *shape,
                         struct random *random)
{
    struct frame frame = shape_frame(random, shape->least_width, shape->most_width);
    if (shape->mirrored > 0 && random_float(random) < shape->mirrored)
        frame.width = -frame.width;
    handwriting_clear(written);
    for (int i = 0; i < SHAPE_LINES && count_corners(&shape->line[i]) > 0; i++)
        add_line(written, &shape->line[i], &frame, random);
    return frame;
}

void shape_write_straight(struct handwriting *written, const struct point *corner, size_t count,
                          const struct frame *frame)
{
    struct point path[PATH_STRAIGHT];
    handwriting_clear(written);
    add_path(written, path, path_straight(path, corner, count), frame);
}
