// Labelled digits from IDX files, because that is how MNIST and its relatives are handed out.
//
// An IDX file is a magic number (two zero bytes, the element type, the number of dimensions), the
// dimensions as big-endian 32-bit numbers, and the elements. Ours are unsigned bytes: images with
// three dimensions, labels with one. A header is believed only if exactly the bytes it promises
// follow.
#include "nn/data/dataset.h"

#include "nn/base/byte_order.h"
#include "nn/files/file.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    DIGIT_BYTES = DIGIT_SIDE * DIGIT_SIDE,
    IMAGES_MAGIC = 0x00000803,
    LABELS_MAGIC = 0x00000801,
    IMAGES_HEADER = 16,
    LABELS_HEADER = 8,
    LONGEST_FILE = 1 << 30, // more than a million digits
    BORDERED_SIDE = 32,     // of digits with the border that the network's input has
    BORDER = (BORDERED_SIDE - DIGIT_SIDE) / 2,
};

// What sets the two kinds of file apart.
struct idx_kind {
    const char *holds, *other;
    uint32_t magic, other_magic;
    size_t header_size, item_size;
};

static const struct idx_kind idx_images = {"images",     "labels",      IMAGES_MAGIC,
                                           LABELS_MAGIC, IMAGES_HEADER, DIGIT_BYTES};
static const struct idx_kind idx_labels = {"labels",     "images",      LABELS_MAGIC,
                                           IMAGES_MAGIC, LABELS_HEADER, 1};

// ---- In memory ----------------------------------------------------------------------------------

bool dataset_init(struct dataset *dataset, size_t count, struct status *status)
{
    *dataset = (struct dataset){0};
    if (count > SIZE_MAX / DIGIT_BYTES)
        return status_fail(status, STATUS_NO_MEMORY, "out of memory: %zu digits are too many",
                           count);
    size_t room = count > 0 ? count : 1;
    dataset->image = calloc(room, DIGIT_BYTES);
    dataset->label = calloc(room, 1);
    dataset->count = count;
    if (dataset->image && dataset->label)
        return true;
    dataset_free(dataset);
    return status_fail(status, STATUS_NO_MEMORY, "out of memory for %zu digits", count);
}

void dataset_free(struct dataset *dataset)
{
    free(dataset->image);
    free(dataset->label);
    *dataset = (struct dataset){0};
}

struct dataset dataset_slice(const struct dataset *dataset, size_t first, size_t count)
{
    return (struct dataset){
        .image = dataset->image + first, .label = dataset->label + first, .count = count};
}

// ---- Reading ------------------------------------------------------------------------------------

// What a browser shows where a download was meant to be.
static bool is_web_page(const struct bytes *file)
{
    static const char *const beginnings[] = {"<!doctype html", "<html", "<head", "<?xml"};
    const char *at = (const char *)file->data, *end = at + file->size;
    if (end - at >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0) // UTF-8's mark
        at += 3;
    while (at < end && strchr(" \t\r\n", *at) && *at != '\0')
        at++;
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
        size_t length = strlen(beginnings[i]);
        if ((size_t)(end - at) >= length && strncasecmp(at, beginnings[i], length) == 0)
            return true;
    }
    return false;
}

static bool check_magic(const struct bytes *file, const char *path, const struct idx_kind *kind,
                        struct status *status)
{
    if (is_web_page(file))
        return status_fail(status, STATUS_BAD_DATA,
                           "%s: a web page instead of an IDX file of %s: the server sent its page "
                           "about the file, or about an error; download the file itself",
                           path, kind->holds);
    if (file->size < kind->header_size)
        return status_fail(status, STATUS_BAD_DATA,
                           "%s: cut short: an IDX file of %s begins with a header of %zu bytes, "
                           "but only %zu bytes are there; copy or download it again",
                           path, kind->holds, kind->header_size, file->size);
    uint32_t magic = big32(file->data);
    if (magic == kind->other_magic)
        return status_fail(status, STATUS_BAD_DATA,
                           "%s: holds %s where %s are expected; have two files changed names?",
                           path, kind->other, kind->holds);
    if (magic != kind->magic)
        return status_fail(status, STATUS_BAD_DATA,
                           "%s: not an IDX file of %s: it begins with %08" PRIx32
                           " instead of %08" PRIx32 "; download it again",
                           path, kind->holds, magic, kind->magic);
    return true;
}

// Checks a file from its first byte to its last; what follows the header is then as promised.
static bool check_idx(size_t *count, const struct bytes *file, const char *path,
                      const struct idx_kind *kind, struct status *status)
{
    if (!check_magic(file, path, kind, status))
        return false;
    uint32_t items = big32(file->data + 4);
    size_t item_size = kind->item_size;
    if (kind == &idx_images) {
        uint32_t rows = big32(file->data + 8), columns = big32(file->data + 12);
        if (rows != columns || (rows != DIGIT_SIDE && rows != BORDERED_SIDE))
            return status_fail(status, STATUS_BAD_DATA,
                               "%s: its images are %" PRIu32 "x%" PRIu32
                               ", expected 28x28, or 32x32 with a border of 2; use images in "
                               "MNIST's size",
                               path, columns, rows);
        item_size = (size_t)rows * columns;
    }
    if (items == 0)
        return status_fail(status, STATUS_BAD_DATA, "%s: holds no %s; copy or download it again",
                           path, kind->holds);
    uint64_t promised = (uint64_t)items * item_size;
    uint64_t there = file->size - kind->header_size;
    if (there != promised)
        return status_fail(status, STATUS_BAD_DATA,
                           "%s: %s: its header promises %" PRIu32 " %s (%" PRIu64
                           " bytes), but %" PRIu64 " bytes follow; copy or download it again",
                           path, there < promised ? "cut short" : "too long", items, kind->holds,
                           promised, there);
    *count = items;
    return true;
}

