// A network as a module of PyTorch that loads the model's file.
#ifndef NN_EXPORT_PYTHON_H
#define NN_EXPORT_PYTHON_H

#include "nn/export/buffer.h"
#include "nn/export/source.h"

void python_write(struct buffer *out, const struct export_source *source); // network.py.in

#endif
