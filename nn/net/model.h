// Models on disk: safetensors files (little-endian float32, PyTorch's order) with the tensors of a
// LeNet-5, its calibration and what made it.
#ifndef NN_NET_MODEL_H
#define NN_NET_MODEL_H

#include "nn/base/status.h"
#include "nn/files/file.h"
#include "nn/files/safetensors.h"
#include "nn/net/calibration.h"
#include "nn/net/lenet.h"

// How weights came about.
enum model_maker {
    MODEL_MAKER_UNKNOWN, // files of earlier versions and of other programs do not say it
    MODEL_MAKER_RUN,     // a training run that came to its end
    MODEL_MAKER_DIGITS,  // a person's own digits were learned besides
    MODEL_MAKER_HAND     // parts of the network were changed by hand
};

// What a model file says of its model in __metadata__.
struct model_info {
    char description[512]; // one line for people: "20 epochs of MNIST, test error 0.89%"; may be ""
    char command[2048];    // the command that made it; may be ""
    enum model_maker maker;
    bool tested;                    // the error on the test set was measured, by this program:
    float test_error;               // the share that was misread, in percent
    bool calibrated;                // `calibration` was fitted to this model
    struct calibration calibration; // calibration_unknown where the file has none
    const char *converted_from;     // "BF16": what the file keeps instead of 32-bit floats, or NULL
};

// Accepts exactly what the format allows (safetensors_open), with values with which every image can
// be read (lenet_is_sound); a calibration whole or not at all. Float16, bfloat16 and float64 are
// converted, and `info` says so. Leaves the outputs untouched on failure. `info` may be NULL. The
// status says what kind of file is needed where this is none (enum status_need).
bool model_load(struct lenet *lenet, struct model_info *info, const char *path,
                struct status *status);
// The same for a file in memory, called `name` in messages.
bool model_parse(struct lenet *lenet, struct model_info *info, const struct bytes *file,
                 const char *name, struct status *status);
// The same weights and info always give the same bytes.
bool model_save(const char *path, const struct lenet *lenet, const struct model_info *info,
                struct status *status);

// ---- A model's tensors, one by one --------------------------------------------------------------

enum { MODEL_TENSORS = 14 };

struct model_tensor {
    const struct safetensors_tensor *layout; // name and shape
    const float *value;                      // in the network
};

// `index` counts from 0, in the order of struct lenet.
struct model_tensor model_tensor(const struct lenet *lenet, int index);

// ---- Files that hold more than a model ----------------------------------------------------------
//
// A file may hold more that has the shape of the weights, each tensor's name behind a prefix: it
// can still be opened as a model. nn/train/checkpoint.h keeps the optimiser's state so.

enum { MODEL_LONGEST_FILE = 128 << 20 };

enum model_group {
    MODEL_WEIGHTS, // the model itself; no prefix
    MODEL_UNAVERAGED,
    MODEL_VELOCITY, // need not be sound
    MODEL_GROUPS
};

// safetensors_open for such a file.
bool model_open(struct safetensors *opened, const struct bytes *file, const char *name,
                struct status *status);
// Copies a group that is there; refused where it is not sound.
bool model_take_group(struct lenet *lenet, const struct safetensors *file, enum model_group group);
// Adds the texts that every model has.
void model_add_texts(struct safetensors_texts *texts, const char *description, const char *command);
// Saves the first `groups` groups; see safetensors_save. Refused where one is not finite or not
// sound.
bool model_save_groups(const char *path, const char *like, const struct lenet *const *lenets,
                       int groups, struct safetensors_texts *texts, struct status *status);

#endif
