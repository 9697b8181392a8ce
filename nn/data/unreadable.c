// A network that has seen only the letters of a few templates knows these letters; marks of any
// strokes at all teach it that most of what a pen can do is no digit.
#include "nn/data/unreadable.h"

#include "nn/data/nondigits.h"
#include "nn/strokes/outline.h"

enum { STREAM = 77 };

// ---- Marks that no alphabet has -----------------------------------------------------------------

static void add_knot(struct outline *outline, float x, float y, bool corner)
{
    outline->knot[outline->count++] = (struct knot){x, y, corner, false};
}

// A few strokes between the points of a coarse grid, as letters have them.
static bool draw_mark(struct drawing *drawing, struct random *random)
{
    struct outline outline = {.count = 0};
    uint32_t strokes = 2 + random_below(random, 3);
    for (uint32_t i = 0; i < strokes; i++) {
        uint32_t knots = 2 + random_below(random, 3);
        bool corners = random_below(random, 2) == 0;
        for (uint32_t k = 0; k < knots; k++) {
            float y = 50 * (float)random_below(random, 3);
            y += 8 * random_small(random);
            float x = 30 * (float)random_below(random, 3);
            x += 6 * random_small(random);
            add_knot(&outline, x, y, corners);
        }
        outline.knot[outline.count - 1].lift = true;
    }
    outline_distort(&outline, random);
    return outline_draw(drawing, &outline);
}

// ---- Digits that are none any more --------------------------------------------------------------

// x and y of a point once the digit is turned or mirrored, and moved.
struct placing {
    float xx, xy, yx, yy;
    float x, y;
};

static bool add_digit(struct drawing *drawing, const struct stroke_dataset *digits, size_t index,
                      struct placing to)
{
    const struct stroke_item *digit = &digits->digit[index];
    const struct point *point = digits->point + digit->first;
    for (int i = 0; i < digit->strokes; i++) {
        struct stroke *stroke = drawing_add_stroke(drawing);
        for (int k = 0; k < digit->points[i]; k++, point++)
            if (!stroke || !stroke_add(stroke, to.xx * point->x + to.xy * point->y + to.x,
                                       to.yx * point->x + to.yy * point->y + to.y))
                return false;
    }
    return true;
}

static size_t any_of(const struct stroke_dataset *digits, struct random *random)
{
    return random_below(random, (uint32_t)digits->count);
}

// One of those that are no digit so. Half a search: whoever finds none takes two digits instead.
static bool find_label(size_t *index, const struct stroke_dataset *digits, const char *labels,
                       struct random *random)
{
    for (int tries = 0; tries < 20; tries++) {
        *index = any_of(digits, random);
        for (const char *label = labels; *label; label++)
            if (digits->digit[*index].label == *label - '0')
                return true;
    }
    return false;
}

static bool draw_pair(struct drawing *drawing, const struct stroke_dataset *digits,
                      struct random *random)
{
    float apart = random_between(random, 6, 15), lower = 3 * random_small(random);
    size_t left, right;
    // A one beside something is too often another digit, as is a zero.
    if (!find_label(&left, digits, "23456789", random))
        left = any_of(digits, random);
    if (!find_label(&right, digits, "23456789", random))
        right = any_of(digits, random);
    return add_digit(drawing, digits, left, (struct placing){1, 0, 0, 1, 0, 0}) &&
           add_digit(drawing, digits, right, (struct placing){1, 0, 0, 1, apart, lower});
}

static bool draw_turned(struct drawing *drawing, const struct stroke_dataset *digits,
                        struct random *random)
{
    static const struct placing mirrored = {-1, 0, 0, 1, 0, 0}, left = {0, 1, -1, 0, 0, 0},
                                right = {0, -1, 1, 0, 0, 0};
    size_t index;
    uint32_t way = random_below(random, 3);
    if (!find_label(&index, digits, way == 0 ? "34679" : "2345679", random))
        return draw_pair(drawing, digits, random);
    return add_digit(drawing, digits, index, way == 0 ? mirrored : way == 1 ? left : right);
}

// ---- All ----------------------------------------------------------------------------------------

// Of another seed than the same kinds are measured with.
static bool learnt(struct drawing *drawing, enum nondigit kind, uint64_t seed, uint32_t index)
{
    return nondigits_draw(drawing, kind, NONDIGITS_LEARNT, seed << 8 | STREAM, index, NULL);
}

static bool draw_any(struct drawing *drawing, uint64_t seed, uint32_t index,
                     const struct stroke_dataset *digits, struct random *random)
{
    bool has_digits = digits->count > 0;
    switch (random_below(random, 10)) {
    case 0:
    case 1:
    case 2:
    case 3:
        return learnt(drawing, NONDIGIT_LETTER, seed, index);
    case 4:
        return learnt(drawing, NONDIGIT_SIGN, seed, index);
    case 5:
        return learnt(drawing, NONDIGIT_SCRIBBLE, seed, index);
    case 6:
        return has_digits ? draw_pair(drawing, digits, random) : draw_mark(drawing, random);
    case 7:
        return has_digits ? draw_turned(drawing, digits, random) : draw_mark(drawing, random);
    default:
        return draw_mark(drawing, random);
    }
}

bool unreadable_make(struct stroke_dataset *set, size_t count, uint64_t seed,
                     const struct stroke_dataset *digits, struct status *status)
{
    for (size_t i = 0; i < count; i++) {
        struct random random;
        struct drawing drawing = {0};
        random_init(&random, seed, (uint64_t)STREAM << 56 | i);
        bool added = draw_any(&drawing, seed, (uint32_t)i, digits, &random) &&
                     stroke_dataset_add_none(set, &drawing) != STROKE_DATASET_NO_MEMORY;
        drawing_free(&drawing);
        if (!added)
            return status_fail(status, STATUS_NO_MEMORY, "no memory for what is no digit");
    }
    return true;
}
