// How often a probability is right: digits by their confidence, and beside each the share of them
// that is right. Honest probabilities end on the diagonal.
#include "app/window/views/mistakes/view_calibration.h"
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/window/screen/request.h"
#include "app/window/views/mistakes/mistakes_common.h"
#include "app/window/views/shared/view_common.h"
#include <math.h>
#include <stdio.h>

enum { FEW = 10 }; // digits in a part of the curve: by fewer, little is told

struct honesty {
    struct rect plot;
    struct rect counts; // below it: how many digits there are in each part
    int small;
};

// Of the longest number of the axes, as the language writes it.
static int percent_width(struct app *app)
{
    char text[24];
    tr_print(text, sizeof text, "%d%%", 100);
    return text_width(app->text, TEXT_SMALL, text);
}

static struct honesty place_curve(struct app *app, struct rect rect)
{
    struct ui *ui = &app->ui;
    struct honesty curve = {.small = text_height(app->text, TEXT_SMALL)};
    int left = percent_width(app) + ui_px(ui, 6);
    int strip = ui_px(ui, rect.h < ui_px(ui, 150) ? 10 : 20), below = curve.small + ui_px(ui, 2);
    int width = min_int(rect.w - left, 4 * rect.h);
    // The numbers of the axes reach half a line over its ends.
    curve.plot = (struct rect){rect.x + left, rect.y + curve.small / 2, width,
                               max_int(1, rect.h - curve.small / 2 - strip - below)};
    curve.counts = (struct rect){curve.plot.x, curve.plot.y + curve.plot.h, curve.plot.w, strip};
    return curve;
}

static struct rect bin_rect(const struct rect *plot, int bin)
{
    int left = plot->x + plot->w * bin / CALIBRATION_BINS;
    return (struct rect){left, plot->y, plot->x + plot->w * (bin + 1) / CALIBRATION_BINS - left,
                         plot->h};
}

static float share_of(const struct exam_bin *bin)
{
    return (float)bin->right / (float)bin->count;
}

static float height_at(const struct rect *plot, float share)
{
    return (float)(plot->y + plot->h) - share * (float)plot->h;
}

static void draw_bin(struct app *app, const struct honesty *curve, int number, uint32_t most)
{
    const struct theme *theme = app->ui.theme;
    const struct exam_bin *bin = &app->session.exam_shown.exam->counts.bin[number];
    if (bin->count == 0)
        return;
    struct rect bar = bin_rect(&curve->plot, number), count = bin_rect(&curve->counts, number);
    int gap = (int)view_line(app), top = (int)lrintf(height_at(&curve->plot, share_of(bin)));
    bar.h = bar.y + bar.h - top;
    bar.y = top;
    bar.w = count.w = max_int(1, bar.w - gap);
    canvas_fill(&app->canvas, bar,
                colour_mix(theme->panel, theme->accent, bin->count < FEW ? 0.25f : 0.6f));
    float high = log1pf((float)bin->count) / log1pf((float)most);
    count.h = max_int(1, (int)(high * (float)(curve->counts.h - gap)));
    count.y = curve->counts.y + gap;
    canvas_fill(&app->canvas, count, theme->text_muted);
    canvas_disc(&app->canvas, (float)curve->plot.x + (float)bin->confidence * (float)curve->plot.w,
                height_at(&curve->plot, share_of(bin)), 2.5f * app->ui.scale, theme->text);
}

static void draw_axes(struct app *app, const struct honesty *curve)
{
    struct ui *ui = &app->ui;
    const struct rect *plot = &curve->plot;
    int numbers = plot->h >= 3 * curve->small ? 3 : 2;
    int wide = percent_width(app);
    for (int i = 0; i < numbers; i++) {
        int percent = 100 * i / (numbers - 1);
        char text[24];
        tr_print(text, sizeof text, "%d%%", percent);
        int y = plot->y + plot->h - plot->h * percent / 100;
        int x = plot->x + plot->w * percent / 100;
        canvas_fill(&app->canvas, (struct rect){plot->x, y, plot->w, 1}, ui->theme->panel_edge);
        ui_label_muted(
            ui, TEXT_SMALL, ALIGN_RIGHT,
            (struct rect){plot->x - wide - ui_px(ui, 4), y - curve->small / 2, wide, curve->small},
            text);
        struct rect below = {x - wide / 2, curve->counts.y + curve->counts.h + ui_px(ui, 1), wide,
                             curve->small};
        below.x = max_int(plot->x, min_int(below.x, plot->x + plot->w - wide));
        ui_label_muted(ui, TEXT_SMALL,
                       i == 0             ? ALIGN_LEFT
                       : i == numbers - 1 ? ALIGN_RIGHT
                                          : ALIGN_CENTRE,
                       below, text);
    }
}

