// Whoever brings files waits for the network inside a call. A thread does that here, and what the
// window may see of it is copied under a lock.
#include "app/work/download.h"
#include "app/base/clock.h"
#include "app/language/tr.h"
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

struct download {
    pthread_t thread;
    char folder[PATH_SIZE];
    download_bring *bring;
    const void *source; // borrowed
    void (*wake)(void *context);
    void *context;
    double begun; // see clock_seconds; 0: no byte is on its way yet
    pthread_mutex_t lock;
    struct download_progress progress; // guarded by lock
    bool cancelled;                    // guarded by lock
};

static bool note_progress(void *context, const char *name, size_t done, size_t expected)
{
    struct download *download = context;
    pthread_mutex_lock(&download->lock);
    snprintf(download->progress.name, sizeof download->progress.name, "%s", name);
    download->progress.done = done;
    download->progress.expected = expected;
    if (download->begun == 0 || done < download->progress.first) { // a file may begin anew
        download->begun = clock_seconds();
        download->progress.first = done;
    }
    download->progress.seconds = clock_seconds() - download->begun;
    bool go_on = !download->cancelled;
    pthread_mutex_unlock(&download->lock);
    download->wake(download->context);
    return go_on;
}

static void *thread_main(void *context)
{
    struct download *download = context;
    struct status status = {.code = STATUS_OK};
    bool ok = download->bring(download->source, download->folder, note_progress, download, &status);
    pthread_mutex_lock(&download->lock);
    download->progress.phase = ok ? DOWNLOAD_DONE : DOWNLOAD_FAILED;
    download->progress.failure = status;
    pthread_mutex_unlock(&download->lock);
    download->wake(download->context);
    return NULL;
}

bool download_open(struct download **out, const char *folder, download_bring *bring,
                   const void *source, void (*wake)(void *context), void *context,
                   struct status *status)
{
    struct download *download = calloc(1, sizeof *download);
    if (!download)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to download"));
    snprintf(download->folder, sizeof download->folder, "%s", folder);
    download->bring = bring;
    download->source = source;
    download->wake = wake;
    download->context = context;
    pthread_mutex_init(&download->lock, NULL);
    if (pthread_create(&download->thread, NULL, thread_main, download) != 0) {
        pthread_mutex_destroy(&download->lock);
        free(download);
        return status_fail(status, STATUS_NO_MEMORY, tr("cannot start a thread to download"));
    }
    *out = download;
    return true;
}

void download_get_progress(struct download *download, struct download_progress *progress)
{
    pthread_mutex_lock(&download->lock);
    *progress = download->progress;
    pthread_mutex_unlock(&download->lock);
}

void download_cancel(struct download *download)
{
    pthread_mutex_lock(&download->lock);
    download->cancelled = true;
    pthread_mutex_unlock(&download->lock);
}

void download_close(struct download *download)
{
    if (!download)
        return;
    download_cancel(download);
    pthread_join(download->thread, NULL);
    pthread_mutex_destroy(&download->lock);
    free(download);
}
