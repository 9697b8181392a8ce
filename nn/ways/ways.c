// Rates were chosen by writers and whole collections that were left out
// (tests/reference/recipe.md).
#include "nn/ways/ways.h"

#include <math.h>
#include <string.h>

static bool chance(struct random *random, float rate)
{
    return random_float(random) < rate;
}

static void add_curve(struct handwriting *written, struct point a, struct point b, float bow)
{
    struct point curve[PATH_CURVE];
    path_curve(curve, a, b, bow);
    handwriting_add_stroke(written, curve, PATH_CURVE);
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
    struct point foot = written->point[written->count - 1];
    float left = random_between(random, 0.12f, 0.4f) * box.height;
    float right = random_between(random, 0.12f, 0.4f) * box.height;
    float tilt = 0.08f * box.height * random_small(random);
    add_curve(written, (struct point){foot.x - left, foot.y + tilt},
              (struct point){foot.x + right, foot.y - tilt}, 0.8f * random_small(random));
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
    float across = random_about(random, 0.55f, 0.15f);
    corner[0] = shape_point(random, 0.4f, 0.3f, 0, 0);
    corner[1] = (struct point){0, across};
    corner[2] = shape_point(random, 1, 0, across - 0.05f, 0.1f);
    corner[3] = shape_point(random, 0.6f, 0.25f, 1, 0);
    struct frame frame = shape_frame(random, 0.5f, 0.85f);
    shape_write_straight(written, corner, 4, &frame);
}

// Up, down to the left, and across the upright.
static void four_closed(struct handwriting *written, struct random *random)
{
    struct point corner[4];
    float upright = random_about(random, 0.72f, 0.14f), across = random_about(random, 0.65f, 0.12f);
    corner[0] = shape_point(random, upright, 0.06f, 1, 0);
    corner[1] = (struct point){upright, 0};
    corner[2] = (struct point){0, across};
    corner[3] = shape_point(random, 1, 0, across, 0.06f);
    struct frame frame = shape_frame(random, 0.55f, 0.9f);
    shape_write_straight(written, corner, 4, &frame);
}

// A cup, and an upright to its right that it need not touch.
static void four_cup(struct handwriting *written, struct random *random)
{
    struct point corner[3];
    float across = random_between(random, 0.2f, 0.55f);
    corner[0].x = random_between(random, 0, 0.2f);
    corner[0].y = random_about(random, 0.08f, 0.08f);
    corner[1] = (struct point){0, across};
    corner[2].x = random_between(random, 0.45f, 1);
    corner[2].y = random_about(random, across, 0.08f);
    struct frame frame = shape_frame(random, 0.4f, 0.75f);
    shape_write_straight(written, corner, 3, &frame);
    float x = random_about(random, 0.4f, 0.1f) * frame.width;
    float top = -random_between(random, 0.25f, 0.5f) * frame.height;
    float foot = random_about(random, x, 0.15f * frame.width), bow = 0.8f * random_small(random);
    add_curve(written, (struct point){x, top}, (struct point){foot, 0.5f * frame.height}, bow);
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
    static const struct shape bowl = {
        .least_width = 0.5f,
        .most_width = 0.9f,
        .line = {{{
            {0.3f, 0.3f, 0.26f, 0.16f},
            {0.2f, 0.15f, 0.42f, 0.1f},
            {0.6f, 0.1f, 0.34f, 0.06f},
            {0.95f, 0.05f, 0.55f, 0.06f},
            {0.9f, 0.06f, 0.76f, 0.06f},
            {0.6f, 0.1f, 0.96f, 0.03f},
            {0.12f, 0.12f, 0.97f, 0.06f},
        }}},
    };
    struct frame frame = shape_write(written, &bowl, random);
    float half = frame.width * random_between(random, 0.1f, 0.3f);
    float rise = half * random_between(random, -0.1f, 0.6f);
    float x = frame.width * random_between(random, -0.2f, 0.3f), y = -0.5f * frame.height + rise;
    float bow = 0.8f * random_small(random);
    add_curve(written, (struct point){x - half, y + rise}, (struct point){x + half, y - rise}, bow);
}

