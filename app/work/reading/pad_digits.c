// Whoever adds a stroke to a picture must not lose its digits: beside a large stroke small ones
// would be taken for noise.
#include "app/work/reading/pad_digits.h"

#include "nn/pictures/digits.h"
#include "nn/pictures/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const int faint = 64; // no ink is left where all is fainter

// From pixels of the picture to pad units.
static void put_on_pad(struct pad_digit *digit, const struct pad_picture *picture)
{
    struct normalized *normalized = &digit->normalized;
    struct drawing_extent *place = &digit->place;
    float unit = PAD_SIDE / picture->side;
    normalized->origin_x =
        unit * (normalized->origin_x - picture->left - normalized->slant * picture->top);
    normalized->origin_y = unit * (normalized->origin_y - picture->top);
    normalized->scale *= unit;
    place->left = (place->left - (double)picture->left) * (double)unit;
    place->right = (place->right - (double)picture->left) * (double)unit;
    place->top = (place->top - (double)picture->top) * (double)unit;
    place->bottom = (place->bottom - (double)picture->top) * (double)unit;
}

// With the soft edge of its ink.
static struct drawing_extent around(const struct drawing_extent *place, double edge)
{
    return (struct drawing_extent){place->left - edge, place->top - edge, place->right + edge,
                                   place->bottom + edge};
}

static double soft_edge(const struct pad_picture *picture)
{
    return 2 + 1.5 * PAD_SIDE / (double)picture->side;
}

static bool is_near(const struct drawing_extent *place, struct point at, float reach)
{
    return at.x > (float)place->left - reach && at.x < (float)place->right + reach &&
           at.y > (float)place->top - reach && at.y < (float)place->bottom + reach;
}

// Whether the pen or the eraser came near.
static bool op_touches(const struct pad_op *op, const struct drawing_extent *place)
{
    enum { STEP = 4 };
    const struct stroke *stroke = op->drawing.stroke;
    for (size_t i = 0; i < stroke->count; i++) {
        struct point from = stroke->point[i > 0 ? i - 1 : 0], to = stroke->point[i];
        float length = fminf(hypotf(to.x - from.x, to.y - from.y), 8 * PAD_SIDE);
        int steps = 1 + (int)(length / STEP);
        for (int step = 0; step <= steps; step++) {
            float t = (float)step / (float)steps;
            struct point at = {from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t};
            if (is_near(place, at, op->diameter[i] / 2))
                return true;
        }
    }
    return false;
}

static bool is_touched(const struct pad *pad, size_t picture, const struct drawing_extent *place)
{
    for (size_t i = picture + 1; i < pad->done; i++)
        if (op_touches(&pad->op[i], place))
            return true;
    return false;
}

static int limited(double at)
{
    return at < 0 ? 0 : at > PAD_SIDE ? PAD_SIDE : (int)at;
}

static void blank(struct ink *ink, const struct drawing_extent *place)
{
    int left = limited(floor(place->left)), right = limited(ceil(place->right));
    for (int y = limited(floor(place->top)); y < limited(ceil(place->bottom)); y++)
        for (int x = left; x < right; x++)
            ink->grey[y * PAD_SIDE + x] = 0;
}

static bool has_ink(const struct ink *ink)
{
    for (int i = 0; i < PAD_SIDE * PAD_SIDE; i++)
        if (ink->grey[i] >= faint)
            return true;
    return false;
}

// Adds what is told apart on a sheet. False when memory runs out.
static bool add_rest(struct pad_digit *all, int *count, struct ink *rest)
{
    struct digits digits;
    struct digits_sheet sheet = {.ink = rest, .drawn = true, .uncut = true};
    if (!has_ink(rest))
        return true;
    if (!digits_find(&digits, &sheet, NULL))
        return false;
    struct pad_digit *found = pad_digits_make(&digits);
    for (int i = 0; found && i < digits.count && *count < DIGITS_MOST; i++)
        if (!found[i].normalized.empty)
            all[(*count)++] = found[i];
    bool good = found != NULL;
    free(found);
    digits_free(&digits);
    return good;
}

static void order(struct pad_digit *digit, int count)
{
    struct rows_place place[DIGITS_MOST];
    for (int i = 0; i < count; i++) {
        const struct drawing_extent *box = &digit[i].place;
        place[i] = (struct rows_place){
            .left = box->left, .top = box->top, .middle = (box->top + box->bottom) / 2};
    }
    rows_order(digit, sizeof *digit, place, count);
}

// What was touched since, told apart beside the others, which are taken out of `rest`.
static bool find_touched(struct pad_digit *all, int *count, const struct pad *pad, size_t first,
                         struct ink *rest)
{
    const struct pad_picture *picture = &pad->op[first].picture;
    double edge = soft_edge(picture);
    int kept = 0;
    memcpy(rest->grey, pad->sheet.grey, (size_t)PAD_SIDE * PAD_SIDE);
    for (int i = 0; i < *count; i++) {
        struct drawing_extent place = around(&all[i].place, edge);
        if (is_touched(pad, first, &place))
            continue;
        blank(rest, &place);
        all[kept++] = all[i];
    }
    *count = kept;
    bool good = add_rest(all, count, rest);
    order(all, *count);
    return good;
}

struct pad_digit *pad_digits_on(const struct pad *pad, int *count)
{
    size_t first = pad_first_visible(pad);
    const struct pad_picture *picture = &pad->op[first].picture;
    struct ink rest;
    struct pad_digit *all = calloc(DIGITS_MOST, sizeof *all);
    if (!all)
        return NULL;
    *count = picture->count;
    for (int i = 0; i < *count; i++) {
        all[i] = picture->digit[i];
        put_on_pad(&all[i], picture);
    }
    if (first + 1 == pad->done)
        return all;
    bool good = ink_init(&rest, PAD_SIDE, PAD_SIDE, NULL);
    if (good) {
        good = find_touched(all, count, pad, first, &rest);
        ink_free(&rest);
    }
    if (good)
        return all;
    free(all);
    return NULL;
}
