// Rates were chosen by writers and whole collections that were left out
// (tests/reference/recipe.md). Only + - * / and the square root of floats are used: the same bits
// everywhere.
#include "nn/data/ways.h"

#include <assert.h>
#include <math.h>
#include <string.h>

// ---- The drawing --------------------------------------------------------------------------------

struct box {
    float left, top, right, bottom;
    float width, height;
    struct point middle;
};

static struct box box_of(const struct point *point, size_t count)
{
    struct box box = {point->x, point->y, point->x, point->y, 0, 0, {0, 0}};
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

static struct box box_of_all(const struct handwriting *written)
{
    return box_of(written->point, written->count);
}

static size_t first_of(const struct handwriting *written, size_t stroke)
{
    size_t first = 0;
    for (size_t i = 0; i < stroke; i++)
        first += written->points[i];
    return first;
}

// Puts `count` points before the point `place` of a stroke (its number of points: at its end).
static void insert(struct handwriting *written, size_t stroke, size_t place,
                   const struct point *point, size_t count)
{
    size_t at = first_of(written, stroke) + place;
    assert(written->count + count <= WAYS_POINTS + WAYS_MORE_POINTS);
    memmove(written->point + at + count, written->point + at,
            (written->count - at) * sizeof *point);
    memcpy(written->point + at, point, count * sizeof *point);
    written->points[stroke] += count;
    written->count += count;
}

static void add_stroke(struct handwriting *written, const struct point *point, size_t count)
{
    assert(written->strokes < WAYS_STROKES + WAYS_MORE_STROKES);
    written->points[written->strokes++] = 0;
    insert(written, written->strokes - 1, 0, point, count);
}

static void write_anew(struct handwriting *written, const struct point *point, size_t count)
{
    written->strokes = written->count = 0;
    add_stroke(written, point, count);
}

static float distance(struct point a, struct point b)
{
    float x = b.x - a.x, y = b.y - a.y;
    return sqrtf(x * x + y * y);
}

static float length_of(const struct point *point, size_t count)
{
    float length = 0;
    for (size_t i = 1; i < count; i++)
        length += distance(point[i - 1], point[i]);
    return length;
}

static struct point between(struct point a, struct point b, float part)
{
    return (struct point){a.x + part * (b.x - a.x), a.y + part * (b.y - a.y)};
}

static void turn_round(struct point *point, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct point kept = point[i];
        point[i] = point[count - 1 - i];
        point[count - 1 - i] = kept;
    }
}

// Takes so many pixels off the end of a stroke.
static void cut_end(struct handwriting *written, size_t stroke, float length)
{
    struct point *point = written->point + first_of(written, stroke);
    size_t count = written->points[stroke], kept = count;
    while (kept > 2 && distance(point[kept - 2], point[kept - 1]) <= length) {
        length -= distance(point[kept - 2], point[kept - 1]);
        kept--;
    }
    if (kept < 2)
        return;
    float last = distance(point[kept - 2], point[kept - 1]);
    if (last > length)
        point[kept - 1] = between(point[kept - 1], point[kept - 2], length / last);
    memmove(point + kept, point + count,
            (size_t)(written->point + written->count - (point + count)) * sizeof *point);
    written->count -= count - kept;
    written->points[stroke] = kept;
}

static void cut_start(struct handwriting *written, size_t stroke, float length)
{
    struct point *point = written->point + first_of(written, stroke);
    turn_round(point, written->points[stroke]);
    cut_end(written, stroke, length);
    turn_round(point, written->points[stroke]);
}

// From `a` to `b`, bent by `bow` pixels to the right of the way.
enum { CURVE = 5 };
static void curve(struct point out[CURVE], struct point a, struct point b, float bow)
{
    float length = distance(a, b), x = length > 0 ? (b.x - a.x) / length : 0,
          y = length > 0 ? (b.y - a.y) / length : 0;
    for (int i = 0; i < CURVE; i++) {
        float t = (float)i / (CURVE - 1), off = bow * 4 * t * (1 - t);
        struct point point = between(a, b, t);
        out[i] = (struct point){point.x - y * off, point.y + x * off};
    }
}

static bool chance(struct random *random, float rate)
{
    return random_float(random) < rate;
}

// ---- Zero and what else is closed ---------------------------------------------------------------

