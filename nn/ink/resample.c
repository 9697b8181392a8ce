// Exact sums need no rounding, so that every processor reads the same digit in a picture. Sizes are
// measured in units of 1/count source pixel: a source pixel is `count` units wide, a cell
// `side` units.
#include "nn/ink/resample.h"

#include "nn/ink/wide.h"

#include <assert.h>
#include <string.h>

enum {
    CHUNK = 512, // columns added up at a time
    MOST_CELLS = 512,
    MOST_SIDE = 65536, // MOST_CELLS times as many units are an int
};

struct grid {
    int count; // cells in a row
    struct square square;
    int first[MOST_CELLS], end[MOST_CELLS]; // (cell): pixels of the square, of a row or a column
    int cut[MOST_CELLS], left[MOST_CELLS];  // (cell): the pixel in which it ends, units of that
};

// right and bottom are exclusive.
struct bounds {
    int left, top, right, bottom;
};

static const uint8_t *sheet_row(const struct sheet *sheet, int row)
{
    return sheet->grey + (size_t)row * sheet->stride;
}

// The part of the square that lies on the sheet.
static struct bounds part_on_sheet(const struct sheet *sheet, struct square square)
{
    int right = square.left + square.side, bottom = square.top + square.side;
    return (struct bounds){
        .left = square.left > 0 ? square.left : 0,
        .top = square.top > 0 ? square.top : 0,
        .right = right < sheet->width ? right : sheet->width,
        .bottom = bottom < sheet->height ? bottom : sheet->height,
    };
}

static uint64_t overlap(const struct grid *grid, int64_t pixel, int64_t cell)
{
    int64_t count = grid->count, side = grid->square.side;
    int64_t from = pixel * count > cell * side ? pixel * count : cell * side;
    int64_t pixel_end = (pixel + 1) * count, cell_end = (cell + 1) * side;
    int64_t to = pixel_end < cell_end ? pixel_end : cell_end;
    return to > from ? (uint64_t)(to - from) : 0;
}

// The pixels (of the square) that each cell touches, from one and up to before another. Once for
// all: dividing takes longer than adding up.
static void find_touched(struct grid *grid)
{
    for (int cell = 0; cell < grid->count; cell++) {
        int end = (cell + 1) * grid->square.side; // in units
        grid->first[cell] = cell > 0 ? grid->cut[cell - 1] : 0;
        grid->cut[cell] = end / grid->count;
        grid->left[cell] = end % grid->count;
        grid->end[cell] = grid->cut[cell] + (grid->left[cell] > 0);
    }
}

// The same within low..high.
static int cell_first(const struct grid *grid, int cell, int low)
{
    return grid->first[cell] > low ? grid->first[cell] : low;
}

static int cell_end(const struct grid *grid, int cell, int high)
{
    return grid->end[cell] < high ? grid->end[cell] : high;
}

static void add_row(uint32_t *restrict sum, const uint8_t *restrict grey, int count,
                    uint16_t weight)
{
    for (int i = 0; i < count; i++)
        sum[i] += (uint32_t)grey[i] * weight;
}

// Adds rows first..end, each `height` units high, in halves of a word as far as these reach: most
// of the time of a large sheet goes here.
static void add_whole_rows(uint32_t *restrict sum, const struct sheet *sheet, int left, int count,
                           int first, int end, int height)
{
    enum { REACH = UINT16_MAX / UINT8_MAX };
    uint16_t part[CHUNK];
    while (first < end) {
        int last = end - first < REACH ? end : first + REACH;
        memset(part, 0, (size_t)count * sizeof *part);
        for (; first < last; first++) {
            const uint8_t *restrict grey = sheet_row(sheet, first) + left;
            for (int i = 0; i < count; i++)
                part[i] = (uint16_t)(part[i] + grey[i]);
        }
        for (int i = 0; i < count; i++)
            sum[i] += part[i] * (uint32_t)height;
    }
}

// Adds the rows of one row of cells. Only the first and the last row can lie in it partly.
static void add_rows(uint32_t *sum, const struct sheet *sheet, int left, int count, int cell,
                     struct bounds bounds, const struct grid *grid)
{
    int top = grid->square.top;
    int first = cell_first(grid, cell, bounds.top - top);
    int last = cell_end(grid, cell, bounds.bottom - top) - 1;
    if (first > last)
        return;
    add_row(sum, sheet_row(sheet, top + first) + left, count, (uint16_t)overlap(grid, first, cell));
    if (last > first)
        add_row(sum, sheet_row(sheet, top + last) + left, count,
                (uint16_t)overlap(grid, last, cell));
    add_whole_rows(sum, sheet, left, count, top + first + 1, top + last, grid->count);
}

// Adds columns low..high of the square, summed over the rows of one row of cells, to its cells: the
// ink up to where a cell ends, less the ink up to where it begins.
static void add_columns(uint64_t *cells, const uint32_t *sum, int low, int high,
                        const struct grid *grid)
{
    uint64_t up_to[CHUNK + 1], before = 0, count = (uint64_t)grid->count;
    up_to[0] = 0;
    for (int i = 0; i < high - low; i++)
        up_to[i + 1] = up_to[i] + sum[i];
    for (int cell = 0; cell < grid->count; cell++) {
        int pixel = grid->cut[cell];
        uint64_t after = 0;
        if (pixel >= high)
            after = up_to[high - low] * count;
        else if (pixel >= low)
            after = up_to[pixel - low] * count + sum[pixel - low] * (uint64_t)grid->left[cell];
        cells[cell] += after - before;
        before = after;
    }
}

WIDE_CLONES void resample(uint64_t *cells, int count, const struct sheet *sheet,
                          struct square square)
{
    struct bounds bounds = part_on_sheet(sheet, square);
    struct grid grid;
    grid.count = count;
    grid.square = square;
    find_touched(&grid);
    uint32_t sum[CHUNK];
    memset(cells, 0, (size_t)(count * count) * sizeof *cells);
    for (int left = bounds.left; left < bounds.right; left += CHUNK) {
        int columns = bounds.right - left < CHUNK ? bounds.right - left : CHUNK;
        for (int cell = 0; cell < count; cell++) {
            memset(sum, 0, (size_t)columns * sizeof *sum);
            add_rows(sum, sheet, left, columns, cell, bounds, &grid);
            int low = left - square.left;
            add_columns(cells + cell * count, sum, low, low + columns, &grid);
        }
    }
}

void resample_square(uint64_t *cells, int count, const struct sheet *sheet, struct square square)
{
    assert(square.side <= MOST_SIDE && count <= MOST_CELLS);
    resample(cells, count, sheet, square);
}

static uint8_t mean_of(const struct sheet *sheet, struct bounds bounds)
{
    uint32_t sum = 0;
    for (int row = bounds.top; row < bounds.bottom; row++)
        for (int column = bounds.left; column < bounds.right; column++)
            sum += sheet_row(sheet, row)[column];
    uint32_t area = (uint32_t)((bounds.bottom - bounds.top) * (bounds.right - bounds.left));
    return (uint8_t)(sum / area);
}

void resample_whole(uint8_t *cells, int width, int height, const struct sheet *sheet)
{
    assert(width <= sheet->width && height <= sheet->height);
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            cells[y * width + x] =
                mean_of(sheet, (struct bounds){
                                   .left = (int)((int64_t)x * sheet->width / width),
                                   .top = (int)((int64_t)y * sheet->height / height),
                                   .right = (int)((int64_t)(x + 1) * sheet->width / width),
                                   .bottom = (int)((int64_t)(y + 1) * sheet->height / height),
                               });
}
