// Finds the files of a data set, because MNIST's are handed out under several spellings of their
// names, and reads them.
#include "nn/data/dataset_folder.h"

#include "nn/base/byte_order.h"
#include "nn/data/upright.h"
#include "nn/files/file_kind.h"
#include "nn/files/place.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <zlib.h>

static const struct family {
    const char *prefix, *stem[2]; // (part)
} families[] = {
    {"", {[DATASET_TRAIN] = "train", [DATASET_TEST] = "t10k"}},
    {"emnist-digits-", {[DATASET_TRAIN] = "train", [DATASET_TEST] = "test"}},
    {"emnist-mnist-", {[DATASET_TRAIN] = "train", [DATASET_TEST] = "test"}},
};
enum { FAMILIES = sizeof families / sizeof *families };

// Names differ in what stands before "idx" and at the end; in the order of trying.
static const struct variant {
    const char *separator, *ending;
} variants[] = {{"-", ""}, {"-", ".gz"}, {".", ""}, {".", ".gz"}};
enum { VARIANTS = sizeof variants / sizeof *variants, NAME_SIZE = 64 };

struct files {
    char images[PATH_MAX], labels[PATH_MAX];
    bool emnist; // its names: its images may lie on their side
};

// One of the files, by what its names have in common.
struct wanted {
    const struct family *family;
    enum dataset_part part;
    const char *holds, *type; // "images", "idx3"
};

static void name_of(char name[NAME_SIZE], const struct wanted *wanted, int variant)
{
    snprintf(name, NAME_SIZE, "%s%s-%s%s%s-ubyte%s", wanted->family->prefix,
             wanted->family->stem[wanted->part], wanted->holds, variants[variant].separator,
             wanted->type, variants[variant].ending);
}

static bool is_missing(int error)
{
    return error == ENOENT || error == ENOTDIR;
}

// A folder is none of the files, even if it bears their name.
static bool is_found(const char *path)
{
    struct stat there;
    return stat(path, &there) == 0 ? !S_ISDIR(there.st_mode) : !is_missing(errno);
}

static bool find_directly(char path[PATH_MAX], const char *folder, const struct wanted *wanted)
{
    for (int i = 0; i < VARIANTS; i++) {
        char name[NAME_SIZE];
        name_of(name, wanted, i);
        if (snprintf(path, PATH_MAX, "%s/%s", folder, name) < PATH_MAX && is_found(path))
            return true;
    }
    return false;
}

static bool find_file(char path[PATH_MAX], const char *folder, const struct wanted *wanted)
{
    if (find_directly(path, folder, wanted))
        return true;
    for (int i = 0; i < VARIANTS; i++) {
        char name[NAME_SIZE], inner[PATH_MAX];
        name_of(name, wanted, i);
        if (snprintf(inner, PATH_MAX, "%s/%s", folder, name) < PATH_MAX &&
            find_directly(path, inner, wanted))
            return true;
    }
    return false;
}

static bool fail_missing(const char *folder, enum dataset_part part, const char *holds,
                         const char *type, struct status *status)
{
    struct stat there;
    bool nothing = stat(folder, &there) != 0 && is_missing(errno);
    const char *kind = file_kind_if_no_folder(folder);
    if (kind)
        return status_fail(status, STATUS_MISSING, "no MNIST %s in %s: it is not a folder but a %s",
                           holds, folder, kind);
    const char *stem = families[0].stem[part];
    return status_fail(status, STATUS_MISSING,
                       "no MNIST %s in the folder %s%s: looked for %s-%s-%s-ubyte and "
                       "%s-%s.%s-ubyte, also with .gz, and for EMNIST's %s%s-%s-%s-ubyte",
                       holds, folder, nothing ? " (which does not exist)" : "", stem, holds, type,
                       stem, holds, type, families[1].prefix, families[1].stem[part], holds, type);
}

// Finds the images and the labels of one part, of the same family. What is there but cannot be
// reached counts as found: reading it will give the reason.
static bool find_files(struct files *files, const char *folder, enum dataset_part part,
                       struct status *status)
{
    bool images_there = false;
    for (int i = 0; i < FAMILIES; i++) {
        const struct wanted images = {&families[i], part, "images", "idx3"};
        const struct wanted labels = {&families[i], part, "labels", "idx1"};
        files->emnist = i > 0;
        bool images_found = find_file(files->images, folder, &images);
        if (images_found && find_file(files->labels, folder, &labels))
            return true;
        images_there = images_there || images_found;
    }
    return images_there ? fail_missing(folder, part, "labels", "idx1", status)
                        : fail_missing(folder, part, "images", "idx3", status);
}

bool dataset_load(struct dataset *dataset, const char *folder, enum dataset_part part,
                  struct status *status)
{
    struct files files;
    *dataset = (struct dataset){0};
    if (!find_files(&files, folder, part, status) ||
        !dataset_load_files(dataset, files.images, files.labels, status))
        return false;
    if (!upright_ones_lie(dataset))
        return true;
    dataset->turn = files.emnist ? DATASET_TURNED : DATASET_LIES;
    if (files.emnist)
        upright_transpose(dataset);
    return true;
}

// Of a file as it is or packed, from its header on. False if it is shorter.
static bool read_start(void *out, size_t size, const char *path, size_t from)
{
    gzFile file = place_is_file(path) ? gzopen(path, "rb") : NULL; // plain files, too
    bool whole = file && gzseek(file, (z_off_t)from, SEEK_SET) == (z_off_t)from &&
                 gzread(file, out, (unsigned)size) == (int)size;
    if (file)
        gzclose(file);
    return whole;
}

// The number of items stands behind the magic, which is for whoever loads the file to check.
static bool read_count(size_t *count, const char *path)
{
    uint8_t number[4];
    *count = read_start(number, sizeof number, path, 4) ? big32(number) : 0;
    return *count > 0;
}

bool dataset_count(size_t *count, const char *folder, enum dataset_part part, struct status *status)
{
    struct files files;
    *count = 0;
    return find_files(&files, folder, part, status) &&
           (read_count(count, files.labels) ||
            status_fail(status, STATUS_BAD_DATA,
                        "%s: it does not say how many labels it holds; copy or "
                        "download it again",
                        files.labels));
}

bool dataset_load_first(struct dataset *dataset, const char *folder, enum dataset_part part,
                        size_t most, struct status *status)
{
    enum { IMAGES_HEADER = 16, LABELS_HEADER = 8 };
    struct files files;
    size_t count;
    *dataset = (struct dataset){0};
    if (!find_files(&files, folder, part, status) || !dataset_count(&count, folder, part, status) ||
        !dataset_init(dataset, count < most ? count : most, status))
        return false;
    if (!read_start(dataset->image, dataset->count * sizeof *dataset->image, files.images,
                    IMAGES_HEADER) ||
        !read_start(dataset->label, dataset->count, files.labels, LABELS_HEADER)) {
        dataset_free(dataset);
        return status_fail(status, STATUS_BAD_DATA, "%s: its first digits cannot be read", folder);
    }
    if (files.emnist && upright_ones_lie(dataset))
        upright_transpose(dataset);
    return true;
}