// Where a stroke through a zero goes: most rise to the right.
static struct point slash_direction(struct random *random)
{
    float kind = random_float(random);
    struct point way;
    way.x = random_between(random, 0.25f, 1);
    way.y = -random_between(random, 0.25f, 1);
    if (kind < 0.15f)
        way.y = -way.y;
    else if (kind < 0.25f)
        way = (struct point){1, random_between(random, -0.25f, 0.25f)};
    else if (kind < 0.32f)
        way = (struct point){random_between(random, -0.25f, 0.25f), -1};
    return way;
}

// Within the zero or beyond it, straight or bent, by itself or without lifting the pen.
static void zero_stroke(struct handwriting *written, struct random *random)
{
    struct box box = box_of_all(written);
    struct point way = slash_direction(random);
    float reach = random_between(random, 0.5f, 1.45f) / fmaxf(fabsf(way.x), fabsf(way.y));
    float x = reach * way.x * box.width / 2, y = reach * way.y * box.height / 2;
    struct point middle = box.middle;
    middle.x += 0.12f * box.width * random_small(random);
    middle.y += 0.12f * box.height * random_small(random);
    struct point slash[CURVE];
    curve(slash, (struct point){middle.x - x, middle.y - y},
          (struct point){middle.x + x, middle.y + y}, 2.5f * random_small(random));
    if (chance(random, 0.3f))
        turn_round(slash, CURVE);
    if (chance(random, 0.25f))
        insert(written, written->strokes - 1, written->points[written->strokes - 1], slash, CURVE);
    else
        add_stroke(written, slash, CURVE);
}

// Leaves out a part of a stroke at its beginning or at its end.
static void leave_open(struct handwriting *written, struct random *random, float least, float most,
                       float at_start)
{
    size_t stroke = random_below(random, (uint32_t)written->strokes);
    float length = length_of(written->point + first_of(written, stroke), written->points[stroke]);
    float cut = length * random_between(random, least, most);
    if (chance(random, at_start))
        cut_start(written, stroke, cut);
    else
        cut_end(written, stroke, cut);
}

static void zero_open(struct handwriting *written, struct random *random)
{
    leave_open(written, random, 0.03f, 0.16f, 0.5f);
}

static void eight_open(struct handwriting *written, struct random *random)
{
    leave_open(written, random, 0.03f, 0.13f, 0.5f);
}

static void nine_open(struct handwriting *written, struct random *random)
{
    size_t stroke = 0;
    float length = length_of(written->point, written->points[stroke]);
    cut_start(written, stroke, length * random_between(random, 0.04f, 0.16f));
}

// ---- One ----------------------------------------------------------------------------------------

// Whether it is no more than a line, from top to bottom once it is turned round.
static bool bare_one(struct handwriting *written, struct box *box)
{
    *box = box_of_all(written);
    if (written->strokes > 1 || written->count < 2 || box->width > 0.45f * box->height)
        return false;
    if (written->point[0].y > written->point[written->count - 1].y)
        turn_round(written->point, written->count);
    return written->point[0].y < box->top + 0.2f * box->height &&
           written->point[written->count - 1].y > box->bottom - 0.2f * box->height;
}

// Comes up to the top first: a flag, or all the way.
static void one_flag(struct handwriting *written, struct random *random)
{
    struct box box;
    if (!bare_one(written, &box))
        return;
    float down = random_between(random, 0.1f, 0.6f) * box.height;
    float across = random_between(random, 0.15f, 0.5f) * box.height;
    struct point top = written->point[0], flag[CURVE];
    curve(flag, (struct point){top.x - across, top.y + down}, top, 1.5f * random_small(random));
    insert(written, 0, 0, flag, CURVE - 1);
}

static void one_return(struct handwriting *written, struct random *random)
{
    struct box box;
    if (!bare_one(written, &box))
        return;
    struct point top = written->point[0], foot = written->point[written->count - 1], up[CURVE];
    struct point start = between(top, foot, random_between(random, 0.5f, 1));
    start.x -= random_between(random, 0, 0.3f) * box.height;
    curve(up, start, top, 1.5f * random_small(random));
    insert(written, 0, 0, up, CURVE - 1);
}

static void one_base(struct handwriting *written, struct random *random)
{
    struct box box;
    if (!bare_one(written, &box))
        return;
    struct point foot = written->point[written->count - 1], base[CURVE];
    float left = random_between(random, 0.12f, 0.4f) * box.height;
    float right = random_between(random, 0.12f, 0.4f) * box.height;
    float tilt = 0.08f * box.height * random_small(random);
    curve(base, (struct point){foot.x - left, foot.y + tilt},
          (struct point){foot.x + right, foot.y - tilt}, 0.8f * random_small(random));
    add_stroke(written, base, CURVE);
}

