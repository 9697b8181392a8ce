// The curves of a plot. One with more points than pixel columns is drawn as the smallest and the
// largest value of each column: nothing is lost to the eye and a frame costs no more than the plot
// is wide.
#include "app/ui/plot/plot_parts.h"
#include "app/ui/ui_parts.h"

#include <math.h>

struct run {
    float *xy;   // of ui_parts
    float width; // of the line; logical
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

static void draw_run(struct ui *ui, struct run *run, const struct plot_curve *curve)
{
    end_column(run);
    float width = run->width * ui->scale;
    if (run->points == 1)
        canvas_disc(ui->canvas, run->xy[0], run->xy[1], 2.5f * ui->scale, curve->colour);
    else if (run->points > 1 && curve->dashed)
        ui_draw_dashes(ui, run->xy, run->points, width, curve->colour);
    else if (run->points > 1 && curve->pattern == PLOT_DOTTED && !curve->beside)
        ui_draw_dots(ui, run->xy, run->points, width * 1.25f, curve->colour);
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

static void draw_curve(struct ui *ui, const struct plot_frame *frame,
                       const struct plot_curve *curve, float width)
{
    struct run run = {.xy = ui->parts->plot_xy, .width = width};
    for (int i = 0; i < curve->count; i++) {
        if (!plot_can_show(frame, curve, i)) {
            draw_run(ui, &run, curve);
            continue;
        }
        gather(&run, plot_place(&frame->x, plot_curve_x(curve, i)),
               plot_place(&frame->y, (double)curve->y[i]));
        if (run.points > UI_PLOT_POINTS - 4) { // wider than any screen: go on from the last point
            float last_x = run.x, last_y = run.last;
            draw_run(ui, &run, curve);
            add_point(&run, last_x, last_y);
        }
    }
    draw_run(ui, &run, curve);
}

void plot_draw_curves(struct ui *ui, const struct plot_frame *frame)
{
    const struct plot *plot = frame->plot;
    for (int front = 0; front < 2; front++)
        for (int c = 0; c < plot_curve_count(plot); c++) {
            struct plot_curve curve = plot_curve_at(plot, c);
            bool thin = curve.beside && curve.count > 1;
            if (thin && !front)
                plot_draw_thin(ui, frame, &curve);
            else if (!thin && front)
                draw_curve(ui, frame, &curve, 1.75f);
        }
}

void plot_draw_bold(struct ui *ui, const struct plot_frame *frame, const struct plot_curve *curve)
{
    struct plot_curve around = *curve;
    struct rect clip = canvas_clip(ui->canvas, frame->area);
    around.colour = ui->theme->panel;
    around.dashed = false;
    around.pattern = PLOT_WHOLE;
    draw_curve(ui, frame, &around, 5);
    draw_curve(ui, frame, curve, 3);
    ui->canvas->clip = clip;
}

// As plot_draw_thin() draws it, where it is level.
static void draw_thin_sample(struct ui *ui, struct rect at, const struct plot_curve *curve)
{
    int height = ui_px(ui, 1.5f), y = at.y + (at.h - height) / 2;
    for (int i = 0; i < at.w; i++)
        if (plot_line_covers(curve, (float)i / ui->scale))
            canvas_fill(ui->canvas, (struct rect){at.x + i, y, 1, height}, curve->colour);
}

void plot_draw_sample(struct ui *ui, struct rect at, const struct plot_curve *curve)
{
    if (curve->pattern != PLOT_WHOLE && !curve->dashed) {
        draw_thin_sample(ui, at, curve);
        return;
    }
    float y = (float)at.y + (float)at.h / 2;
    float xy[4] = {(float)at.x, y, (float)(at.x + at.w), y};
    float width = (curve->beside ? 1.5f : 2) * ui->scale;
    if (curve->dashed)
        ui_draw_dashes(ui, xy, 2, width, curve->colour);
    else
        canvas_polyline(ui->canvas, xy, 2, width, curve->colour);
}
