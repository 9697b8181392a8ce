// A plot from its title to its cross-hair, and the pointer and the keys that lead that.
#include "app/ui/plot/plot_parts.h"
#include "app/ui/ui_parts.h"

#include <math.h>

enum { PAGE_STEPS = 10 };

// ---- The keys -----------------------------------------------------------------------------------

static double limit(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

// The nearest point before (direction -1) or after `x` that is another pixel column; `x` if there
// is none.
static double next_point(const struct plot_frame *frame, double x, int direction)
{
    const struct plot *plot = frame->plot;
    double pixel = (frame->x.high - frame->x.low) / frame->area.w, best = INFINITY;
    for (int c = 0; c < plot_curve_count(plot); c++) {
        struct plot_curve curve = plot_curve_at(plot, c);
        for (int i = 0; i < curve.count; i++) {
            double distance = direction * (plot_curve_x(&curve, i) - x);
            if (distance >= pixel && distance < best && plot_can_show(frame, &curve, i))
                best = distance;
        }
    }
    return isinf(best) ? x : x + direction * best;
}

static double key_moves(const struct plot_frame *frame, double x, int key)
{
    int steps = key == KEY_LEFT || key == KEY_RIGHT          ? 1
                : key == KEY_PAGE_UP || key == KEY_PAGE_DOWN ? PAGE_STEPS
                                                             : 0;
    int direction = key == KEY_LEFT || key == KEY_PAGE_UP ? -1 : 1;
    if (key == KEY_HOME || key == KEY_END)
        plot_nearest(frame, key == KEY_HOME ? frame->x.low : frame->x.high, &x);
    for (int i = 0; i < steps; i++)
        x = next_point(frame, x, direction);
    return x;
}

// The plot that has the focus shows its cross-hair at the last point until a key moves it.
static void walk(struct ui *ui, const struct plot_frame *frame, const struct ui_walk *walk,
                 struct plot_answer *answer)
{
    struct plot_place *place = &ui->parts->plot_place;
    double x = frame->x.high;
    bool same = place->id == frame->plot->id, walked = same && place->walked && !ui->core->moved;
    if (same)
        x = limit(place->x, frame->x.low, frame->x.high);
    plot_nearest(frame, x, &x);
    int number = same ? place->curve : -1;
    for (int key; (key = ui_walk_key(ui, walk)) != KEY_NONE;) {
        x = key_moves(frame, x, key);
        if (number < 0)
            number = plot_next_curve(ui, frame, x, number, 1); // where it stands without a key
        if (key == KEY_UP || key == KEY_DOWN)
            number = plot_next_curve(ui, frame, x, number, key == KEY_UP ? -1 : 1);
        walked = true;
        if (key == KEY_ENTER)
            *answer = (struct plot_answer){true, (float)x};
    }
    *place = (struct plot_place){frame->plot->id, x, number, walked};
}

// ---- The plot -----------------------------------------------------------------------------------

static void draw_mark(struct ui *ui, const struct plot_frame *frame)
{
    const struct plot *plot = frame->plot;
    struct rect area = frame->area;
    double x = (double)plot->mark;
    if (!plot->marked || !(x >= frame->x.low && x <= frame->x.high))
        return;
    float at = plot_place(&frame->x, x), side = 4 * ui->scale, top = (float)area.y;
    int width = ui_px(ui, 1.5f);
    canvas_fill(ui->canvas, (struct rect){(int)at - width / 2, area.y, width, area.h},
                ui->theme->accent);
    canvas_triangle(ui->canvas,
                    (float[]){at - side, top - side, at + side, top - side, at, top + side},
                    ui->theme->accent);
}

static void draw_between_axes(struct ui *ui, const struct plot_frame *frame)
{
    int reach = ui_px(ui, 4);
    struct rect area = frame->area;
    struct rect around = {area.x - reach, area.y - reach, area.w + 2 * reach, area.h + 2 * reach};
    struct rect clip = canvas_clip(ui->canvas, around);
    plot_draw_curves(ui, frame);
    ui->canvas->clip = clip;
    draw_mark(ui, frame);
}

static struct plot_answer follow(struct ui *ui, const struct plot_frame *frame)
{
    struct plot_answer answer = {0};
    struct ui_walk keys = {0};
    double x;
    if (frame->plot->id)
        keys = ui_walk(ui, frame->plot->id, frame->area);
    if (keys.ring)
        ui_focus_ring(ui, frame->area);
    if (keys.focused)
        walk(ui, frame, &keys, &answer);
    double at = frame->x.low + ((double)ui->pointer_x - frame->x.from) /
                                   (frame->x.to - frame->x.from) * (frame->x.high - frame->x.low);
    bool walked = keys.focused && ui->parts->plot_place.walked;
    bool pointed = !walked && ui_live(ui) && ui_pointer_in(ui, frame->area);
    if (pointed && plot_nearest(frame, at, &x)) {
        plot_draw_crosshair(ui, frame, x, ui->pointer_y);
        if (keys.clicked)
            answer = (struct plot_answer){true, (float)x};
        if (keys.focused)
            ui->parts->plot_place.x = x;
    } else if (keys.ring || walked) {
        float y = (float)frame->area.y;
        plot_height(ui, frame, ui->parts->plot_place.x, ui->parts->plot_place.curve, &y);
        plot_draw_crosshair(ui, frame, ui->parts->plot_place.x, y);
    }
    return answer;
}

struct plot_answer plot_draw(struct ui *ui, struct rect rect, const struct plot *plot)
{
    struct plot_frame frame = {.plot = plot};
    int row = ui_px(ui, 16), end = ui_px(ui, 8);
    struct rect head = {rect.x, rect.y, rect.w - end, row};
    int rows = plot_legend_rows(ui, plot, head.w), above = rows * row + end;
    bool any =
        plot_settle(ui, &frame, (struct rect){rect.x, rect.y + above, rect.w, rect.h - above});
    if (frame.area.w < ui_px(ui, 32) || frame.area.h < ui_px(ui, 32))
        return (struct plot_answer){0};
    plot_draw_legend(ui, plot, head, rows);
    plot_draw_axes(ui, &frame);
    draw_between_axes(ui, &frame);
    return any ? follow(ui, &frame) : (struct plot_answer){0};
}
