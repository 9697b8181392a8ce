// A pen with a round tip leaves a union of discs. So ink's distance to the nearest paper is largest
// along the path of the tip, and there it is the pen's radius; more only where strokes run
// together. And moving the edges by some distance gives exactly what a wider pen would have left,
// and nearly what a thinner one would have.
//
// All is done at one working size, so that neither cost nor result depends on the sheet's.
// Distances are squared and whole; both passes of the distance transform run along rows, so that
// the compiler can take many pixels at once.
#include "nn/ink/pen.h"

#include <math.h>
#include <string.h>

enum {
    EDGE = 50,               // per cent of the darkest grey: where ink ends
    GAPS = 90,               // the same where narrow gaps between fat strokes must stay open
    FAR = 127,               // further than any distance that is used
    MOST_SQUARE = FAR * FAR, // fits int16_t, also with another such square added
    MOST_DISTANCE = PEN_SIDE / 2 + 1, // from ink to paper: the margin is paper
    PATH = 30,                        // per cent of the path that are no wider than the pen
};

static int16_t lesser(int16_t a, int16_t b)
{
    return a < b ? a : b;
}

// Distances along columns to ink, or to paper.
static void measure_columns(int16_t steps[PEN_FIELD][PEN_FIELD], const struct pen_field *field,
                            bool to_ink)
{
    int16_t nothing[PEN_FIELD];
    for (int x = 0; x < PEN_FIELD; x++)
        nothing[x] = FAR;
    for (int y = 0; y < PEN_FIELD; y++) {
        const int16_t *above = y > 0 ? steps[y - 1] : nothing;
        for (int x = 0; x < PEN_FIELD; x++) {
            bool ink = field->grey[y][x] > field->threshold;
            steps[y][x] = ink == to_ink ? 0 : lesser((int16_t)(above[x] + 1), FAR);
        }
    }
    for (int y = PEN_FIELD - 2; y >= 0; y--)
        for (int x = 0; x < PEN_FIELD; x++)
            steps[y][x] = lesser(steps[y][x], (int16_t)(steps[y + 1][x] + 1));
}

static int16_t most_of(const int16_t row[PEN_FIELD])
{
    int16_t most = 0;
    for (int x = 0; x < PEN_FIELD; x++)
        most = row[x] > most ? row[x] : most;
    return most;
}

// One row of squared distances from the distances along columns: asks neighbours ever further away
// until none can be nearer. Not exact beyond `reach`.
static void measure_row(int16_t out[PEN_FIELD], const int16_t steps[PEN_FIELD], int reach)
{
    int16_t padded[PEN_FIELD * 3];
    for (int x = 0; x < PEN_FIELD; x++) {
        padded[x] = padded[2 * PEN_FIELD + x] = MOST_SQUARE;
        padded[PEN_FIELD + x] = out[x] = (int16_t)(steps[x] * steps[x]);
    }
    for (int away = 1; away <= reach && away * away < most_of(out); away++) {
        const int16_t *left = padded + PEN_FIELD - away, *right = padded + PEN_FIELD + away;
        for (int x = 0; x < PEN_FIELD; x++)
            out[x] = lesser(out[x], (int16_t)(lesser(left[x], right[x]) + away * away));
    }
}

// Squared distances to the nearest ink, or paper.
static void measure(int16_t squares[PEN_FIELD][PEN_FIELD], const struct pen_field *field,
                    bool to_ink, int reach)
{
    int16_t steps[PEN_FIELD][PEN_FIELD];
    measure_columns(steps, field, to_ink);
    for (int y = 0; y < PEN_FIELD; y++)
        measure_row(squares[y], steps[y], reach);
}

// Whether the distance to paper is nowhere larger around this pixel: the tip passed here.
static bool on_path(const struct pen_field *field, int x, int y)
{
    int16_t own = field->to_paper[y][x];
    for (int i = -1; i <= 1; i++)
        for (int j = -1; j <= 1; j++)
            if (field->to_paper[y + i][x + j] > own)
                return false;
    return own > 0;
}

// The pen is as wide as the narrower part of the path: the wider part is where strokes meet.
static float width_of(const struct pen_field *field)
{
    int count[MOST_DISTANCE * MOST_DISTANCE + 1] = {0}, path = 0, square = 0;
    for (int y = 1; y < PEN_FIELD - 1; y++)
        for (int x = 1; x < PEN_FIELD - 1; x++)
            if (on_path(field, x, y)) {
                count[field->to_paper[y][x]]++;
                path++;
            }
    if (path == 0)
        return 0;
    for (int seen = 0; 100 * seen < PATH * path; seen += count[square])
        square++;
    return 2 * sqrtf((float)square) - 0.5f; // whole distances are 1/4 too long on average
}

static void find_width(struct pen_field *field, int share)
{
    field->threshold = (uint8_t)(field->darkest * share / 100);
    measure(field->to_paper, field, false, MOST_DISTANCE);
    field->width = width_of(field);
}

