// The figure: every layer of the network side by side.
#ifndef APP_WINDOW_LAYOUT_LAYOUT_FIGURE_H
#define APP_WINDOW_LAYOUT_LAYOUT_FIGURE_H

#include "app/window/layout/layout_spacing.h"

// Fills the figure's card: its layers but the hidden ones, the space between them, the legend.
void layout_place_figure(struct layout *layout, const struct layout_spacing *spacing,
                         struct rect card);
// One layer in that card, as large as it can be, below the ways to the others.
void layout_place_layer(struct layout *layout, const struct layout_spacing *spacing,
                        struct rect card, enum lenet_layer_id id);

#endif
