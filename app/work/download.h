// Fetching files in a thread of its own, so that the window goes on.
#ifndef APP_WORK_DOWNLOAD_H
#define APP_WORK_DOWNLOAD_H

#include "app/base/paths.h"
#include "nn/base/status.h"

struct download;

// Called now and then on the way: a file's name, bytes so far and expected in all. False cancels.
typedef bool download_note(void *context, const char *name, size_t done, size_t expected);
// Brings files into a folder, which it makes if needed. `source`: which, and where from.
typedef bool download_bring(const void *source, const char *folder, download_note *note,
                            void *context, struct status *status);

enum download_phase {
    DOWNLOAD_RUNNING,
    DOWNLOAD_DONE,
    DOWNLOAD_FAILED, // also when cancelled
};

struct download_progress {
    enum download_phase phase;
    char name[256];        // the file on its way
    size_t done, expected; // bytes over all files
    size_t first;          // of `done`, what was there when it began
    double seconds;        // since then
    struct status failure;
};

// Starts at once: `bring` is called in a thread. `source` is handed to it, and borrowed until
// download_close. `wake` is called from the thread when there is news.
bool download_open(struct download **download, const char *folder, download_bring *bring,
                   const void *source, void (*wake)(void *context), void *context,
                   struct status *status);
void download_get_progress(struct download *download, struct download_progress *progress);
void download_cancel(struct download *download);
// Cancels and waits. NULL is fine.
void download_close(struct download *download);

#endif