// Where pixel `i` of PEN_SIDE lies between two of `side` source pixels.
struct between {
    int first;
    uint32_t weight; // of the second, of 256
};

static struct between place_between(int i, int side)
{
    int place = (2 * i + 1) * side * 128 / PEN_SIDE + 128; // of 256; paper is before the first
    return (struct between){place / 256, (uint32_t)place % 256};
}

// Fills the field from a smaller square: bilinear, so that edges stay smooth.
static void enlarge(struct pen_field *field, const struct sheet *sheet, struct square square)
{
    uint8_t source[PEN_SIDE + 2][PEN_SIDE + 2] = {{0}}; // paper all around
    for (int y = 0; y < square.side; y++)
        for (int x = 0; x < square.side; x++) {
            int row = square.top + y, column = square.left + x;
            if (row >= 0 && row < sheet->height && column >= 0 && column < sheet->width)
                source[y + 1][x + 1] = sheet->grey[(size_t)row * sheet->stride + (size_t)column];
        }
    for (int y = 0; y < PEN_SIDE; y++) {
        struct between v = place_between(y, square.side);
        const uint8_t *upper = source[v.first], *lower = source[v.first + 1];
        for (int x = 0; x < PEN_SIDE; x++) {
            struct between u = place_between(x, square.side);
            uint32_t above = upper[u.first] * (256 - u.weight) + upper[u.first + 1] * u.weight;
            uint32_t below = lower[u.first] * (256 - u.weight) + lower[u.first + 1] * u.weight;
            field->grey[y + PEN_MARGIN][x + PEN_MARGIN] =
                (uint8_t)((above * (256 - v.weight) + below * v.weight) >> 16);
        }
    }
}

static void reduce(struct pen_field *field, const struct sheet *sheet, struct square square)
{
    uint64_t cells[PEN_SIDE][PEN_SIDE], area = (uint64_t)square.side * (uint64_t)square.side;
    resample_square(&cells[0][0], PEN_SIDE, sheet, square);
    for (int y = 0; y < PEN_SIDE; y++)
        for (int x = 0; x < PEN_SIDE; x++)
            field->grey[y + PEN_MARGIN][x + PEN_MARGIN] = (uint8_t)(cells[y][x] / area);
}

static uint8_t darkest_of(const struct pen_field *field)
{
    uint8_t most = 0;
    for (int y = 0; y < PEN_FIELD; y++)
        for (int x = 0; x < PEN_FIELD; x++)
            most = field->grey[y][x] > most ? field->grey[y][x] : most;
    return most;
}

void pen_look(struct pen_field *field, const struct sheet *sheet, struct square square)
{
    memset(field, 0, sizeof *field);
    field->sharp = square.side >= PEN_SIDE;
    if (field->sharp)
        reduce(field, sheet, square);
    else
        enlarge(field, sheet, square);
    field->darkest = darkest_of(field);
    if (field->darkest > 1)
        find_width(field, EDGE);
}

// How far edges move so that the pen becomes `wanted` pixels when the ink, its box made larger or
// smaller by the same move, is fitted into a box of `box` pixels. A dot keeps something.
static float edge_move(float width, float wanted, float box)
{
    float share = wanted / box;
    float move = (PEN_SIDE * share - width) / (1 - share) / 2;
    float least = -0.45f * width, most = PEN_MARGIN - 1;
    return move < least ? least : move > most ? most : move;
}

static uint8_t soft_edge(float inside)
{
    float grey = (inside + 0.5f) * 255;
    return grey <= 0 ? 0 : grey >= 255 ? 255 : (uint8_t)grey;
}

static void grow_ink(uint8_t grey[PEN_FIELD][PEN_FIELD], const struct pen_field *field, float move)
{
    int16_t to_ink[PEN_FIELD][PEN_FIELD];
    measure(to_ink, field, true, PEN_MARGIN + 1);
    for (int y = 0; y < PEN_FIELD; y++)
        for (int x = 0; x < PEN_FIELD; x++)
            grey[y][x] = soft_edge(move + 0.5f - sqrtf((float)to_ink[y][x]));
}

static void shrink_ink(uint8_t grey[PEN_FIELD][PEN_FIELD], const struct pen_field *field,
                       float move)
{
    for (int y = 0; y < PEN_FIELD; y++)
        for (int x = 0; x < PEN_FIELD; x++)
            grey[y][x] = soft_edge(move - 0.5f + sqrtf((float)field->to_paper[y][x]));
}

void pen_change(uint8_t grey[PEN_FIELD][PEN_FIELD], struct pen_field *field, float wanted,
                float box)
{
    float move = edge_move(field->width, wanted, box);
    if (move < 0 && field->sharp) {
        find_width(field, GAPS);
        move = edge_move(field->width, wanted, box);
    }
    if (move > 0)
        grow_ink(grey, field, move);
    else
        shrink_ink(grey, field, move);
}
