// Templates with what is not the same for all weights: some words in them are replaced.
#ifndef NN_EXPORT_FILLED_H
#define NN_EXPORT_FILLED_H

#include "nn/export/buffer.h"
#include "nn/export/source.h"

// "lenet_" and "LENET_", which names in C begin with, as the source's name; @NAMED@ (the option
// that gave it), @VERSION@, @DESCRIPTION@ (of the model, fit for a comment of one line), @MODEL@
// (its path as a literal of Python) and @TEMPERATURE@.
void filled_add(struct buffer *out, const char *text, const struct export_source *source);

#endif
