// The axes of a plot: their ranges, their round numbers (1, 2 or 5 times a power of ten), and how
// these are written.
#include "app/ui/plot/plot_parts.h"

#include "app/language/tr.h"
#include "app/ui/ui_core.h"

#include <math.h>
#include <stdio.h>

enum { TICKS_MAX = 64, DECIMALS_MOST = 8 };

int plot_curve_count(const struct plot *plot)
{
    return plot->count + plot->others;
}

struct plot_curve plot_curve_at(const struct plot *plot, int c)
{
    return c < plot->count ? plot->curve[c] : plot->other(plot->context, c - plot->count);
}

double plot_curve_x(const struct plot_curve *curve, int i)
{
    return curve->x ? (double)curve->x[i] : i;
}

bool plot_can_show(const struct plot_frame *frame, const struct plot_curve *curve, int i)
{
    float y = curve->y[i];
    return isfinite(y) && (!frame->y.logarithmic || y >= 0) && isfinite(plot_curve_x(curve, i));
}

struct range {
    double low, high;
};

static void widen(struct range *range, double value)
{
    range->low = fmin(range->low, value);
    range->high = fmax(range->high, value);
}

// The range of everything that can be shown; false if there is nothing. What is zero says nothing
// of where a logarithmic axis ends.
static bool find_range(struct plot_frame *frame)
{
    struct range x = {INFINITY, -INFINITY}, y = x;
    bool whole = true;
    for (int c = 0; c < plot_curve_count(frame->plot); c++) {
        struct plot_curve curve = plot_curve_at(frame->plot, c);
        for (int i = 0; i < curve.count; i++) {
            if (!plot_can_show(frame, &curve, i))
                continue;
            double at = plot_curve_x(&curve, i);
            whole = whole && at == floor(at);
            widen(&x, at);
            frame->y.zero = frame->y.zero || curve.y[i] == 0;
            if (!frame->y.logarithmic || curve.y[i] > 0)
                widen(&y, (double)curve.y[i]);
        }
    }
    if (x.low <= x.high && frame->plot->x_high > frame->plot->x_low) {
        widen(&x, (double)frame->plot->x_low);
        widen(&x, (double)frame->plot->x_high);
    }
    bool found = x.low <= x.high, high = y.low <= y.high;
    frame->x.whole = whole;
    frame->x.low = found ? x.low : 0;
    frame->x.high = found ? x.high : 1;
    frame->y.low = high ? y.low : frame->y.logarithmic ? 0.01 : 0;
    frame->y.high = high ? y.high : 1;
    return found;
}

// The smallest round step that gives at most `most` of them over the span.
static double round_step(double span, int most)
{
    double rough = span / (most > 1 ? most : 1);
    double power = pow(10, floor(log10(rough)));
    double share = rough / power;
    return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
}

static void settle_x(struct plot_axis *axis, int ticks)
{
    if (axis->high <= axis->low) // else the next number that is another, where 1 is too little
        axis->high = fmax(axis->low + 1, nextafter(axis->low, INFINITY));
    double span = axis->high - axis->low;
    axis->step = round_step(span, ticks);
    // The first tick lies in the first half, where the title leaves room for its number.
    for (int more = ticks + 1; axis->step > span / 2 && more <= ticks + 5; more++)
        axis->step = round_step(span, more);
    if (axis->whole && axis->step < 1)
        axis->step = 1; // no epoch 1.5
}

// Powers of ten, and below them, where it occurs, a place for 0.
static void settle_powers(struct plot_axis *axis, int ticks)
{
    double low = floor(log10(axis->low) + 1e-6), bound = -DECIMALS_MOST - (axis->percent ? 2 : 0);
    axis->zero = axis->zero || low < bound;
    axis->least = fmax(low, bound);
    axis->high = fmax(ceil(log10(axis->high) - 1e-6), axis->least + 1);
    int span = (int)lround(axis->high - axis->least), step = 1;
    ticks -= axis->zero;
    while (step < span && (span % step != 0 || span / step >= ticks))
        step++; // both ends have ticks
    axis->step = step;
    axis->low = axis->zero ? axis->least - step : axis->least;
}

