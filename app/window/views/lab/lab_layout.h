// Where everything on the page of the training is: the more room, the more of it beside each other.
#ifndef APP_WINDOW_VIEWS_LAB_LAB_LAYOUT_H
#define APP_WINDOW_VIEWS_LAB_LAB_LAYOUT_H

#include "app/window/screen/screen.h"

enum { LAB_BUTTONS = 5 };

// What has no room is empty.
struct lab_layout {
    struct rect tabs;
    enum lab_part first, last; // that have a tab; LAB_STEER only if something has no room else
    struct rect button[LAB_BUTTONS];
    struct rect place, options; // lines on where the run stands, and on what it is
    struct rect scale;          // the choice of a linear or logarithmic axis
    struct rect part[LAB_STEER];
    struct rect timeline;
    struct rect steering; // rate and distortion, apart from the timeline: in the part LAB_STEER
};

// `part`: which of the parts that have a tab is chosen; one that has none lets the first be shown.
// LAB_STEER brings a place for everything that steers the run.
void lab_layout_compute(struct lab_layout *lab, const struct layout *layout, enum lab_part part);

#endif
