// One table in place of a case for each layer wherever weights are counted, painted or shown.
#include "nn/net/places.h"

#define PLACE(field) (offsetof(struct lenet, field) / sizeof(float))

const struct lenet_place lenet_places[LENET_LAYERS] = {
    [LENET_C1] = {PLACE(c1_weight), PLACE(c1_bias), 1, 25},
    [LENET_S2] = {PLACE(s2_weight), PLACE(s2_bias), 1, 1},
    [LENET_C3] = {PLACE(c3_weight), PLACE(c3_bias), 6, 25},
    [LENET_S4] = {PLACE(s4_weight), PLACE(s4_bias), 1, 1},
    [LENET_C5] = {PLACE(c5_weight), PLACE(c5_bias), 16, 25},
    [LENET_F6] = {PLACE(f6_weight), PLACE(f6_bias), 120, 1},
    [LENET_OUTPUT] = {PLACE(output_weight), PLACE(output_bias), 84, 1},
};
