// What the parts of the layout measure with.
#ifndef APP_WINDOW_LAYOUT_LAYOUT_SPACING_H
#define APP_WINDOW_LAYOUT_LAYOUT_SPACING_H

#include "app/window/layout/layout.h"
#include <math.h>

// What changes with the room there is, in device pixels.
struct layout_spacing {
    int gap;     // around and between cards
    int padding; // inside cards
    int title;   // height of a card's title row
    int row;     // between a title row and what follows
    int tool;    // side of a tool button
    int small;   // height of a line of small text
};

// By the room that the layout's window has.
struct layout_spacing layout_choose_spacing(const struct layout *layout);

static inline int px(const struct layout *layout, float logical)
{
    return (int)lrintf(logical * layout->scale);
}

static inline int min_int(int a, int b)
{
    return a < b ? a : b;
}

static inline int max_int(int a, int b)
{
    return a > b ? a : b;
}

#endif
