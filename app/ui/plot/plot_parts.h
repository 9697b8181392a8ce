// What the files of this folder have of one another. Only for them.
#ifndef APP_UI_PLOT_PLOT_PARTS_H
#define APP_UI_PLOT_PLOT_PARTS_H

#include "app/ui/plot/plot.h"

struct plot_axis {
    double low, high, step; // of the values, or of their decimal logarithms
    bool logarithmic, percent;
    double least; // of a logarithmic one: what is less lies at the low end, where 0 is,
    bool zero;    // if there is such a thing
    bool whole;   // only whole numbers occur
    int from, to; // device pixels at low and high
};

// A plot whose axes are settled.
struct plot_frame {
    const struct plot *plot;
    struct rect area; // between the axes
    struct plot_axis x, y;
};

// ---- Axes ---------------------------------------------------------------------------------------

// The curves of both kinds: those of the array, then the others.
int plot_curve_count(const struct plot *plot);
struct plot_curve plot_curve_at(const struct plot *plot, int c);
// Of point `i`.
double plot_curve_x(const struct plot_curve *curve, int i);
// The point has a place.
bool plot_can_show(const struct plot_frame *frame, const struct plot_curve *curve, int i);
// Settles both axes within `rect`. False if there is no point that can be shown.
bool plot_settle(struct ui *ui, struct plot_frame *frame, struct rect rect);
// In device pixels.
float plot_place(const struct plot_axis *axis, double value);
void plot_draw_axes(struct ui *ui, const struct plot_frame *frame);

// ---- Curves -------------------------------------------------------------------------------------

void plot_draw_curves(struct ui *ui, const struct plot_frame *frame);
// One of them once more, so that it stands out of all.
void plot_draw_bold(struct ui *ui, const struct plot_frame *frame, const struct plot_curve *curve);
// A short piece of the curve, for a legend.
void plot_draw_sample(struct ui *ui, struct rect at, const struct plot_curve *curve);

// ---- Thin curves --------------------------------------------------------------------------------

// One that is beside the others.
void plot_draw_thin(struct ui *ui, const struct plot_frame *frame, const struct plot_curve *curve);
// Whether its line is drawn at a place, in logical pixels from its beginning.
bool plot_line_covers(const struct plot_curve *curve, float along);

// ---- Legend -------------------------------------------------------------------------------------

// How many rows it needs at a width, the first of which it shares with the title of the y axis.
int plot_legend_rows(struct ui *ui, const struct plot *plot, int width);
// In rows of `height`, of which there are `rows`.
void plot_draw_legend(struct ui *ui, const struct plot *plot, struct rect first, int rows);

// ---- Values -------------------------------------------------------------------------------------

enum { PLOT_VALUES = 128 };

// What a curve has at the cross-hair.
struct plot_value {
    struct plot_curve curve;
    int number; // of the curve
    int point;
    float y; // device pixels
};

struct plot_values {
    struct plot_value list[PLOT_VALUES];
    int count, more; // more: there are, which are not in the list
    bool chosen;     // the first of the list is the one that is pointed at
};

// What the curves have at `x`; of more than there is room for, those nearest to the height
// `near_y`, in device pixels, and all that are not beside before these. A run that ended before
// the cross-hair has nothing there. If any is beside others, the nearest of all comes first.
void plot_find_values(struct ui *ui, const struct plot_frame *frame, double x, float near_y,
                      struct plot_values *values);
// Of the curves that are beside, those furthest from `near_y` go, until no more than `most` are
// left. The one that is pointed at stays.
void plot_leave_nearest(struct plot_values *values, int most, float near_y);
// The curve whose value at `x` is the next below (direction 1) or above (-1) that of curve
// `number`; -1 for the nearest to an end of the axis to begin with. `number` if there is none.
int plot_next_curve(struct ui *ui, const struct plot_frame *frame, double x, int number,
                    int direction);
// The height of curve `number` at `x`, in device pixels; false if it has none there.
bool plot_height(struct ui *ui, const struct plot_frame *frame, double x, int number, float *y);

// ---- Cross-hair ---------------------------------------------------------------------------------

// The x of the point nearest to `x`, of the curves that are not beside if they have any. False if
// there is none.
bool plot_nearest(const struct plot_frame *frame, double x, double *nearest);
// The cross-hair at `x`, and what every curve has there. `pointer_y`: of many curves, those nearest
// to it are named, and the nearest is shown; device pixels.
void plot_draw_crosshair(struct ui *ui, const struct plot_frame *frame, double x, float pointer_y);

#endif
