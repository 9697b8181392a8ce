// Curves over a shared x axis: axes that end and tick at round numbers, grid, legend, and a
// cross-hair with the values of every curve under the pointer, or where the keys have led it.
#ifndef APP_UI_PLOT_PLOT_H
#define APP_UI_PLOT_PLOT_H

#include "app/ui/ui.h"

// How a line is broken, for where there are more curves than colours.
enum plot_pattern { PLOT_WHOLE, PLOT_DOTTED, PLOT_DASH_DOT, PLOT_PATTERNS };

struct plot_curve {
    const char *name;
    const float *y; // NaN leaves a gap
    const float *x; // never falling; NULL: 0, 1, 2, ...
    int count;
    uint32_t colour;
    bool dashed;
    bool beside;               // thin, behind the others, and of less importance than they
    bool unlisted;             // not named in the legend, only at the cross-hair
    enum plot_pattern pattern; // of one that is not dashed; DASH_DOT only of one that is beside
    const char *detail;        // said after its name, at the cross-hair; or NULL
};

// Any number of curves. All of it is the caller's.
struct plot {
    uint32_t id; // of the widget that takes the focus; 0: keys do not lead to it
    const struct plot_curve *curve;
    int count;
    // More curves after these, for whose number there is no bound and so no array: they are asked
    // for one by one. NULL if there are none. What they point to stays while the plot is drawn.
    struct plot_curve (*other)(const void *context, int i);
    const void *context;
    int others;
    const char *x_title, *y_title; // or NULL
    bool percent;                  // y = 0.05 is shown as 5%
    // y = 0, and what is less than a hundred-millionth, has a place of its own at the lower end of
    // the axis, y < 0 none.
    bool logarithmic;
    float x_low, x_high; // the x axis reaches from one to the other, at least; both 0: no matter
    const char *part;    // of what the x axis counts, as "batch", of which there are `parts`; the
    int parts;           // cross-hair then says "epoch 3, batch 20" of 2 + 20 / parts. 0: none
    float mark;          // a place on the x axis that is marked, if `marked`
    bool marked;
};

struct plot_answer {
    bool chosen; // a place was clicked, or Enter pressed at the cross-hair
    float x;     // which: that of the nearest point
};

// Once it has the focus, Left and Right lead the cross-hair to the next point that can be told from
// the present one, Page Up and Down ten of these on, Home and End to the ends. Where curves are
// beside others, the one that is nearest to the pointer is drawn bold and named first; Up and Down
// lead from one to the next. In less room than axes need, nothing is drawn.
struct plot_answer plot_draw(struct ui *ui, struct rect rect, const struct plot *plot);

#endif
