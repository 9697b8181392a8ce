// A set-up as JSON: what was chosen last is remembered, and a record of a run says what it was.
#ifndef APP_TRAINING_SETUP_SETUP_FILE_H
#define APP_TRAINING_SETUP_SETUP_FILE_H

#include "app/training/setup/run_setup.h"
#include "nn/files/json_read.h"

enum { SETUP_FILE_NOTE = 256 }; // bytes

// An object, which the caller deletes; NULL when memory runs out.
cJSON *setup_file_object(const struct run_setup *setup);
// What the object lacks, or has out of its limits or of another kind, stays as it is in `setup`,
// one by one; `note` names what was refused ("rate, share of mnist"), "" if nothing was.
void setup_file_take(struct run_setup *setup, const cJSON *object, char note[SETUP_FILE_NOTE]);

// A missing file gives the default and succeeds; a broken one gives the default and fails.
bool setup_file_load(struct run_setup *setup, const char *path, char note[SETUP_FILE_NOTE],
                     struct status *status);
// Makes the file's folder. Written beside and renamed. A broken file, or one with values that make
// no sense, is kept aside first (app/base/aside.h); one that cannot be read for another reason
// stays, and nothing is written.
bool setup_file_save(const struct run_setup *setup, const char *path, struct status *status);

#endif
