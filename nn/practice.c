// A practice digit is a template whose points are moved: each a little (wobble), all together along
// a smooth bend, then stretched, slanted and turned. A curve through the moved points, a pen of
// random width, and the normalisation that drawings get: so a practice digit reaches the network
// exactly as a drawn one.
//
// Every digit has its own random stream, named by part and index. Every ten digits in a row are the
// ten classes in random order, so that a digit does not depend on how many are asked for.
#include "nn/practice.h"
#include "nn/normalize.h"
#include "nn/practice_templates.h"
#include "nn/random.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CLASSES = 10 };

// How far digits may differ from their templates. Lengths are in the templates' units.
static const struct {
    float wobble;                // of each point
    float end_wobble;            // of the ends of strokes
    float bend;                  // of the whole digit, at its edges
    float narrow, wide;          // of x against y
    float slant_low, slant_high; // how far the top leans right, of the height
    float turn;                  // radians, either way
    float thin, thick;           // the pen, in pixels of the digit
} practice = {
    .wobble = 4,
    .end_wobble = 7,
    .bend = 9,
    .narrow = 0.7f,
    .wide = 1.35f,
    .slant_low = -0.2f,
    .slant_high = 0.4f,
    .turn = 0.2f,
    .thin = 1.5f,
    .thick = 3.8f,
};

// One point of a template.
struct knot {
    float x, y;
    bool corner; // the curve may turn sharply here
    bool lift;   // the pen is lifted after it
};

struct outline {
    struct knot knot[PRACTICE_TEMPLATE_POINTS];
    int count;
};

// Reads a template. They are constants, so that a fault in one is the programmer's.
static void outline_parse(struct outline *outline, const char *text)
{
    outline->count = 0;
    while (*text) {
        assert(outline->count < PRACTICE_TEMPLATE_POINTS);
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

// A number in -1..1 that is more often near 0.
static float small_number(struct random *random)
{
    float first = random_float(random);
    return first + random_float(random) - 1;
}

// A random smooth map of the plane, the same for all points of a digit.
struct hand {
    float bend[6]; // of x and y: squares and product
    float stretch, slant, sine, cosine;
};

static struct hand hand_choose(struct random *random)
{
    struct hand hand;
    for (int i = 0; i < 6; i++)
        hand.bend[i] = practice.bend * small_number(random);
    hand.stretch = random_between(random, practice.narrow, practice.wide);
    hand.slant = random_between(random, practice.slant_low, practice.slant_high);
    float turn = practice.turn * small_number(random);
    hand.sine = turn - turn * turn * turn / 6;
    hand.cosine = 1 - turn * turn / 2;
    return hand;
}

static void hand_move(const struct hand *hand, struct knot *knot)
{
    float u = (knot->x - 32) / 50, v = (knot->y - 50) / 50;
    const float *bend = hand->bend;
    float x = knot->x - 32 + bend[0] * u * u + bend[1] * u * v + bend[2] * v * v;
    float y = knot->y - 50 + bend[3] * u * u + bend[4] * u * v + bend[5] * v * v;
    x = x * hand->stretch - y * hand->slant;
    knot->x = x * hand->cosine - y * hand->sine;
    knot->y = x * hand->sine + y * hand->cosine;
}

static void outline_distort(struct outline *outline, struct random *random)
{
    struct hand hand = hand_choose(random);
    for (int i = 0; i < outline->count; i++) {
        struct knot *knot = &outline->knot[i];
        bool end = i == 0 || knot->lift || knot[-1].lift;
        float wobble = end ? practice.end_wobble : practice.wobble;
        knot->x += wobble * small_number(random);
        knot->y += wobble * small_number(random);
        hand_move(&hand, knot);
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

static bool outline_draw(struct drawing *drawing, const struct outline *outline)
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

static bool draw_digit(struct drawing *drawing, int label, struct random *random,
                       struct status *status)
{
    uint32_t template = random_below(random, PRACTICE_TEMPLATES);
    const struct practice_style *style = &practice_styles[template / PRACTICE_VARIANTS];
    struct outline outline;
    outline_parse(&outline, style->digit[label][template % PRACTICE_VARIANTS]);
    outline_distort(&outline, random);
    *drawing = (struct drawing){0};
    if (outline_draw(drawing, &outline))
        return true;
    drawing_free(drawing);
    return status_fail(status, STATUS_NO_MEMORY, "no memory for a practice digit");
}

// Streams of the seed: for each part one for each digit and one for the order of each ten.
enum purpose { FOR_DIGITS, FOR_ORDER, FOR_SINGLE_DRAWINGS };

static void open_stream(struct random *random, uint64_t seed, enum dataset_part part,
                        enum purpose purpose, uint64_t number)
{
    uint64_t kind = (uint64_t)part << 8 | (uint64_t)purpose;
    random_init(random, seed, kind << 48 | number);
}

static bool make_image(struct dataset *dataset, size_t index, uint64_t seed, enum dataset_part part,
                       struct status *status)
{
    struct random random;
    open_stream(&random, seed, part, FOR_DIGITS, index);
    struct drawing drawing;
    if (!draw_digit(&drawing, dataset->label[index], &random, status))
        return false;
    float pen = (practice.thin + practice.thick) / 2 +
                (practice.thick - practice.thin) / 2 * small_number(&random);
    struct normalized normalized;
    normalize_drawing_with_pen(&normalized, &drawing, pen);
    memcpy(dataset->image[index], normalized.digit, sizeof normalized.digit);
    drawing_free(&drawing);
    return true;
}

static void choose_labels(struct dataset *dataset, uint64_t seed, enum dataset_part part)
{
    for (size_t first = 0; first < dataset->count; first += CLASSES) {
        struct random random;
        open_stream(&random, seed, part, FOR_ORDER, first);
        uint32_t order[CLASSES];
        for (uint32_t i = 0; i < CLASSES; i++)
            order[i] = i;
        random_shuffle(&random, order, CLASSES);
        for (size_t i = 0; i < CLASSES && first + i < dataset->count; i++)
            dataset->label[first + i] = (uint8_t)order[i];
    }
}

bool practice_make(struct dataset *dataset, size_t count, uint64_t seed, enum dataset_part part,
                   struct status *status)
{
    if (!dataset_init(dataset, count, status))
        return false;
    choose_labels(dataset, seed, part);
    for (size_t i = 0; i < count; i++)
        if (!make_image(dataset, i, seed, part, status))
            goto fail;
    return true;
fail:
    dataset_free(dataset);
    return false;
}

bool practice_drawing(struct drawing *drawing, int label, uint64_t seed, struct status *status)
{
    assert(label >= 0 && label < CLASSES);
    struct random random;
    open_stream(&random, seed, DATASET_TRAIN, FOR_SINGLE_DRAWINGS, (uint64_t)label);
    return draw_digit(drawing, label, &random, status);
}
