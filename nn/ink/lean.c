// The slant of ink is the slope of x against y over all its pixels, each weighing as much as it is
// grey (nn/strokes/slant.c does the same over the pen's way).
#include "nn/ink/lean.h"

#include "nn/strokes/slant.h"
#include <math.h>
#include <string.h>

static const double most_slant = 1.5; // taken away: beyond, it is no lean

// Sums over the ink.
struct spread {
    double ink, x, y, xx, xy, yy;
};

static void add_row(struct spread *spread, const uint8_t grey[PEN_SIDE], int y)
{
    double ink = 0, x_sum = 0, xx = 0;
    for (int x = 0; x < PEN_SIDE; x++) {
        ink += grey[x];
        x_sum += grey[x] * x;
        xx += grey[x] * x * x;
    }
    spread->ink += ink;
    spread->x += x_sum;
    spread->y += ink * y;
    spread->xx += xx;
    spread->xy += x_sum * y;
    spread->yy += ink * y * y;
}

static const uint8_t *square_row(const struct pen_field *field, int y)
{
    return &field->grey[y + PEN_MARGIN][PEN_MARGIN];
}

double lean_too_much(const struct pen_field *field)
{
    struct spread spread = {0};
    for (int y = 0; y < PEN_SIDE; y++)
        add_row(&spread, square_row(field, y), y);
    if (field->width == 0 || spread.ink == 0)
        return 0;
    double x = spread.x / spread.ink, y = spread.y / spread.ink;
    double xx = spread.xx / spread.ink - x * x, xy = spread.xy / spread.ink - x * y;
    double yy = spread.yy / spread.ink - y * y;
    double beyond = slant_of_spread(xx, xy, yy);
    return fmax(-most_slant, fmin(most_slant, beyond));
}

void lean_straighten(uint8_t grey[LEAN_SIDE][LEAN_WIDTH], const struct pen_field *field,
                     double slant)
{
    memset(grey, 0, LEAN_SIDE * sizeof *grey);
    for (int y = 0; y < LEAN_SIDE; y++) {
        const uint8_t *row = square_row(field, y);
        double shift = (LEAN_WIDTH - PEN_SIDE) / 2.0 + slant * (y - (LEAN_SIDE - 1) / 2.0);
        int whole = (int)shift; // the shift is not negative
        unsigned part = (unsigned)((shift - whole) * 256);
        unsigned before = 0;
        for (int x = 0; x < PEN_SIDE; x++) {
            grey[y][whole + x] = (uint8_t)((before * part + row[x] * (256 - part)) >> 8);
            before = row[x];
        }
        grey[y][whole + PEN_SIDE] = (uint8_t)((before * part) >> 8);
    }
}
