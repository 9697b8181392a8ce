// A network as C source.
#ifndef NN_EXPORT_C_SOURCE_H
#define NN_EXPORT_C_SOURCE_H

#include "nn/export/buffer.h"
#include "nn/export/source.h"

void c_source_header(struct buffer *out, const struct export_source *source); // arrays alone
void c_source_file(struct buffer *out, const struct export_source *source);   // read_float.c.in
void c_source_int8(struct buffer *out, const struct export_source *source);   // read_int8.c.in

#endif
