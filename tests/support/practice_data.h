// A small data set of practice digits, for tests that train and measure.
#ifndef TESTS_SUPPORT_PRACTICE_DATA_H
#define TESTS_SUPPORT_PRACTICE_DATA_H

#include "nn/data/dataset.h"
#include "nn/data/practice.h"
#include "nn/files/file.h"

#include <stdio.h>

static inline bool practice_data_save_part(const char *folder, const char *part_name,
                                           enum dataset_part part, size_t count, uint64_t seed)
{
    struct dataset data = {0};
    char images[200], labels[200];
    snprintf(images, sizeof images, "%s/%s-images-idx3-ubyte", folder, part_name);
    snprintf(labels, sizeof labels, "%s/%s-labels-idx1-ubyte", folder, part_name);
    bool saved =
        practice_make(&data, count, seed, part, NULL) && dataset_save(&data, images, labels, NULL);
    dataset_free(&data);
    return saved;
}

// MNIST's four files in `folder`, which is made.
static inline bool practice_data_save(const char *folder, size_t train, size_t test, uint64_t seed)
{
    return file_make_folder(folder, NULL) &&
           practice_data_save_part(folder, "train", DATASET_TRAIN, train, seed) &&
           practice_data_save_part(folder, "t10k", DATASET_TEST, test, seed);
}

#endif
