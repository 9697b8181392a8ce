// Files of other kinds, which people drop on the window or name by mistake: what they are, and what
// to do with them, so that nobody is told about "a broken strokes file".
#ifndef APP_PICTURES_FOREIGN_H
#define APP_PICTURES_FOREIGN_H

#include "nn/base/status.h"
#include "nn/files/file.h"

// If the first bytes of a file are of a known kind that is not read by itself (a TIFF, a part of a
// data set, an archive, ...): fills `status` with STATUS_BAD_DATA, saying what it is and what to
// do, and returns true. 64 bytes are enough.
bool foreign_explain(const char *name, const struct bytes *start, struct status *status);
// The same for a file on disk, compressed or not; also true for what can only be told to be no
// text. False if it may be text, and if it cannot be read.
bool foreign_explain_file(const char *path, struct status *status);

#endif
