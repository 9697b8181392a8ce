// A variant is the digit seen through a smooth random map: every pixel of the result asks where in
// the digit it comes from. The map is one quadratic B-spline over a coarse grid of control points.
// Such a spline reproduces affine maps exactly, so that rotation, scale, shear and shift are simply
// where the control points start from, and elastic distortion is noise added to them: with 8
// pixels between them it is as smooth as Simard's Gaussian of 4 pixels. The digit is sampled once,
// bilinearly, so that it is blurred once.
//
// Training makes a variant of every image it sees, so this must not cost much beside a training
// step: the loops over pixels are plain float arithmetic on rows, without branches or calls. Only
// + - * / and comparisons of floats are used: the same bits everywhere.
#include "nn/data/augment.h"

#include "nn/ink/wide.h"

#include <assert.h>
#include <string.h>

const char *const augment_names[AUGMENT_KINDS] = {"none", "affine", "full"};

// How far variants go. Each value is drawn evenly from the range that it bounds.
struct limits {
    float turn;           // radians, either way
    float scale;          // 1 - scale .. 1 + scale
    float shear;          // either way
    float shift;          // pixels, either way, in x and in y
    float margin;         // pixels that ink keeps from the field's edge, before elastic distortion
    float elastic;        // pixels, either way, of each control point
    float gain;           // of the contrast
    float wider, thinner; // the grey that keeps its value: low for wide strokes, high for thin ones
};

// With these a variant of MNIST has, on average, the ink, the stroke width and the sharpness of
// MNIST. AUGMENT_AFFINE: 15 degrees and 15%. AUGMENT_FULL belongs to the recipe
// (tests/reference/recipe.md): its shift is small because whatever is read is centred first.
static const struct limits limits[AUGMENT_KINDS] = {
    [AUGMENT_AFFINE] =
        {
            .turn = 0.26f,
            .scale = 0.15f,
            .shear = 0.3f,
            .shift = 2.2f,
            .margin = 1,
            .gain = 1.4f,
            .wider = 120,
            .thinner = 120,
        },
    [AUGMENT_FULL] =
        {
            .turn = 0.21f,
            .scale = 0.12f,
            .shear = 0.24f,
            .shift = 0.56f,
            .margin = 2.5f,
            .elastic = 2.4f,
            .gain = 1.5f,
            .wider = 0,
            .thinner = 210,
        },
};

// Of the points of a drawing in AUGMENT_FULL. Gentler: thirty writers differ among themselves less
// than MNIST's hundreds, and what the network spends on their variants it lacks for MNIST.
static const struct limits drawing_limits = {
    .turn = 0.13f,
    .scale = 0.07f,
    .shear = 0.14f,
    .shift = 0.56f,
    .elastic = 1.5f,
};

enum {
    PAGE = 32,   // the digit on a page with background around it: its first pixel is at 1, 1
    SPACING = 8, // pixels between control points
    CELLS = PAGE / SPACING,
    CONTROLS = CELLS + 2, // control points in a row
    INK = 40,             // greys from here on must stay in the field
};

struct page {
    uint8_t grey[PAGE][PAGE];
};

// Where a pixel of the digit goes: about the middle of the field, then shifted.
struct affine {
    float xx, xy, yx, yy; // new x = xx * x + xy * y + shift_x
    float shift_x, shift_y;
};

struct controls {
    float x[CONTROLS][CONTROLS], y[CONTROLS][CONTROLS]; // (row, column); places on the page
};

static float either_way(struct random *random, float limit)
{
    return random_between(random, -limit, limit);
}

static struct affine affine_choose(const struct limits *most, struct random *random)
{
    float turn = either_way(random, most->turn);
    float square = turn * turn;
    float sine = turn * (1 - square / 6 * (1 - square / 20)); // our own: libraries differ
    float cosine = 1 - square / 2 * (1 - square / 12);
    float scale_x = 1 + either_way(random, most->scale);
    float scale_y = 1 + either_way(random, most->scale);
    float shear = either_way(random, most->shear);
    struct affine affine = {
        .xx = cosine * scale_x,
        .xy = (cosine * shear - sine) * scale_y,
        .yx = sine * scale_x,
        .yy = (sine * shear + cosine) * scale_y,
    };
    affine.shift_x = either_way(random, most->shift);
    affine.shift_y = either_way(random, most->shift);
    return affine;
}

