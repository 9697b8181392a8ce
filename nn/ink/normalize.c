// Two ways lead to MNIST's 20x20 box: grey ink is shrunk or grown by areas, if need be as
// another pen would have left it; strokes are scaled as points and laid with a pen of MNIST's
// width. From the box on there is one way: brighten to full ink, then place by whole pixels so that
// the centre of mass falls on the centre of the field.
#include "nn/ink/normalize.h"
#include "nn/ink/hollow.h"
#include "nn/ink/lean.h"
#include "nn/ink/pen.h"
#include "nn/ink/resample.h"
#include "nn/ink/track.h"
#include "nn/strokes/slant.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum {
    BOX = NORMALIZE_BOX,
    STRIP = 64,              // columns searched together
    FINE = TRACK_SIDE / BOX, // strokes are laid at 2x2 samples a cell
    FINE_SIDE = TRACK_SIDE,
};

_Static_assert(TRACK_SIDE % BOX == 0, "a cell is whole samples");

// Pens that are left as they are, in pixels of the box: most of MNIST's.
static const float thin_pen = 2.2f, thick_pen = 2.7f;

// A full stop is a blob, square or round (79%), before a thinner pen makes a line of it. Of MNIST's
// 60,000 digits seven are: 0 and 8 without a hole.
static const float longest_blob = 1.5f; // longer / shorter side
static const float least_blob = 0.75f;  // of the box around it that is ink

// Where the ink is; right and bottom are exclusive.
struct bounds {
    int left, top, right, bottom;
};

struct cells {
    uint64_t ink[BOX][BOX]; // (row, column): grey x units^2
};

static const uint8_t *sheet_row(const struct sheet *sheet, int row)
{
    return sheet->grey + (size_t)row * sheet->stride;
}

static uint8_t darkest(const uint8_t *grey, int count)
{
    uint8_t most = 0;
    for (int i = 0; i < count; i++)
        most = grey[i] > most ? grey[i] : most;
    return most;
}

static uint8_t sheet_darkest(const struct sheet *sheet)
{
    uint8_t most = 0;
    for (int row = 0; row < sheet->height && most < 255; row++) {
        uint8_t of_row = darkest(sheet_row(sheet, row), sheet->width);
        most = of_row > most ? of_row : most;
    }
    return most;
}

// The darkest pixel of each of `count` columns (at most STRIP), between two rows.
static void columns_darkest(uint8_t *most, const struct sheet *sheet, int first, int count, int top,
                            int bottom)
{
    memset(most, 0, (size_t)count);
    for (int row = top; row < bottom; row++) {
        const uint8_t *grey = sheet_row(sheet, row) + first;
        for (int i = 0; i < count; i++)
            most[i] = grey[i] > most[i] ? grey[i] : most[i];
    }
}

static int leftmost(const struct sheet *sheet, int top, int bottom, uint8_t threshold)
{
    for (int first = 0; first < sheet->width; first += STRIP) {
        uint8_t most[STRIP];
        int count = sheet->width - first < STRIP ? sheet->width - first : STRIP;
        columns_darkest(most, sheet, first, count, top, bottom);
        for (int i = 0; i < count; i++)
            if (most[i] >= threshold)
                return first + i;
    }
    return sheet->width;
}

static int past_rightmost(const struct sheet *sheet, int top, int bottom, uint8_t threshold)
{
    for (int end = sheet->width; end > 0; end -= STRIP) {
        uint8_t most[STRIP];
        int count = end < STRIP ? end : STRIP;
        columns_darkest(most, sheet, end - count, count, top, bottom);
        for (int i = count; i > 0; i--)
            if (most[i - 1] >= threshold)
                return end - count + i;
    }
    return 0;
}

