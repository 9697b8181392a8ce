// Many digits read at once, on all threads, each as the window reads it (nn/ink/reading.h).
#ifndef APP_MEASURE_IMAGE_READINGS_H
#define APP_MEASURE_IMAGE_READINGS_H

#include "app/work/reading/pad_reading.h"
#include "nn/base/threads.h"
#include "nn/data/dataset.h"
#include "nn/train/evaluation.h"
#include "nn/train/train.h"

// What is kept of one reading.
struct image_reading {
    float probability[LENET_CLASSES]; // the network's own, at temperature 1
    float logits[LENET_CLASSES];
    struct evidence evidence; // at the calibration's temperature
    bool empty;               // nothing but paper
};

// Reads the images of `data` from `first` on, each once: data->count - first readings, which the
// caller frees. NULL when memory runs out.
struct image_reading *image_readings_make(const struct lenet *lenet,
                                          const struct calibration *calibration,
                                          const struct dataset *data, size_t first,
                                          struct threads *threads, struct status *status);

// Judges the readings of all of `data`, which holds at least one image.
void image_readings_judge(struct evaluation *evaluation, const struct image_reading *readings,
                          const struct dataset *data);

#endif
