// A layer is the same in every step: these sentences are of the network, not of the image.
#include "app/session/step/step_texts.h"

#include "app/language/tr.h"

static const char *const forward_texts[LENET_LAYERS] = {
    [LENET_C1] =
        TR("Six kernels slide over the image. Each cell is a patch of 5×5 pixels times its "
           "map's kernel, plus a bias, through the sigmoid."),
    [LENET_S2] =
        TR("Four neighbours become one: their average times the map's coefficient, plus its "
           "bias."),
    [LENET_C3] = TR("Sixteen maps, each with six kernels: one for every map of S2. 150 products, a "
                    "bias, the sigmoid."),
    [LENET_S4] = TR("Again four neighbours become one, map by map."),
    [LENET_C5] =
        TR("120 units, each with a kernel for all of every map of S4: 400 products, a bias, "
           "the sigmoid."),
    [LENET_F6] = TR("84 units, each a sum over all 120 of C5, through the sigmoid."),
    [LENET_OUTPUT] = TR("Ten sums over the 84 units of F6, one for each digit: the logits."),
};

static const char *const back_texts[LENET_LAYERS] = {
    [LENET_C1] = TR("Each error of S2 comes back to the four cells that were averaged: times a "
                    "quarter of the coefficient, times the sigmoid's slope."),
    [LENET_S2] =
        TR("A cell of S2 was in up to 25 patches for each map of C3: the errors of all those "
           "cells come back, each through its weight."),
    [LENET_C3] = TR("Each error of S4 comes back to the four cells that were averaged: times a "
                    "quarter of the coefficient, times the sigmoid's slope."),
    [LENET_S4] =
        TR("Every unit of C5 looked at this cell: their 120 errors come back, each through "
           "its weight. There is no sigmoid here."),
    [LENET_C5] =
        TR("The errors of the 84 units of F6 come back, each through its weight; then times "
           "the slope of this unit's sigmoid."),
    [LENET_F6] =
        TR("The errors of the ten logits come back, each through its weight; then times the "
           "slope of this unit's sigmoid."),
    [LENET_OUTPUT] = TR("By how much would the loss grow with each logit? That is its error. The "
                        "shares hang together, so that the ten errors add up to 0."),
};

const char *step_texts_forward(enum lenet_layer_id layer)
{
    return tr(forward_texts[layer]);
}

const char *step_texts_label_from(enum slow_motion_label from)
{
    static const char *const words[] = {
        [SLOW_MOTION_READ] = TR("what it is read as"),
        [SLOW_MOTION_KNOWN] = TR("its label"),
        [SLOW_MOTION_CHOSEN] = TR("chosen by you"),
    };
    return tr(words[from]);
}

const char *step_texts_back(enum lenet_layer_id layer)
{
    return tr(back_texts[layer]);
}
