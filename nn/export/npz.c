// A .npz is a zip of .npy files: each a line that says type and shape, and the values. Nothing is
// compressed, as by numpy.savez, and no time is told, so that the same weights give the same bytes.
#include "nn/export/npz.h"

#include <stdio.h>
#include <string.h>
#include <zlib.h>

enum { NPY_ALIGNMENT = 64, MOST_ENTRIES = 32, ZIP_VERSION = 20, ZIP_FIRST_DAY = 1 << 5 | 1 };

struct array {
    const char *name;
    int rank, shape[SAFETENSORS_RANK];
    const float *value;
};

struct entry {
    char name[32];
    uint32_t checksum;
    size_t size, at; // of the content; where its header stands
};

struct archive {
    struct buffer *out;
    struct entry entry[MOST_ENTRIES];
    int count;
};

// ---- NumPy's part -------------------------------------------------------------------------------

static void add_npy(struct buffer *out, const struct array *array)
{
    static const uint8_t magic[] = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    char header[128] = "{'descr': '<f4', 'fortran_order': False, 'shape': (";
    size_t values = 1, length = strlen(header), whole;
    for (int i = 0; i < array->rank; i++) {
        length +=
            (size_t)snprintf(header + length, sizeof header - length, "%d, ", array->shape[i]);
        values *= (size_t)array->shape[i];
    }
    length += (size_t)snprintf(header + length, sizeof header - length, "), }");
    whole = (sizeof magic + 2 + length + 1 + NPY_ALIGNMENT - 1) / NPY_ALIGNMENT * NPY_ALIGNMENT;
    buffer_add(out, magic, sizeof magic);
    buffer_number(out, whole - sizeof magic - 2, 2);
    buffer_format(out, "%-*s\n", (int)(whole - sizeof magic - 3), header);
    buffer_floats(out, array->value, values);
}

// ---- The zip's part -----------------------------------------------------------------------------

// What stands both before the content and in the list at the end.
static void add_entry(struct buffer *out, const struct entry *entry)
{
    buffer_number(out, ZIP_VERSION, 2);
    buffer_number(out, 0, 2); // flags
    buffer_number(out, 0, 2); // stored
    buffer_number(out, 0, 2); // midnight
    buffer_number(out, ZIP_FIRST_DAY, 2);
    buffer_number(out, entry->checksum, 4);
    buffer_number(out, entry->size, 4);
    buffer_number(out, entry->size, 4);
    buffer_number(out, strlen(entry->name), 2);
    buffer_number(out, 0, 2); // no more of it
}

static void add_file(struct archive *archive, const struct array *array)
{
    struct buffer content = {0};
    struct entry *entry = &archive->entry[archive->count++];
    add_npy(&content, array);
    snprintf(entry->name, sizeof entry->name, "%s.npy", array->name);
    entry->checksum = (uint32_t)crc32(0, content.data, (uInt)content.size);
    entry->size = content.size;
    entry->at = archive->out->size;
    buffer_text(archive->out, "PK\3\4");
    add_entry(archive->out, entry);
    buffer_text(archive->out, entry->name);
    buffer_add(archive->out, content.data, content.size);
    archive->out->failed = archive->out->failed || content.failed;
    buffer_free(&content);
}

static void add_list(struct archive *archive)
{
    struct buffer *out = archive->out;
    size_t start = out->size;
    for (int i = 0; i < archive->count; i++) {
        buffer_text(out, "PK\1\2");
        buffer_number(out, ZIP_VERSION, 2);
        add_entry(out, &archive->entry[i]);
        buffer_number(out, 0, 2); // no comment
        buffer_number(out, 0, 8); // on no other disk, of no system
        buffer_number(out, archive->entry[i].at, 4);
        buffer_text(out, archive->entry[i].name);
    }
    size_t size = out->size - start;
    buffer_text(out, "PK\5\6");
    buffer_number(out, 0, 4); // one disk
    buffer_number(out, (uint64_t)archive->count, 2);
    buffer_number(out, (uint64_t)archive->count, 2);
    buffer_number(out, size, 4);
    buffer_number(out, start, 4);
    buffer_number(out, 0, 2); // no comment
}

// ---- Both ---------------------------------------------------------------------------------------

const char *npz_array_name(int number)
{
    return number == NPZ_LOGITS        ? "logits"
           : number == NPZ_PROBABILITY ? "probability"
                                       : lenet_layers[number].name;
}

static struct array array_of(const struct export_source *source, int number)
{
    const char *name = npz_array_name(number);
    if (number == NPZ_LOGITS)
        return (struct array){name, 1, {LENET_CLASSES}, source->activations->logits};
    if (number == NPZ_PROBABILITY)
        return (struct array){name, 1, {LENET_CLASSES}, source->probability};
    const struct lenet_layer *about = &lenet_layers[number];
    struct array array = {.name = name,
                          .rank = about->side > 1 ? 3 : 1,
                          .shape = {about->maps, about->side, about->side},
                          .value =
                              lenet_layer_values(source->activations, (enum lenet_layer_id)number)};
    if (number == LENET_INPUT) // one map: (row, column)
        array.rank = 2, array.shape[0] = about->side;
    return array;
}

static void add_activations(struct archive *archive, const struct export_source *source)
{
    for (int number = 0; number < NPZ_ARRAYS; number++) {
        struct array array = array_of(source, number);
        add_file(archive, &array);
    }
}

void npz_write_array(struct buffer *out, const struct export_source *source, int number)
{
    struct array array = array_of(source, number);
    add_npy(out, &array);
}

void npz_write(struct buffer *out, const struct export_source *source)
{
    struct archive archive = {.out = out};
    for (int i = 0; source->lenet && i < MODEL_TENSORS; i++) {
        struct model_tensor tensor = model_tensor(source->lenet, i);
        struct array array = {
            .name = tensor.layout->name, .rank = tensor.layout->rank, .value = tensor.value};
        memcpy(array.shape, tensor.layout->shape, sizeof array.shape);
        add_file(&archive, &array);
    }
    if (source->activations)
        add_activations(&archive, source);
    add_list(&archive);
}