// The smallest and largest coordinates of the ink once moved.
struct reach {
    float left, top, right, bottom;
};

static void reach_add(struct reach *reach, const struct affine *affine, float x, float y)
{
    float new_x = affine->xx * x + affine->xy * y;
    float new_y = affine->yx * x + affine->yy * y;
    reach->left = new_x < reach->left ? new_x : reach->left;
    reach->right = new_x > reach->right ? new_x : reach->right;
    reach->top = new_y < reach->top ? new_y : reach->top;
    reach->bottom = new_y > reach->bottom ? new_y : reach->bottom;
}

// A bit for each pixel of a row that must stay in the field: no branch to guess, of which a
// training run meets some for every image.
_Static_assert(DIGIT_SIDE <= 32, "a row is a word");
static uint32_t ink_of_row(const uint8_t row[DIGIT_SIDE])
{
    uint32_t ink = 0;
    for (int i = 0; i < DIGIT_SIDE; i++)
        ink |= (uint32_t)(row[i] >= INK) << i;
    return ink;
}

// The outermost pixels of each row decide: the rest of the ink lies between them.
WIDE_CLONES struct reach reach_of(const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE],
                                  const struct affine *affine)
{
    struct reach reach = {0, 0, 0, 0};
    float middle = DIGIT_SIDE / 2.0f;
    for (int row = 0; row < DIGIT_SIDE; row++) {
        uint32_t ink = ink_of_row(digit[row]);
        if (ink == 0)
            continue;
        int first = __builtin_ctz(ink), last = 31 - __builtin_clz(ink);
        float y = (float)row + 0.5f - middle;
        reach_add(&reach, affine, (float)first + 0.5f - middle, y);
        reach_add(&reach, affine, (float)last + 0.5f - middle, y);
    }
    return reach;
}

static float larger(float a, float b)
{
    return a > b ? a : b;
}

static float smaller(float a, float b)
{
    return a < b ? a : b;
}

// `low` may lie above `high` by as much as rounding does: a value below it is then `low`.
static float clamp(float value, float low, float high)
{
    return value < low ? low : value > high ? high : value;
}

// For pixels, an instruction for each end: `low` lies below `high`, and -0 becomes 0.
static float clamp_pixel(float value, float low, float high)
{
    return smaller(larger(value, low), high);
}

// Shrinks and shifts the map so that no ink leaves the field.
static void affine_fit(struct affine *affine, const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE],
                       float margin)
{
    const float room = DIGIT_SIDE - 1 - 2 * margin;
    struct reach reach = reach_of(digit, affine);
    float size = larger(reach.right - reach.left, reach.bottom - reach.top);
    float shrink = size > room ? room / size : 1;
    affine->xx *= shrink;
    affine->xy *= shrink;
    affine->yx *= shrink;
    affine->yy *= shrink;
    float half = room / 2;
    affine->shift_x =
        clamp(affine->shift_x, -half - reach.left * shrink, half - reach.right * shrink);
    affine->shift_y =
        clamp(affine->shift_y, -half - reach.top * shrink, half - reach.bottom * shrink);
}

// The way back, from the variant to the digit, at the control points.
static void controls_place(struct controls *controls, const struct affine *affine)
{
    const float middle = DIGIT_SIDE / 2.0f;
    const float page_middle = middle + 0.5f; // on the page, pixel centres are whole numbers
    float area = affine->xx * affine->yy - affine->xy * affine->yx;
    float back_xx = affine->yy / area, back_xy = -affine->xy / area;
    float back_yx = -affine->yx / area, back_yy = affine->xx / area;
    for (int row = 0; row < CONTROLS; row++)
        for (int column = 0; column < CONTROLS; column++) {
            float x = ((float)column - 0.5f) * SPACING - middle - affine->shift_x;
            float y = ((float)row - 0.5f) * SPACING - middle - affine->shift_y;
            controls->x[row][column] = back_xx * x + back_xy * y + page_middle;
            controls->y[row][column] = back_yx * x + back_yy * y + page_middle;
        }
}

static void controls_shake(struct controls *controls, float elastic, struct random *random)
{
    for (int row = 0; row < CONTROLS; row++)
        for (int column = 0; column < CONTROLS; column++) {
            controls->x[row][column] += either_way(random, elastic);
            controls->y[row][column] += either_way(random, elastic);
        }
}

