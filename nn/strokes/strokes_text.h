// The text file that keeps pen strokes.
//
//   # comment
//   box 500 500                    optional, before the first digit: size of the writing box
//   digit 7 writer 12              starts a digit; "digit ?" if it has no label; writer optional
//   stroke 10,12 11,14 12.5,20     one pen stroke, x,y pairs, y downwards
//
// The other text that is read is UNIPEN as the UCI repository distributes pen digits (see
// nn/strokes/unipen.h); which of the two a file is, its first character tells.
//
// A comment begins with a # that stands first or after a space. Lines may end in CR LF and be of
// any length. Numbers have a decimal point, whatever the locale.
#ifndef NN_STROKES_STROKES_TEXT_H
#define NN_STROKES_STROKES_TEXT_H

#include "nn/base/status.h"
#include "nn/strokes/strokes.h"

// Parses a strokes file. Messages name the file and the line. A digit may have no strokes (an empty
// drawing); coordinates must be finite and within +-1e6. A file without digits is refused.
bool strokes_load(struct strokes *strokes, const char *path, struct status *status);
bool strokes_parse(struct strokes *strokes, const char *text, size_t size, const char *name,
                   struct status *status);
// What is loaded again equals what was saved, to the last bit of a coordinate. STATUS_USAGE for
// coordinates, labels or writers' names that the format cannot hold; strokes without points are
// left out.
bool strokes_save(const struct strokes *strokes, const char *path, struct status *status);

#endif