// The box around everything that counts as ink. The sheet is not blank.
static struct bounds find_bounds(const struct sheet *sheet, uint8_t most)
{
    uint8_t threshold = (uint8_t)((most + INK_FAINTEST - 1) / INK_FAINTEST);
    int top = 0, bottom = sheet->height;
    while (darkest(sheet_row(sheet, top), sheet->width) < threshold)
        top++;
    while (darkest(sheet_row(sheet, bottom - 1), sheet->width) < threshold)
        bottom--;
    return (struct bounds){
        .left = leftmost(sheet, top, bottom, threshold),
        .top = top,
        .right = past_rightmost(sheet, top, bottom, threshold),
        .bottom = bottom,
    };
}

// The square that becomes the box: the shorter side is padded by whole pixels.
static struct square square_around(struct bounds bounds)
{
    int width = bounds.right - bounds.left;
    int height = bounds.bottom - bounds.top;
    int side = width > height ? width : height;
    return (struct square){
        .left = bounds.left - (side - width) / 2,
        .top = bounds.top - (side - height) / 2,
        .side = side,
    };
}

// Brightens so that the darkest cell is full ink.
static void cells_to_grey(uint8_t box[BOX][BOX], const struct cells *cells)
{
    const uint64_t *ink = &cells->ink[0][0];
    uint64_t most = 1;
    for (int i = 0; i < BOX * BOX; i++)
        most = ink[i] > most ? ink[i] : most;
    // Exact, as whole numbers but sooner: `most` is below 2^40 (nn/ink/resample.h), so that a
    // quotient that is not whole is farther from the next whole number than its rounding. From
    // int64_t, since x86 has no instruction from uint64_t.
    for (int i = 0; i < BOX * BOX; i++)
        box[i / BOX][i % BOX] =
            (uint8_t)((double)(int64_t)(ink[i] * 255 + most / 2) / (double)(int64_t)most);
}

// Whole pixels by which to move the box so that a centre of mass at `mass` (edges at whole
// numbers) comes to lie within 14..15, without leaving the field.
static int placement(double mass)
{
    int offset = (int)(15 - mass);
    int most = DIGIT_SIDE - BOX;
    return offset < 0 ? 0 : offset > most ? most : offset;
}

static void place(struct normalized *out, const uint8_t box[BOX][BOX])
{
    uint32_t total = 0, twice_x = 0, twice_y = 0; // twice the moments: centres lie at halves
    for (int row = 0; row < BOX; row++)
        for (int column = 0; column < BOX; column++) {
            uint32_t grey = box[row][column];
            total += grey;
            twice_x += grey * (uint32_t)(2 * column + 1);
            twice_y += grey * (uint32_t)(2 * row + 1);
        }
    double mass_x = twice_x / 2.0 / total, mass_y = twice_y / 2.0 / total;
    int left = placement(mass_x), top = placement(mass_y);
    for (int row = 0; row < BOX; row++)
        memcpy(&out->digit[top + row][left], box[row], BOX);
    out->box_x = (float)(left + LENET_BORDER);
    out->box_y = (float)(top + LENET_BORDER);
    out->mass_x = (float)(mass_x + left + LENET_BORDER);
    out->mass_y = (float)(mass_y + top + LENET_BORDER);
}

// What a blank sheet gives: the box in the middle, nothing in it.
static struct normalized blank(void)
{
    float corner = (LENET_SIDE - BOX) / 2.0f;
    return (struct normalized){
        .empty = true,
        .box_x = corner,
        .box_y = corner,
        .mass_x = LENET_SIDE / 2.0f,
        .mass_y = LENET_SIDE / 2.0f,
        .scale = 1,
    };
}

// Fills the way back: `corner` is the box's top left in the source, `scale` source units a pixel.
static void set_mapping(struct normalized *out, double corner_x, double corner_y, double scale)
{
    out->scale = (float)scale;
    out->origin_x = (float)(corner_x - scale * (double)out->box_x);
    out->origin_y = (float)(corner_y - scale * (double)out->box_y);
}

