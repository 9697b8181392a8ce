// Strokes become digits as people tell them apart: by the white between them, measured by the
// height of the writing. Every stroke begins as a group of its own; the two groups that are nearest
// become one, as long as they are nearer than digits are.
//
// How near that is hangs on their shapes. Where both reach over the same height (19), little white
// is enough; what is short, or hangs lower than its neighbour, may be a part of it. Writing leans,
// and so may the white: it is measured along several slants, and the widest counts.
#include "nn/strokes/split.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SLANTS = 4 };
static const double slants[SLANTS] = {0, -0.2, 0.2, 0.4};

// In heights of the tallest group, chosen by the single digits of 7,494 + 6,736 drawings of people,
// and by others of them set side by side (test_split.c sets them so again).
static const double white_beside = 0.03;  // between digits of the same height,
static const double white_unlike = 0.15;  // between others,
static const double white_open = 0.6;     // and where it may be that of an open 4
static const double alike = 0.6;          // share of the height that both reach over
static const double most_wide = 2.5;      // of one digit
static const double least_height = 0.35;  // of a digit beside another
static const double lower = 0.1;          // by which the long stroke of an open 4 ends,
static const double most_bent = 1.25;     // which is this many times as long as its ends are apart
static const double row_height = 0.5;     // of rows,
static const double white_rows = 0.15;    // which have this between them,
static const double white_stacked = 0.45; // or this, where each is but one digit

struct span {
    double from, to;
};

struct group {
    struct span x[SLANTS], y;
    double ink;               // the length of its lines
    struct point first, last; // of its first stroke
    uint64_t members;         // a bit for each stroke
};

struct groups {
    struct group group[SPLIT_STROKES];
    size_t count;
};

static double length(struct span span)
{
    return span.to - span.from;
}

static struct span both(struct span a, struct span b)
{
    return (struct span){fmin(a.from, b.from), fmax(a.to, b.to)};
}

// The white between two spans; negative where they overlap.
static double white(struct span a, struct span b)
{
    return fmax(a.from, b.from) - fmin(a.to, b.to);
}

static struct group group_of(const struct stroke *stroke)
{
    struct group group = {.y = {INFINITY, -INFINITY}};
    const struct point *before = NULL;
    for (int s = 0; s < SLANTS; s++)
        group.x[s] = group.y;
    for (size_t i = 0; i < stroke->count; i++) {
        const struct point *point = &stroke->point[i];
        double x = (double)point->x, y = (double)point->y;
        if (!point_is_finite(*point))
            continue;
        if (before)
            group.ink += hypot(x - (double)before->x, y - (double)before->y);
        else
            group.first = *point;
        before = point;
        group.last = *point;
        group.y = both(group.y, (struct span){y, y});
        for (int s = 0; s < SLANTS; s++) {
            double at = x + slants[s] * y;
            group.x[s] = both(group.x[s], (struct span){at, at});
        }
    }
    return group;
}

static void join(struct groups *groups, size_t to, size_t from)
{
    struct group *group = &groups->group[to];
    const struct group *other = &groups->group[from];
    group->y = both(group->y, other->y);
    for (int s = 0; s < SLANTS; s++)
        group->x[s] = both(group->x[s], other->x[s]);
    group->ink += other->ink;
    group->members |= other->members;
    groups->group[from] = groups->group[--groups->count];
}

// The height of the writing. Where there are but lines across, they are as digits lying flat.
static double tallest(const struct groups *groups)
{
    double height = 0;
    for (size_t i = 0; i < groups->count; i++) {
        const struct group *group = &groups->group[i];
        height = fmax(height, fmax(length(group->y), length(group->x[0]) / most_wide));
    }
    return height;
}

static double white_between(const struct group *a, const struct group *b)
{
    double widest = -INFINITY;
    for (int s = 0; s < SLANTS; s++)
        widest = fmax(widest, white(a->x[s], b->x[s]));
    return widest;
}

// A line without a turn, as the long stroke of a 4.
static bool is_straight(const struct group *group)
{
    return group->ink < most_bent * hypot(length(group->x[0]), length(group->y));
}

static double share(float place, struct span span)
{
    return ((double)place - span.from) / length(span);
}

// One stroke down and then to the right, as the other one of a 4.
static bool is_angle(const struct group *group)
{
    bool one = !(group->members & (group->members - 1));
    return one && share(group->first.x, group->x[0]) < 0.85 &&
           share(group->first.y, group->y) < 0.4 && share(group->last.x, group->x[0]) > 0.8 &&
           share(group->last.y, group->y) > 0.5;
}

static bool may_be_open_four(const struct group *a, const struct group *b, double height)
{
    const struct group *left = a->x[0].from < b->x[0].from ? a : b, *right = left == a ? b : a;
    return is_angle(left) && is_straight(right) && right->y.to - left->y.to > lower * height;
}

