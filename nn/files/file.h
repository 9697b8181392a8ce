// Whole files in, whole files out: nothing half-written ever stands under the final name.
#ifndef NN_FILES_FILE_H
#define NN_FILES_FILE_H

#include "nn/base/status.h"
#include <stddef.h>
#include <stdint.h>

struct bytes {
    uint8_t *data; // owned; freed with bytes_free; not NULL, even if size is 0
    size_t size;
};

// Reads a whole file, decompressing it if it begins with the gzip magic. Fails with STATUS_MISSING
// if there is no such file, STATUS_BAD_DATA if it is longer than `limit` bytes (after
// decompression) or the gzip stream is broken, STATUS_IO if it cannot be read or is no ordinary
// file but a folder, a device or a pipe, which is never waited for; only standard input is, and a
// pipe, where a program has opened them (nn/files/input.h).
bool file_read(struct bytes *out, const char *path, size_t limit, struct status *status);

// The first bytes of an ordinary file, as they stand: to tell its kind. Returns how many came; 0
// also if it cannot be read.
size_t file_read_start(void *out, size_t size, const char *path);

// Writes beside `path`, flushes to disk and renames over it: after a failure or a crash the old
// file is still whole. A path ending in ".gz" is written compressed. A link is followed, an
// existing file keeps its permissions, and what is no ordinary file (a pipe, /dev/stdout) is
// written to directly. What killed programs left of their writing is cleared from the folder.
// STATUS_MISSING if the folder is not there, else STATUS_IO.
bool file_write(const char *path, const void *data, size_t size, struct status *status);

// Whether file_write could write there, by trying, as far as that can be told before: a disk may
// still fill up. Leaves nothing behind.
bool file_check_writable(const char *path, struct status *status);

// Whether what stands on the disk now, at `path`, may take its name.
typedef bool file_check(void *context, const char *path, struct status *status);

struct file_content {
    const char *path;
    const void *data;
    size_t size;
    const char *like;  // a file whose permissions a new one gets; NULL or not there: the usual ones
    file_check *check; // NULL: none. What is checked is written as it is, never compressed
    void *context;     // of check
};

enum { FILE_TOGETHER_MOST = 4 };

// Writes files that belong together: all are on disk before the first of them takes its name, so
// that a full disk cannot leave a new one beside an old one.
bool file_write_together(const struct file_content *files, size_t count, struct status *status);

// Says why nothing could be written to `path`, by the error number that the system gave. For those
// who try without file_write.
bool file_cannot_write(const char *path, int error, struct status *status);

// Makes a folder and its parents; an existing folder is fine.
bool file_make_folder(const char *path, struct status *status);

void bytes_free(struct bytes *bytes);

#endif
