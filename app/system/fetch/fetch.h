// Downloads MNIST and verifies it: https mirrors in turn, the contents' SHA-256, whole files only.
#ifndef APP_SYSTEM_FETCH_FETCH_H
#define APP_SYSTEM_FETCH_FETCH_H

#include "app/system/fetch/transfer.h"
#include "nn/base/status.h"
#include <stddef.h>

// Puts the four files into `folder` (made if needed). Files that are already there with the right
// contents are kept. `from`, unless NULL, replaces the built-in mirrors: an http(s):// or file://
// URL of a folder. A mirror that cuts off is asked for the rest; one that fails or serves the wrong
// contents is followed by the next one; the message of a failure names each mirror and why. What
// came of a file stays beside its place as NAME.part, and the next call goes on from there. Built
// without libcurl it says so.
bool fetch_mnist(const char *folder, const char *from, transfer_progress *progress, void *context,
                 struct status *status);

// What fetch_mnist is made of, for any files and mirrors.
struct fetch_file {
    const char *name;   // as served and as kept: "train-labels-idx1-ubyte.gz"
    size_t size;        // bytes as served, to tell the progress
    const char *sha256; // of the decompressed contents, in hexadecimal
};

struct fetch_source {
    const struct fetch_file *file;
    size_t file_count;
    const char *const *mirror; // URLs of folders. https stays https, also when redirected
    size_t mirror_count;
    int patience; // seconds that a mirror may take to answer, or for a kilobyte each; 0: 20
};

bool fetch_files(const char *folder, const struct fetch_source *source, transfer_progress *progress,
                 void *context, struct status *status);

// fetch_mnist, as a download wants it (app/work/download.h): `from` is that address, or NULL.
bool fetch_bring(const void *from, const char *folder, transfer_progress *progress, void *context,
                 struct status *status);

#endif
