// The safetensors container: named tensors of numbers, and texts about them, in one file.
//
// A reader says beforehand which tensors a file must hold (struct safetensors_layout); whatever is
// not exactly that is refused. Values are read as floats, whatever type they are kept in
// (nn/files/tensor_type.h), and written as little-endian 32-bit floats.
#ifndef NN_FILES_SAFETENSORS_H
#define NN_FILES_SAFETENSORS_H

#include "nn/base/status.h"
#include "nn/files/file.h"
#include "nn/files/tensor_type.h"
#include <stddef.h>
#include <stdint.h>

enum {
    SAFETENSORS_RANK = 4,    // dimensions of a tensor, at most
    SAFETENSORS_TENSORS = 64 // tensors of all groups together, at most
};

struct safetensors_tensor {
    const char *name;
    int rank;
    int shape[SAFETENSORS_RANK];
};

// Several groups of the same tensors, told apart by a prefix before their names ("" is one, too).
struct safetensors_layout {
    const char *contents; // for messages: "model of this LeNet-5"
    const struct safetensors_tensor *tensor;
    const char *const *prefix; // (group)
    int tensors, groups;
};

size_t safetensors_values(const struct safetensors_tensor *tensor); // how many it has

// ---- Reading ------------------------------------------------------------------------------------

struct safetensors_place {
    const struct tensor_type *type; // NULL: not in the file
    size_t begin, end;              // in the data
};

// A file that has been looked through. To be read through the functions below.
struct safetensors {
    const struct safetensors_layout *layout; // borrowed, as all but the header
    const char *name;                        // of the file, for messages
    struct status *status;
    struct bytes file;
    struct cJSON *header; // owned
    const uint8_t *data;
    size_t data_size;
    struct safetensors_place place[SAFETENSORS_TENSORS]; // (group, tensor)
};

// Accepts exactly what the format allows: the header at most 100,000,000 bytes and inside the file,
// an object without duplicate keys, no holes, no overlaps, sizes checked for overflow, finite
// values, the layout's shapes. The first group must be there, another is there whole or not at all.
// All arguments are borrowed until safetensors_close; after a failure nothing is to be closed.
// Where the file is no such file at all, the status says so (STATUS_NEEDS_MODEL).
bool safetensors_open(struct safetensors *opened, const struct safetensors_layout *layout,
                      const struct bytes *file, const char *name, struct status *status);
void safetensors_close(struct safetensors *opened);

// STATUS_BAD_DATA with the file's name; returns false.
bool safetensors_refuse(const struct safetensors *opened, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

bool safetensors_has_group(const struct safetensors *opened, int group);
// The first type of the group's tensors that is not F32, else F32. The group is there.
const struct tensor_type *safetensors_group_type(const struct safetensors *opened, int group);
// All values of a tensor that is there, in the order of its shape.
void safetensors_copy(float *to, const struct safetensors *opened, int group, int tensor);
// The text of that name in the file's __metadata__, NULL if there is none. Valid until the file is
// closed.
const char *safetensors_text(const struct safetensors *opened, const char *name);

// ---- Writing ------------------------------------------------------------------------------------

// The texts of a file to be, in their order; at least one. Begins as {0}; once memory has run out
// it stays so.
struct safetensors_texts {
    struct cJSON *object; // owned; safetensors_save takes it
    bool failed;
};

// What is no UTF-8 and every control character becomes a '?'.
void safetensors_add_text(struct safetensors_texts *texts, const char *name, const char *text);

void safetensors_texts_free(struct safetensors_texts *texts);

// Writes the layout's first `groups` groups: `value` holds a pointer to the values of each tensor,
// group by group. All values must be finite. The same texts and values always give the same bytes.
// A new file gets the permissions of the file `like`, if that is not NULL and there. Frees the
// texts, also on failure.
bool safetensors_save(const char *path, const char *like, const struct safetensors_layout *layout,
                      int groups, const float *const *value, struct safetensors_texts *texts,
                      struct status *status);

#endif
