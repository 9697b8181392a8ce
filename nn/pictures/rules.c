// A line is looked for among all that run from side to side, slanting by up to a twentieth: the one
// with the most ink under it, if that is nearly all. Across it, where its ink is as wide as it
// mostly is, it is taken away; where there is more, something crosses it.
#include "nn/pictures/rules.h"

#include <stdlib.h>
#include <string.h>

enum {
    STEEPEST = 20,    // a line may rise by its length / STEEPEST
    MOST_LINES = 64,  // in each direction
    THICKEST = 12,    // a line is no wider than the window / THICKEST
    LEAST_COVER = 88, // percent of a line that must be ink
    ALONG = 8,        // a frame's lines are within the window / ALONG of its sides
    END = 32,         // a line is inked in the window / END at both ends
    DARKER = 140,     // percent of a line's ink: what is darker is what crosses it
};

// The window seen so that lines run along x.
struct field {
    uint8_t *grey;
    int along, across;           // how many pixels
    int step_along, step_across; // from one to the next
    int threshold;
    bool framed; // only lines near the sides are meant
};

struct line {
    int start, rise; // y where x is 0, and how much more where x is `along`
    int cover;
};

static uint8_t *pixel(const struct field *field, int x, int y)
{
    return field->grey + x * field->step_along + y * field->step_across;
}

static int line_y(const struct field *field, const struct line *line, int x)
{
    return line->start + line->rise * x / field->along;
}

static bool inked(const struct field *field, int x, int y)
{
    return y >= 0 && y < field->across && *pixel(field, x, y) >= field->threshold;
}

static int cover_of(const struct field *field, const struct line *line)
{
    int cover = 0, misses = field->along - field->along * LEAST_COVER / 100;
    for (int x = 0; x < field->along && misses >= 0; x++) {
        bool ink = inked(field, x, line_y(field, line, x));
        cover += ink;
        misses -= !ink;
    }
    return misses >= 0 ? cover : 0;
}

// Whether the line goes on up to both sides of the window, where a digit's bar ends before.
static bool reaches_ends(const struct field *field, const struct line *line)
{
    int length = field->along / END + 1, cover = 0;
    for (int i = 0; i < length; i++)
        cover += inked(field, i, line_y(field, line, i)) +
                 inked(field, field->along - 1 - i, line_y(field, line, field->along - 1 - i));
    return cover >= length; // half of both
}

static bool along_a_side(const struct field *field, const struct line *line)
{
    int middle = line->start + line->rise / 2, near = field->across / ALONG + 1;
    return middle < near || middle >= field->across - near;
}

// The line with the most ink under it; of equals the flattest. False if none has enough.
static bool best_line(struct line *best, const struct field *field, int least_rise, int most_rise)
{
    *best = (struct line){0, 0, 0};
    for (int rise = least_rise; rise <= most_rise; rise++)
        for (int start = 0; start < field->across; start++) {
            struct line line = {start, rise, 0};
            if (start + rise < 0 || start + rise >= field->across ||
                (field->framed && !along_a_side(field, &line)))
                continue;
            line.cover = reaches_ends(field, &line) ? cover_of(field, &line) : 0;
            if (line.cover > best->cover ||
                (line.cover == best->cover && abs(rise) < abs(best->rise)))
                *best = line;
        }
    return best->cover > 0;
}

// The ink across the line at x: from `from` up to `to`; false if there is none.
static bool run_across(const struct field *field, const struct line *line, int x, int *from,
                       int *to)
{
    int y = line_y(field, line, x);
    for (int i = 0; !inked(field, x, y) && i < 4; i++)
        y = line_y(field, line, x) + (i % 2 ? -1 : 1) * (i / 2 + 1);
    if (!inked(field, x, y))
        return false;
    for (*from = y; inked(field, x, *from - 1);)
        --*from;
    for (*to = y + 1; inked(field, x, *to);)
        ++*to;
    return true;
}

// How wide most of the line is.
static int width_of(const struct field *field, const struct line *line)
{
    int most = field->across / THICKEST + 2, half = 0, from, to, width = 0;
    int count[512] = {0}, all = 0;
    for (int x = 0; x < field->along; x++)
        if (run_across(field, line, x, &from, &to)) {
            count[to - from < 511 ? to - from : 511]++;
            all++;
        }
    for (half = 0; width < 511 && 2 * half < all; half += count[width])
        width++;
    return width <= most ? width : 0;
}

static int darkest_across(const struct field *field, int x, int from, int to)
{
    int most = 0;
    for (int y = from; y < to; y++)
        most = *pixel(field, x, y) > most ? *pixel(field, x, y) : most;
    return most;
}

// How dark most of the line is.
static int ink_of(const struct field *field, const struct line *line)
{
    int count[256] = {0}, all = 0, level = 0, from, to;
    for (int x = 0; x < field->along; x++)
        if (run_across(field, line, x, &from, &to)) {
            count[darkest_across(field, x, from, to)]++;
            all++;
        }
    for (int seen = count[0]; level < 255 && 2 * seen < all; seen += count[level])
        level++;
    return level;
}

// Whether the ink beyond a line's edge still gets fainter: then it is the line's soft edge.
static void clear_edge(const struct field *field, int x, int y, int step)
{
    int last = 255;
    for (int i = 0; i < 4 && y >= 0 && y < field->across; i++, y += step) {
        uint8_t *grey = pixel(field, x, y);
        if (*grey == 0 || *grey > last || *grey >= field->threshold)
            return;
        last = *grey;
        *grey = 0;
    }
}

static void take_out(const struct field *field, const struct line *line, int width)
{
    int most = width + width / 2 + 1, darkest = ink_of(field, line) * DARKER / 100;
    for (int x = 0; x < field->along; x++) {
        int from, to;
        if (!run_across(field, line, x, &from, &to) || to - from > most ||
            darkest_across(field, x, from, to) > darkest)
            continue;
        for (int y = from; y < to; y++)
            *pixel(field, x, y) = 0;
        clear_edge(field, x, from - 1, -1);
        clear_edge(field, x, to, 1);
    }
}

static int remove_lines(const struct field *field)
{
    int count = 0, most = field->along / STEEPEST, least = -most;
    struct line line;
    for (; count < MOST_LINES && best_line(&line, field, least, most); count++) {
        int width = width_of(field, &line);
        if (width == 0)
            break;
        take_out(field, &line, width);
        least = line.rise - 2 > least ? line.rise - 2 : least;
        most = line.rise + 2 < most ? line.rise + 2 : most;
    }
    return count;
}

int rules_remove(uint8_t *grey, int width, const struct rules_window *window, int threshold,
                 bool framed)
{
    int across = window->right - window->left, down = window->bottom - window->top;
    struct field level = {
        grey + window->top * width + window->left, across, down, 1, width, threshold, framed};
    struct field upright = {level.grey, down, across, width, 1, threshold, framed};
    int count = remove_lines(&level);
    if (framed && count < 2)
        return 0;
    int more = remove_lines(&upright);
    return framed && more < 2 ? 0 : count + more;
}
