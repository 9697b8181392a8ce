// What a strokes file holds that was chosen for a run: known before the start, so that a file that
// is none is refused while it can still be changed.
#ifndef APP_TRAINING_SETUP_SETUP_STROKES_H
#define APP_TRAINING_SETUP_SETUP_STROKES_H

#include "app/base/paths.h"
#include "nn/base/status.h"

#include <stddef.h>

struct setup_strokes {
    char path[PATH_SIZE]; // that was looked at last; ""
    long long size, changed_s, changed_ns;
    size_t digits; // with a label; 0: not known
    struct status
        problem; // why nothing can be learnt from it; STATUS_OK if it can, or is not known
};

// Reads the file, if it is another one than was looked at last, or has changed. Files of more than
// 16 MB, which take a moment, are left to the run: of them nothing is known, as of what is no file.
void setup_strokes_look(struct setup_strokes *strokes, const char *path);

#endif