static void settle_y(struct plot_axis *axis, int ticks)
{
    if (axis->logarithmic) {
        settle_powers(axis, ticks);
        return;
    }
    axis->low = fmin(axis->low, 0);
    if (axis->high <= axis->low)
        axis->high = axis->low + 1;
    axis->step = round_step(axis->high - axis->low, ticks);
    axis->high = ceil(axis->high / axis->step - 1e-6) * axis->step;
    axis->low = floor(axis->low / axis->step + 1e-6) * axis->step;
}

float plot_place(const struct plot_axis *axis, double value)
{
    double at = value;
    if (axis->logarithmic) {
        at = value > 0 ? log10(value) : axis->low;
        at = at < axis->least - 1e-6 ? axis->low : at;
    }
    double share = (at - axis->low) / (axis->high - axis->low);
    return (float)(axis->from + share * (axis->to - axis->from));
}

// All of an axis in one notation, and small ones always in the same: with decimals, or, where these
// are large, with powers.
static void format_power(char *text, size_t size, const struct plot_axis *axis, double value)
{
    int shift = axis->percent ? 2 : 0, power = (int)lround(value) + shift;
    bool percent = axis->percent;
    if (axis->zero && value < axis->least - 0.5)
        tr_print(text, size, percent ? "%d%%" : "%d", 0);
    else if (axis->high + shift > 5.5)
        tr_print(text, size, percent ? "1e%d%%" : "1e%d", power);
    else
        tr_print(text, size, percent ? "%.*f%%" : "%.*f", power < 0 ? -power : 0, pow(10, power));
}

// As short as the distance between ticks allows.
static void format_tick(char *text, size_t size, const struct plot_axis *axis, double value)
{
    double factor = axis->percent ? 100 : 1;
    if (axis->logarithmic) {
        format_power(text, size, axis, value);
        return;
    }
    double step = axis->step * factor;
    int decimals = step < 1 ? (int)ceil(-log10(step) - 1e-6) : 0;
    value *= factor;
    if (fabs(value) < step * 1e-6)
        value = 0; // no "-0"
    if (fabs(step) >= 1000)
        tr_print(text, size, axis->percent ? "%gk%%" : "%gk", value / 1000);
    else
        tr_print(text, size, axis->percent ? "%.*f%%" : "%.*f", decimals, value);
}

// A round number; the low end where that is a power of ten.
static double tick_value(const struct plot_axis *axis, int tick)
{
    return axis->logarithmic ? axis->low + tick * axis->step
                             : (ceil(axis->low / axis->step - 1e-6) + tick) * axis->step;
}

// Ticks are counted and not added up: a step that is nothing beside the axis' ends must not keep
// anyone from the last one.
static int count_ticks(const struct plot_axis *axis)
{
    double more = (axis->high - tick_value(axis, 0)) / axis->step + 1e-6;
    return more >= 0 ? (int)fmin(floor(more), TICKS_MAX - 1) + 1 : 0;
}

static int widest_tick(struct ui *ui, const struct plot_axis *axis)
{
    int widest = 0;
    for (int i = 0, count = count_ticks(axis); i < count; i++) {
        double at = tick_value(axis, i);
        char text[32];
        format_tick(text, sizeof text, axis, at);
        int width = text_width(ui->text, TEXT_SMALL, text);
        widest = width > widest ? width : widest;
    }
    return widest;
}

// ---- Axes and grid ------------------------------------------------------------------------------

static void draw_y_axis(struct ui *ui, const struct plot_frame *frame)
{
    const struct plot_axis *axis = &frame->y;
    struct rect area = frame->area;
    int height = ui_px(ui, 16), line = ui_hairline(ui);
    for (int i = 0, count = count_ticks(axis); i < count; i++) {
        double at = tick_value(axis, i);
        char text[32];
        format_tick(text, sizeof text, axis, at);
        double share = (at - axis->low) / (axis->high - axis->low);
        int y = (int)lround(axis->from + share * (axis->to - axis->from));
        bool base = y >= area.y + area.h - line;
        canvas_fill(ui->canvas, (struct rect){area.x, y, area.w, line},
                    base ? ui->theme->control_edge : ui->theme->panel_edge);
        struct rect label = {0, y - height / 2, area.x - ui_px(ui, 8), height};
        label.x = label.w - ui_px(ui, 80);
        label.w = ui_px(ui, 80);
        ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT, label, text);
    }
}

