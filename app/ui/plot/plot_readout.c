// The cross-hair of a plot, and the words beside it: all values by their names if there is room, in
// columns of many runs; else those of the curves nearest to the pointer, with names as short as
// need be; and in the smallest plot one line of the first few.
#include "app/ui/plot/plot_parts.h"
#include "app/ui/ui_core.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    VALUES = 128,
    COLUMNS = 4,
    FEW = 4,
    LINE = 128,    // bytes
    NAME = 96,     // bytes of it, at most
    SHORTEST = 10, // letters of a name
};

static const float line_height = 16, box_padding = 8, column_gap = 12, sample_width = 12;

// What a curve has at the cross-hair.
struct value {
    const struct plot_curve *curve;
    int point;
    float y; // device pixels
};

struct values {
    struct value list[VALUES];
    int count, more; // more: there are, which are not in the list
};

struct line {
    char text[LINE];
    uint32_t colour;
    const struct plot_curve *sample; // shown before the text; or NULL
};

// The first line is the place on the x axis; the others stand below it in columns.
struct readout {
    struct line line[VALUES + 2];
    int lines, columns, width; // width: of the widest line
};

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
    for (int c = 0; c < plot->count; c++)
        if (!plot->curve[c].beside && plot->curve[c].count > 0)
            return true;
    return false;
}

bool plot_nearest(const struct plot_frame *frame, double x, double *nearest)
{
    const struct plot *plot = frame->plot;
    bool front = any_in_front(plot), found = false;
    for (int c = 0; c < plot->count; c++) {
        const struct plot_curve *curve = &plot->curve[c];
        int i = front && curve->beside ? -1 : nearest_point(frame, curve, x);
        if (i < 0)
            continue;
        double at = plot_curve_x(curve, i);
        if (!found || fabs(at - x) < fabs(*nearest - x))
            *nearest = at;
        found = true;
    }
    return found;
}

// A run that ended before the cross-hair has nothing there.
static void find_values(struct ui *ui, const struct plot_frame *frame, double x,
                        struct values *values)
{
    double reach = (frame->x.high - frame->x.low) * ui_px(ui, 6) / frame->area.w;
    values->count = values->more = 0;
    for (int c = 0; c < frame->plot->count; c++) {
        const struct plot_curve *curve = &frame->plot->curve[c];
        int i = nearest_point(frame, curve, x);
        if (i < 0 || x < plot_curve_x(curve, 0) - reach ||
            x > plot_curve_x(curve, curve->count - 1) + reach)
            continue;
        float y = plot_place(&frame->y, (double)curve->y[i]);
        if (values->count < VALUES)
            values->list[values->count++] = (struct value){curve, i, y};
        else
            values->more++;
    }
}

// Of the curves that are beside, those furthest from the pointer go, until no more than `most` are
// left.
static void leave_nearest(struct values *values, int most, float pointer_y)
{
    while (values->count > most) {
        int furthest = values->count - 1;
        float distance = -1;
        for (int i = 0; i < values->count; i++) {
            float own = fabsf(values->list[i].y - pointer_y);
            if (values->list[i].curve->beside && own > distance) {
                furthest = i;
                distance = own;
            }
        }
        values->count--;
        values->more++;
        memmove(values->list + furthest, values->list + furthest + 1,
                (size_t)(values->count - furthest) * sizeof *values->list);
    }
}

// ---- Words --------------------------------------------------------------------------------------

// In `letters` at most, the last of which says that it is not all of it.
static void shorten(char name[NAME + 4], const char *whole, int letters)
{
    int used = 0;
    size_t bytes = 0, cut = 0;
    for (; whole[bytes] && bytes < NAME; bytes++)
        if (((unsigned char)whole[bytes] & 0xc0) != 0x80 && ++used == letters)
            cut = bytes;
    bool all = !whole[bytes] && used <= letters;
    if (all || cut == 0)
        snprintf(name, NAME + 4, "%.*s", NAME, whole);
    else
        snprintf(name, NAME + 4, "%.*s…", (int)cut, whole);
}

static void write_value(char text[LINE], const struct plot_frame *frame, const struct value *value,
                        int letters)
{
    double y = (double)value->curve->y[value->point];
    char name[NAME + 4];
    shorten(name, value->curve->name, letters);
    if (frame->y.percent)
        snprintf(text, LINE, "%s  %.2f%%", name, y * 100);
    else
        snprintf(text, LINE, "%s  %.4g", name, y);
}

