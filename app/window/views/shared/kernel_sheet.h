// The weights of one layer as a sheet: which they are, their words, and their picture.
#ifndef APP_WINDOW_VIEWS_SHARED_KERNEL_SHEET_H
#define APP_WINDOW_VIEWS_SHARED_KERNEL_SHEET_H

#include "app/window/screen/screen.h"

// The weights of a layer as kernels beside and below each other; F6 and OUTPUT are one matrix.
struct kernel_sheet {
    enum lenet_layer_id layer;
    int unit;          // of C5, whose kernels these are
    int across, down;  // kernels beside each other, and below
    int rows, columns; // weights of a kernel
    const float *bias; // of each unit or map of the layer
    float largest;     // of all weights of the layer, without their sign: full colour
    const struct lenet *lenet;
};

struct kernel_sheet kernel_sheet_of(const struct lenet *lenet, enum lenet_layer_id layer, int unit);
// The `rows` x `columns` weights of one kernel.
const float *kernel_sheet_kernel(const struct kernel_sheet *sheet, int across, int down);
// One weight in words, with its place and the bias of its unit: row and column count over all
// kernels of the sheet.
void kernel_sheet_describe(const struct kernel_sheet *sheet, int row, int column, char *text,
                           size_t size);

// Draws the sheet and takes its click and its keys. Returns whether there is a weight to be told
// of, under the pointer or else the keyboard, and which.
bool kernel_sheet_draw(struct app *app, const struct kernel_sheet *sheet, struct rect rect,
                       int *row, int *column);

#endif
