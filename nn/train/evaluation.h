// How well a network reads a data set.
#ifndef NN_TRAIN_EVALUATION_H
#define NN_TRAIN_EVALUATION_H

#include "nn/base/status.h"
#include "nn/base/threads.h"
#include "nn/data/dataset.h"
#include "nn/net/kernels.h"

struct evaluation {
    size_t count, wrong;
    double loss;                // mean over the images
    uint32_t confusion[10][10]; // (label, reading)
};

// Reads a whole data set. `readings`, unless NULL, receives the class read for each image.
bool evaluation_run(struct evaluation *evaluation, const struct lenet *lenet,
                    const struct dataset *data, struct threads *threads, uint8_t *readings,
                    struct status *status);

// The same where `read` fills a block from its input, in its own way. It is called by all threads.
typedef void evaluation_read(void *context, struct lenet_block *block);
bool evaluation_run_by(struct evaluation *evaluation, evaluation_read *read, void *context,
                       const struct dataset *data, struct threads *threads, uint8_t *readings,
                       struct status *status);

#endif
