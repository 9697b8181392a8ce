// How the runs that are compared are told from each other.
#ifndef APP_WINDOW_VIEWS_LAB_LAB_RUN_LOOK_H
#define APP_WINDOW_VIEWS_LAB_LAB_RUN_LOOK_H

#include "app/ui/plot/plot.h"

enum { LAB_RUN_LOOKS = 72 }; // so many look unlike each other; then they begin again

// Gives the curve the colour and the pattern of run `i`, and lays it beside those of the run that
// goes on.
void lab_run_look_put(struct plot_curve *curve, const struct theme *theme, int i);

#endif
