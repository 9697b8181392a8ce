// Everything on the screen is placed and clipped by these few questions about rectangles.
#include "app/paint/rect.h"

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}

bool rect_contains(struct rect rect, int x, int y)
{
    return x >= rect.x && y >= rect.y && x < rect.x + rect.w && y < rect.y + rect.h;
}

struct rect rect_inset(struct rect rect, int by)
{
    return (struct rect){rect.x + by, rect.y + by, larger(0, rect.w - 2 * by),
                         larger(0, rect.h - 2 * by)};
}

struct rect rect_intersect(struct rect a, struct rect b)
{
    int left = larger(a.x, b.x), top = larger(a.y, b.y);
    int right = smaller(a.x + a.w, b.x + b.w), bottom = smaller(a.y + a.h, b.y + b.h);
    return (struct rect){left, top, larger(0, right - left), larger(0, bottom - top)};
}