static struct line *add_line(struct readout *readout, uint32_t colour)
{
    struct line *line = &readout->line[readout->lines++];
    *line = (struct line){.colour = colour};
    return line;
}

static void measure(struct ui *ui, struct readout *readout)
{
    readout->width = 0;
    for (int i = 0; i < readout->lines; i++) {
        int own = text_width(ui->text, TEXT_SMALL, readout->line[i].text);
        readout->width = own > readout->width ? own : readout->width;
    }
}

static void say_place(struct ui *ui, const struct plot_frame *frame, double x,
                      struct readout *readout)
{
    const char *title = frame->plot->x_title ? frame->plot->x_title : "x";
    readout->lines = 0;
    readout->columns = 1;
    snprintf(add_line(readout, ui->theme->text_muted)->text, LINE, "%.60s %.6g", title, x);
}

static void say_named(struct ui *ui, const struct plot_frame *frame, const struct values *values,
                      double x, int letters, struct readout *readout)
{
    say_place(ui, frame, x, readout);
    for (int i = 0; i < values->count; i++) {
        struct line *line = add_line(readout, ui->theme->text);
        line->sample = values->list[i].curve;
        write_value(line->text, frame, &values->list[i], letters);
    }
    if (values->more > 0)
        snprintf(add_line(readout, ui->theme->text_muted)->text, LINE, "and %d more", values->more);
    measure(ui, readout);
}

static void say_in_one_line(struct ui *ui, const struct plot_frame *frame,
                            const struct values *values, int few, double x, struct readout *readout)
{
    say_place(ui, frame, x, readout);
    char *text = readout->line[0].text;
    snprintf(text, LINE, "%.6g", x);
    for (int i = 0; i < values->count && i < few; i++) {
        char value[LINE];
        size_t used = strlen(text);
        write_value(value, frame, &values->list[i], SHORTEST);
        snprintf(text + used, LINE - used, "%s%.60s", i > 0 ? ", " : ": ", value);
    }
    int more = values->more + values->count - few;
    size_t used = strlen(text);
    if (more > 0)
        snprintf(text + used, LINE - used, " and %d more", more);
    measure(ui, readout);
}

// ---- The box ------------------------------------------------------------------------------------

static int column_width(struct ui *ui, const struct readout *readout)
{
    bool samples = readout->lines > 1 && readout->line[1].sample;
    return readout->width + (samples ? ui_px(ui, sample_width) + ui_px(ui, 6) : 0);
}

static int rows_of(const struct readout *readout)
{
    return (readout->lines - 1 + readout->columns - 1) / readout->columns;
}

// Beside the cross-hair at `x` if that leaves the box between the axes, whose labels it would hide;
// else at the end that is further away. False if the box is too large for that.
static bool place_box(struct ui *ui, const struct plot_frame *frame, const struct readout *readout,
                      int x, struct rect *box)
{
    struct rect area = frame->area;
    int away = ui_px(ui, 10), right = area.x + area.w;
    box->w = readout->columns * (column_width(ui, readout) + ui_px(ui, column_gap)) -
             ui_px(ui, column_gap) + 2 * ui_px(ui, box_padding);
    box->h = (1 + rows_of(readout)) * ui_px(ui, line_height) + ui_px(ui, box_padding);
    box->x = x + away + box->w <= right ? x + away : x - away - box->w;
    bool beside = box->x >= area.x;
    if (!beside)
        box->x = x < area.x + area.w / 2 ? right - box->w : area.x;
    box->y = area.y + (area.h >= box->h + ui_px(ui, 4) ? ui_px(ui, 4) : 0);
    return beside && box->h <= area.h;
}

static bool place_in_columns(struct ui *ui, const struct plot_frame *frame, struct readout *readout,
                             int x, struct rect *box)
{
    for (readout->columns = 1; readout->columns <= COLUMNS; readout->columns++)
        if (place_box(ui, frame, readout, x, box))
            return true;
    return false;
}

