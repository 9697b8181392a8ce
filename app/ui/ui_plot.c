// Curves over a shared x axis. Axes end and tick at round numbers (1, 2 or 5 times a power of ten).
// A curve with more points than pixel columns is drawn as the smallest and the largest value of
// each column: nothing is lost to the eye and a frame costs no more than the plot is wide.
#include "app/ui/ui_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { TICKS_MAX = 64 };

struct axis {
    double low, high, step; // of the values, or of their decimal logarithms
    bool logarithmic, percent;
    bool whole;   // only whole numbers occur
    int from, to; // device pixels at low and high
};

struct plot {
    struct rect area; // between the axes
    struct axis x, y;
    const struct ui_curve *curves;
    int count;
};

static double curve_x(const struct ui_curve *curve, int i)
{
    return curve->x ? (double)curve->x[i] : i;
}

static bool can_show(double value, bool logarithmic)
{
    return isfinite(value) && (!logarithmic || value > 0);
}

// The range of everything that can be shown; false if there is nothing.
static bool find_range(struct plot *plot)
{
    double low[2] = {INFINITY, INFINITY}, high[2] = {-INFINITY, -INFINITY};
    bool whole = true;
    for (int c = 0; c < plot->count; c++)
        for (int i = 0; i < plot->curves[c].count; i++) {
            double x = curve_x(&plot->curves[c], i), y = (double)plot->curves[c].y[i];
            if (!isfinite(x) || !can_show(y, plot->y.logarithmic))
                continue;
            whole = whole && x == floor(x);
            low[0] = fmin(low[0], x);
            high[0] = fmax(high[0], x);
            low[1] = fmin(low[1], y);
            high[1] = fmax(high[1], y);
        }
    bool found = low[0] <= high[0];
    plot->x.whole = whole;
    plot->x.low = found ? low[0] : 0;
    plot->x.high = found ? high[0] : 1;
    plot->y.low = found ? low[1] : plot->y.logarithmic ? 0.01 : 0;
    plot->y.high = found ? high[1] : 1;
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

static void settle_x(struct axis *axis, int ticks)
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

static void settle_y(struct axis *axis, int ticks)
{
    if (axis->logarithmic) {
        axis->low = floor(log10(axis->low) + 1e-6);
        axis->high = fmax(ceil(log10(axis->high) - 1e-6), axis->low + 1);
        int span = (int)lround(axis->high - axis->low), step = 1;
        while (step < span && (span % step != 0 || span / step >= ticks))
            step++; // both ends have ticks
        axis->step = step;
        return;
    }
    axis->low = fmin(axis->low, 0);
    if (axis->high <= axis->low)
        axis->high = axis->low + 1;
    axis->step = round_step(axis->high - axis->low, ticks);
    axis->high = ceil(axis->high / axis->step - 1e-6) * axis->step;
    axis->low = floor(axis->low / axis->step + 1e-6) * axis->step;
}

static float place(const struct axis *axis, double value)
{
    double at = axis->logarithmic ? log10(value) : value;
    double share = (at - axis->low) / (axis->high - axis->low);
    return (float)(axis->from + share * (axis->to - axis->from));
}

// All of an axis in one notation: with decimals, or, where these would be many, with powers.
static void format_power(char *text, size_t size, const struct axis *axis, double value)
{
    int shift = axis->percent ? 2 : 0, power = (int)lround(value) + shift;
    const char *unit = axis->percent ? "%" : "";
    if (axis->low + shift < -5.5 || axis->high + shift > 5.5)
        snprintf(text, size, "1e%d%s", power, unit);
    else
        snprintf(text, size, "%.*f%s", power < 0 ? -power : 0, pow(10, power), unit);
}

// As short as the distance between ticks allows.
static void format_tick(char *text, size_t size, const struct axis *axis, double value)
{
    double factor = axis->percent ? 100 : 1;
    const char *unit = axis->percent ? "%" : "";
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
        snprintf(text, size, "%gk%s", value / 1000, unit);
    else
        snprintf(text, size, "%.*f%s", decimals, value, unit);
}

// A round number; the low end where that is a power of ten.
static double tick_value(const struct axis *axis, int tick)
{
    return axis->logarithmic ? axis->low + tick * axis->step
                             : (ceil(axis->low / axis->step - 1e-6) + tick) * axis->step;
}

// Ticks are counted and not added up: a step that is nothing beside the axis' ends must not keep
// anyone from the last one.
static int count_ticks(const struct axis *axis)
{
    double more = (axis->high - tick_value(axis, 0)) / axis->step + 1e-6;
    return more >= 0 ? (int)fmin(floor(more), TICKS_MAX - 1) + 1 : 0;
}

static int widest_tick(struct ui *ui, const struct axis *axis)
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

static void draw_y_axis(struct ui *ui, const struct plot *plot)
{
    const struct axis *axis = &plot->y;
    struct rect area = plot->area;
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

static void draw_x_axis(struct ui *ui, const struct plot *plot, const char *title)
{
    const struct axis *axis = &plot->x;
    struct rect area = plot->area;
    int y = area.y + area.h, tick = ui_px(ui, 4), height = ui_px(ui, 16);
    int title_width = title ? text_width(ui->text, TEXT_SMALL, title) : 0;
    int title_left = area.x + area.w - title_width;
    for (int i = 0, count = count_ticks(axis); i < count; i++) {
        double at = tick_value(axis, i);
        char text[32];
        format_tick(text, sizeof text, axis, at);
        int x = (int)lroundf(place(axis, at)), width = text_width(ui->text, TEXT_SMALL, text);
        canvas_fill(ui->canvas, (struct rect){x, y, ui_hairline(ui), tick},
                    ui->theme->control_edge);
        if (x + width / 2 < title_left - ui_px(ui, 8))
            ui_label_muted(ui, TEXT_SMALL, ALIGN_CENTRE,
                           (struct rect){x - width, y + tick, 2 * width, height}, text);
    }
    if (title)
        ui_label_muted(ui, TEXT_SMALL, ALIGN_RIGHT,
                       (struct rect){title_left, y + tick, title_width, height}, title);
}

// ---- Curves -------------------------------------------------------------------------------------

struct run {
    float *xy; // of ui_parts
    int points;
    // The points of the pixel column that is being gathered.
    int column, gathered;
    float x, low, high, last;
};

static void add_point(struct run *run, float x, float y)
{
    run->xy[2 * run->points] = x;
    run->xy[2 * run->points + 1] = y;
    run->points++;
}

static void end_column(struct run *run)
{
    if (run->gathered == 1) {
        add_point(run, run->x, run->last);
    } else if (run->gathered > 1) {
        bool rising = run->last > (run->low + run->high) / 2;
        add_point(run, run->x, rising ? run->low : run->high);
        add_point(run, run->x, rising ? run->high : run->low);
    }
    run->gathered = 0;
}

static void draw_run(struct ui *ui, struct run *run, const struct ui_curve *curve)
{
    end_column(run);
    float width = 1.75f * ui->scale;
    if (run->points == 1)
        canvas_disc(ui->canvas, run->xy[0], run->xy[1], 2.5f * ui->scale, curve->colour);
    else if (run->points > 1 && curve->dashed)
        ui_draw_dashes(ui, run->xy, run->points, width, curve->colour);
    else if (run->points > 1)
        canvas_polyline(ui->canvas, run->xy, run->points, width, curve->colour);
    run->points = 0;
}

static void gather(struct run *run, float x, float y)
{
    int column = (int)floorf(x);
    if (run->gathered && column != run->column)
        end_column(run);
    if (!run->gathered) {
        run->low = run->high = y;
        run->x = x;
    }
    run->column = column;
    run->low = fminf(run->low, y);
    run->high = fmaxf(run->high, y);
    run->last = y;
    run->gathered++;
}

static void draw_curve(struct ui *ui, const struct plot *plot, const struct ui_curve *curve)
{
    struct run run = {.xy = ui->parts->plot_xy};
    for (int i = 0; i < curve->count; i++) {
        double x = curve_x(curve, i), y = (double)curve->y[i];
        if (!isfinite(x) || !can_show(y, plot->y.logarithmic)) {
            draw_run(ui, &run, curve);
            continue;
        }
        gather(&run, place(&plot->x, x), place(&plot->y, y));
        if (run.points > UI_PLOT_POINTS - 4) { // wider than any screen: go on from the last point
            float last_x = run.x, last_y = run.last;
            draw_run(ui, &run, curve);
            add_point(&run, last_x, last_y);
        }
    }
    draw_run(ui, &run, curve);
}

static void draw_sample(struct ui *ui, struct rect at, const struct ui_curve *curve)
{
    float y = (float)at.y + (float)at.h / 2;
    float xy[4] = {(float)at.x, y, (float)(at.x + at.w), y};
    if (curve->dashed)
        ui_draw_dashes(ui, xy, 2, 2 * ui->scale, curve->colour);
    else
        canvas_polyline(ui->canvas, xy, 2, 2 * ui->scale, curve->colour);
}

// From the right end of `row`; returns where it begins.
static int draw_legend(struct ui *ui, const struct plot *plot, struct rect row)
{
    int x = row.x + row.w, sample = ui_px(ui, 14), gap = ui_px(ui, 6);
    for (int c = plot->count - 1; c >= 0; c--) {
        const struct ui_curve *curve = &plot->curves[c];
        int width = text_width(ui->text, TEXT_SMALL, curve->name);
        x -= width;
        ui_label(ui, TEXT_SMALL, ALIGN_LEFT, (struct rect){x, row.y, width, row.h}, curve->name);
        x -= sample + gap;
        draw_sample(ui, (struct rect){x, row.y, sample, row.h}, curve);
        x -= 2 * gap;
    }
    return x;
}

// ---- Values under the pointer -------------------------------------------------------------------

// The point of a curve nearest to `x` (device pixels); -1 if it has none. x must not fall.
static int nearest_point(const struct plot *plot, const struct ui_curve *curve, float x)
{
    int best = -1;
    float nearest = INFINITY;
    for (int i = 0; i < curve->count; i++) {
        double at = curve_x(curve, i);
        if (!isfinite(at) || !can_show((double)curve->y[i], plot->y.logarithmic))
            continue;
        float distance = fabsf(place(&plot->x, at) - x);
        if (distance < nearest) {
            nearest = distance;
            best = i;
        }
    }
    return best;
}

// The words beside the crosshair, the first line being its place on the x axis.
struct readout {
    char line[5][96];
    uint32_t colour[5];
    int lines, width; // of the widest
};

enum readout_form { READOUT_NAMED, READOUT_VALUES, READOUT_ONE_LINE, READOUT_FORMS };

static void format_value(char *text, size_t size, const struct plot *plot,
                         const struct ui_curve *curve, int point, bool named)
{
    double value = (double)curve->y[point];
    const char *name = named ? curve->name : "", *gap = named ? "  " : "";
    if (plot->y.percent)
        snprintf(text, size, "%s%s%.2f%%", name, gap, value * 100);
    else
        snprintf(text, size, "%s%s%.4g", name, gap, value);
}

static void join_lines(struct readout *readout)
{
    for (int i = 1; i < readout->lines; i++) {
        size_t used = strlen(readout->line[0]);
        snprintf(readout->line[0] + used, sizeof readout->line[0] - used, "%s%s",
                 i > 1 ? ", " : ": ", readout->line[i]);
    }
    readout->lines = 1;
}

static struct readout describe_points(struct ui *ui, const struct plot *plot, const char *x_title,
                                      const int *point, enum readout_form form)
{
    struct readout readout = {.lines = 1, .colour = {ui->theme->text_muted}};
    int used = -1;
    for (int c = 0; c < plot->count; c++)
        if (point[c] >= 0) {
            readout.colour[readout.lines] =
                form == READOUT_VALUES ? plot->curves[c].colour : ui->theme->text;
            format_value(readout.line[readout.lines++], sizeof readout.line[0], plot,
                         &plot->curves[c], point[c], form == READOUT_NAMED);
            used = c;
        }
    double x = curve_x(&plot->curves[used], point[used]);
    if (form == READOUT_ONE_LINE)
        snprintf(readout.line[0], sizeof readout.line[0], "%g", x);
    else
        snprintf(readout.line[0], sizeof readout.line[0], "%s %g", x_title ? x_title : "x", x);
    if (form == READOUT_ONE_LINE)
        join_lines(&readout);
    for (int i = 0; i < readout.lines; i++) {
        int own = text_width(ui->text, TEXT_SMALL, readout.line[i]);
        readout.width = own > readout.width ? own : readout.width;
    }
    return readout;
}

// Beside the crosshair at `x` if that leaves the box between the axes, whose labels it would hide;
// else at the nearer end. False if the box is too large for that.
static bool place_readout(struct ui *ui, const struct plot *plot, int x, struct rect *box)
{
    struct rect area = plot->area;
    int away = ui_px(ui, 10), room = area.x + area.w;
    box->x = x + away + box->w <= room ? x + away : x - away - box->w;
    bool beside = box->x >= area.x;
    if (!beside)
        box->x = x < area.x + area.w / 2 ? room - box->w : area.x;
    box->y = area.y + (area.h >= box->h + ui_px(ui, 4) ? ui_px(ui, 4) : 0);
    return beside && box->h <= area.h;
}

static void draw_readout(struct ui *ui, const struct plot *plot, const char *x_title,
                         const int *point, float x)
{
    struct readout readout;
    struct rect box;
    int height = ui_px(ui, 16), pad = ui_px(ui, 8);
    for (int form = 0; form < READOUT_FORMS; form++) {
        readout = describe_points(ui, plot, x_title, point, (enum readout_form)form);
        box.w = readout.width + 2 * pad;
        box.h = readout.lines * height + pad;
        if (place_readout(ui, plot, (int)x, &box))
            break;
    }
    canvas_shadow(ui->canvas, box, 4 * ui->scale, 8 * ui->scale, ui->theme->shadow);
    canvas_round_fill(ui->canvas, box, 4 * ui->scale, ui->theme->panel);
    canvas_outline(ui->canvas, box, 4 * ui->scale, (float)ui_hairline(ui), ui->theme->panel_edge);
    for (int i = 0; i < readout.lines; i++)
        text_draw_in(
            ui->canvas, ui->text, TEXT_SMALL, ALIGN_LEFT,
            (struct rect){box.x + pad, box.y + pad / 2 + i * height, readout.width, height},
            readout.colour[i], readout.line[i]);
}

static void draw_crosshair(struct ui *ui, const struct plot *plot, const char *x_title)
{
    int point[4] = {-1, -1, -1, -1};
    float x = -1;
    for (int c = 0; c < plot->count; c++) {
        point[c] = nearest_point(plot, &plot->curves[c], ui->pointer_x);
        if (point[c] >= 0)
            x = place(&plot->x, curve_x(&plot->curves[c], point[c]));
    }
    if (x < 0)
        return;
    struct rect area = plot->area;
    canvas_fill(ui->canvas, (struct rect){(int)x, area.y, ui_hairline(ui), area.h},
                ui->theme->control_edge);
    for (int c = 0; c < plot->count; c++)
        if (point[c] >= 0) {
            const struct ui_curve *curve = &plot->curves[c];
            float at = place(&plot->x, curve_x(curve, point[c]));
            float y = place(&plot->y, (double)curve->y[point[c]]);
            canvas_disc(ui->canvas, at, y, 4 * ui->scale, ui->theme->panel);
            canvas_disc(ui->canvas, at, y, 3 * ui->scale, curve->colour);
        }
    draw_readout(ui, plot, x_title, point, x);
}

static void place_area(struct ui *ui, struct plot *plot, struct rect rect)
{
    int top = ui_px(ui, 24), bottom = ui_px(ui, 20), end = ui_px(ui, 8);
    plot->area = (struct rect){rect.x, rect.y + top, rect.w, rect.h - top - bottom};
    int ticks = plot->area.h / ui_px(ui, 32);
    settle_y(&plot->y, ticks < 8 ? ticks : 8);
    int left = widest_tick(ui, &plot->y) + ui_px(ui, 8);
    plot->area.x += left;
    plot->area.w -= left + end;
    ticks = plot->area.w / ui_px(ui, 64);
    settle_x(&plot->x, ticks);
    plot->x.from = plot->area.x;
    plot->x.to = plot->area.x + plot->area.w;
    plot->y.from = plot->area.y + plot->area.h;
    plot->y.to = plot->area.y;
}

void ui_plot(struct ui *ui, struct rect rect, const struct ui_curve *curves, int count,
             const char *x_title, const char *y_title, bool y_percent, bool y_logarithmic)
{
    struct plot plot = {.curves = curves, .count = count < 4 ? count : 4};
    plot.y.percent = y_percent;
    plot.y.logarithmic = y_logarithmic;
    bool any = find_range(&plot);
    place_area(ui, &plot, rect);
    if (plot.area.w < ui_px(ui, 32) || plot.area.h < ui_px(ui, 32))
        return;
    struct rect head = {rect.x, rect.y, rect.w - ui_px(ui, 8), ui_px(ui, 16)};
    int legend_x = draw_legend(ui, &plot, head);
    if (y_title && head.x + text_width(ui->text, TEXT_SMALL, y_title) <= legend_x)
        ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, head, y_title);
    draw_y_axis(ui, &plot);
    draw_x_axis(ui, &plot, x_title);
    int reach = ui_px(ui, 4);
    struct rect around = {plot.area.x, plot.area.y - reach, plot.area.w + reach,
                          plot.area.h + 2 * reach};
    struct rect clip = canvas_clip(ui->canvas, around);
    for (int c = 0; c < plot.count; c++)
        draw_curve(ui, &plot, &curves[c]);
    ui->canvas->clip = clip;
    if (any && ui_live(ui) && ui_pointer_in(ui, plot.area))
        draw_crosshair(ui, &plot, x_title);
}
