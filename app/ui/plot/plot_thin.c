// Thin curves, of which there may be dozens: each is drawn column by column, from the lowest to the
// highest place that it has there. That costs as little as the pixels it covers, and of a line of
// about a pixel's width nobody sees that its steep parts have hard edges.
#include "app/ui/plot/plot_parts.h"
#include "app/ui/ui_parts.h"

#include <math.h>

// What the curve covers of each pixel column of the area, in device pixels; high < low: nothing.
struct columns {
    struct rect area;
    float *low, *high; // of ui_parts
};

static void clear(struct columns *columns)
{
    for (int i = 0; i < columns->area.w; i++) {
        columns->low[i] = INFINITY;
        columns->high[i] = -INFINITY;
    }
}

static void cover(struct columns *columns, int column, float y)
{
    if (column < 0 || column >= columns->area.w)
        return;
    if (y < columns->low[column])
        columns->low[column] = y;
    if (y > columns->high[column])
        columns->high[column] = y;
}

// A straight piece: in each column from where it enters to where it leaves. `x` counts from the
// area's left end.
static void add_piece(struct columns *columns, float x0, float y0, float x1, float y1)
{
    int first = (int)floorf(x0), last = (int)floorf(x1);
    cover(columns, first, y0);
    for (int column = first + 1; column <= last; column++) {
        float y = y0 + (y1 - y0) * ((float)column - x0) / (x1 - x0);
        cover(columns, column - 1, y);
        cover(columns, column, y);
    }
    cover(columns, last, y1);
}

static void add_curve(struct columns *columns, const struct plot_frame *frame,
                      const struct plot_curve *curve)
{
    float before_x = 0, before_y = 0;
    bool joined = false;
    for (int i = 0; i < curve->count; i++) {
        if (!plot_can_show(frame, curve, i)) {
            joined = false;
            continue;
        }
        float x = plot_place(&frame->x, plot_curve_x(curve, i)) - (float)columns->area.x;
        float y = plot_place(&frame->y, (double)curve->y[i]);
        if (joined)
            add_piece(columns, before_x, before_y, x, y);
        else
            cover(columns, (int)floorf(x), y);
        before_x = x;
        before_y = y;
        joined = true;
    }
}

// Between two heights in one column, with soft ends.
static void fill(struct ui *ui, int x, float top, float bottom, uint32_t colour)
{
    int first = (int)floorf(top), last = (int)floorf(bottom);
    uint32_t solid = colour & 0xffffff;
    if (first == last) {
        uint32_t share = (uint32_t)((bottom - top) * 255);
        canvas_fill(ui->canvas, (struct rect){x, first, 1, 1}, share << 24 | solid);
        return;
    }
    uint32_t above = (uint32_t)(((float)first + 1 - top) * 255);
    uint32_t below = (uint32_t)((bottom - (float)last) * 255);
    canvas_fill(ui->canvas, (struct rect){x, first, 1, 1}, above << 24 | solid);
    canvas_fill(ui->canvas, (struct rect){x, first + 1, 1, last - first - 1}, 255u << 24 | solid);
    canvas_fill(ui->canvas, (struct rect){x, last, 1, 1}, below << 24 | solid);
}

bool plot_line_covers(const struct plot_curve *curve, float along)
{
    if (curve->dashed)
        return fmodf(along, 9) < 5;
    if (curve->pattern == PLOT_DOTTED)
        return fmodf(along, 4) < 2;
    float in_period = fmodf(along, 12);
    return curve->pattern != PLOT_DASH_DOT || in_period < 6 || (in_period >= 8 && in_period < 10);
}

// A line of more than two pixels is as wide where it is steep.
static void draw_columns(struct ui *ui, const struct columns *columns,
                         const struct plot_curve *curve)
{
    float width = ui->scale;
    int reach = (int)(width / 2);
    for (int i = 0; i < columns->area.w; i++) {
        if (!plot_line_covers(curve, (float)i / ui->scale))
            continue;
        float low = INFINITY, high = -INFINITY;
        for (int near = i - reach; near <= i + reach; near++)
            if (near >= 0 && near < columns->area.w) {
                low = fminf(low, columns->low[near]);
                high = fmaxf(high, columns->high[near]);
            }
        if (low <= high)
            fill(ui, columns->area.x + i, low - width / 2, high + width / 2, curve->colour);
    }
}

void plot_draw_thin(struct ui *ui, const struct plot_frame *frame, const struct plot_curve *curve)
{
    struct columns columns = {.area = frame->area};
    columns.area.w = columns.area.w < UI_PLOT_POINTS ? columns.area.w + 1 : UI_PLOT_POINTS;
    columns.low = ui->parts->plot_xy;
    columns.high = ui->parts->plot_xy + UI_PLOT_POINTS;
    clear(&columns);
    add_curve(&columns, frame, curve);
    draw_columns(ui, &columns, curve);
}