// How many values have room at either side of the cross-hair.
static int most_values(struct ui *ui, const struct plot_frame *frame, const struct readout *readout)
{
    int gap = ui_px(ui, column_gap), room = frame->area.w / 2 - 2 * ui_px(ui, box_padding);
    int columns = (room + gap) / (column_width(ui, readout) + gap);
    int rows = (frame->area.h - ui_px(ui, box_padding)) / ui_px(ui, line_height) - 1;
    return (columns < COLUMNS ? columns : COLUMNS) * rows - 1; // one line says that there are more
}

// All of them, or as many as have room. False if there is none for a few.
static bool find_named(struct ui *ui, const struct plot_frame *frame, struct values *values,
                       double x, float pointer_y, int letters, struct readout *readout,
                       struct rect *box)
{
    int at = (int)plot_place(&frame->x, x);
    say_named(ui, frame, values, x, letters, readout);
    if (place_in_columns(ui, frame, readout, at, box))
        return true;
    int most = most_values(ui, frame, readout);
    if (most < (letters > SHORTEST ? FEW : 1) || values->count <= most)
        return false;
    struct values fewer = *values;
    leave_nearest(&fewer, most, pointer_y);
    say_named(ui, frame, &fewer, x, letters, readout);
    return place_in_columns(ui, frame, readout, at, box);
}

// The fullest words that have room, and where.
static void find_words(struct ui *ui, const struct plot_frame *frame, struct values *values,
                       double x, float pointer_y, struct readout *readout, struct rect *box)
{
    static const int letters[] = {LINE, 24, 16, SHORTEST};
    int at = (int)plot_place(&frame->x, x);
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        if (find_named(ui, frame, values, x, pointer_y, letters[i], readout, box))
            return;
    for (int few = FEW; few > 0; few--) {
        say_in_one_line(ui, frame, values, few, x, readout);
        if (place_box(ui, frame, readout, at, box) || box->w <= frame->area.w)
            return;
    }
}

static void draw_line(struct ui *ui, struct rect place, const struct line *line)
{
    if (line->sample) {
        struct rect sample = {place.x, place.y, ui_px(ui, sample_width), place.h};
        plot_draw_sample(ui, sample, line->sample);
        place.x += sample.w + ui_px(ui, 6);
    }
    text_draw_in(ui->canvas, ui->text, TEXT_SMALL, ALIGN_LEFT, place, line->colour, line->text);
}

static void draw_readout(struct ui *ui, const struct readout *readout, struct rect box)
{
    float radius = 4 * ui->scale;
    int height = ui_px(ui, line_height), padding = ui_px(ui, box_padding), rows = rows_of(readout);
    canvas_shadow(ui->canvas, box, radius, 8 * ui->scale, ui->theme->shadow);
    canvas_round_fill(ui->canvas, box, radius, ui->theme->panel);
    canvas_outline(ui->canvas, box, radius, (float)ui_hairline(ui), ui->theme->panel_edge);
    struct rect place = {box.x + padding, box.y + padding / 2, readout->width, height};
    draw_line(ui, place, &readout->line[0]);
    for (int i = 1; i < readout->lines; i++) {
        struct rect at = place;
        at.x += (i - 1) / rows * (column_width(ui, readout) + ui_px(ui, column_gap));
        at.y += (1 + (i - 1) % rows) * height;
        draw_line(ui, at, &readout->line[i]);
    }
}

// ---- The cross-hair -----------------------------------------------------------------------------

static void draw_points(struct ui *ui, const struct plot_frame *frame, const struct values *values)
{
    for (int i = 0; i < values->count; i++) {
        const struct value *value = &values->list[i];
        float x = plot_place(&frame->x, plot_curve_x(value->curve, value->point));
        float radius = (value->curve->beside ? 2 : 3) * ui->scale;
        canvas_disc(ui->canvas, x, value->y, radius + ui->scale, ui->theme->panel);
        canvas_disc(ui->canvas, x, value->y, radius, value->curve->colour);
    }
}

void plot_draw_crosshair(struct ui *ui, const struct plot_frame *frame, double x, float pointer_y)
{
    struct values values;
    struct readout readout;
    struct rect box, area = frame->area;
    int at = (int)plot_place(&frame->x, x);
    find_values(ui, frame, x, &values);
    canvas_fill(ui->canvas, (struct rect){at, area.y, ui_hairline(ui), area.h},
                ui->theme->control_edge);
    draw_points(ui, frame, &values);
    find_words(ui, frame, &values, x, pointer_y, &readout, &box);
    draw_readout(ui, &readout, box);
}