// By how much two groups are nearer than two digits would be; 0 or less if they are digits.
static double nearness(const struct group *a, const struct group *b, double height)
{
    double beside = white_between(a, b), over = white(a->y, b->y);
    double apart = fmax(fmax(beside, over), 0) / height;
    if (fmin(length(a->y), length(b->y)) < least_height * height && apart < white_open)
        return 1 + 1 / (1 + apart); // a part of something: of what is nearest
    double shared = -over / length(both(a->y, b->y));
    double most = shared >= alike                  ? white_beside
                  : may_be_open_four(a, b, height) ? white_open
                                                   : white_unlike;
    return most - beside / height;
}

static void join_nearest(struct groups *groups)
{
    while (groups->count > 1) {
        const double height = tallest(groups);
        double most = 0;
        size_t a = 0, b = 0;
        for (size_t i = 0; i < groups->count; i++)
            for (size_t k = i + 1; k < groups->count; k++) {
                double near =
                    height > 0 ? nearness(&groups->group[i], &groups->group[k], height) : 1; // dots
                if (near > most) {
                    most = near;
                    a = i;
                    b = k;
                }
            }
        if (!(most > 0))
            return;
        join(groups, a, b);
    }
}

// ---- Rows ---------------------------------------------------------------------------------------

static int by_top(const void *a, const void *b)
{
    const struct group *one = a, *other = b;
    return (one->y.from > other->y.from) - (one->y.from < other->y.from);
}

static int by_left(const void *a, const void *b)
{
    const struct group *one = a, *other = b;
    return (one->x[0].from > other->x[0].from) - (one->x[0].from < other->x[0].from);
}

// How many of the groups, from `first` on, stand above white that rows leave between them: all, if
// there is none, or no room for a row below. They come in the order of their tops.
static size_t row_length(const struct groups *groups, size_t first, double height)
{
    struct span row = groups->group[first].y, rest = row;
    for (size_t i = first + 1; i < groups->count; i++)
        rest = both(rest, groups->group[i].y);
    for (size_t i = first + 1; i < groups->count; i++) {
        struct span next = groups->group[i].y;
        if (white(row, next) >= white_rows * height && length(row) >= row_height * height &&
            rest.to - next.from >= row_height * height)
            return i - first;
        row = both(row, next);
    }
    return groups->count - first;
}

// The digits of one row behind those that were found; returns how many.
static size_t add_row(struct groups *found, const struct group *strokes, size_t count)
{
    struct groups row = {.count = count};
    memcpy(row.group, strokes, count * sizeof *strokes);
    join_nearest(&row);
    qsort(row.group, row.count, sizeof row.group[0], by_left);
    memcpy(&found->group[found->count], row.group, row.count * sizeof row.group[0]);
    found->count += row.count;
    return row.count;
}

// Rows of one digit each may be the two loops of an 8, unless they stand well apart.
static bool stand_apart(const struct groups *found)
{
    double height = tallest(found);
    for (size_t i = 1; i < found->count; i++)
        if (white(found->group[i - 1].y, found->group[i].y) < white_stacked * height)
            return false;
    return true;
}

static void find_digits(struct groups *found, struct groups *strokes)
{
    double height = tallest(strokes);
    bool columns = false;
    qsort(strokes->group, strokes->count, sizeof strokes->group[0], by_top);
    for (size_t first = 0, count; first < strokes->count; first += count) {
        count = row_length(strokes, first, height);
        if (add_row(found, &strokes->group[first], count) > 1)
            columns = true;
    }
    if (columns || stand_apart(found))
        return;
    found->count = 0;
    add_row(found, strokes->group, strokes->count);
}

// ---- Drawings -----------------------------------------------------------------------------------

void split_drawing(struct split *split, const struct drawing *drawing)
{
    struct groups strokes = {0}, found = {0};
    *split = (struct split){.count = 1};
    if (drawing->count > SPLIT_STROKES)
        return;
    for (size_t i = 0; i < drawing->count; i++) {
        struct group group = group_of(&drawing->stroke[i]);
        group.members = (uint64_t)1 << i;
        if (group.y.from <= group.y.to)
            strokes.group[strokes.count++] = group;
    }
    if (!(tallest(&strokes) > 0)) // nothing, or dots at one place
        return;
    find_digits(&found, &strokes);
    split->count = found.count;
    for (size_t i = 0; i < drawing->count; i++)
        for (size_t k = 0; k < found.count; k++)
            if (found.group[k].members >> i & 1)
                split->of[i] = (unsigned char)k;
}

struct drawing split_digit(const struct split *split, const struct drawing *drawing, size_t digit,
                           struct stroke *strokes)
{
    struct drawing part = {.stroke = strokes};
    for (size_t i = 0; i < drawing->count; i++)
        if (split->of[i] == digit)
            strokes[part.count++] = drawing->stroke[i];
    return part;
}
