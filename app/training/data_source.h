// Digits by the name of their data: "practice", a folder, or nothing for the default folder. Who
// loads a data set, loads it here.
#ifndef APP_TRAINING_DATA_SOURCE_H
#define APP_TRAINING_DATA_SOURCE_H

#include "app/base/paths.h"
#include "nn/data/dataset.h"

// Built-in practice digits are named so wherever a data folder is expected.
#define DATA_SOURCE_PRACTICE "practice"
bool data_source_is_practice(const char *name); // NULL is fine

// Loads one part of the data called `name`: "practice", a folder, or NULL for the default folder.
// STATUS_MISSING where there is no data.
bool data_source_load(struct dataset *data, const char *name, enum dataset_part part,
                      struct status *status);
// The same for the command line: says on standard error if the images lie or seem to lie on their
// side, and where there is no data the message says what else works.
bool data_source_load_and_say(struct dataset *data, const char *name, enum dataset_part part,
                              struct status *status);
// The same for what may measure a model that learnt from the rest: the test images, or, where
// `hold_out` is not 0, all training images, of which the last `hold_out` are meant. These begin at
// `first`.
bool data_source_load_unseen(struct dataset *data, size_t *first, const char *name, int hold_out,
                             struct status *status);
// The folder that a window uses: $LENETPAD_DATA, else `remembered` unless that is "", else the
// default folder. "" if none can be told.
void data_source_folder(char folder[PATH_SIZE], const char *remembered);
// "practice digits", "MNIST", or the folder's name.
const char *data_source_title(const char *name);

#endif
