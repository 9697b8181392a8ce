// Where in a folder MNIST's files are, or those of a relative.
#ifndef NN_DATA_DATASET_FOLDER_H
#define NN_DATA_DATASET_FOLDER_H

#include "nn/data/dataset.h"
#include <limits.h>

struct dataset_files {
    char images[PATH_MAX], labels[PATH_MAX];
    bool emnist; // its names: its images may lie on their side
};

// Finds the images and the labels of one part, of the same family: MNIST (train-images-idx3-ubyte,
// t10k-...), else EMNIST's digits (emnist-digits-train-..., emnist-mnist-train-..., ...-test-...).
// Each with ".idx3" or "-idx3", plain or .gz, in the folder itself or in a folder that bears such a
// name, as some unpackers make. What is there but cannot be reached counts as found: reading it
// will give the reason. STATUS_MISSING names the folder and the files looked for.
bool dataset_folder_find(struct dataset_files *files, const char *folder, enum dataset_part part,
                         struct status *status);

// Reads one part of MNIST, or of EMNIST's digits, from `folder` under the names above, and
// sets EMNIST's images upright. STATUS_MISSING names the folder and
// the files looked for.
bool dataset_load(struct dataset *dataset, const char *folder, enum dataset_part part,
                  struct status *status);

#endif
