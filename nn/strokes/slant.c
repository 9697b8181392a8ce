// The slant is measured as the slope of x against y over the ink: of all points on the pen's way,
// the straight line x = a - slant y that is nearest in x. A digit's own shape leans, too (a 4 to
// the left, a 1 to the right), so a slant is not taken away but limited: nine of ten upright
// drawings are left as they are, and one that is slanted by 30 degrees comes back to what the
// network knows.
#include "nn/strokes/slant.h"

#include <math.h>

static const double most_left = -0.35, most_right = 0.25;
static const double least_height = 0.1; // share of y in the spread of the ink

// Sums over the pen's way, each part weighing as much as it is long.
struct spread {
    double length, x, y; // then the mean of x and y
    double xx, xy, yy;   // about the mean
};

typedef void spread_add(struct spread *spread, struct point from, struct point to, double length);

static void add_place(struct spread *spread, struct point from, struct point to, double length)
{
    spread->length += length;
    spread->x += length * ((double)from.x + (double)to.x) / 2;
    spread->y += length * ((double)from.y + (double)to.y) / 2;
}

// A straight piece: its middle, and how it spreads about that.
static void add_spread(struct spread *spread, struct point from, struct point to, double length)
{
    double x = ((double)from.x + (double)to.x) / 2 - spread->x;
    double y = ((double)from.y + (double)to.y) / 2 - spread->y;
    double dx = (double)to.x - (double)from.x, dy = (double)to.y - (double)from.y;
    spread->xx += length * (x * x + dx * dx / 12);
    spread->xy += length * (x * y + dx * dy / 12);
    spread->yy += length * (y * y + dy * dy / 12);
}

static void over_stroke(struct spread *spread, const struct stroke *stroke, spread_add *add)
{
    const struct point *from = NULL;
    for (size_t i = 0; i < stroke->count; i++) {
        const struct point *to = &stroke->point[i];
        if (!point_is_finite(*to))
            continue;
        if (from) {
            double dx = (double)to->x - (double)from->x, dy = (double)to->y - (double)from->y;
            add(spread, *from, *to, sqrt(dx * dx + dy * dy));
        }
        from = to;
    }
}

static void over_strokes(struct spread *spread, const struct drawing *drawing, spread_add *add)
{
    for (size_t s = 0; s < drawing->count; s++)
        over_stroke(spread, &drawing->stroke[s], add);
}

double slant_of_spread(double xx, double xy, double yy)
{
    if (!(yy > least_height * (xx + yy)))
        return 0;
    double slant = -xy / yy;
    return slant > most_right ? slant - most_right : slant < most_left ? slant - most_left : 0;
}

double slant_too_much(const struct drawing *drawing)
{
    struct spread spread = {0};
    over_strokes(&spread, drawing, add_place);
    if (!(spread.length > 0))
        return 0;
    spread.x /= spread.length;
    spread.y /= spread.length;
    over_strokes(&spread, drawing, add_spread);
    return slant_of_spread(spread.xx, spread.xy, spread.yy);
}
