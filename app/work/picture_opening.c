// A picture of many megapixels takes seconds, and its owner may lose interest or close the window
// meanwhile. So the last of the two that are done with an opening, its thread and its owner, frees
// it.
#include "app/work/picture_opening.h"

#include "app/language/tr.h"
#include "app/pictures/picture.h"
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

struct picture_opening {
    char path[PATH_SIZE];
    void (*wake)(void *context);
    void *context;
    pthread_mutex_t lock;
    pthread_cond_t ended;
    bool finished, dropped; // guarded by lock
    // The thread's until it has finished.
    bool good;
    struct pad_picture picture;
    struct status status;
};

bool picture_opening_read(struct pad_picture *out, const char *path, struct status *status)
{
    struct digits digits;
    if (!picture_load_digits(&digits, path, status))
        return false;
    bool made = pad_picture_make_digits(out, &digits, status);
    digits_free(&digits);
    if (!made || !out->digit->normalized.empty)
        return made;
    pad_picture_free(out);
    return status_fail(status, STATUS_BAD_DATA,
                       tr("%s is blank: there is nothing to read on it. The drawing stays."), path);
}

static void free_opening(struct picture_opening *opening)
{
    pad_picture_free(&opening->picture);
    pthread_cond_destroy(&opening->ended);
    pthread_mutex_destroy(&opening->lock);
    free(opening);
}

static void *thread_main(void *context)
{
    struct picture_opening *opening = context;
    opening->good = picture_opening_read(&opening->picture, opening->path, &opening->status);
    pthread_mutex_lock(&opening->lock);
    opening->finished = true;
    bool dropped = opening->dropped;
    if (!dropped)
        opening->wake(opening->context); // under the lock: once dropped, there may be nobody
    pthread_cond_signal(&opening->ended);
    pthread_mutex_unlock(&opening->lock);
    if (dropped)
        free_opening(opening);
    return NULL;
}

static bool start_thread(struct picture_opening *opening)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, thread_main, opening) != 0)
        return false;
    pthread_detach(thread);
    return true;
}

bool picture_opening_start(struct picture_opening **out, const char *path,
                           void (*wake)(void *context), void *context, struct status *status)
{
    struct picture_opening *opening = calloc(1, sizeof *opening);
    if (!opening)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory for the picture"));
    snprintf(opening->path, sizeof opening->path, "%s", path);
    opening->wake = wake;
    opening->context = context;
    pthread_mutex_init(&opening->lock, NULL);
    pthread_cond_init(&opening->ended, NULL);
    if (!start_thread(opening)) {
        free_opening(opening);
        return status_fail(status, STATUS_NO_MEMORY, tr("cannot start a thread for the picture"));
    }
    *out = opening;
    return true;
}

bool picture_opening_finished(struct picture_opening *opening, double seconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    long nanoseconds = until.tv_nsec + (long)(seconds * 1e9);
    until.tv_sec += nanoseconds / 1000000000;
    until.tv_nsec = nanoseconds % 1000000000;
    pthread_mutex_lock(&opening->lock);
    for (int error = 0; !opening->finished && error != ETIMEDOUT && seconds > 0;)
        error = pthread_cond_timedwait(&opening->ended, &opening->lock, &until);
    bool finished = opening->finished;
    pthread_mutex_unlock(&opening->lock);
    return finished;
}

bool picture_opening_take(struct picture_opening *opening, struct pad_picture *out,
                          struct status *status)
{
    *out = opening->picture;
    opening->picture = (struct pad_picture){0};
    if (!opening->good)
        *status = opening->status;
    return opening->good;
}

void picture_opening_drop(struct picture_opening *opening)
{
    if (!opening)
        return;
    pthread_mutex_lock(&opening->lock);
    opening->dropped = true;
    bool finished = opening->finished;
    pthread_mutex_unlock(&opening->lock);
    if (finished)
        free_opening(opening);
}
