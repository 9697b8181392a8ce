// Places of a real window, as the layout has them: what changes there. A test sets `left` and `top`
// once its window is on the screen.
#ifndef TESTS_SUPPORT_X_PLACE_H
#define TESTS_SUPPORT_X_PLACE_H

#include "tests/support/x_desk.h"

#include "app/paint/rect.h"

enum { SOME = 12 }; // pixels that another word changes at least

static int left, top; // of the window on the screen

static inline int count_in(const struct desk *desk, const uint32_t *before, struct rect rect)
{
    int changed = 0;
    uint32_t *after = copy_screen(desk);
    for (int y = top + rect.y; y < top + rect.y + rect.h; y++)
        for (int x = left + rect.x; x < left + rect.x + rect.w; x++)
            changed += before[y * desk->width + x] != after[y * desk->width + x];
    free(after);
    return changed;
}

// Until the place is other than `before`, or as it was.
static inline void await_place(const struct desk *desk, const uint32_t *before, struct rect rect,
                               bool other, const char *what)
{
    double end = now() + DEADLINE_SECONDS;
    while ((count_in(desk, before, rect) >= SOME) != other) {
        if (now() > end)
            fail_msg("after %s: %d pixels differ", what, count_in(desk, before, rect));
        nap();
    }
}

#endif