// ---- Four, five, seven --------------------------------------------------------------------------

static float about(struct random *random, float value, float off)
{
    return value + off * random_small(random);
}

enum { MOST_CORNERS = 7 };

// The order in which numbers are drawn is part of what a seed means, and C leaves open in which the
// values of an initialiser or the arguments of a call are worked out: each is a statement of its
// own.
static struct point point_about(struct random *random, float x, float off_x, float y, float off_y)
{
    struct point point;
    point.x = off_x > 0 ? about(random, x, off_x) : x;
    point.y = off_y > 0 ? about(random, y, off_y) : y;
    return point;
}

// Corners as parts of a box about the middle, with straight lines that can be bent later.
static void write_corners(struct handwriting *written, const struct point *corner, size_t count,
                          float width, float height)
{
    struct point path[(MOST_CORNERS - 1) * (CURVE - 1) + 1], piece[CURVE];
    assert(count <= MOST_CORNERS);
    size_t points = 0;
    for (size_t i = 0; i + 1 < count; i++) {
        curve(piece, corner[i], corner[i + 1], 0);
        memcpy(path + points, piece, sizeof piece);
        points += CURVE - 1;
    }
    points++;
    for (size_t i = 0; i < points; i++)
        path[i] = (struct point){(path[i].x - 0.5f) * width, (path[i].y - 0.5f) * height};
    write_anew(written, path, points);
}

// Down, across and down again: one stroke that crosses nothing.
static void four_lightning(struct handwriting *written, struct random *random)
{
    struct point corner[4];
    float across = about(random, 0.55f, 0.15f);
    corner[0] = point_about(random, 0.4f, 0.3f, 0, 0);
    corner[1] = (struct point){0, across};
    corner[2] = point_about(random, 1, 0, across - 0.05f, 0.1f);
    corner[3] = point_about(random, 0.6f, 0.25f, 1, 0);
    float height = random_between(random, 15, 17.5f);
    write_corners(written, corner, 4, height * random_between(random, 0.5f, 0.85f), height);
}

// Up, down to the left, and across the upright.
static void four_closed(struct handwriting *written, struct random *random)
{
    struct point corner[4];
    float upright = about(random, 0.72f, 0.14f), across = about(random, 0.65f, 0.12f);
    corner[0] = point_about(random, upright, 0.06f, 1, 0);
    corner[1] = (struct point){upright, 0};
    corner[2] = (struct point){0, across};
    corner[3] = point_about(random, 1, 0, across, 0.06f);
    float height = random_between(random, 15, 17.5f);
    write_corners(written, corner, 4, height * random_between(random, 0.55f, 0.9f), height);
}

// A cup, and an upright to its right that it need not touch.
static void four_cup(struct handwriting *written, struct random *random)
{
    struct point corner[3], upright[CURVE];
    float across = random_between(random, 0.2f, 0.55f);
    corner[0].x = random_between(random, 0, 0.2f);
    corner[0].y = about(random, 0.08f, 0.08f);
    corner[1] = (struct point){0, across};
    corner[2].x = random_between(random, 0.45f, 1);
    corner[2].y = about(random, across, 0.08f);
    float height = random_between(random, 15, 17.5f);
    float width = height * random_between(random, 0.4f, 0.75f);
    write_corners(written, corner, 3, width, height);
    float x = about(random, 0.4f, 0.1f) * width;
    float top = -random_between(random, 0.25f, 0.5f) * height;
    float foot = about(random, x, 0.15f * width), bow = 0.8f * random_small(random);
    curve(upright, (struct point){x, top}, (struct point){foot, 0.5f * height}, bow);
    add_stroke(written, upright, CURVE);
}

// Its upper stroke, where it is one of its own, stands away from the rest.
static void five_apart(struct handwriting *written, struct random *random)
{
    struct box all = box_of_all(written);
    float x = random_between(random, -0.12f, 0.22f) * all.height;
    float y = random_between(random, -0.16f, 0.06f) * all.height;
    float longer = random_between(random, 0.8f, 1.5f);
    struct point *point = written->point;
    for (size_t i = 0; i < written->strokes && written->strokes > 1; i++) {
        struct box box = box_of(point, written->points[i]);
        if (box.height < 0.3f * all.height && box.middle.y < all.top + 0.3f * all.height)
            for (size_t k = 0; k < written->points[i]; k++)
                point[k] =
                    (struct point){box.left + (point[k].x - box.left) * longer + x, point[k].y + y};
        point += written->points[i];
    }
}

