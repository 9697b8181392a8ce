// The image is enlarged until its soft edges tell where the ink ends, thinned to lines one cell
// wide (T. Y. Zhang, C. Y. Suen, "A fast parallel algorithm for thinning digital patterns", 1984),
// and the lines are walked from their ends, straight on where they cross.
#include "nn/strokes/trace.h"

#include <stdlib.h>
#include <string.h>

enum {
    ZOOM = 4,
    SIDE = DIGIT_SIDE * ZOOM + 2, // with an empty border
    LEVEL = 112,                  // of what counts as ink
    SPUR = 6,                     // shorter side branches are what thinning leaves of corners
    LONGEST = SIDE * SIDE / 2,
};

struct cells {
    uint8_t ink[SIDE][SIDE];  // 0, 1
    uint8_t seen[SIDE][SIDE]; // walked
    struct point path[LONGEST];
    int length;
};

// Clockwise from above; the odd ones are diagonal.
static const int step_x[8] = {0, 1, 1, 1, 0, -1, -1, -1};
static const int step_y[8] = {-1, -1, 0, 1, 1, 1, 0, -1};

static int grey_at(const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE], int x, int y)
{
    return x >= 0 && y >= 0 && x < DIGIT_SIDE && y < DIGIT_SIDE ? digit[y][x] : 0;
}

// Between the middles of the four pixels around, in eighths of a pixel.
static int grey_between(const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE], int x, int y)
{
    enum { PARTS = 2 * ZOOM };
    int at_x = 2 * x + 1 + PARTS / 2, at_y = 2 * y + 1 + PARTS / 2; // from a pixel further out
    int left = at_x / PARTS - 1, top = at_y / PARTS - 1, right = at_x % PARTS, low = at_y % PARTS;
    int upper = grey_at(digit, left, top) * (PARTS - right) + grey_at(digit, left + 1, top) * right;
    int lower =
        grey_at(digit, left, top + 1) * (PARTS - right) + grey_at(digit, left + 1, top + 1) * right;
    return (upper * (PARTS - low) + lower * low) / (PARTS * PARTS);
}

static void enlarge(struct cells *cells, const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE])
{
    for (int y = 0; y < SIDE - 2; y++)
        for (int x = 0; x < SIDE - 2; x++)
            cells->ink[y + 1][x + 1] = grey_between(digit, x, y) >= LEVEL;
}

static int neighbours(const struct cells *cells, int x, int y, int near[8])
{
    int count = 0;
    for (int i = 0; i < 8; i++)
        count += near[i] = cells->ink[y + step_y[i]][x + step_x[i]];
    return count;
}

static bool may_go(const struct cells *cells, int x, int y, bool second)
{
    int near[8], changes = 0, count = neighbours(cells, x, y, near);
    for (int i = 0; i < 8; i++)
        changes += !near[i] && near[(i + 1) % 8];
    if (count < 2 || count > 6 || changes != 1)
        return false;
    int up = near[0], right = near[2], down = near[4], left = near[6];
    return second ? !(up && right && left) && !(up && down && left)
                  : !(up && right && down) && !(right && down && left);
}

// One half of a round; the number of cells that went.
static int peel(struct cells *cells, bool second)
{
    int count = 0, near[8];
    memset(cells->seen, 0, sizeof cells->seen);
    for (int y = 1; y < SIDE - 1; y++)
        for (int x = 1; x < SIDE - 1; x++)
            if (cells->ink[y][x] && may_go(cells, x, y, second))
                cells->seen[y][x] = 1;
    for (int y = 1; y < SIDE - 1; y++)
        for (int x = 1; x < SIDE - 1; x++)
            if (cells->seen[y][x] && neighbours(cells, x, y, near) > 0) { // the last one stays
                cells->ink[y][x] = 0;
                count++;
            }
    return count;
}

static void thin(struct cells *cells)
{
    int gone;
    do {
        gone = peel(cells, false);
        gone += peel(cells, true);
    } while (gone > 0); // each round takes cells, of which there are not many
    memset(cells->seen, 0, sizeof cells->seen);
}

