// Models and checkpoints as a person opens them: where a file is none, the message says how to come
// by one.
#ifndef APP_BASE_MODEL_FILE_H
#define APP_BASE_MODEL_FILE_H

#include "nn/net/model.h"
#include "nn/train/checkpoint.h"

// As model_load.
bool model_file_load(struct lenet *lenet, struct model_info *info, const char *path,
                     struct status *status);
// As checkpoint_load_noted.
bool model_file_load_checkpoint(struct train_state *state, const char *path,
                                struct checkpoint_note *notes, size_t count, char **memory,
                                struct status *status);

#endif
