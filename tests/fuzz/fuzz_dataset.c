// Data sets: a file of labels and one of images, from memory; or one file that may be compressed.
// The first byte says which, the next two how long the labels' file is.
#include "tests/fuzz/fuzz.h"

#include "nn/data/dataset.h"
#include "nn/data/upright.h"

#include <string.h>

enum { LIMIT = 1 << 20 };

static void read_packed(const uint8_t *data, size_t size)
{
    struct bytes bytes;
    struct status status = {0};
    if (file_read(&bytes, fuzz_write("packed", data, size), LIMIT, &status)) {
        FUZZ_PROMISE(bytes.size <= LIMIT && bytes.data);
        bytes_free(&bytes);
    } else {
        FUZZ_PROMISE(status.code == STATUS_BAD_DATA && !bytes.data);
    }
}

static void check(struct dataset *dataset)
{
    FUZZ_PROMISE(dataset->count > 0 && dataset->turn == DATASET_UPRIGHT);
    for (size_t i = 0; i < dataset->count; i++)
        FUZZ_PROMISE(dataset->label[i] <= 9);
    bool lie = upright_ones_lie(dataset);
    upright_transpose(dataset);
    FUZZ_PROMISE(!lie || !upright_ones_lie(dataset));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct fuzz_input input = {data, size};
    struct status status = {0};
    struct dataset dataset;
    if (fuzz_byte(&input) & 1) {
        read_packed(input.data, input.left);
        return 0;
    }
    size_t labels_size = (size_t)fuzz_byte(&input) * 256 + fuzz_byte(&input);
    labels_size = labels_size < input.left ? labels_size : input.left;
    // In memory of their own, so that a step past the end is seen. What is read is not changed.
    uint8_t *labels_data = malloc(labels_size + !labels_size);
    uint8_t *images_data = malloc(input.left - labels_size + 1);
    FUZZ_PROMISE(labels_data && images_data);
    if (input.left > 0) {
        memcpy(labels_data, input.data, labels_size);
        memcpy(images_data, input.data + labels_size, input.left - labels_size);
    }
    struct dataset_file labels = {{labels_data, labels_size}, "labels"};
    struct dataset_file images = {{images_data, input.left - labels_size}, "images"};
    if (dataset_parse(&dataset, &images, &labels, &status))
        check(&dataset);
    else
        FUZZ_PROMISE(status.code == STATUS_BAD_DATA && !dataset.image && !dataset.label);
    dataset_free(&dataset);
    free(labels_data);
    free(images_data);
    return 0;
}
