// Rectangles of whole pixels.
#ifndef APP_PAINT_RECT_H
#define APP_PAINT_RECT_H

#include <stdbool.h>

struct rect {
    int x, y, w, h;
};

bool rect_contains(struct rect rect, int x, int y);
struct rect rect_inset(struct rect rect, int by);
struct rect rect_intersect(struct rect a, struct rect b); // w and h are 0 where nothing is left
static inline bool rect_empty(struct rect rect)
{
    return rect.w <= 0 || rect.h <= 0;
}

#endif
