// The legend of a plot: one row beside the title of the y axis while all names have room there, as
// of one run; of many runs beside each other a few rows, which end by saying how many more there
// are.
#include "app/language/tr.h"
#include "app/ui/plot/plot_parts.h"

#include <stdio.h>

enum { ROWS_MAX = 3 };

static const float sample_width = 14, sample_gap = 6, entry_gap = 12, name_most = 140;

static int name_width(struct ui *ui, const struct plot_curve *curve)
{
    int width = text_width(ui->text, TEXT_SMALL, curve->name), most = ui_px(ui, name_most);
    return width < most ? width : most;
}

static int entry_width(struct ui *ui, const struct plot_curve *curve)
{
    return ui_px(ui, sample_width) + ui_px(ui, sample_gap) + name_width(ui, curve);
}

static void draw_entry(struct ui *ui, const struct plot_curve *curve, int x, struct rect row)
{
    int sample = ui_px(ui, sample_width), name = x + sample + ui_px(ui, sample_gap);
    plot_draw_sample(ui, (struct rect){x, row.y, sample, row.h}, curve);
    ui_label(ui, TEXT_SMALL, ALIGN_LEFT, (struct rect){name, row.y, name_width(ui, curve), row.h},
             curve->name);
}

// Of all entries beside each other.
static int whole_width(struct ui *ui, const struct plot *plot)
{
    int width = 0;
    for (int c = 0; c < plot_curve_count(plot); c++) {
        struct plot_curve curve = plot_curve_at(plot, c);
        if (!curve.unlisted)
            width += (width > 0 ? ui_px(ui, entry_gap) : 0) + entry_width(ui, &curve);
    }
    return width;
}

static int title_width(struct ui *ui, const struct plot *plot)
{
    return plot->y_title ? text_width(ui->text, TEXT_SMALL, plot->y_title) : 0;
}

static int count_listed(const struct plot *plot)
{
    int count = 0;
    for (int c = 0; c < plot_curve_count(plot); c++)
        count += !plot_curve_at(plot, c).unlisted;
    return count;
}

static void say_more(char text[32], int more)
{
    tr_print(text, 32, "and %d more", more);
}

// From left to right and from row to row, after the title; returns how many rows that takes, or
// would take of at most `rows`.
static int flow(struct ui *ui, const struct plot *plot, struct rect row, int rows, bool draw)
{
    int gap = ui_px(ui, entry_gap), title = title_width(ui, plot), right = row.x + row.w;
    int left = row.x + (title > 0 ? title + gap : 0), x = left, used = 1;
    char more[32];
    for (int c = 0, rest = count_listed(plot); c < plot_curve_count(plot); c++) {
        struct plot_curve curve = plot_curve_at(plot, c);
        if (curve.unlisted)
            continue;
        int width = entry_width(ui, &curve), needed = width;
        say_more(more, rest - 1);
        if (used == rows && rest > 1)
            needed += gap + text_width(ui->text, TEXT_SMALL, more);
        if (x > left && used < rows && x + width > right) {
            used++;
            row.y += row.h;
            x = left;
            needed = width;
            if (used == rows && rest > 1)
                needed += gap + text_width(ui->text, TEXT_SMALL, more);
        }
        if (used == rows && x + needed > right) {
            say_more(more, rest);
            struct rect words = {x, row.y, right - x, row.h};
            if (draw)
                ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, words, more);
            break;
        }
        if (draw)
            draw_entry(ui, &curve, x, row);
        x += width + gap;
        rest--;
    }
    return used;
}

int plot_legend_rows(struct ui *ui, const struct plot *plot, int width)
{
    if (whole_width(ui, plot) <= width)
        return 1;
    return flow(ui, plot, (struct rect){0, 0, width, 1}, ROWS_MAX, false);
}

void plot_draw_legend(struct ui *ui, const struct plot *plot, struct rect first, int rows)
{
    int whole = whole_width(ui, plot), gap = ui_px(ui, entry_gap);
    int x = first.x + first.w - whole, title = title_width(ui, plot);
    bool one = whole <= first.w;
    if (title > 0 && (!one || first.x + title + gap <= x))
        ui_label_muted(ui, TEXT_SMALL, ALIGN_LEFT, first, plot->y_title);
    if (!one) {
        flow(ui, plot, first, rows, true);
        return;
    }
    for (int c = 0; c < plot_curve_count(plot); c++) {
        struct plot_curve curve = plot_curve_at(plot, c);
        if (curve.unlisted)
            continue;
        draw_entry(ui, &curve, x, first);
        x += entry_width(ui, &curve) + gap;
    }
}
