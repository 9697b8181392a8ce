// From a window's size to the place of everything in it.
#ifndef APP_WINDOW_SCREEN_LAYOUT_COMPUTE_H
#define APP_WINDOW_SCREEN_LAYOUT_COMPUTE_H

#include "app/window/layout/layout.h"

// `training`: the training panel or the operating table is open, or a cell is pinned, which has
// their place (in a small window the other cards make room for it).
// A bit of `hidden_layers` (enum lenet_layer_id) takes a layer out of the figure; the others grow.
void layout_compute(struct layout *layout, int width, int height, float scale, bool training,
                    unsigned hidden_layers);
// The scale that a window of this size can have.
float layout_scale(int width, int height, float wanted);

// Several digits are read: a row of them gets a place in the reading's card.
void layout_compute_digits(struct layout *layout);
// One layer has the figure's card to itself; the others lie nowhere.
void layout_compute_layer(struct layout *layout, enum lenet_layer_id layer);
// A page takes the figure's card, and the figure has nothing: no layer of it lies anywhere.
void layout_compute_page(struct layout *layout);

#endif
