// Reading one image with a network.
#ifndef NN_NET_FORWARD_H
#define NN_NET_FORWARD_H

#include "nn/net/lenet.h"

// Reads the image in `activations->input` and fills every other field. Needs no scratch memory;
// many threads may share `lenet`.
void lenet_forward(struct lenet_activations *activations, const struct lenet *lenet);

#endif
