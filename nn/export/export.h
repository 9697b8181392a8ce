// A network for other programs: as C source, for ONNX, NumPy or PyTorch. What is made are the bytes
// of one file, the same for the same weights.
#ifndef NN_EXPORT_EXPORT_H
#define NN_EXPORT_EXPORT_H

#include "nn/base/status.h"
#include "nn/export/buffer.h"
#include "nn/export/source.h"

// Name, the ending that such files have, and what it is.
// clang-format off
#define EXPORT_FORMATS(row) \
    row(C_HEADER, "c-header", ".h", "the weights as arrays, for C that is there already") \
    row(C_FILE, "c-file", ".c", "one C99 file that reads digits, with the weights in it") \
    row(C_INT8, "c-int8", ".c", "the same in whole numbers, for microcontrollers") \
    row(ONNX, "onnx", ".onnx", "for ONNX runtimes and Netron") \
    row(NPY, "npy", ".npz", "NumPy arrays: the weights, and a drawing's activations") \
    row(TORCH, "torch", ".py", "a PyTorch module that loads the model")
// clang-format on

enum export_format {
#define EXPORT_ID(id, name, ending, help) EXPORT_##id,
    EXPORT_FORMATS(EXPORT_ID)
#undef EXPORT_ID
        EXPORT_FORMAT_COUNT
};

extern const char *const export_format_names[EXPORT_FORMAT_COUNT];

// C99 tells names apart by 63 characters; the longest ending is "_output_weight".
enum { EXPORT_NAME_MOST = 63 - 14 };

// Whether names in C can begin with it, and macros with its capitals: small letters, digits and
// underscores, a letter first, and at most EXPORT_NAME_MOST of them.
bool export_name_fits(const char *name);

// Fills `out`, which the caller frees with buffer_free, also after a failure: that memory ran out.
bool export_make(struct buffer *out, enum export_format format, const struct export_source *source,
                 struct status *status);

#endif
