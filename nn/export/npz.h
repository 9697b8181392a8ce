// A network as NumPy's arrays: numpy.load opens the file as it is.
#ifndef NN_EXPORT_NPZ_H
#define NN_EXPORT_NPZ_H

#include "nn/export/buffer.h"
#include "nn/export/source.h"

// The arrays of activations: the layers by their numbers, what OUTPUT was before the softmax, and
// the softmax of that at the model's temperature, which is what people are shown; OUTPUT is at 1.
enum { NPZ_LOGITS = LENET_LAYERS, NPZ_PROBABILITY, NPZ_ARRAYS };
// "INPUT", "C1", ..., "logits"; as they are called in the archive.
const char *npz_array_name(int number);

// "c1.weight" and all others of the model, if there is one; with activations also "INPUT", "C1",
// ..., "OUTPUT", "logits" and "probability". All are little-endian 32-bit floats.
void npz_write(struct buffer *out, const struct export_source *source);
// One array of the activations, which must be there, by itself: the content of a .npy file.
void npz_write_array(struct buffer *out, const struct export_source *source, int number);

#endif