static void add(struct cells *cells, int x, int y)
{
    cells->seen[y][x] = 1;
    cells->path[cells->length++] = (struct point){(float)x, (float)y};
}

// The way on from (x, y), straight before turning: an index of step_x, or -1.
static int way_on(const struct cells *cells, int x, int y, int way)
{
    static const int turns[8] = {0, 1, 7, 2, 6, 3, 5, 4};
    for (int i = 0; i < 8; i++) {
        int next = (way + turns[i]) % 8, to_x = x + step_x[next], to_y = y + step_y[next];
        if (cells->ink[to_y][to_x] && !cells->seen[to_y][to_x])
            return next;
    }
    return -1;
}

// A stroke that ends beside one that was walked before touches it.
static void touch(struct cells *cells, int x, int y)
{
    for (int i = 0; i < 8; i++) {
        int to_x = x + step_x[i], to_y = y + step_y[i];
        bool last = cells->length > 1 && cells->path[cells->length - 2].x == (float)to_x &&
                    cells->path[cells->length - 2].y == (float)to_y;
        if (cells->seen[to_y][to_x] && !last && cells->length < LONGEST) {
            add(cells, to_x, to_y);
            return;
        }
    }
}

static void walk(struct cells *cells, int x, int y)
{
    cells->length = 0;
    touch(cells, x, y);
    add(cells, x, y);
    for (int way = way_on(cells, x, y, 4); way >= 0 && cells->length < LONGEST - 1;
         way = way_on(cells, x, y, way)) {
        x += step_x[way];
        y += step_y[way];
        add(cells, x, y);
    }
    touch(cells, x, y);
}

// The steps from cell to cell are not the hand's.
static void smooth(struct cells *cells)
{
    struct point *path = cells->path;
    for (int round = 0; round < ZOOM; round++) {
        struct point before = path[0];
        for (int i = 1; i + 1 < cells->length; i++) {
            struct point here = path[i];
            path[i].x = (before.x + 2 * here.x + path[i + 1].x) / 4;
            path[i].y = (before.y + 2 * here.y + path[i + 1].y) / 4;
            before = here;
        }
    }
}

static bool keep(struct drawing *drawing, struct cells *cells, float side)
{
    if (drawing->count > 0 && cells->length < SPUR)
        return true;
    smooth(cells);
    struct stroke *stroke = drawing_add_stroke(drawing);
    bool kept = stroke != NULL;
    float unit = side / (float)(SIDE - 2);
    for (int i = 0; kept && i < cells->length; i++)
        if (i % ZOOM == 0 || i + 1 == cells->length)
            kept = stroke_add(stroke, (cells->path[i].x - 0.5f) * unit,
                              (cells->path[i].y - 0.5f) * unit);
    return kept;
}

// Those that begin at an end of a line, or (not `ends`) the rest: rings.
static bool walk_lines(struct drawing *drawing, struct cells *cells, float side, bool ends)
{
    int near[8];
    for (int y = 1; y < SIDE - 1; y++)
        for (int x = 1; x < SIDE - 1; x++) {
            if (!cells->ink[y][x] || cells->seen[y][x] ||
                (ends && neighbours(cells, x, y, near) > 1))
                continue;
            walk(cells, x, y);
            if (!keep(drawing, cells, side))
                return false;
        }
    return true;
}

bool trace_digit(struct drawing *drawing, const uint8_t digit[DIGIT_SIDE][DIGIT_SIDE], float side,
                 struct status *status)
{
    *drawing = (struct drawing){0};
    struct cells *cells = calloc(1, sizeof *cells);
    if (cells) {
        enlarge(cells, digit);
        thin(cells);
    }
    bool traced =
        cells && walk_lines(drawing, cells, side, true) && walk_lines(drawing, cells, side, false);
    free(cells);
    if (traced)
        return true;
    drawing_free(drawing);
    return status_fail(status, STATUS_NO_MEMORY, "not enough memory for the strokes");
}
