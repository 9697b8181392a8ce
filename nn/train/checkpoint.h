// Training runs on disk, to be gone on with.
#ifndef NN_TRAIN_CHECKPOINT_H
#define NN_TRAIN_CHECKPOINT_H

#include "nn/base/status.h"
#include "nn/files/file.h"
#include "nn/train/train.h"
#include <stddef.h>

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