// The weights of three control points at the pixels between two of them.
struct spline {
    float weight[3][SPACING];
};

static struct spline spline_weights(void)
{
    struct spline spline;
    for (int i = 0; i < SPACING; i++) {
        float t = ((float)i + 0.5f) / SPACING;
        spline.weight[0][i] = (1 - t) * (1 - t) / 2;
        spline.weight[1][i] = 0.5f + t * (1 - t);
        spline.weight[2][i] = t * t / 2;
    }
    return spline;
}

// One row of control points, interpolated at every pixel column.
static void spline_along(float pixels[restrict PAGE], const float controls[restrict CONTROLS],
                         const struct spline *restrict spline)
{
    for (int cell = 0; cell < CELLS; cell++)
        for (int i = 0; i < SPACING; i++)
            pixels[cell * SPACING + i] = spline->weight[0][i] * controls[cell] +
                                         spline->weight[1][i] * controls[cell + 1] +
                                         spline->weight[2][i] * controls[cell + 2];
}

// One row of pixels, between three rows that spline_along has filled. Beyond the page's edge there
// is only background, as on it.
static void spline_across(float pixels[restrict PAGE], float rows[restrict CONTROLS][PAGE], int row,
                          const struct spline *restrict spline)
{
    int cell = row / SPACING, i = row % SPACING;
    float a = spline->weight[0][i], b = spline->weight[1][i], c = spline->weight[2][i];
    for (int column = 0; column < PAGE; column++) {
        float place =
            a * rows[cell][column] + b * rows[cell + 1][column] + c * rows[cell + 2][column];
        pixels[column] = clamp_pixel(place, 0, DIGIT_SIDE + 1);
    }
}

static void page_fill(struct page *page, const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE])
{
    memset(page, 0, sizeof *page);
    for (int row = 0; row < DIGIT_SIDE; row++)
        memcpy(&page->grey[row + 1][1], digit[row], DIGIT_SIDE);
}

// Greys after sampling: out = gain x grey + offset, limited to what a byte holds.
struct contrast {
    float gain, offset;
};

// Sampling softens edges; a gain sharpens them again. The grey that it leaves alone decides where
// the edges come to lie: a light one widens strokes, a dark one thins them.
static struct contrast contrast_choose(const struct limits *most, struct random *random)
{
    float fixed_grey = random_between(random, most->wider, most->thinner);
    return (struct contrast){
        .gain = most->gain,
        .offset = fixed_grey - most->gain * fixed_grey,
    };
}

// Each pixel with its right, lower and lower right neighbour in one word, lowest byte first, so
// that a sample needs one load.
struct quads {
    uint32_t four[PAGE * PAGE];
};

static void quads_fill(struct quads *restrict quads, const struct page *restrict page)
{
    const uint8_t *grey = &page->grey[0][0];
    enum { COUNT = PAGE * (PAGE - 1) - 1 }; // the last row and its neighbours are background
    for (int i = 0; i < COUNT; i++)
        quads->four[i] = (uint32_t)grey[i] | (uint32_t)grey[i + 1] << 8 |
                         (uint32_t)grey[i + PAGE] << 16 | (uint32_t)grey[i + PAGE + 1] << 24;
    memset(quads->four + COUNT, 0, (PAGE * PAGE - COUNT) * sizeof *quads->four);
}

// One row of samples of the page at x, y. Clamping and conversion are separate loops, here and in
// spline_across: together compilers make branches of them.
static void sample_row(uint8_t out[restrict PAGE], const struct quads *restrict quads,
                       const float x[restrict PAGE], const float y[restrict PAGE],
                       struct contrast contrast)
{
    int32_t place[PAGE];
    uint32_t four[PAGE];
    float right[PAGE], down[PAGE], sharpened[PAGE];
    for (int i = 0; i < PAGE; i++) {
        int32_t column = (int32_t)x[i], row = (int32_t)y[i];
        right[i] = x[i] - (float)column;
        down[i] = y[i] - (float)row;
        place[i] = row * PAGE + column;
    }
    for (int i = 0; i < PAGE; i++)
        four[i] = quads->four[place[i]];
    for (int i = 0; i < PAGE; i++) {
        float a = (float)(int32_t)(four[i] & 255), b = (float)(int32_t)(four[i] >> 8 & 255);
        float c = (float)(int32_t)(four[i] >> 16 & 255), d = (float)(int32_t)(four[i] >> 24);
        float upper = a + (b - a) * right[i];
        float lower = c + (d - c) * right[i];
        float grey = upper + (lower - upper) * down[i];
        sharpened[i] = clamp_pixel(contrast.gain * grey + contrast.offset, 0, 255);
    }
    for (int i = 0; i < PAGE; i++)
        out[i] = (uint8_t)(int32_t)(sharpened[i] + 0.5f);
}

