// The formats by name, and who writes each.
#include "nn/export/export.h"

#include "nn/export/c_source.h"
#include "nn/export/npz.h"
#include "nn/export/onnx.h"
#include "nn/export/python.h"

#include <string.h>

const char *const export_format_names[EXPORT_FORMAT_COUNT] = {
#define EXPORT_NAME(id, name, ending, help) [EXPORT_##id] = name,
    EXPORT_FORMATS(EXPORT_NAME)
#undef EXPORT_NAME
};

// Whatever the locale calls a letter.
bool export_name_fits(const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz_0123456789";
    size_t length = strlen(name);
    return length > 0 && length <= EXPORT_NAME_MOST && name[0] >= 'a' && name[0] <= 'z' &&
           strspn(name, letters) == length;
}

bool export_make(struct buffer *out, enum export_format format, const struct export_source *source,
                 struct status *status)
{
    static void (*const writers[EXPORT_FORMAT_COUNT])(struct buffer *,
                                                      const struct export_source *) = {
        [EXPORT_C_HEADER] = c_source_header,
        [EXPORT_C_FILE] = c_source_file,
        [EXPORT_C_INT8] = c_source_int8,
        [EXPORT_ONNX] = onnx_write,
        [EXPORT_NPY] = npz_write,
        [EXPORT_TORCH] = python_write,
    };
    *out = (struct buffer){0};
    writers[format](out, source);
    return !out->failed || status_fail(status, STATUS_NO_MEMORY, "no memory for the %s file",
                                       export_format_names[format]);
}
