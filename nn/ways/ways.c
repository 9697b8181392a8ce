// Rates were chosen by writers and whole collections that were left out
// (tests/reference/recipe.md).
#include "nn/ways/ways.h"

#include <assert.h>
#include <math.h>
#include <string.h>

static bool chance(struct random *random, float rate)
{
    return random_float(random) < rate;
}

static float about(struct random *random, float value, float off)
{
    return value + off * random_small(random);
}

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

// How large a digit is written.
struct frame {
    float width, height;
};

static struct frame frame_about(struct random *random, float least_width, float most_width)
{
    struct frame frame;
    frame.height = random_between(random, 15, 17.5f);
    frame.width = frame.height * random_between(random, least_width, most_width);
    return frame;
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

// Corners, with straight lines between them that can be bent later.
static void write_corners(struct handwriting *written, const struct point *corner, size_t count,
                          const struct frame *frame)
{
    struct point path[PATH_STRAIGHT];
    handwriting_clear(written);
    add_path(written, path, path_straight(path, corner, count), frame);
}

// A corner of a line: parts of the digit's width and height, each from the left or the top, and by
// how much it may lie off.
struct corner {
    float x, off_x, y, off_y;
};
#define CORNERS(corner) (sizeof(corner) / sizeof(corner)[0])

static void add_rounded(struct handwriting *written, const struct corner *corner, size_t count,
                        const struct frame *frame, struct random *random)
{
    struct point point[PATH_CORNERS], path[PATH_ROUNDED];
    assert(count <= PATH_CORNERS);
    for (size_t i = 0; i < count; i++)
        point[i] = point_about(random, corner[i].x, corner[i].off_x, corner[i].y, corner[i].off_y);
    add_path(written, path, path_rounded(path, point, count), frame);
}

static void write_rounded(struct handwriting *written, const struct corner *corner, size_t count,
                          const struct frame *frame, struct random *random)
{
    handwriting_clear(written);
    add_rounded(written, corner, count, frame, random);
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
    struct path_box box = handwriting_box(written);
    struct point way = slash_direction(random);
    float reach = random_between(random, 0.5f, 1.45f) / fmaxf(fabsf(way.x), fabsf(way.y));
    float x = reach * way.x * box.width / 2, y = reach * way.y * box.height / 2;
    struct point middle = box.middle;
    middle.x += 0.12f * box.width * random_small(random);
    middle.y += 0.12f * box.height * random_small(random);
    struct point slash[PATH_CURVE];
    path_curve(slash, (struct point){middle.x - x, middle.y - y},
               (struct point){middle.x + x, middle.y + y}, 2.5f * random_small(random));
    if (chance(random, 0.3f))
        path_turn_round(slash, PATH_CURVE);
    if (chance(random, 0.25f))
        handwriting_insert(written, written->strokes - 1, written->points[written->strokes - 1],
                           slash, PATH_CURVE);
    else
        handwriting_add_stroke(written, slash, PATH_CURVE);
}

// Leaves out a part of a stroke at its beginning or at its end.
static void leave_open(struct handwriting *written, struct random *random, float least, float most)
{
    size_t stroke = random_below(random, (uint32_t)written->strokes);
    float length =
        path_length(written->point + handwriting_first(written, stroke), written->points[stroke]);
    float cut = length * random_between(random, least, most);
    if (chance(random, 0.5f))
        handwriting_cut_start(written, stroke, cut);
    else
        handwriting_cut_end(written, stroke, cut);
}

static void zero_open(struct handwriting *written, struct random *random)
{
    leave_open(written, random, 0.03f, 0.16f);
}

static void eight_open(struct handwriting *written, struct random *random)
{
    leave_open(written, random, 0.03f, 0.13f);
}

// Mirrored or upside down it is still an 8, so that the gap comes on every side.
static void eight_half(struct handwriting *written, struct random *random)
{
    leave_open(written, random, 0.1f, 0.2f);
    float across = chance(random, 0.5f) ? -1 : 1;
    float down = chance(random, 0.3f) ? -1 : 1;
    for (size_t i = 0; i < written->count; i++) {
        written->point[i].x *= across;
        written->point[i].y *= down;
    }
}

static void nine_open(struct handwriting *written, struct random *random)
{
    size_t stroke = 0;
    float length = path_length(written->point, written->points[stroke]);
    handwriting_cut_start(written, stroke, length * random_between(random, 0.04f, 0.16f));
}

// ---- One ----------------------------------------------------------------------------------------

// Whether it is no more than a line, from top to bottom once it is turned round.
static bool bare_one(struct handwriting *written, struct path_box *box)
{
    *box = handwriting_box(written);
    if (written->strokes > 1 || written->count < 2 || box->width > 0.45f * box->height)
        return false;
    if (written->point[0].y > written->point[written->count - 1].y)
        path_turn_round(written->point, written->count);
    return written->point[0].y < box->top + 0.2f * box->height &&
           written->point[written->count - 1].y > box->bottom - 0.2f * box->height;
}

// Comes up to the top first: a flag, or all the way.
static void one_flag(struct handwriting *written, struct random *random)
{
    struct path_box box;
    if (!bare_one(written, &box))
        return;
    float down = random_between(random, 0.1f, 0.6f) * box.height;
    float across = random_between(random, 0.15f, 0.5f) * box.height;
    struct point top = written->point[0], flag[PATH_CURVE];
    path_curve(flag, (struct point){top.x - across, top.y + down}, top,
               1.5f * random_small(random));
    handwriting_insert(written, 0, 0, flag, PATH_CURVE - 1);
}

static void one_return(struct handwriting *written, struct random *random)
{
    struct path_box box;
    if (!bare_one(written, &box))
        return;
    struct point top = written->point[0], foot = written->point[written->count - 1], up[PATH_CURVE];
    struct point start = path_between(top, foot, random_between(random, 0.5f, 1));
    start.x -= random_between(random, 0, 0.3f) * box.height;
    path_curve(up, start, top, 1.5f * random_small(random));
    handwriting_insert(written, 0, 0, up, PATH_CURVE - 1);
}

static void one_base(struct handwriting *written, struct random *random)
{
    struct path_box box;
    if (!bare_one(written, &box))
        return;
    struct point foot = written->point[written->count - 1], base[PATH_CURVE];
    float left = random_between(random, 0.12f, 0.4f) * box.height;
    float right = random_between(random, 0.12f, 0.4f) * box.height;
    float tilt = 0.08f * box.height * random_small(random);
    path_curve(base, (struct point){foot.x - left, foot.y + tilt},
               (struct point){foot.x + right, foot.y - tilt}, 0.8f * random_small(random));
    handwriting_add_stroke(written, base, PATH_CURVE);
}

// Its foot turns up again to the right.
static void one_tail(struct handwriting *written, struct random *random)
{
    struct path_box box;
    if (!bare_one(written, &box))
        return;
    struct point foot = written->point[written->count - 1], tail[PATH_CURVE], end;
    end.x = foot.x + random_between(random, 0.1f, 0.4f) * box.height;
    end.y = foot.y - random_between(random, 0.04f, 0.3f) * box.height;
    float bow = random_between(random, -2, 0.5f);
    path_curve(tail, foot, end, bow);
    handwriting_insert(written, 0, written->count, tail + 1, PATH_CURVE - 1);
}

// ---- Four, five, seven --------------------------------------------------------------------------

// Down, across and down again: one stroke that crosses nothing.
static void four_lightning(struct handwriting *written, struct random *random)
{
    struct point corner[4];
    float across = about(random, 0.55f, 0.15f);
    corner[0] = point_about(random, 0.4f, 0.3f, 0, 0);
    corner[1] = (struct point){0, across};
    corner[2] = point_about(random, 1, 0, across - 0.05f, 0.1f);
    corner[3] = point_about(random, 0.6f, 0.25f, 1, 0);
    struct frame frame = frame_about(random, 0.5f, 0.85f);
    write_corners(written, corner, 4, &frame);
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
    struct frame frame = frame_about(random, 0.55f, 0.9f);
    write_corners(written, corner, 4, &frame);
}

// A cup, and an upright to its right that it need not touch.
static void four_cup(struct handwriting *written, struct random *random)
{
    struct point corner[3], upright[PATH_CURVE];
    float across = random_between(random, 0.2f, 0.55f);
    corner[0].x = random_between(random, 0, 0.2f);
    corner[0].y = about(random, 0.08f, 0.08f);
    corner[1] = (struct point){0, across};
    corner[2].x = random_between(random, 0.45f, 1);
    corner[2].y = about(random, across, 0.08f);
    struct frame frame = frame_about(random, 0.4f, 0.75f);
    write_corners(written, corner, 3, &frame);
    float x = about(random, 0.4f, 0.1f) * frame.width;
    float top = -random_between(random, 0.25f, 0.5f) * frame.height;
    float foot = about(random, x, 0.15f * frame.width), bow = 0.8f * random_small(random);
    path_curve(upright, (struct point){x, top}, (struct point){foot, 0.5f * frame.height}, bow);
    handwriting_add_stroke(written, upright, PATH_CURVE);
}

// Its upper stroke, where it is one of its own, stands away from the rest.
static void five_apart(struct handwriting *written, struct random *random)
{
    struct path_box all = handwriting_box(written);
    float x = random_between(random, -0.12f, 0.22f) * all.height;
    float y = random_between(random, -0.16f, 0.06f) * all.height;
    float longer = random_between(random, 0.8f, 1.5f);
    struct point *point = written->point;
    for (size_t i = 0; i < written->strokes && written->strokes > 1; i++) {
        struct path_box box = path_box(point, written->points[i]);
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
    static const struct corner bowl[] = {
        {0.3f, 0.3f, 0.26f, 0.16f},   {0.2f, 0.15f, 0.42f, 0.1f},  {0.6f, 0.1f, 0.34f, 0.06f},
        {0.95f, 0.05f, 0.55f, 0.06f}, {0.9f, 0.06f, 0.76f, 0.06f}, {0.6f, 0.1f, 0.96f, 0.03f},
        {0.12f, 0.12f, 0.97f, 0.06f},
    };
    struct frame frame = frame_about(random, 0.5f, 0.9f);
    write_rounded(written, bowl, CORNERS(bowl), &frame, random);
    float half = frame.width * random_between(random, 0.1f, 0.3f);
    float rise = half * random_between(random, -0.1f, 0.6f);
    float x = frame.width * random_between(random, -0.2f, 0.3f), y = -0.5f * frame.height + rise;
    float bow = 0.8f * random_small(random);
    struct point dash[PATH_CURVE];
    path_curve(dash, (struct point){x - half, y + rise}, (struct point){x + half, y - rise}, bow);
    handwriting_add_stroke(written, dash, PATH_CURVE);
}

// Through the stem at about half its height.
static void seven_bar(struct handwriting *written, struct random *random)
{
    struct path_box box = handwriting_box(written);
    float y = box.top + random_between(random, 0.35f, 0.62f) * box.height;
    size_t at = written->count - 1;
    while (at > 0 && written->point[at - 1].y > y)
        at--;
    if (written->strokes > 1 || at == 0)
        return;
    float x = path_between(written->point[at - 1], written->point[at], 0.5f).x;
    float half = random_between(random, 0.13f, 0.34f) * box.height;
    float tilt = half * random_between(random, -0.2f, 0.45f), off = 0.3f * half;
    x = about(random, x, off);
    struct point bar[PATH_CURVE];
    path_curve(bar, (struct point){x - half, y + tilt}, (struct point){x + half, y - tilt},
               0.8f * random_small(random));
    handwriting_add_stroke(written, bar, PATH_CURVE);
}

// Begins with a short stroke downwards, before the bar.
static void seven_hook(struct handwriting *written, struct random *random)
{
    struct path_box box = handwriting_box(written);
    struct point start = written->point[0];
    if (start.y > box.top + 0.25f * box.height || start.x > box.middle.x)
        return;
    struct point hook;
    hook.x = about(random, start.x, 0.06f * box.height);
    hook.y = start.y + random_between(random, 0.08f, 0.28f) * box.height;
    handwriting_insert(written, 0, 0, &hook, 1);
}

// ---- Eight and nine -----------------------------------------------------------------------------

// A cup above a bowl, each a stroke of its own and hardly closed.
static void eight_cup(struct handwriting *written, struct random *random)
{
    static const struct corner bowl[] = {
        {0.15f, 0.15f, 0.52f, 0.14f}, {0.05f, 0.05f, 0.85f, 0.08f}, {0.3f, 0.1f, 1, 0.03f},
        {0.75f, 0.1f, 1, 0.03f},      {0.98f, 0.04f, 0.7f, 0.08f},  {0.85f, 0.08f, 0.46f, 0.07f},
        {0.6f, 0.2f, 0.42f, 0.06f},
    };
    static const struct corner cup[] = {
        {0.2f, 0.14f, 0.12f, 0.1f}, {0.12f, 0.08f, 0.28f, 0.06f}, {0.45f, 0.1f, 0.38f, 0.05f},
        {0.8f, 0.1f, 0.26f, 0.06f}, {0.65f, 0.22f, 0.03f, 0.03f},
    };
    struct frame frame = frame_about(random, 0.5f, 0.8f);
    write_rounded(written, bowl, CORNERS(bowl), &frame, random);
    add_rounded(written, cup, CORNERS(cup), &frame, random);
}

// A lower loop that runs up into a hook, to either side, instead of an upper loop.
static void eight_hook(struct handwriting *written, struct random *random)
{
    static const struct corner line[] = {
        {0.3f, 0.25f, 0.5f, 0.15f}, {0.9f, 0.1f, 0.8f, 0.08f},  {0.5f, 0.2f, 1.02f, 0.03f},
        {0.1f, 0.1f, 0.82f, 0.08f}, {0.45f, 0.15f, 0.5f, 0.1f}, {0.75f, 0.2f, 0.22f, 0.08f},
        {0.62f, 0.15f, 0, 0},       {0.3f, 0.2f, 0.06f, 0.06f},
    };
    struct frame frame = frame_about(random, 0.5f, 0.85f);
    if (chance(random, 0.3f))
        frame.width = -frame.width;
    write_rounded(written, line, CORNERS(line), &frame, random);
}

// A head from its end on: up to the right, round to the left, and down again, mostly across its
// beginning.
static void nine_loop(struct handwriting *written, struct random *random)
{
    static const struct corner line[] = {
        {0.3f, 0.3f, 0.42f, 0.14f},   {0.75f, 0.12f, 0.27f, 0.07f}, {0.95f, 0.05f, 0.08f, 0.05f},
        {0.65f, 0.15f, 0, 0},         {0.06f, 0.06f, 0.18f, 0.08f}, {0.5f, 0.12f, 0.46f, 0.06f},
        {0.62f, 0.12f, 0.72f, 0.06f}, {0.35f, 0.15f, 1, 0},
    };
    struct frame frame = frame_about(random, 0.55f, 0.9f);
    write_rounded(written, line, CORNERS(line), &frame, random);
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
    {"one-tail", 1, 0.04f, 1, one_tail},       {"eight-cup", 8, 0.04f, 1, eight_cup},
    {"eight-hook", 8, 0.05f, 1, eight_hook},   {"eight-half", 8, 0.06f, 1, eight_half},
    {"nine-loop", 9, 0.03f, 1, nine_loop},     {"eight-open", 8, 0.10f, 0, eight_open},
    {"nine-open", 9, 0.12f, 0, nine_open},
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
