// A picture's file in memory, and what is said of one that cannot be read.
#ifndef APP_PICTURES_PICTURE_FILE_H
#define APP_PICTURES_PICTURE_FILE_H

#include "nn/base/status.h"
#include "nn/files/file.h"

struct picture_file {
    const char *path, *kind; // "digit.png", "PNG"
    struct bytes bytes;      // not empty
};

// True if `length` bytes at `at` are these.
bool picture_file_has(const struct bytes *bytes, size_t at, const char *magic, size_t length);

// Fails with STATUS_BAD_DATA: the file is damaged, and why.
bool picture_file_damaged(const struct picture_file *file, const char *reason,
                          struct status *status);
// The same: the file may be whole, but nothing here reads it.
bool picture_file_not_read(const struct picture_file *file, const char *what,
                           struct status *status);

#endif
