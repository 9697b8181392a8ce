// A network as NumPy's arrays: numpy.load opens the file as it is.
#ifndef NN_EXPORT_NPZ_H
#define NN_EXPORT_NPZ_H

#include "nn/export/buffer.h"
#include "nn/export/source.h"

// "c1.weight" and all others of the model; with activations also "INPUT", "C1", ..., "OUTPUT" and
// "logits". All are little-endian 32-bit floats.
void npz_write(struct buffer *out, const struct export_source *source);

#endif
