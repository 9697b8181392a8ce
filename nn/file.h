// Whole files in, whole files out: nothing half-written ever stands under the final name.
#ifndef NN_FILE_H
#define NN_FILE_H

#include "nn/status.h"
#include <stddef.h>
#include <stdint.h>

struct bytes {
    uint8_t *data; // owned; freed with bytes_free
    size_t size;
};

// Reads a whole file, decompressing it if it begins with the gzip magic. Fails with STATUS_MISSING
// if there is no such file, STATUS_BAD_DATA if it is longer than `limit` bytes (after
// decompression) or the gzip stream is broken, STATUS_IO if it is a folder or cannot be read.
bool file_read(struct bytes *out, const char *path, size_t limit, struct status *status);

// Writes beside `path`, flushes to disk and renames over it: after a failure or a crash the old
// file is still whole. A path ending in ".gz" is written compressed.
bool file_write(const char *path, const void *data, size_t size, struct status *status);

// Makes a folder and its parents; an existing folder is fine.
bool file_make_folder(const char *path, struct status *status);

void bytes_free(struct bytes *bytes);

#endif
