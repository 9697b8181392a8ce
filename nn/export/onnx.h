// A network as ONNX: operators of the standard alone, which every runtime has.
#ifndef NN_EXPORT_ONNX_H
#define NN_EXPORT_ONNX_H

#include "nn/export/buffer.h"
#include "nn/export/source.h"

// Input "image": (N, 1, 32, 32), -0.1 is background and 1.175 is ink; outputs "probability" and
// "logits": (N, 10). Layers are called as in the paper: the node that ends C1, and what it gives,
// is "C1".
void onnx_write(struct buffer *out, const struct export_source *source);

#endif