static void draw_curve(struct app *app, const struct honesty *curve)
{
    const struct exam_counts *counts = &app->session.exam_shown.exam->counts;
    const struct rect *plot = &curve->plot;
    uint32_t most = 1;
    for (int i = 0; i < CALIBRATION_BINS; i++)
        most = counts->bin[i].count > most ? counts->bin[i].count : most;
    draw_axes(app, curve);
    for (int i = 0; i < CALIBRATION_BINS; i++)
        draw_bin(app, curve, i, most);
    canvas_line(&app->canvas, (float)plot->x, (float)(plot->y + plot->h),
                (float)(plot->x + plot->w), (float)plot->y, view_line(app),
                app->ui.theme->text_muted);
}

// ---- Words --------------------------------------------------------------------------------------

static void say_bin(const struct exam_counts *counts, int number, char *text, size_t size)
{
    const struct exam_bin *bin = &counts->bin[number];
    int low = (int)lrint(100.0 * number / CALIBRATION_BINS),
        high = (int)lrint(100.0 * (number + 1) / CALIBRATION_BINS);
    if (bin->count == 0)
        tr_print(text, size, "No digit was read with %d%% to %d%%.", low, high);
    else
        tr_print(text, size,
                 tr_many("%'u digit read with %d%% to %d%%: %.1f%% of them rightly.",
                         "%'u digits read with %d%% to %d%%: %.1f%% of them rightly.", bin->count),
                 bin->count, low, high, amount_percent(bin->right, bin->count));
}

static void say_curve(const struct exam_counts *counts, bool whole, char *text, size_t size)
{
    tr_print(
        text, size,
        "How often digits that are read with a probability are right%s: %.2f%% off on average.",
        whole ? tr(" (the line: just as often as it says; below: how many digits)") : "",
        100 * exam_calibration_error(counts));
}

// As many of the words as fit.
static void draw_words(struct app *app, struct rect line, int bin)
{
    const struct exam_counts *counts = &app->session.exam_shown.exam->counts;
    char text[200], shorter[64];
    if (bin >= 0)
        say_bin(counts, bin, text, sizeof text);
    else
        say_curve(counts, true, text, sizeof text);
    if (bin < 0 && text_width(app->text, TEXT_SMALL, text) > line.w)
        say_curve(counts, false, text, sizeof text);
    if (bin < 0)
        tr_print(shorter, sizeof shorter, "Calibration error %.2f%%",
                 100 * exam_calibration_error(counts));
    else
        tr_print(shorter, sizeof shorter, "%'u digits, %'u right", counts->bin[bin].count,
                 counts->bin[bin].right);
    ui_label_muted(&app->ui, TEXT_SMALL, ALIGN_LEFT, line,
                   view_fitting(app, TEXT_SMALL, line.w, text,
                                view_fitting(app, TEXT_SMALL, line.w, shorter, "")));
}

// ---- Walking ------------------------------------------------------------------------------------

static void go_to(struct app *app, int bin)
{
    app->mistakes.bin = bin;
}

static int walk_key(struct app *app, int key, int bin)
{
    if (key == KEY_LEFT || key == KEY_DOWN)
        return max_int(0, bin - 1);
    if (key == KEY_RIGHT || key == KEY_UP)
        return min_int(CALIBRATION_BINS - 1, bin + 1);
    if (key == KEY_HOME || key == KEY_END)
        return key == KEY_HOME ? 0 : CALIBRATION_BINS - 1;
    mistakes_common_key(app, key);
    return bin;
}

static int find_bin(const struct app *app, const struct honesty *curve)
{
    const struct ui *ui = &app->ui;
    struct rect whole = curve->plot;
    whole.h += curve->counts.h;
    for (int i = 0; ui->pointer_inside && !ui_modal(ui) && i < CALIBRATION_BINS; i++)
        if (rect_contains(bin_rect(&whole, i), (int)ui->pointer_x, (int)ui->pointer_y))
            return i;
    return -1;
}

static void mark(struct app *app, const struct honesty *curve, int bin, uint32_t colour)
{
    canvas_outline(&app->canvas, bin_rect(&curve->plot, bin), 0, (float)ui_px(&app->ui, 1), colour);
}

void view_calibration(struct app *app, struct rect rect, bool walked)
{
    struct ui *ui = &app->ui;
    struct rect words =
        mistakes_common_row(&rect, text_height(app->text, TEXT_SMALL), ui_px(ui, 4));
    struct honesty curve = place_curve(app, rect);
    int bin = app->mistakes.bin, over = find_bin(app, &curve), shown = over;
    draw_curve(app, &curve);
    if (walked) {
        struct ui_walk walk = ui_walk_with(ui, ui_id("mistakes", EXAM_CALIBRATION), curve.plot,
                                           MISTAKES_COMMON_LETTERS);
        if (walk.clicked && over >= 0)
            request(app, go_to, over);
        for (int key; (key = ui_walk_key(ui, &walk)) != KEY_NONE;)
            bin = walk_key(app, key, bin);
        if (bin != app->mistakes.bin)
            request(app, go_to, bin);
        if (walk.ring)
            mark(app, &curve, bin, ui->theme->focus);
        shown = over >= 0 ? over : walk.ring ? bin : -1;
    }
    if (over >= 0)
        mark(app, &curve, over, ui->theme->text);
    draw_words(app, words, shown);
}
