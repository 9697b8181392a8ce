// All points of a drawing lie in one row, so that they can be moved and cut with no memory to get.
#include "nn/ways/handwriting.h"

#include <assert.h>
#include <string.h>

struct path_box handwriting_box(const struct handwriting *written)
{
    return path_box(written->point, written->count);
}

size_t handwriting_first(const struct handwriting *written, size_t stroke)
{
    size_t first = 0;
    for (size_t i = 0; i < stroke; i++)
        first += written->points[i];
    return first;
}

void handwriting_insert(struct handwriting *written, size_t stroke, size_t place,
                        const struct point *point, size_t count)
{
    size_t at = handwriting_first(written, stroke) + place;
    assert(written->count + count <= HANDWRITING_POINTS + HANDWRITING_MORE_POINTS);
    memmove(written->point + at + count, written->point + at,
            (written->count - at) * sizeof *point);
    memcpy(written->point + at, point, count * sizeof *point);
    written->points[stroke] += count;
    written->count += count;
}

void handwriting_add_stroke(struct handwriting *written, const struct point *point, size_t count)
{
    assert(written->strokes < HANDWRITING_STROKES + HANDWRITING_MORE_STROKES);
    written->points[written->strokes++] = 0;
    handwriting_insert(written, written->strokes - 1, 0, point, count);
}

void handwriting_clear(struct handwriting *written)
{
    written->strokes = written->count = 0;
}

void handwriting_cut_end(struct handwriting *written, size_t stroke, float length)
{
    struct point *point = written->point + handwriting_first(written, stroke);
    size_t count = written->points[stroke], kept = count;
    while (kept > 2 && path_distance(point[kept - 2], point[kept - 1]) <= length) {
        length -= path_distance(point[kept - 2], point[kept - 1]);
        kept--;
    }
    if (kept < 2)
        return;
    float last = path_distance(point[kept - 2], point[kept - 1]);
    if (last > length)
        point[kept - 1] = path_between(point[kept - 1], point[kept - 2], length / last);
    memmove(point + kept, point + count,
            (size_t)(written->point + written->count - (point + count)) * sizeof *point);
    written->count -= count - kept;
    written->points[stroke] = kept;
}

void handwriting_cut_start(struct handwriting *written, size_t stroke, float length)
{
    struct point *point = written->point + handwriting_first(written, stroke);
    path_turn_round(point, written->points[stroke]);
    handwriting_cut_end(written, stroke, length);
    path_turn_round(point, written->points[stroke]);
}