// A bar that begins to the left of the upright, as of a T, and a large bowl.
static void five_bar(struct handwriting *written, struct random *random)
{
    static const struct shape bowl = {
        .least_width = 0.55f,
        .most_width = 0.95f,
        .line = {{{
            {0.4f, 0.15f, 0, 0.04f},
            {0.28f, 0.14f, 0.36f, 0.1f},
            {0.6f, 0.1f, 0.36f, 0.08f},
            {0.97f, 0.05f, 0.58f, 0.08f},
            {0.92f, 0.06f, 0.8f, 0.06f},
            {0.6f, 0.1f, 0.98f, 0.03f},
            {0.12f, 0.12f, 0.95f, 0.06f},
        }}},
    };
    struct frame frame = shape_write(written, &bowl, random);
    struct point left = written->point[0], right = left;
    left.x -= random_between(random, 0.1f, 0.5f) * frame.width;
    right.x += random_between(random, 0.2f, 0.65f) * frame.width;
    float tilt = random_between(random, -0.08f, 0.14f) * frame.height;
    left.y += tilt;
    right.y -= tilt;
    add_curve(written, left, right, 0.8f * random_small(random));
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
    x = random_about(random, x, off);
    add_curve(written, (struct point){x - half, y + tilt}, (struct point){x + half, y - tilt},
              0.8f * random_small(random));
}

// Begins with a short stroke downwards, before the bar.
static void seven_hook(struct handwriting *written, struct random *random)
{
    struct path_box box = handwriting_box(written);
    struct point start = written->point[0];
    if (start.y > box.top + 0.25f * box.height || start.x > box.middle.x)
        return;
    struct point hook;
    hook.x = random_about(random, start.x, 0.06f * box.height);
    hook.y = start.y + random_between(random, 0.08f, 0.28f) * box.height;
    handwriting_insert(written, 0, 0, &hook, 1);
}

// ---- Written anew -------------------------------------------------------------------------------

// Hardly notched: its middle lies far to the right.
static const struct shape three_smooth = {
    .least_width = 0.45f,
    .most_width = 0.8f,
    .line = {{{
        {0.12f, 0.12f, 0.14f, 0.1f},
        {0.5f, 0.1f, 0, 0},
        {0.9f, 0.08f, 0.12f, 0.06f},
        {0.72f, 0.12f, 0.48f, 0.1f},
        {0.95f, 0.05f, 0.75f, 0.08f},
        {0.6f, 0.12f, 1, 0},
        {0.08f, 0.08f, 0.92f, 0.08f},
    }}},
};

// Like an S, its upper end turned down.
static const struct shape five_hook = {
    .least_width = 0.5f,
    .most_width = 0.9f,
    .line = {{{
        {0.88f, 0.12f, 0.2f, 0.12f},
        {0.6f, 0.15f, 0, 0},
        {0.15f, 0.1f, 0.08f, 0.06f},
        {0.1f, 0.1f, 0.38f, 0.08f},
        {0.65f, 0.12f, 0.46f, 0.06f},
        {0.95f, 0.05f, 0.76f, 0.08f},
        {0.6f, 0.15f, 1, 0},
        {0.08f, 0.08f, 0.88f, 0.08f},
    }}},
};

// Its bowl is a small loop at the foot.
static const struct shape six_loop = {
    .least_width = 0.35f,
    .most_width = 0.85f,
    .line = {{{
        {0.5f, 0.3f, 0, 0},
        {0.08f, 0.08f, 0.55f, 0.15f},
        {0.12f, 0.1f, 0.96f, 0.06f},
        {0.55f, 0.1f, 0.92f, 0.1f},
        {0.95f, 0.05f, 0.62f, 0.1f},
        {0.65f, 0.1f, 0.6f, 0.08f},
        {0.5f, 0.12f, 0.8f, 0.06f},
        {0.75f, 0.25f, 0.98f, 0.08f},
    }}},
};

