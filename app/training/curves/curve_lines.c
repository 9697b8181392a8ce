// A character of a terminal is a large pixel; braille characters have eight dots, two by four, so
// that a small curve can be told from a straight line. Where they cannot be shown, a character is
// one dot. The second curve is dotted, too: not everybody sees colours, and not every terminal has
// them.
#include "app/training/curves/curve_lines.h"

#include "app/console/say.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum {
    LABEL = 8, // characters before the picture
    ROWS = 8,
    NARROWEST = 12, // characters
    WIDEST = 72,
    DOTS_ACROSS = 2 * WIDEST, // most dots
    DOTS_DOWN = 4 * ROWS,
};

struct picture {
    int across, down;                // dots
    int dot_wide, dot_high;          // of a character
    double left, right, bottom, top; // what the edges stand for
    bool logarithmic;
    unsigned char dot[DOTS_DOWN][DOTS_ACROSS]; // bit c: of curve c
};

// The first is drawn through, the second dotted.
struct line {
    const struct curve *curve;
    const char *name, *colour, *sample, *plain_sample;
};

static const char first_colour[] = "\033[33m", second_colour[] = "\033[36m",
                  no_colour[] = "\033[0m";

// ---- The terminal -------------------------------------------------------------------------------

static bool locale_is_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *locale = getenv(names[i]);
        if (!locale || !*locale)
            continue;
        const char *set = strchr(locale, '.');
        return set && (strncasecmp(set, ".UTF-8", 6) == 0 || strncasecmp(set, ".UTF8", 5) == 0);
    }
    return false;
}

bool curve_lines_style_of(struct curve_lines_style *style, int file)
{
    const char *terminal = getenv("TERM"), *plain = getenv("NO_COLOR");
    if (isatty(file) != 1)
        return false;
    bool dumb = !terminal || strcmp(terminal, "dumb") == 0;
    bool console = terminal && strcmp(terminal, "linux") == 0; // its font has no braille
    style->columns = say_columns(file);
    style->unicode = !dumb && !console && locale_is_utf8();
    style->colour = !dumb && !(plain && *plain);
    return true;
}

// ---- Scales -------------------------------------------------------------------------------------

static void stretch(double *low, double *high, const struct curve *curve, bool positive)
{
    for (int i = 0; i < curve->count; i++) {
        double y = (double)curve->y[i];
        if (positive && y <= 0)
            continue;
        *low = y < *low ? y : *low;
        *high = y > *high ? y : *high;
    }
}

// Where y is between bottom (0) and top (1). An error of 0 lies at the bottom of a logarithmic
// scale.
static double height(const struct picture *picture, double y)
{
    if (!picture->logarithmic)
        return (y - picture->bottom) / (picture->top - picture->bottom);
    if (y <= picture->bottom)
        return 0;
    return log(y / picture->bottom) / log(picture->top / picture->bottom);
}

static void set_scales(struct picture *picture, const struct line *lines, int count)
{
    const struct curve *first = lines[0].curve;
    double low = INFINITY, high = -INFINITY;
    for (int i = 0; i < count; i++)
        stretch(&low, &high, lines[i].curve, picture->logarithmic);
    if (picture->logarithmic) {
        picture->bottom = isfinite(low) ? low / 1.1 : 0.0001;
        picture->top = isfinite(high) && high > 0 ? fmin(high * 1.1, fmax(high, 1)) : 0.001;
    } else {
        picture->bottom = 0;
        picture->top = high > 0 ? high * 1.05 : 1;
    }
    picture->left = (double)first->x[0];
    picture->right = (double)first->x[first->count - 1];
}

// ---- Dots ---------------------------------------------------------------------------------------

// Of a curve at x, between its points; outside of them the nearest.
static double value_at(const struct curve *curve, double x)
{
    int i = 0;
    while (i < curve->count && (double)curve->x[i] < x)
        i++;
    if (i == 0 || i == curve->count)
        return (double)curve->y[i == 0 ? 0 : curve->count - 1];
    double before = (double)curve->x[i - 1], after = (double)curve->x[i];
    double part = (x - before) / (after - before);
    return (double)curve->y[i - 1] * (1 - part) + (double)curve->y[i] * part;
}

static int row_of(const struct picture *picture, const struct curve *curve, int column)
{
    double part = picture->across > 1 ? (double)column / (picture->across - 1) : 0;
    double y = value_at(curve, picture->left + part * (picture->right - picture->left));
    int row = (int)lround((1 - height(picture, y)) * (picture->down - 1));
    return row < 0 ? 0 : row >= picture->down ? picture->down - 1 : row;
}

static void draw_line(struct picture *picture, const struct curve *curve)
{
    int before = row_of(picture, curve, 0);
    for (int column = 0; column < picture->across; column++) {
        int row = row_of(picture, curve, column), step = row > before ? 1 : -1;
        for (int y = before; y != row; y += step) // joins what is steep
            picture->dot[y][column] |= 1;
        picture->dot[row][column] |= 1;
        before = row;
    }
}

