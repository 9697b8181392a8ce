// What the files of this folder have of one another. Only for them.
#ifndef APP_UI_PLOT_PLOT_PARTS_H
#define APP_UI_PLOT_PLOT_PARTS_H

#include "app/ui/plot/plot.h"

struct plot_axis {
    double low, high, step; // of the values, or of their decimal logarithms
    bool logarithmic, percent;
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
// A short piece of the curve, for a legend.
void plot_draw_sample(struct ui *ui, struct rect at, const struct plot_curve *curve);

// ---- Thin curves --------------------------------------------------------------------------------

// One that is beside the others.
void plot_draw_thin(struct ui *ui, const struct plot_frame *frame, const struct plot_curve *curve);

// ---- Legend -------------------------------------------------------------------------------------

// How many rows it needs at a width, the first of which it shares with the title of the y axis.
int plot_legend_rows(struct ui *ui, const struct plot *plot, int width);
// In rows of `height`, of which there are `rows`.
void plot_draw_legend(struct ui *ui, const struct plot *plot, struct rect first, int rows);

// ---- Cross-hair ---------------------------------------------------------------------------------

// The x of the point nearest to `x`, of the curves that are not beside if they have any. False if
// there is none.
bool plot_nearest(const struct plot_frame *frame, double x, double *nearest);
// The cross-hair at `x`, and what every curve has there. `pointer_y`: of many curves, those nearest
// to it are named; device pixels.
void plot_draw_crosshair(struct ui *ui, const struct plot_frame *frame, double x, float pointer_y);

#endif