static bool check_labels(const uint8_t *label, size_t count, const char *path,
                         struct status *status)
{
    for (size_t i = 0; i < count; i++) {
        if (label[i] > 9)
            return status_fail(status, STATUS_BAD_DATA,
                               "%s: label number %zu is %d, expected 0 to 9; use labels of digits",
                               path, i, label[i]);
    }
    return true;
}

// The digit within its border, which holds nothing.
static bool take_bordered(uint8_t digit[DIGIT_SIDE][DIGIT_SIDE], const uint8_t *image)
{
    int ink = 0;
    for (int row = 0; row < BORDERED_SIDE; row++)
        for (int column = 0; column < BORDERED_SIDE; column++) {
            int y = row - BORDER, x = column - BORDER, grey = image[row * BORDERED_SIDE + column];
            if (y < 0 || x < 0 || y >= DIGIT_SIDE || x >= DIGIT_SIDE)
                ink |= grey;
            else
                digit[y][x] = (uint8_t)grey;
        }
    return ink == 0;
}

static bool take_images(struct dataset *dataset, const struct dataset_file *images,
                        struct status *status)
{
    const uint8_t *image = images->bytes.data + IMAGES_HEADER;
    bool bordered = big32(images->bytes.data + 8) == BORDERED_SIDE, good = true;
    if (!bordered)
        memcpy(dataset->image, image, dataset->count * DIGIT_BYTES);
    for (size_t i = 0; bordered && good && i < dataset->count; i++) {
        good = take_bordered(dataset->image[i], image + i * BORDERED_SIDE * BORDERED_SIDE) ||
               status_fail(status, STATUS_BAD_DATA,
                           "%s: image number %zu of 32x32 has ink in its border of 2, where "
                           "MNIST's digits have none; use images in MNIST's size",
                           images->name, i);
    }
    if (!good)
        dataset_free(dataset);
    return good;
}

bool dataset_parse(struct dataset *dataset, const struct dataset_file *images,
                   const struct dataset_file *labels, struct status *status)
{
    size_t count = 0, label_count = 0;
    *dataset = (struct dataset){0};
    if (!check_idx(&label_count, &labels->bytes, labels->name, &idx_labels, status) ||
        !check_labels(labels->bytes.data + LABELS_HEADER, label_count, labels->name, status) ||
        !check_idx(&count, &images->bytes, images->name, &idx_images, status))
        return false;
    if (count != label_count)
        return status_fail(
            status, STATUS_BAD_DATA,
            "%s holds %zu images, but %s holds %zu labels; they do not belong together: download "
            "both again",
            images->name, count, labels->name, label_count);
    if (!dataset_init(dataset, count, status))
        return false;
    memcpy(dataset->label, labels->bytes.data + LABELS_HEADER, count);
    return take_images(dataset, images, status);
}

bool dataset_load_files(struct dataset *dataset, const char *images_path, const char *labels_path,
                        struct status *status)
{
    struct dataset_file images = {.name = images_path}, labels = {.name = labels_path};
    *dataset = (struct dataset){0};
    bool loaded = file_read(&labels.bytes, labels_path, LONGEST_FILE, status) &&
                  file_read(&images.bytes, images_path, LONGEST_FILE, status) &&
                  dataset_parse(dataset, &images, &labels, status);
    bytes_free(&images.bytes);
    bytes_free(&labels.bytes);
    return loaded;
}

// ---- Writing ------------------------------------------------------------------------------------

// The whole file in memory; NULL when memory runs out. The caller frees it.
static uint8_t *make_idx(size_t *size, const struct idx_kind *kind, const void *items, size_t count)
{
    *size = kind->header_size + count * kind->item_size;
    uint8_t *file = malloc(*size);
    if (!file)
        return NULL;
    put_big32(file, kind->magic);
    put_big32(file + 4, (uint32_t)count);
    for (size_t at = 8; at < kind->header_size; at += 4)
        put_big32(file + at, DIGIT_SIDE);
    memcpy(file + kind->header_size, items, count * kind->item_size);
    return file;
}

bool dataset_save(const struct dataset *dataset, const char *images_path, const char *labels_path,
                  struct status *status)
{
    bool saved = false;
    size_t images_size, labels_size;
    if (dataset->count == 0 || dataset->count > (LONGEST_FILE - IMAGES_HEADER) / DIGIT_BYTES)
        return status_fail(status, STATUS_USAGE, "cannot write %s: %zu digits are too %s",
                           images_path, dataset->count, dataset->count == 0 ? "few" : "many");
    uint8_t *images = make_idx(&images_size, &idx_images, dataset->image, dataset->count);
    uint8_t *labels = make_idx(&labels_size, &idx_labels, dataset->label, dataset->count);
    const struct file_content files[] = {
        {.path = images_path, .data = images, .size = images_size},
        {.path = labels_path, .data = labels, .size = labels_size}};
    if (images && labels)
        saved = file_write_together(files, 2, status);
    else
        status_fail(status, STATUS_NO_MEMORY, "cannot write %s: out of memory", images_path);
    free(images);
    free(labels);
    return saved;
}
