// Models on disk: safetensors (little-endian float32, PyTorch's order) with the tensors named in
// `model_tensors`, and checkpoints, which add the optimiser's state.
#ifndef NN_NET_MODEL_H
#define NN_NET_MODEL_H

#include "nn/base/status.h"
#include "nn/files/file.h"
#include "nn/net/calibration.h"
#include "nn/net/lenet.h"
#include "nn/train/train.h"

// What a model file says of its model in __metadata__.
struct model_info {
    char description[512]; // one line for people: "20 epochs of MNIST, test error 0.89%"; may be ""
    char command[2048];    // the command that made it; may be ""
    bool calibrated;       // `calibration` was fitted to this model
    struct calibration calibration; // calibration_unknown where the file has none
    const char *converted_from;     // "BF16": what the file keeps instead of 32-bit floats, or NULL
};

// Accepts exactly what the format allows: the header at most 100,000,000 bytes and inside the file,
// an object without duplicate keys, no holes, no overlaps, sizes checked for overflow, finite
// values with which every image can be read (lenet_is_sound), the right shapes; a calibration whole
// or not at all. Float16, bfloat16 and float64 are converted, and `info` says so. Leaves the
// outputs untouched on failure. `info` may be NULL.
bool model_load(struct lenet *lenet, struct model_info *info, const char *path,
                struct status *status);
// The same for a file in memory, called `name` in messages.
bool model_parse(struct lenet *lenet, struct model_info *info, const struct bytes *file,
                 const char *name, struct status *status);
// The same weights and info always give the same bytes.
bool model_save(const char *path, const struct lenet *lenet, const struct model_info *info,
                struct status *status);

// A checkpoint is a model file that also holds the velocity and the place in the run: it can be
// opened as a model, and a resumed run ends in the same bits as an uninterrupted one.
bool checkpoint_load(struct train_state *state, const char *path, struct status *status);
bool checkpoint_save(const char *path, const struct train_state *state, struct status *status);

// What a program keeps in a checkpoint beside the state: texts of its own. What is no
// UTF-8 and every control character becomes a '?'. A name begins with "note." so that it can never
// be one of the state's.
struct checkpoint_note {
    const char *name;
    const char *text;
};

bool checkpoint_save_noted(const char *path, const struct train_state *state,
                           const struct checkpoint_note *notes, size_t count,
                           struct status *status);
// The same; a new file gets the permissions of the file `like`, if that is there.
bool checkpoint_save_like(const char *path, const char *like, const struct train_state *state,
                          const struct checkpoint_note *notes, size_t count, struct status *status);
// Sets the texts of the notes that are asked for, or NULL where the file has none. They lie in
// *memory, which the caller frees; after a failure it is NULL.
bool checkpoint_load_noted(struct train_state *state, const char *path,
                           struct checkpoint_note *notes, size_t count, char **memory,
                           struct status *status);
// The same for a file in memory, called `name` in messages.
bool checkpoint_parse(struct train_state *state, const struct bytes *file, const char *name,
                      struct checkpoint_note *notes, size_t count, char **memory,
                      struct status *status);

#endif
