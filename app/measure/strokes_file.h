// Strokes files as people name them on the command line: some are something else.
#ifndef APP_MEASURE_STROKES_FILE_H
#define APP_MEASURE_STROKES_FILE_H

#include "nn/base/status.h"
#include "nn/strokes/strokes.h"

// As strokes_load; what is no strokes file but a picture, a part of a data set, ... is called so.
bool strokes_file_load(struct strokes *strokes, const char *path, struct status *status);

#endif