// A dash that hangs above an open bowl: one without its upright.
static void five_dash(struct handwriting *written, struct random *random)
{
    struct point corner[7], dash[CURVE];
    float shoulder = about(random, 0.34f, 0.06f), across = about(random, 0.6f, 0.1f);
    corner[0] = point_about(random, 0.1f, 0.1f, shoulder, 0.06f);
    corner[1] = point_about(random, 0.15f, 0.1f, shoulder + 0.08f, 0.08f);
    corner[2] = (struct point){across, shoulder};
    corner[3] = point_about(random, 0.95f, 0.05f, 0.55f, 0.06f);
    corner[4] = point_about(random, 0.9f, 0.06f, 0.76f, 0.06f);
    corner[5] = point_about(random, across, 0, 0.96f, 0.03f);
    corner[6].x = random_between(random, 0, 0.25f);
    corner[6].y = about(random, 0.97f, 0.06f);
    float height = random_between(random, 15, 17.5f);
    float width = height * random_between(random, 0.5f, 0.9f);
    write_corners(written, corner, 7, width, height);
    float half = width * random_between(random, 0.1f, 0.3f);
    float rise = half * random_between(random, -0.1f, 0.6f);
    float x = width * random_between(random, -0.2f, 0.3f), y = -0.5f * height + rise;
    float bow = 0.8f * random_small(random);
    curve(dash, (struct point){x - half, y + rise}, (struct point){x + half, y - rise}, bow);
    add_stroke(written, dash, CURVE);
}

// Through the stem at about half its height.
static void seven_bar(struct handwriting *written, struct random *random)
{
    struct box box = box_of_all(written);
    float y = box.top + random_between(random, 0.35f, 0.62f) * box.height;
    size_t at = written->count - 1;
    while (at > 0 && written->point[at - 1].y > y)
        at--;
    if (written->strokes > 1 || at == 0)
        return;
    float x = between(written->point[at - 1], written->point[at], 0.5f).x;
    float half = random_between(random, 0.13f, 0.34f) * box.height;
    float tilt = half * random_between(random, -0.2f, 0.45f), off = 0.3f * half;
    x = about(random, x, off);
    struct point bar[CURVE];
    curve(bar, (struct point){x - half, y + tilt}, (struct point){x + half, y - tilt},
          0.8f * random_small(random));
    add_stroke(written, bar, CURVE);
}

// Begins with a short stroke downwards, before the bar.
static void seven_hook(struct handwriting *written, struct random *random)
{
    struct box box = box_of_all(written);
    struct point start = written->point[0];
    if (start.y > box.top + 0.25f * box.height || start.x > box.middle.x)
        return;
    struct point hook;
    hook.x = about(random, start.x, 0.06f * box.height);
    hook.y = start.y + random_between(random, 0.08f, 0.28f) * box.height;
    insert(written, 0, 0, &hook, 1);
}

// ---- The table ----------------------------------------------------------------------------------

// In the order in which they are written: one that begins anew stands before those that add (and
// that move its strokes, as five-apart does to five-dash).
const struct way ways_table[] = {
    {"zero-open", 0, 0.10f, 0, zero_open},     {"zero-stroke", 0, 0.25f, 0, zero_stroke},
    {"one-flag", 1, 0.15f, 0, one_flag},       {"one-return", 1, 0.05f, 0, one_return},
    {"one-base", 1, 0.10f, 0, one_base},       {"four-lightning", 4, 0.06f, 0, four_lightning},
    {"four-closed", 4, 0.06f, 0, four_closed}, {"four-cup", 4, 0.06f, 1, four_cup},
    {"five-dash", 5, 0.06f, 1, five_dash},     {"five-apart", 5, 0.15f, 0, five_apart},
    {"seven-bar", 7, 0.15f, 0, seven_bar},     {"seven-hook", 7, 0.15f, 0, seven_hook},
    {"eight-open", 8, 0.10f, 0, eight_open},   {"nine-open", 9, 0.12f, 0, nine_open},
};
const size_t ways_count = sizeof ways_table / sizeof ways_table[0];

const struct way *ways_find(const char *name)
{
    for (size_t i = 0; i < ways_count; i++)
        if (strcmp(ways_table[i].name, name) == 0)
            return &ways_table[i];
    return NULL;
}

void ways_write(struct handwriting *written, int label, float share, struct random *random)
{
    for (const struct way *way = ways_table; way < ways_table + ways_count; way++) {
        float part = fminf(share - way->from, 1);
        if (way->label == label && part > 0 && chance(random, part * way->rate))
            way->write(written, random);
    }
}