static void normalize_cells(struct normalized *out, const struct cells *cells)
{
    uint8_t box[BOX][BOX];
    cells_to_grey(box, cells);
    out->empty = false;
    place(out, (const uint8_t(*)[BOX])box);
}

static void normalize_square(struct normalized *out, const struct sheet *sheet,
                             struct square square)
{
    struct cells cells;
    resample_square(&cells.ink[0][0], BOX, sheet, square);
    normalize_cells(out, &cells);
    set_mapping(out, square.left, square.top, (double)square.side / BOX);
}

// The same through another pen; false if that leaves nothing.
static bool normalize_changed(struct normalized *out, struct pen_field *field, float pen,
                              struct square square)
{
    uint8_t grey[PEN_FIELD][PEN_FIELD];
    pen_change(grey, field, pen, BOX);
    struct sheet sheet = {&grey[0][0], PEN_FIELD, PEN_FIELD, PEN_FIELD};
    uint8_t most = sheet_darkest(&sheet);
    if (most == 0)
        return false;
    struct square inner = square_around(find_bounds(&sheet, most));
    normalize_square(out, &sheet, inner);
    double unit = (double)square.side / PEN_SIDE;
    set_mapping(out, square.left + (inner.left - PEN_MARGIN) * unit,
                square.top + (inner.top - PEN_MARGIN) * unit, inner.side * unit / BOX);
    return true;
}

static bool is_blob(const struct pen_field *field)
{
    int left = PEN_FIELD, right = 0, top = PEN_FIELD, bottom = 0, ink = 0;
    for (int y = 0; y < PEN_FIELD; y++)
        for (int x = 0; x < PEN_FIELD; x++) {
            if (field->grey[y][x] <= field->threshold)
                continue;
            left = x < left ? x : left;
            right = x >= right ? x + 1 : right;
            top = y < top ? y : top;
            bottom = y + 1;
            ink++;
        }
    int width = right - left, height = bottom - top;
    int longer = width > height ? width : height, shorter = width > height ? height : width;
    return ink > 0 && (float)longer <= longest_blob * (float)shorter &&
           (float)ink >= least_blob * (float)(width * height);
}

// `field` is the look of this square.
static void normalize_field(struct normalized *out, const struct sheet *sheet,
                            struct pen_field *field, struct square square)
{
    float pen = field->width * BOX / PEN_SIDE;
    float wanted = pen < thin_pen ? thin_pen : pen > thick_pen ? thick_pen : pen;
    bool usual = field->width == 0 || wanted == pen;
    if (usual || !normalize_changed(out, field, wanted, square))
        normalize_square(out, sheet, square);
}

// Rewrites a way back that leads to the straightened ink of `square`: on to the square's own sheet.
static void map_back(struct normalized *out, struct square square, double slant)
{
    double unit = (double)square.side / PEN_SIDE, middle = (LEAN_SIDE - 1) / 2.0;
    double left = (LEAN_WIDTH - PEN_SIDE) / 2.0 - slant * middle; // of the square, in row 0
    double x = (double)out->origin_x - left;
    out->origin_x = (float)(square.left + unit * x + slant * square.top);
    out->origin_y = (float)(square.top + unit * (double)out->origin_y);
    out->scale = (float)((double)out->scale * unit);
    out->slant = (float)slant;
}

// Of ink that leans too much.
static void normalize_straightened(struct normalized *out, const struct pen_field *leaning,
                                   struct square square, double slant)
{
    uint8_t grey[LEAN_SIDE][LEAN_WIDTH];
    lean_straighten(grey, leaning, slant);
    struct sheet sheet = {&grey[0][0], LEAN_WIDTH, LEAN_SIDE, LEAN_WIDTH};
    struct square upright = square_around(find_bounds(&sheet, sheet_darkest(&sheet)));
    struct pen_field field;
    pen_look(&field, &sheet, upright);
    normalize_field(out, &sheet, &field, upright);
    map_back(out, square, slant);
}