// Of a tick: what it says, and where that is along the axis; the last one ends with the plot.
static struct rect x_label(struct ui *ui, const struct plot_frame *frame, int tick, char text[32])
{
    double at = tick_value(&frame->x, tick);
    int right = frame->area.x + frame->area.w + ui_px(ui, 8);
    format_tick(text, 32, &frame->x, at);
    struct rect label = {.w = text_width(ui->text, TEXT_SMALL, text)};
    label.x = (int)lroundf(plot_place(&frame->x, at)) - label.w / 2;
    if (label.x + label.w > right)
        label.x = right - label.w;
    return label;
}

// The left end of the title: in the last gap between two labels that has room for it (`alone`);
// else at the end, where labels give way.
static int place_x_title(struct ui *ui, const struct plot_frame *frame, int width, bool *alone)
{
    int gap = ui_px(ui, 8), right = frame->area.x + frame->area.w;
    char text[32];
    *alone = true;
    for (int i = count_ticks(&frame->x) - 1; i >= 0; i--) {
        struct rect label = x_label(ui, frame, i, text);
        if (label.x + label.w + gap + width <= right)
            return right - width;
        right = label.x - gap;
    }
    *alone = false;
    return frame->area.x + frame->area.w - width;
}

static void draw_x_axis(struct ui *ui, const struct plot_frame *frame)
{
    const struct plot_axis *axis = &frame->x;
    const char *title = frame->plot->x_title;
    struct rect area = frame->area;
    int y = area.y + area.h, tick = ui_px(ui, 4), height = ui_px(ui, 16), gap = ui_px(ui, 8);
    bool alone = false;
    int title_width = title ? text_width(ui->text, TEXT_SMALL, title) : 0;
    int title_left = title ? place_x_title(ui, frame, title_width, &alone) : area.x + area.w + gap;
    for (int i = 0, count = count_ticks(axis); i < count; i++) {
        char text[32];
        struct rect label = x_label(ui, frame, i, text);
        int x = (int)lroundf(plot_place(axis, tick_value(axis, i)));
        canvas_fill(ui->canvas, (struct rect){x, y, ui_hairline(ui), tick},
                    ui->theme->control_edge);
        if (!title || alone || label.x + label.w < title_left - gap)
            ui_label_muted(ui, TEXT_SMALL, ALIGN_CENTRE,
                           (struct rect){label.x - gap, y + tick, label.w + 2 * gap, height}, text);
    }
    if (title)
        ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT,
                       (struct rect){title_left, y + tick, title_width, height}, title);
}

void plot_draw_axes(struct ui *ui, const struct plot_frame *frame)
{
    draw_y_axis(ui, frame);
    draw_x_axis(ui, frame);
}

// ---- Where they are -----------------------------------------------------------------------------

bool plot_settle(struct ui *ui, struct plot_frame *frame, struct rect rect)
{
    frame->y.percent = frame->plot->percent;
    frame->y.logarithmic = frame->plot->logarithmic;
    bool any = find_range(frame);
    int bottom = ui_px(ui, 20), end = ui_px(ui, 8);
    frame->area = (struct rect){rect.x, rect.y, rect.w, rect.h - bottom};
    int ticks = frame->area.h / ui_px(ui, 32);
    settle_y(&frame->y, ticks < 8 ? ticks : 8);
    int left = widest_tick(ui, &frame->y) + ui_px(ui, 8);
    frame->area.x += left;
    frame->area.w -= left + end;
    settle_x(&frame->x, frame->area.w / ui_px(ui, 64));
    frame->x.from = frame->area.x;
    frame->x.to = frame->area.x + frame->area.w;
    frame->y.from = frame->area.y + frame->area.h;
    frame->y.to = frame->area.y;
    return any;
}