// A flag that goes down to the left and up again, before the bar.
static const struct shape seven_flag = {
    .least_width = 0.5f,
    .most_width = 0.85f,
    .line = {{{
        {0.45f, 0.2f, 0.06f, 0.06f},
        {0.05f, 0.05f, 0.27f, 0.12f},
        {0.12f, 0.08f, 0.3f, 0.08f},
        {0.5f, 0.12f, 0.08f, 0.05f},
        {0.92f, 0.08f, 0.02f, 0.02f},
        {0.85f, 0.12f, 0.18f, 0.08f},
        {0.4f, 0.3f, 1, 0},
    }}},
};

// A cup above a bowl, each a stroke of its own and hardly closed; the bowl comes first.
static const struct shape eight_cup = {
    .least_width = 0.5f,
    .most_width = 0.8f,
    .line = {{{
                 {0.15f, 0.15f, 0.52f, 0.14f},
                 {0.05f, 0.05f, 0.85f, 0.08f},
                 {0.3f, 0.1f, 1, 0.03f},
                 {0.75f, 0.1f, 1, 0.03f},
                 {0.98f, 0.04f, 0.7f, 0.08f},
                 {0.85f, 0.08f, 0.46f, 0.07f},
                 {0.6f, 0.2f, 0.42f, 0.06f},
             }},
             {{
                 {0.2f, 0.14f, 0.12f, 0.1f},
                 {0.12f, 0.08f, 0.28f, 0.06f},
                 {0.45f, 0.1f, 0.38f, 0.05f},
                 {0.8f, 0.1f, 0.26f, 0.06f},
                 {0.65f, 0.22f, 0.03f, 0.03f},
             }}},
};

// A lower loop that runs up into a hook, to either side, instead of an upper loop.
static const struct shape eight_hook = {
    .least_width = 0.5f,
    .most_width = 0.85f,
    .mirrored = 0.3f,
    .line = {{{
        {0.3f, 0.25f, 0.5f, 0.15f},
        {0.9f, 0.1f, 0.8f, 0.08f},
        {0.5f, 0.2f, 1.02f, 0.03f},
        {0.1f, 0.1f, 0.82f, 0.08f},
        {0.45f, 0.15f, 0.5f, 0.1f},
        {0.75f, 0.2f, 0.22f, 0.08f},
        {0.62f, 0.15f, 0, 0},
        {0.3f, 0.2f, 0.06f, 0.06f},
    }}},
};

// Narrow, above all its lower loop, and hardly closed at the left.
static const struct shape eight_slim = {
    .least_width = 0.4f,
    .most_width = 0.75f,
    .line = {{{
        {0.12f, 0.12f, 0.38f, 0.1f},
        {0.3f, 0.1f, 0.04f, 0.04f},
        {0.85f, 0.1f, 0.02f, 0.02f},
        {0.92f, 0.08f, 0.38f, 0.1f},
        {0.48f, 0.1f, 0.86f, 0.06f},
        {0.6f, 0.1f, 1.03f, 0.03f},
        {0.85f, 0.1f, 0.84f, 0.06f},
        {0.12f, 0.16f, 0.45f, 0.16f},
    }}},
};

// A hook at the top of a straight stem, and a loop from its foot that ends at the right.
static const struct shape eight_stem = {
    .least_width = 0.35f,
    .most_width = 0.65f,
    .line = {{{
        {0.85f, 0.15f, 0.2f, 0.12f},
        {0.62f, 0.15f, 0, 0},
        {0.36f, 0.12f, 0.1f, 0.08f},
        {0.44f, 0.12f, 0.55f, 0.1f},
        {0.4f, 0.12f, 1, 0},
        {0.08f, 0.08f, 0.9f, 0.08f},
        {0.35f, 0.15f, 0.68f, 0.08f},
        {0.86f, 0.16f, 0.34f, 0.14f},
    }}},
};

// A head from its end on: up to the right, round to the left, and down again, mostly across its
// beginning.
static const struct shape nine_loop = {
    .least_width = 0.55f,
    .most_width = 0.9f,
    .line = {{{
        {0.3f, 0.3f, 0.42f, 0.14f},
        {0.75f, 0.12f, 0.27f, 0.07f},
        {0.95f, 0.05f, 0.08f, 0.05f},
        {0.65f, 0.15f, 0, 0},
        {0.06f, 0.06f, 0.18f, 0.08f},
        {0.5f, 0.12f, 0.46f, 0.06f},
        {0.62f, 0.12f, 0.72f, 0.06f},
        {0.35f, 0.15f, 1, 0},
    }}},
};