WIDE_CLONES void sample(uint8_t out[DIGIT_SIDE][DIGIT_SIDE], const struct page *page,
                        const struct controls *controls, struct contrast contrast)
{
    struct quads quads;
    quads_fill(&quads, page);
    struct spline spline = spline_weights();
    float across_x[CONTROLS][PAGE], across_y[CONTROLS][PAGE];
    for (int row = 0; row < CONTROLS; row++) {
        spline_along(across_x[row], controls->x[row], &spline);
        spline_along(across_y[row], controls->y[row], &spline);
    }
    for (int row = 0; row < DIGIT_SIDE; row++) {
        float x[PAGE], y[PAGE];
        uint8_t greys[PAGE];
        spline_across(x, across_x, row, &spline);
        spline_across(y, across_y, row, &spline);
        sample_row(greys, &quads, x, y, contrast);
        memcpy(out[row], greys, DIGIT_SIDE);
    }
}

void augment_digit(uint8_t out[DIGIT_SIDE][DIGIT_SIDE], const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE],
                   enum augment kind, struct random *random)
{
    assert(kind >= AUGMENT_NONE && kind < AUGMENT_KINDS);
    if (kind == AUGMENT_NONE) {
        memcpy(out, digit, DIGIT_SIDE * DIGIT_SIDE);
        return;
    }
    const struct limits *most = &limits[kind];
    struct affine affine = affine_choose(most, random);
    affine_fit(&affine, digit, most->margin);
    struct controls controls;
    controls_place(&controls, &affine);
    struct page page;
    page_fill(&page, digit);
    if (kind == AUGMENT_FULL)
        controls_shake(&controls, most->elastic, random);
    sample(out, &page, &controls, contrast_choose(most, random));
}

// Where the spline that shaking turns into is at one place: coordinates run over the whole page.
static struct point shaken_by(const struct controls *controls, struct point point)
{
    const float middle = DIGIT_SIDE / 2.0f, last = CELLS - 0.001f;
    float across = clamp((point.x + middle) / SPACING, 0, last);
    float down = clamp((point.y + middle) / SPACING, 0, last);
    int column = (int)across, row = (int)down;
    float tx = across - (float)column, ty = down - (float)row;
    const float weight_x[] = {(1 - tx) * (1 - tx) / 2, 0.5f + tx * (1 - tx), tx * tx / 2};
    const float weight_y[] = {(1 - ty) * (1 - ty) / 2, 0.5f + ty * (1 - ty), ty * ty / 2};
    struct point moved = {0, 0};
    for (int i = 0; i < 3; i++)
        for (int k = 0; k < 3; k++) {
            moved.x += weight_y[i] * weight_x[k] * controls->x[row + i][column + k];
            moved.y += weight_y[i] * weight_x[k] * controls->y[row + i][column + k];
        }
    return moved;
}

struct point augment_points(struct point *out, const struct point *points, size_t count,
                            enum augment kind, struct random *random)
{
    assert(kind >= AUGMENT_NONE && kind < AUGMENT_KINDS);
    if (kind == AUGMENT_NONE) {
        memmove(out, points, count * sizeof *out);
        return (struct point){0, 0};
    }
    const struct limits *most = kind == AUGMENT_FULL ? &drawing_limits : &limits[kind];
    struct affine affine = affine_choose(most, random);
    struct controls controls = {.x = {{0}}};
    if (kind == AUGMENT_FULL)
        controls_shake(&controls, most->elastic, random);
    for (size_t i = 0; i < count; i++) {
        struct point point = {
            .x = affine.xx * points[i].x + affine.xy * points[i].y,
            .y = affine.yx * points[i].x + affine.yy * points[i].y,
        };
        struct point moved = {0, 0};
        if (kind == AUGMENT_FULL)
            moved = shaken_by(&controls, point);
        out[i] = (struct point){point.x + moved.x, point.y + moved.y};
    }
    return (struct point){affine.shift_x, affine.shift_y};
}
