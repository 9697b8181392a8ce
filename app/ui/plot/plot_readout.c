// The cross-hair of a plot, and the words beside it: all values by their names if there is room, in
// columns of many runs; else those of the curves nearest to the pointer, with names as short as
// need be; and in the smallest plot one line of the first few.
#include "app/base/amount.h"
#include "app/language/tr.h"
#include "app/ui/plot/plot_parts.h"
#include "app/ui/ui_core.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
    COLUMNS = 4,
    FEW = 4,
    LINE = 128,    // bytes
    NAME = 96,     // bytes of it, at most
    SHORTEST = 10, // letters of a name
    POINTED = 16,  // and where one is pointed at
    FIRST = 3,     // that are told where there is no room for columns
};

static const float line_height = 16, box_padding = 8, column_gap = 12, sample_width = 12;

struct line {
    char text[LINE];
    uint32_t colour;
    struct plot_curve sample; // shown before the text, if `sampled`
    bool sampled;
    bool chosen; // it is pointed at
};

// The first line is the place on the x axis; the others stand below it in columns.
struct readout {
    struct line line[PLOT_VALUES + 2];
    int lines, columns, width; // width: of the widest line
};

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

static void write_value(char text[LINE], const struct plot_frame *frame,
                        const struct plot_value *value, int letters)
{
    double y = (double)value->curve.y[value->point];
    const char *detail = value->curve.detail;
    char whole[LINE], name[NAME + 4];
    snprintf(whole, sizeof whole, "%.90s%s%.30s", value->curve.name, detail ? ", " : "",
             detail ? detail : "");
    shorten(name, whole, letters);
    if (frame->y.percent)
        tr_print(text, LINE, "%s  %.2f%%", name, amount_percent_of(y));
    else
        tr_print(text, LINE, "%s  %.4g", name, y);
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

// "epoch 3, batch 20"; at the end of one, and where nothing is known of parts, without.
static void write_place(char text[LINE], const struct plot *plot, double x)
{
    const char *title = plot->x_title ? plot->x_title : "x";
    long long part = plot->parts > 0 ? llround(x * plot->parts) : 0;
    if (part > 0 && part % plot->parts != 0)
        snprintf(text, LINE, "%.40s %lld, %.20s %lld", title, part / plot->parts + 1, plot->part,
                 part % plot->parts);
    else
        tr_print(text, LINE, "%.60s %.4g", title, part > 0 ? (double)(part / plot->parts) : x);
}

static void say_place(struct ui *ui, const struct plot_frame *frame, double x,
                      struct readout *readout)
{
    readout->lines = 0;
    readout->columns = 1;
    write_place(add_line(readout, ui->theme->text_muted)->text, frame->plot, x);
}

static void say_named(struct ui *ui, const struct plot_frame *frame,
                      const struct plot_values *values, double x, int letters,
                      struct readout *readout)
{
    say_place(ui, frame, x, readout);
    for (int i = 0; i < values->count; i++) {
        struct line *line = add_line(readout, ui->theme->text);
        line->sample = values->list[i].curve;
        line->sampled = true;
        line->chosen = i == 0 && values->chosen;
        write_value(line->text, frame, &values->list[i], letters);
    }
    if (values->more > 0)
        tr_print(add_line(readout, ui->theme->text_muted)->text, LINE, "and %d more", values->more);
    measure(ui, readout);
}

// Below the place and the number of those that are not among the values.
static void say_first(struct ui *ui, const struct plot_frame *frame, struct plot_values *values,
                      double x, int letters, struct readout *readout)
{
    char more[32] = "";
    if (values->more > 0)
        tr_print(more, sizeof more, ", and %d more", values->more);
    values->more = 0;
    say_named(ui, frame, values, x, letters, readout);
    strncat(readout->line[0].text, more, LINE - 1 - strlen(readout->line[0].text));
    measure(ui, readout);
}

// `counted`: it says how many there are of which it says nothing.
static void say_in_one_line(struct ui *ui, const struct plot_frame *frame,
                            const struct plot_values *values, int few, bool counted, double x,
                            struct readout *readout)
{
    say_place(ui, frame, x, readout);
    char *text = readout->line[0].text;
    tr_print(text, LINE, "%.4g", x);
    for (int i = 0; i < values->count && i < few; i++) {
        char value[LINE];
        size_t used = strlen(text);
        write_value(value, frame, &values->list[i], values->chosen ? POINTED : SHORTEST);
        snprintf(text + used, LINE - used, "%s%.60s", i > 0 ? ", " : ": ", value);
    }
    int more = values->more + values->count - few;
    size_t used = strlen(text);
    if (more > 0 && counted)
        tr_print(text + used, LINE - used, " and %d more", more);
    measure(ui, readout);
}

// ---- The box ------------------------------------------------------------------------------------

static int column_width(struct ui *ui, const struct readout *readout)
{
    bool samples = readout->lines > 1 && readout->line[1].sampled;
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
static bool find_named(struct ui *ui, const struct plot_frame *frame,
                       const struct plot_values *values, double x, float pointer_y, int letters,
                       struct readout *readout, struct rect *box)
{
    int at = (int)plot_place(&frame->x, x);
    say_named(ui, frame, values, x, letters, readout);
    if (place_in_columns(ui, frame, readout, at, box))
        return true;
    int most = most_values(ui, frame, readout);
    if (most < (letters > SHORTEST ? FEW : 1) || values->count <= most)
        return false;
    struct plot_values fewer = *values;
    plot_leave_nearest(&fewer, most, pointer_y);
    say_named(ui, frame, &fewer, x, letters, readout);
    return place_in_columns(ui, frame, readout, at, box);
}

// The one that is pointed at and the nearest to it, or the few that there are, over the cross-hair
// if need be. False if there is no room for two lines.
static bool find_first(struct ui *ui, const struct plot_frame *frame,
                       const struct plot_values *values, double x, float pointer_y,
                       struct readout *readout, struct rect *box)
{
    static const int letters[] = {LINE, 24, POINTED};
    int at = (int)plot_place(&frame->x, x);
    for (int few = FIRST; few > 0; few--)
        for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
            struct plot_values first = *values;
            plot_leave_nearest(&first, few, pointer_y);
            say_first(ui, frame, &first, x, letters[i], readout);
            if (place_box(ui, frame, readout, at, box) ||
                (box->w <= frame->area.w && box->h <= frame->area.h))
                return true;
        }
    return false;
}

// The fullest words that have room, and where. Of runs that are named by the day that they began,
// a few letters are no name.
static void find_words(struct ui *ui, const struct plot_frame *frame,
                       const struct plot_values *values, double x, float pointer_y,
                       struct readout *readout, struct rect *box)
{
    static const int letters[] = {LINE, 24, POINTED, SHORTEST};
    int at = (int)plot_place(&frame->x, x);
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++) {
        if (letters[i] == SHORTEST && (values->chosen || values->count <= FIRST) &&
            find_first(ui, frame, values, x, pointer_y, readout, box))
            return;
        if (find_named(ui, frame, values, x, pointer_y, letters[i], readout, box))
            return;
    }
    for (int few = values->chosen ? 1 : FEW; few >= 0; few--) {
        say_in_one_line(ui, frame, values, few > 0 ? few : 1, few > 0, x, readout);
        if (place_box(ui, frame, readout, at, box) || box->w <= frame->area.w)
            return;
    }
}

