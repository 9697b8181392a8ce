// Sizes are measured in units of 1/count source pixel: a source pixel is `count` units wide, a cell
// `side` units.
#include "nn/resample.h"

#include <assert.h>
#include <string.h>

enum { CHUNK = 512 }; // columns added up at a time

struct grid {
    int count; // cells in a row
    struct square square;
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

// The pixels (of the square) that a cell touches: first and one past the last, within low..high.
static int cell_first(const struct grid *grid, int cell, int low)
{
    int first = (int)((int64_t)cell * grid->square.side / grid->count);
    return first > low ? first : low;
}

static int cell_end(const struct grid *grid, int cell, int high)
{
    int count = grid->count;
    int end = (int)(((int64_t)(cell + 1) * grid->square.side + count - 1) / count);
    return end < high ? end : high;
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

// Adds columns low..high of the square, summed over the rows of one row of cells, to its cells.
// Only the first and the last pixel of a cell can lie in it partly.
static void add_columns(uint64_t *cells, const uint32_t *sum, int low, int high,
                        const struct grid *grid)
{
    for (int cell = 0; cell < grid->count; cell++) {
        int first = cell_first(grid, cell, low);
        int last = cell_end(grid, cell, high) - 1;
        if (first > last)
            continue;
        uint64_t whole = 0;
        for (int pixel = first + 1; pixel < last; pixel++)
            whole += sum[pixel - low];
        cells[cell] +=
            whole * (uint64_t)grid->count + sum[first - low] * overlap(grid, first, cell);
        if (last > first)
            cells[cell] += sum[last - low] * overlap(grid, last, cell);
    }
}

void resample_square(uint64_t *cells, int count, const struct sheet *sheet, struct square square)
{
    assert(square.side <= 65536 && count <= 256);
    struct bounds bounds = part_on_sheet(sheet, square);
    struct grid grid = {count, square};
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
