// Fetching MNIST, or other files, in a thread of its own, so that the window goes on.
#ifndef APP_WORK_DOWNLOAD_H
#define APP_WORK_DOWNLOAD_H

#include "app/base/paths.h"
#include "app/system/fetch.h"

struct download;

enum download_phase {
    DOWNLOAD_RUNNING,
    DOWNLOAD_DONE,
    DOWNLOAD_FAILED, // also when cancelled
};

struct download_progress {
    enum download_phase phase;
    char name[256];        // the file on its way
    size_t done, expected; // bytes over all files
    struct status failure;
};

// Starts at once, on what fetch_mnist brings, or on `source` unless it is NULL (borrowed until
// download_close). `wake` is called from the thread when there is news.
bool download_open(struct download **download, const char *folder,
                   const struct fetch_source *source, void (*wake)(void *context), void *context,
                   struct status *status);
void download_get_progress(struct download *download, struct download_progress *progress);
void download_cancel(struct download *download);
// Cancels and waits. NULL is fine.
void download_close(struct download *download);

#endif