static void draw_dots(struct picture *picture, const struct curve *curve)
{
    int every = picture->dot_wide == 1 ? 2 : 3;
    for (int column = 0; column < picture->across; column += every)
        picture->dot[row_of(picture, curve, column)][column] |= 2;
}

// ---- Characters ---------------------------------------------------------------------------------

static void print_braille(FILE *to, unsigned bits)
{
    unsigned code = 0x2800 + bits;
    fprintf(to, "%c%c%c", (int)(0xe0 | code >> 12), (int)(0x80 | (code >> 6 & 0x3f)),
            (int)(0x80 | (code & 0x3f)));
}

// The curves of a character, and its dots as the bits of a braille one.
static int look_at(unsigned *bits, const struct picture *picture, int row, int column)
{
    static const unsigned char bit[4][2] = {{1, 8}, {2, 16}, {4, 32}, {64, 128}};
    int curves = 0;
    *bits = 0;
    for (int y = 0; y < picture->dot_high; y++) {
        for (int x = 0; x < picture->dot_wide; x++) {
            int dot = picture->dot[row * picture->dot_high + y][column * picture->dot_wide + x];
            curves |= dot;
            *bits |= dot ? bit[y][x] : 0;
        }
    }
    return curves;
}

// Colours change only where another curve begins.
static void print_row(FILE *to, const struct curve_lines_style *style,
                      const struct picture *picture, int row)
{
    const char *colour = "", *next;
    unsigned bits;
    for (int column = 0; column < picture->across / picture->dot_wide; column++) {
        int curves = look_at(&bits, picture, row, column);
        next = curves & 1 ? first_colour : second_colour;
        if (style->colour && curves && next != colour)
            fputs(colour = next, to);
        if (!bits)
            fputc(' ', to);
        else if (style->unicode)
            print_braille(to, bits);
        else
            fputc(curves & 1 ? '*' : '.', to);
    }
    fprintf(to, "%s\n", *colour ? no_colour : "");
}

// Beside the first, the middle and the last row stands what they mean.
static void print_label(FILE *to, const struct picture *picture, int row)
{
    double part = 1 - (double)row / (ROWS - 1);
    double y = picture->logarithmic ? picture->bottom * pow(picture->top / picture->bottom, part)
                                    : picture->bottom + part * (picture->top - picture->bottom);
    if (row != 0 && row != ROWS - 1 && row != ROWS / 2)
        fprintf(to, "%*s", LABEL, "");
    else if (picture->logarithmic)
        fprintf(to, "%*.*f%% ", LABEL - 2, y < 0.1 ? 2 : 1, 100 * y);
    else
        fprintf(to, "%*.4f ", LABEL - 1, y);
}

static void print_heading(FILE *to, const struct curve_lines_style *style, const struct line *lines,
                          int count)
{
    fprintf(to, "%*s", LABEL, "");
    for (int i = 0; i < count; i++)
        fprintf(to, "%s%s%s %s%s", i ? "   " : "", style->colour ? lines[i].colour : "",
                style->unicode ? lines[i].sample : lines[i].plain_sample, lines[i].name,
                style->colour ? no_colour : "");
    fputc('\n', to);
}

static void print_picture(FILE *to, const struct curve_lines_style *style,
                          const struct picture *picture)
{
    int width = picture->across / picture->dot_wide;
    char last[16];
    for (int row = 0; row < ROWS; row++) {
        print_label(to, picture, row);
        print_row(to, style, picture, row);
    }
    snprintf(last, sizeof last, "%.4g", picture->right);
    fprintf(to, "%*sepoch %-*.4g%s\n", LABEL, "", width - (int)strlen("epoch ") - (int)strlen(last),
            picture->left, last);
}

void curve_lines_print(FILE *to, const struct curve_lines_style *style,
                       const struct run_curves *curves)
{
    const struct curve *tested = curves->test.count > 0 ? &curves->test : &curves->held;
    const char *tested_name = tested == &curves->test ? "test error" : "held-out error";
    const struct line errors[] = {
        {tested, tested_name, first_colour, "\u2812\u2812", "**"},
        {&curves->train, "training error (images as distorted)", second_colour, "\u2802\u2802",
         ".."},
    };
    const struct line loss = {&curves->loss, "loss", first_colour, "\u2812\u2812", "**"};
    bool shows_errors = tested->count > 1 && curves->train.count > 1;
    const struct line *lines = shows_errors ? errors : &loss;
    int count = shows_errors ? 2 : 1;
    int room = style->columns - 1 - LABEL, width = room < WIDEST ? room : WIDEST;
    struct picture *picture = NULL;
    if (lines[0].curve->count < 2 || width < NARROWEST || !(picture = calloc(1, sizeof *picture)))
        return;
    picture->dot_wide = style->unicode ? 2 : 1;
    picture->dot_high = style->unicode ? 4 : 1;
    picture->across = width * picture->dot_wide;
    picture->down = ROWS * picture->dot_high;
    picture->logarithmic = shows_errors;
    set_scales(picture, lines, count);
    if (count > 1)
        draw_dots(picture, lines[1].curve);
    draw_line(picture, lines[0].curve);
    print_heading(to, style, lines, count);
    print_picture(to, style, picture);
    free(picture);
}
