// Labelled digits: MNIST's IDX files, plain or gzip, in memory and back.
#ifndef NN_DATA_DATASET_H
#define NN_DATA_DATASET_H

#include "nn/base/digit.h"
#include "nn/base/status.h"
#include "nn/files/file.h"
#include <stddef.h>
#include <stdint.h>

// Whether the images lay on their side in their files, rows and columns swapped, as EMNIST's do.
enum dataset_turn {
    DATASET_UPRIGHT,
    DATASET_TURNED, // they did, and the names are EMNIST's: they were set upright
    DATASET_LIES,   // they seem to, but the names are MNIST's: they were left as they are
};

struct dataset {
    uint8_t (*image)[DIGIT_SIDE][DIGIT_SIDE]; // (image, row, column); 0 background, 255 ink; owned
    uint8_t *label;                           // 0..9; owned
    size_t count;
    enum dataset_turn turn;
};

// One IDX file in memory, unpacked. Borrowed.
struct dataset_file {
    struct bytes bytes;
    const char *name; // for messages
};

enum dataset_part {
    DATASET_TRAIN,
    DATASET_TEST,
};

// Allocates room for `count` zeroed images.
bool dataset_init(struct dataset *dataset, size_t count, struct status *status);
void dataset_free(struct dataset *dataset);
// Images first .. first + count, borrowed: not to be freed.
struct dataset dataset_slice(const struct dataset *dataset, size_t first, size_t count);

// Reads one pair of IDX files. Images of 32x32, as the network's input is, lose their border, which
// must be background. Every size in a header is checked against the bytes that follow
// before anything is allocated; image and label counts must agree; labels must be 0..9. An empty
// data set is refused.
bool dataset_load_files(struct dataset *dataset, const char *images_path, const char *labels_path,
                        struct status *status);

// The same for files in memory.
bool dataset_parse(struct dataset *dataset, const struct dataset_file *images,
                   const struct dataset_file *labels, struct status *status);

// Writes one pair of IDX files (gzip if the paths end in .gz); both change or neither does.
// STATUS_USAGE if there are no digits, or more than can be loaded again.
bool dataset_save(const struct dataset *dataset, const char *images_path, const char *labels_path,
                  struct status *status);

#endif
