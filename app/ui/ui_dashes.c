// Dashed curves. Where a dash begins and ends follows from its number, so that the walk along a
// curve is as long as the curve has dashes: a sum of lengths may round to just short of a dash's
// end and then never pass it.
#include "app/ui/ui_parts.h"

#include <math.h>

// How long one is, and from the beginning of one to the next; logical pixels.
struct dash {
    double on, period;
};

// The dashes that begin between `walked` and `walked + length` of a curve's way, and the rest of
// the one before.
static int draw_segment(struct ui *ui, const float *xy, double walked, double length,
                        const struct dash *dash, float width, uint32_t colour)
{
    double on = dash->on * (double)ui->scale, period = dash->period * (double)ui->scale;
    double dx = (double)(xy[2] - xy[0]) / length, dy = (double)(xy[3] - xy[1]) / length;
    long first = (long)floor(walked / period), last = (long)floor((walked + length) / period);
    for (long number = first; number <= last; number++) {
        double from = fmax((double)number * period - walked, 0);
        double to = fmin((double)number * period - walked + on, length);
        if (from < to)
            canvas_line(ui->canvas, (float)((double)xy[0] + dx * from),
                        (float)((double)xy[1] + dy * from), (float)((double)xy[0] + dx * to),
                        (float)((double)xy[1] + dy * to), width, colour);
    }
    return (int)(last - first + 1);
}

static int draw(struct ui *ui, const float *xy, int points, const struct dash *dash, float width,
                uint32_t colour)
{
    double walked = 0;
    int steps = 0;
    for (int i = 0; i + 1 < points; i++, xy += 2) {
        double length = hypot((double)(xy[2] - xy[0]), (double)(xy[3] - xy[1]));
        if (!(length > 0 && length <= UI_DASHED_LENGTH))
            continue; // a point twice, or nowhere
        steps += draw_segment(ui, xy, walked, length, dash, width, colour);
        walked += length;
    }
    return steps;
}

int ui_draw_dashes(struct ui *ui, const float *xy, int points, float width, uint32_t colour)
{
    return draw(ui, xy, points, &(struct dash){5, 9}, width, colour);
}

int ui_draw_dots(struct ui *ui, const float *xy, int points, float width, uint32_t colour)
{
    return draw(ui, xy, points, &(struct dash){0.5, 5}, width, colour);
}
