// One image through the network. A unit of its own, so that who only describes a network or keeps
// its weights needs no kernels.
#include "nn/net/forward.h"

#include "nn/net/kernels.h"

void lenet_forward(struct lenet_activations *activations, const struct lenet *lenet)
{
    kernels_get()->read_one(activations, lenet);
}
