// What a run learns that goes on from given weights: a person's own digits, mixed with a data set's
// so that the network does not forget the others.
#ifndef APP_TRAINING_FINE_TUNING_DATA_H
#define APP_TRAINING_FINE_TUNING_DATA_H

#include "nn/data/stroke_dataset.h"
#include "nn/net/lenet.h"
#include "nn/train/train.h"

struct fine_tuning_data {
    struct lenet weights; // where it begins
    struct stroke_dataset drawings;
};

// For a data set of `images`: some seconds on a usual machine, with small steps. Fewer and smaller
// ones where practice digits stand in for MNIST.
struct train_options fine_tuning_data_options(size_t images, bool stand_in);
// How often each drawing is seen in an epoch: so often that a few of them matter, but never so that
// they outweigh the images.
int fine_tuning_data_repeat(size_t images, size_t drawings);

#endif
