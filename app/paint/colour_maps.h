// The colour maps of the feature maps: perceptually even, and readable by colour-blind people.
#ifndef APP_PAINT_COLOUR_MAPS_H
#define APP_PAINT_COLOUR_MAPS_H

#include <stdint.h>

// Every map and what the menu calls it, in the menu's order. Settings know a map by its place here,
// so that a new one is put last; its colours go to colour_maps.c.
#define COLOUR_MAP_LIST(MAP)                                                                       \
    MAP(VIRIDIS, TR("Viridis colours"))                                                            \
    MAP(CIVIDIS, TR("Cividis colours"))                                                            \
    MAP(GREY, TR("Grey levels"))

#define COLOUR_MAP_ID(name, label) COLOUR_MAP_##name,
enum colour_map_id { COLOUR_MAP_LIST(COLOUR_MAP_ID) COLOUR_MAPS };
#undef COLOUR_MAP_ID

// From low to high.
struct colour_map {
    uint32_t colour[256];
};
extern const struct colour_map colour_maps[COLOUR_MAPS];

// Of weights and of shares, which have a sign: orange below 0, light grey at 0 in the middle, blue
// above. No choice of the menu: it means the same everywhere.
extern const struct colour_map colour_map_signed;

#endif
