// A curve runs through the points (Catmull-Rom); a random hand moves each of them a little
// (wobble), all together along a smooth bend, then stretches, slants and turns the whole.
#include "nn/strokes/outline.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

// How far digits may differ from their templates. Lengths are in the templates' units.
static const struct {
    float wobble;                // of each point
    float end_wobble;            // of the ends of strokes
    float bend;                  // of the whole digit, at its edges
    float narrow, wide;          // of x against y
    float slant_low, slant_high; // how far the top leans right, of the height
    float turn;                  // radians, either way
} most = {
    .wobble = 4,
    .end_wobble = 7,
    .bend = 9,
    .narrow = 0.7f,
    .wide = 1.35f,
    .slant_low = -0.2f,
    .slant_high = 0.4f,
    .turn = 0.2f,
};

// Reads a template. They are constants, so that a fault in one is the programmer's.
void outline_parse(struct outline *outline, const char *text)
{
    outline->count = 0;
    while (*text) {
        assert(outline->count < OUTLINE_POINTS);
        struct knot *knot = &outline->knot[outline->count++];
        char *end;
        knot->x = (float)strtol(text, &end, 10);
        assert(*end == ',');
        knot->y = (float)strtol(end + 1, &end, 10);
        knot->corner = *end == '!';
        text = end + (knot->corner ? 1 : 0);
        while (*text == ' ')
            text++;
        knot->lift = *text == '|' || *text == '\0';
        text += *text == '|';
    }
}

// A random smooth map of the plane, the same for all points of a digit.
struct own_digits {
    float bend[6]; // of x and y: squares and product
    float stretch, slant, sine, cosine;
};

static struct own_digits own_digits_choose(struct random *random)
{
    struct own_digits own;
    for (int i = 0; i < 6; i++)
        own.bend[i] = most.bend * random_small(random);
    own.stretch = random_between(random, most.narrow, most.wide);
    own.slant = random_between(random, most.slant_low, most.slant_high);
    float turn = most.turn * random_small(random);
    own.sine = turn - turn * turn * turn / 6;
    own.cosine = 1 - turn * turn / 2;
    return own;
}

static void own_digits_move(const struct own_digits *own, struct knot *knot)
{
    float u = (knot->x - 32) / 50, v = (knot->y - 50) / 50;
    const float *bend = own->bend;
    float x = knot->x - 32 + bend[0] * u * u + bend[1] * u * v + bend[2] * v * v;
    float y = knot->y - 50 + bend[3] * u * u + bend[4] * u * v + bend[5] * v * v;
    x = x * own->stretch - y * own->slant;
    knot->x = x * own->cosine - y * own->sine;
    knot->y = x * own->sine + y * own->cosine;
}

void outline_distort(struct outline *outline, struct random *random)
{
    struct own_digits own = own_digits_choose(random);
    for (int i = 0; i < outline->count; i++) {
        struct knot *knot = &outline->knot[i];
        bool end = i == 0 || knot->lift || knot[-1].lift;
        float wobble = end ? most.end_wobble : most.wobble;
        knot->x += wobble * random_small(random);
        knot->y += wobble * random_small(random);
        own_digits_move(&own, knot);
    }
}

// Centripetal parameters keep a curve from looping between unevenly spaced points.
static float knot_interval(const struct knot *a, const struct knot *b)
{
    float dx = b->x - a->x, dy = b->y - a->y;
    float interval = sqrtf(sqrtf(dx * dx + dy * dy));
    return interval > 0.1f ? interval : 0.1f;
}

// The curve's velocity at `knot` (Catmull-Rom); straight towards or from its only neighbour at an
// end or a corner. NULL stands for a neighbour that is not on the same smooth piece.
static struct point velocity(const struct knot *before, const struct knot *knot,
                             const struct knot *after)
{
    float left = before ? knot_interval(before, knot) : 0;
    float right = after ? knot_interval(knot, after) : 0;
    struct point from_left = {0, 0}, to_right = {0, 0};
    if (before)
        from_left = (struct point){(knot->x - before->x) / left, (knot->y - before->y) / left};
    if (after)
        to_right = (struct point){(after->x - knot->x) / right, (after->y - knot->y) / right};
    if (!before || !after)
        return before ? from_left : to_right;
    float span = left + right;
    return (struct point){
        from_left.x + to_right.x - (after->x - before->x) / span,
        from_left.y + to_right.y - (after->y - before->y) / span,
    };
}

// Cubic Hermite interpolation.
static float hermite(float t, float from, float from_slope, float to, float to_slope)
{
    float s = 1 - t;
    return s * s * (1 + 2 * t) * from + t * t * (3 - 2 * t) * to +
           s * t * (s * from_slope - t * to_slope);
}

// Adds the curve from knot i to the next one, without its first point.
static bool add_curve(struct stroke *stroke, const struct outline *outline, int i)
{
    const struct knot *a = &outline->knot[i], *b = a + 1;
    bool smooth_a = i > 0 && !a[-1].lift && !a->corner;
    bool smooth_b = !b->lift && !b->corner;
    struct point start = velocity(smooth_a ? a - 1 : NULL, a, b);
    struct point stop = velocity(a, b, smooth_b ? b + 1 : NULL);
    float interval = knot_interval(a, b);
    int pieces = 1 + (int)(interval * interval / 5);
    for (int piece = 1; piece <= pieces; piece++) {
        float t = (float)piece / (float)pieces;
        float x = hermite(t, a->x, start.x * interval, b->x, stop.x * interval);
        float y = hermite(t, a->y, start.y * interval, b->y, stop.y * interval);
        if (!stroke_add(stroke, x, y))
            return false;
    }
    return true;
}

bool outline_draw(struct drawing *drawing, const struct outline *outline)
{
    struct stroke *stroke = NULL;
    for (int i = 0; i < outline->count; i++) {
        const struct knot *knot = &outline->knot[i];
        if (!stroke) {
            stroke = drawing_add_stroke(drawing);
            if (!stroke || !stroke_add(stroke, knot->x, knot->y))
                return false;
        }
        if (knot->lift)
            stroke = NULL;
        else if (!add_curve(stroke, outline, i))
            return false;
    }
    return true;
}
