// Places of a real window, as the layout has them: what changes there.
#ifndef TESTS_SUPPORT_X_PLACE_H
#define TESTS_SUPPORT_X_PLACE_H

#include "tests/support/x_desk.h"

#include "app/paint/rect.h"

enum { SOME = 12 }; // pixels that another word changes at least

static int left, top; // of the window on the screen: see place_find_window

// Once the window is on the screen, and again when it was moved. The pointer is at its corner then.
static inline void place_find_window(const struct desk *desk)
{
    char text[200];
    xdotool("mousemove --window %s 0 0", desk->window); // what decorates it is not the window's
    output_of(text, sizeof text, "xdotool getmouselocation");
    assert_int_equal(sscanf(text, "x:%d y:%d", &left, &top), 2);
}

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

// Until at least so many pixels of the place are other than `before`; negative: none.
static inline void await_in(const struct desk *desk, const uint32_t *before, struct rect rect,
                            int pixels, const char *what)
{
    double end = now() + DEADLINE_SECONDS;
    while (pixels > 0 ? count_in(desk, before, rect) < pixels : count_in(desk, before, rect) > 0) {
        if (now() > end)
            fail_msg("after %s: %d pixels differ", what, count_in(desk, before, rect));
        nap();
    }
}

#endif
