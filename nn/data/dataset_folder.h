// Where in a folder MNIST's files are, or those of a relative.
#ifndef NN_DATA_DATASET_FOLDER_H
#define NN_DATA_DATASET_FOLDER_H

#include "nn/data/dataset.h"

// Reads one part of MNIST (train-images-idx3-ubyte, t10k-...), else of EMNIST's digits
// (emnist-digits-train-..., emnist-mnist-train-..., ...-test-...), whose images are set upright.
// Each with ".idx3" or "-idx3", plain or .gz, in the folder itself or in a folder that bears such a
// name, as some unpackers make. STATUS_MISSING names the folder and the files looked for.
bool dataset_load(struct dataset *dataset, const char *folder, enum dataset_part part,
                  struct status *status);

// How many digits dataset_load would load, by what the header of the labels promises: fast enough
// to be asked while a person types a folder's name. Nothing else is checked.
bool dataset_count(size_t *count, const char *folder, enum dataset_part part,
                   struct status *status);

// The first of them only, at most `most`, to be shown: no more of the files is read, and nothing is
// said of how they lie. `dataset` is freed by dataset_free.
bool dataset_load_first(struct dataset *dataset, const char *folder, enum dataset_part part,
                        size_t most, struct status *status);

#endif