// Its head is small, or wide and flat, beside a long stem.
static const struct shape nine_small = {
    .least_width = 0.4f,
    .most_width = 0.85f,
    .line = {{{
        {0.9f, 0.1f, 0.1f, 0.07f},
        {0.6f, 0.1f, 0, 0.02f},
        {0.3f, 0.2f, 0.08f, 0.06f},
        {0.4f, 0.2f, 0.24f, 0.06f},
        {0.75f, 0.1f, 0.16f, 0.06f},
        {0.9f, 0.1f, 0.1f, 0.08f},
        {0.85f, 0.15f, 0.6f, 0.1f},
        {0.3f, 0.3f, 1, 0},
    }}},
};

// ---- The table ----------------------------------------------------------------------------------

// In the order in which they are written: one that begins anew stands before those that add (and
// that move its strokes, as five-apart does to five-dash and five-bar).
const struct way ways_table[] = {
    {"zero-open", 0, 0.10f, 0, zero_open, NULL},
    {"zero-stroke", 0, 0.25f, 0, zero_stroke, NULL},
    {"one-flag", 1, 0.15f, 0, one_flag, NULL},
    {"one-return", 1, 0.05f, 0, one_return, NULL},
    {"one-base", 1, 0.10f, 0, one_base, NULL},
    {"one-tail", 1, 0.04f, 1, one_tail, NULL},
    {"three-smooth", 3, 0.03f, 1, NULL, &three_smooth},
    {"four-lightning", 4, 0.06f, 0, four_lightning, NULL},
    {"four-closed", 4, 0.06f, 0, four_closed, NULL},
    {"four-cup", 4, 0.06f, 1, four_cup, NULL},
    {"five-dash", 5, 0.06f, 1, five_dash, NULL},
    {"five-bar", 5, 0.04f, 1, five_bar, NULL},
    {"five-hook", 5, 0.03f, 1, NULL, &five_hook},
    {"five-apart", 5, 0.15f, 0, five_apart, NULL},
    {"six-loop", 6, 0.04f, 1, NULL, &six_loop},
    {"seven-flag", 7, 0.03f, 1, NULL, &seven_flag},
    {"seven-bar", 7, 0.15f, 0, seven_bar, NULL},
    {"seven-hook", 7, 0.15f, 0, seven_hook, NULL},
    {"eight-cup", 8, 0.04f, 1, NULL, &eight_cup},
    {"eight-hook", 8, 0.05f, 1, NULL, &eight_hook},
    {"eight-slim", 8, 0.04f, 1, NULL, &eight_slim},
    {"eight-stem", 8, 0.03f, 1, NULL, &eight_stem},
    {"eight-half", 8, 0.06f, 1, eight_half, NULL},
    {"eight-open", 8, 0.10f, 0, eight_open, NULL},
    {"nine-loop", 9, 0.03f, 1, NULL, &nine_loop},
    {"nine-small", 9, 0.03f, 1, NULL, &nine_small},
    {"nine-open", 9, 0.12f, 0, nine_open, NULL},
};
const size_t ways_count = sizeof ways_table / sizeof ways_table[0];

const struct way *ways_find(const char *name)
{
    for (size_t i = 0; i < ways_count; i++)
        if (strcmp(ways_table[i].name, name) == 0)
            return &ways_table[i];
    return NULL;
}

void way_write(const struct way *way, struct handwriting *written, struct random *random)
{
    if (way->write)
        way->write(written, random);
    else
        shape_write(written, way->shape, random);
}

void ways_write(struct handwriting *written, int label, float share, struct random *random)
{
    for (const struct way *way = ways_table; way < ways_table + ways_count; way++) {
        float part = fminf(share - way->from, 1);
        if (way->label == label && part > 0 && chance(random, part * way->rate))
            way_write(way, written, random);
    }
}