void normalize_grey(struct normalized *out, const uint8_t *grey, int width, int height,
                    size_t stride)
{
    *out = blank();
    if (width <= 0 || height <= 0)
        return;
    struct sheet sheet = {grey, width, height, stride};
    uint8_t most = sheet_darkest(&sheet);
    if (most == 0)
        return;
    struct square square = square_around(find_bounds(&sheet, most));
    struct pen_field field;
    pen_look(&field, &sheet, square);
    out->blob = is_blob(&field);
    out->outline = hollow_is_outline(&field);
    double slant = lean_too_much(&field);
    if (slant != 0)
        normalize_straightened(out, &field, square, slant);
    else
        normalize_field(out, &sheet, &field, square);
}

// From a drawing's coordinates to cells of the box and back.
struct fit {
    double corner_x, corner_y; // the box's top left in the drawing
    double unit;               // how much of the drawing is one cell
    double slant;              // taken away first
};

static struct fit fit_extent(struct drawing_extent extent, double pen, double slant)
{
    double width = extent.right - extent.left, height = extent.bottom - extent.top;
    double longer = width > height ? width : height;
    double unit = longer > 0 ? longer / (BOX - pen) : 1; // a dot stays a dot
    return (struct fit){
        .corner_x = extent.left + width / 2 - unit * BOX / 2,
        .corner_y = extent.top + height / 2 - unit * BOX / 2,
        .unit = unit,
        .slant = slant,
    };
}

static struct point to_fine(const struct fit *fit, struct point point)
{
    return (struct point){
        .x = (float)((((double)point.x + fit->slant * (double)point.y) - fit->corner_x) /
                     fit->unit * FINE),
        .y = (float)(((double)point.y - fit->corner_y) / fit->unit * FINE),
    };
}

static bool close_together(struct point a, struct point b)
{
    float dx = a.x - b.x, dy = a.y - b.y;
    return dx * dx + dy * dy < 1;
}

// Lays one stroke, leaving out points that are less than a fine pixel apart: a slow hand makes
// hundreds of them.
static void lay_stroke(struct track *track, const struct stroke *stroke, const struct fit *fit)
{
    bool down = false;
    struct point last = {0, 0};
    for (size_t i = 0; i < stroke->count; i++) {
        if (!point_is_finite(stroke->point[i]))
            continue;
        struct point point = to_fine(fit, stroke->point[i]);
        bool skip = down && i + 1 < stroke->count && close_together(last, point);
        if (skip)
            continue;
        track_add(track, down ? last : point, point);
        last = point;
        down = true;
    }
}

static void normalize_strokes(struct normalized *out, const struct drawing *drawing, float pen,
                              double slant)
{
    *out = blank();
    struct drawing_extent extent = drawing_extent(drawing, slant);
    if (extent.left > extent.right)
        return;
    struct fit fit = fit_extent(extent, (double)pen, slant);
    struct track track;
    track_begin(&track, pen * FINE);
    for (size_t i = 0; i < drawing->count; i++)
        lay_stroke(&track, &drawing->stroke[i], &fit);
    uint8_t grey[FINE_SIDE][FINE_SIDE];
    track_lay(grey, &track);
    struct sheet sheet = {&grey[0][0], FINE_SIDE, FINE_SIDE, FINE_SIDE};
    struct cells cells;
    resample_square(&cells.ink[0][0], BOX, &sheet, (struct square){0, 0, FINE_SIDE});
    normalize_cells(out, &cells);
    set_mapping(out, fit.corner_x, fit.corner_y, fit.unit);
    out->slant = (float)slant;
}

void normalize_drawing(struct normalized *out, const struct drawing *drawing)
{
    normalize_strokes(out, drawing, NORMALIZE_PEN, slant_too_much(drawing));
}

void normalize_drawing_with_pen(struct normalized *out, const struct drawing *drawing, float pen)
{
    assert(pen >= 0.5f && pen < BOX); // a thinner one might cover nothing
    normalize_strokes(out, drawing, pen, 0);
}
