// What the curves have at the cross-hair. There may be any number of them, so only as many values
// as anybody can be shown are kept: those nearest to the pointer, of which the nearest is pointed
// at.
#include "app/ui/plot/plot_parts.h"
#include "app/ui/ui_core.h"

#include <math.h>
#include <string.h>

// ---- Points -------------------------------------------------------------------------------------

static int nearest_point(const struct plot_frame *frame, const struct plot_curve *curve, double x)
{
    int best = -1;
    double nearest = INFINITY;
    for (int i = 0; i < curve->count; i++) {
        double distance = fabs(plot_curve_x(curve, i) - x);
        if (distance < nearest && plot_can_show(frame, curve, i)) {
            nearest = distance;
            best = i;
        }
    }
    return best;
}

static bool any_in_front(const struct plot *plot)
{
    for (int c = 0; c < plot_curve_count(plot); c++) {
        struct plot_curve curve = plot_curve_at(plot, c);
        if (!curve.beside && curve.count > 0)
            return true;
    }
    return false;
}

bool plot_nearest(const struct plot_frame *frame, double x, double *nearest)
{
    const struct plot *plot = frame->plot;
    bool front = any_in_front(plot), found = false;
    for (int c = 0; c < plot_curve_count(plot); c++) {
        struct plot_curve curve = plot_curve_at(plot, c);
        int i = front && curve.beside ? -1 : nearest_point(frame, &curve, x);
        if (i < 0)
            continue;
        double at = plot_curve_x(&curve, i);
        if (!found || fabs(at - x) < fabs(*nearest - x))
            *nearest = at;
        found = true;
    }
    return found;
}

// False if the curve has nothing at `x`.
static bool find_value(struct ui *ui, const struct plot_frame *frame, double x, int number,
                       struct plot_value *value)
{
    double reach = (frame->x.high - frame->x.low) * ui_px(ui, 6) / frame->area.w;
    struct plot_curve curve = plot_curve_at(frame->plot, number);
    int i = nearest_point(frame, &curve, x);
    if (i < 0 || x < plot_curve_x(&curve, 0) - reach ||
        x > plot_curve_x(&curve, curve.count - 1) + reach)
        return false;
    *value = (struct plot_value){curve, number, i, plot_place(&frame->y, (double)curve.y[i])};
    return true;
}

bool plot_height(struct ui *ui, const struct plot_frame *frame, double x, int number, float *y)
{
    struct plot_value value;
    if (number < 0 || number >= plot_curve_count(frame->plot) ||
        !find_value(ui, frame, x, number, &value))
        return false;
    *y = value.y;
    return true;
}

// ---- The nearest --------------------------------------------------------------------------------

// Of those that are beside; -1 if none is.
static int furthest_of(const struct plot_values *values, float near_y)
{
    int furthest = -1;
    float distance = -1;
    for (int i = values->chosen ? 1 : 0; i < values->count; i++) {
        float own = fabsf(values->list[i].y - near_y);
        if (values->list[i].curve.beside && own > distance) {
            furthest = i;
            distance = own;
        }
    }
    return furthest;
}

static void take_away(struct plot_values *values, int i)
{
    values->count--;
    memmove(values->list + i, values->list + i + 1,
            (size_t)(values->count - i) * sizeof *values->list);
}

void plot_leave_nearest(struct plot_values *values, int most, float near_y)
{
    while (values->count > most) {
        int furthest = furthest_of(values, near_y);
        take_away(values, furthest >= 0 ? furthest : values->count - 1);
        values->more++;
    }
}

// Where there is no room for it, it takes the place of one that is further away.
static void add(struct plot_values *values, const struct plot_value *value, float near_y)
{
    if (values->count == PLOT_VALUES) {
        int furthest = furthest_of(values, near_y);
        values->more++;
        if (furthest < 0 || (value->curve.beside &&
                             fabsf(value->y - near_y) >= fabsf(values->list[furthest].y - near_y)))
            return;
        take_away(values, furthest);
    }
    values->list[values->count++] = *value;
}

static void put_nearest_first(struct plot_values *values, float near_y)
{
    int nearest = 0;
    bool beside = false;
    for (int i = 0; i < values->count; i++) {
        beside = beside || values->list[i].curve.beside;
        if (fabsf(values->list[i].y - near_y) < fabsf(values->list[nearest].y - near_y))
            nearest = i;
    }
    values->chosen = beside;
    if (!beside)
        return;
    struct plot_value first = values->list[nearest];
    memmove(values->list + 1, values->list, (size_t)nearest * sizeof *values->list);
    values->list[0] = first;
}

void plot_find_values(struct ui *ui, const struct plot_frame *frame, double x, float near_y,
                      struct plot_values *values)
{
    values->count = values->more = 0;
    values->chosen = false;
    for (int c = 0; c < plot_curve_count(frame->plot); c++) {
        struct plot_value value;
        if (find_value(ui, frame, x, c, &value))
            add(values, &value, near_y);
    }
    put_nearest_first(values, near_y);
}

// ---- From curve to curve ------------------------------------------------------------------------

// Whether `a` comes after `b` on the way down; of two at one height the later one does.
static bool is_below(const struct plot_value *a, const struct plot_value *b)
{
    return a->y > b->y || (a->y == b->y && a->number > b->number);
}

int plot_next_curve(struct ui *ui, const struct plot_frame *frame, double x, int number,
                    int direction)
{
    struct plot_value from = {0}, value, best = {0};
    bool begun = number >= 0 && number < plot_curve_count(frame->plot) &&
                 find_value(ui, frame, x, number, &from);
    bool found = false;
    for (int c = 0; c < plot_curve_count(frame->plot); c++) {
        if (!find_value(ui, frame, x, c, &value))
            continue;
        if (begun && !(direction > 0 ? is_below(&value, &from) : is_below(&from, &value)))
            continue;
        if (!found || (direction > 0 ? is_below(&best, &value) : is_below(&value, &best)))
            best = value;
        found = true;
    }
    return found ? best.number : number;
}