static void draw_line(struct ui *ui, struct rect place, const struct line *line)
{
    if (line->sampled) {
        struct rect sample = {place.x, place.y, ui_px(ui, sample_width), place.h};
        plot_draw_sample(ui, sample, &line->sample);
        place.x += sample.w + ui_px(ui, 6);
    }
    text_draw_in(ui->canvas, ui->text, TEXT_SMALL, ALIGN_LEFT, place, line->colour, line->text);
}

static void draw_chosen(struct ui *ui, struct rect line, int width)
{
    int reach = ui_px(ui, 3);
    struct rect behind = {line.x - reach, line.y, width + 2 * reach, line.h};
    canvas_round_fill(ui->canvas, behind, 3 * ui->scale, ui->theme->control);
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
        if (readout->line[i].chosen)
            draw_chosen(ui, at, column_width(ui, readout));
        draw_line(ui, at, &readout->line[i]);
    }
}

// ---- The cross-hair -----------------------------------------------------------------------------

static void draw_points(struct ui *ui, const struct plot_frame *frame,
                        const struct plot_values *values)
{
    for (int i = values->count - 1; i >= 0; i--) {
        const struct plot_value *value = &values->list[i];
        bool large = !value->curve.beside || (i == 0 && values->chosen);
        float x = plot_place(&frame->x, plot_curve_x(&value->curve, value->point));
        float radius = (large ? 3 : 2) * ui->scale;
        canvas_disc(ui->canvas, x, value->y, radius + ui->scale, ui->theme->panel);
        canvas_disc(ui->canvas, x, value->y, radius, value->curve.colour);
    }
}

void plot_draw_crosshair(struct ui *ui, const struct plot_frame *frame, double x, float pointer_y)
{
    struct plot_values values;
    struct readout readout;
    struct rect box, area = frame->area;
    int at = (int)plot_place(&frame->x, x);
    plot_find_values(ui, frame, x, pointer_y, &values);
    canvas_fill(ui->canvas, (struct rect){at, area.y, ui_hairline(ui), area.h},
                ui->theme->control_edge);
    if (values.chosen)
        plot_draw_bold(ui, frame, &values.list[0].curve);
    draw_points(ui, frame, &values);
    find_words(ui, frame, &values, x, pointer_y, &readout, &box);
    draw_readout(ui, &readout, box);
}
