// Where everything is in projector mode: the pad and the verdict, large, and one layer.
#ifndef APP_WINDOW_PROJECTOR_PROJECTOR_LAYOUT_H
#define APP_WINDOW_PROJECTOR_PROJECTOR_LAYOUT_H

#include "app/window/layout/layout.h"

struct projector_shows {
    enum lenet_layer_id layer;
    bool menu;       // a menu is open: its bar is there meanwhile
    bool side, sees; // an explanation is shown: the card at the side; "why?"
};

// As layout_compute.
void projector_layout(struct layout *layout, int width, int height, float scale,
                      const struct projector_shows *shows);

#endif
