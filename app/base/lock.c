// flock rather than fcntl's older locks: it belongs to the open file, so that two holders within
// one process keep each other out, too, and closing another handle of the file does not drop it.
//
// The lock file is removed at the end. Someone may have opened it just before: such a lock, on a
// file that has lost its name, is worth nothing, which is why the name is looked at after locking.
#include "app/base/lock.h"

#include "app/base/clock.h"
#include "app/language/tr.h"
#include "nn/files/place.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct lock {
    int file;
    char path[PATH_MAX];
};

enum {
    NOTE_SIZE = 160, // of the words in the file
    RACES_MOST = 100,
};

// ---- Where --------------------------------------------------------------------------------------

static bool place_of_lock(char path[PATH_MAX], const char *guarded)
{
    char end[PATH_MAX];
    return place_follow(end, guarded) == 0 && snprintf(path, PATH_MAX, "%s.lock", end) < PATH_MAX;
}

// ---- Who ----------------------------------------------------------------------------------------

static void write_holder(int file, const char *program)
{
    char note[NOTE_SIZE], since[24] = "?";
    time_t now = time(NULL);
    struct tm local;
    if (localtime_r(&now, &local))
        strftime(since, sizeof since, "%Y-%m-%d %H:%M", &local);
    int length = snprintf(note, sizeof note, "process %ld\nprogram %.47s\nsince %s\n",
                          (long)getpid(), program, since);
    // Only a help for people: without it the lock is as good.
    if (ftruncate(file, 0) != 0 || pwrite(file, note, (size_t)length, 0) != length)
        return;
}

static void read_holder(int file, struct lock_holder *holder)
{
    char note[NOTE_SIZE];
    ssize_t length = pread(file, note, sizeof note - 1, 0);
    note[length > 0 ? length : 0] = '\0';
    *holder = (struct lock_holder){0};
    if (sscanf(note, "process %ld\nprogram %47[^\n]\nsince %23[^\n]", &holder->process,
               holder->program, holder->since) != 3)
        *holder = (struct lock_holder){0};
}

// ---- Taking -------------------------------------------------------------------------------------

// A link is not followed: it could lead to a file that is no lock. Locking needs no right to write.
// Tells whether the file was not there before.
static int open_lock(const char *path, bool *made)
{
    const int flags = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
    struct stat there;
    int file = open(path, O_RDWR | O_CREAT | O_EXCL | flags, 0666);
    *made = file >= 0;
    if (file < 0)
        file = open(path, O_RDWR | O_CREAT | flags, 0666);
    if (file < 0)
        file = open(path, O_RDONLY | flags);
    if (file >= 0 && (fstat(file, &there) != 0 || !S_ISREG(there.st_mode))) {
        close(file);
        errno = EEXIST;
        return -1;
    }
    return file;
}

static bool still_has_name(int file, const char *path)
{
    struct stat opened, named;
    return fstat(file, &opened) == 0 && lstat(path, &named) == 0 && opened.st_dev == named.st_dev &&
           opened.st_ino == named.st_ino;
}

// What an error means: a lack that may be over soon, or a place without locks.
static enum lock_answer answer_of_error(void)
{
    bool passing = errno == EMFILE || errno == ENFILE || errno == ENOMEM;
    return passing ? LOCK_FAILED : LOCK_UNAVAILABLE;
}

static enum lock_answer lock_file(int file, struct lock_holder *holder)
{
    int result;
    do
        result = flock(file, LOCK_EX | LOCK_NB);
    while (result != 0 && errno == EINTR);
    if (result == 0)
        return LOCK_TAKEN;
    if (errno != EWOULDBLOCK)
        return answer_of_error();
    if (holder)
        read_holder(file, holder);
    return LOCK_HELD;
}

// *lost: the file had lost its name by the time it was locked.
static enum lock_answer try_once(struct lock *lock, struct lock_holder *holder, bool *lost)
{
    bool made;
    *lost = false;
    lock->file = open_lock(lock->path, &made);
    if (lock->file < 0)
        return answer_of_error();
    enum lock_answer answer = lock_file(lock->file, holder);
    int error = errno;
    if (answer == LOCK_TAKEN) {
        *lost = !still_has_name(lock->file, lock->path);
        if (!*lost)
            return LOCK_TAKEN;
    } else if (made && answer != LOCK_HELD) {
        unlink(lock->path); // nobody can hold it
    }
    close(lock->file);
    errno = error;
    return answer;
}

static enum lock_answer try_often(struct lock *lock, struct lock_holder *holder)
{
    for (int i = 0; i < RACES_MOST; i++) {
        bool lost;
        enum lock_answer answer = try_once(lock, holder, &lost);
        if (!lost)
            return answer;
    }
    errno = EAGAIN;
    return LOCK_FAILED;
}

enum lock_answer lock_try(struct lock **out, const char *guarded, const char *program,
                          struct lock_holder *holder)
{
    *out = NULL;
    struct lock *lock = malloc(sizeof *lock);
    if (!lock)
        return LOCK_FAILED;
    enum lock_answer answer = LOCK_UNAVAILABLE;
    if (place_of_lock(lock->path, guarded))
        answer = try_often(lock, holder);
    if (answer == LOCK_TAKEN) {
        write_holder(lock->file, program);
        *out = lock;
        return LOCK_TAKEN;
    }
    int error = errno;
    free(lock);
    errno = error;
    return answer;
}

void lock_release(struct lock *lock)
{
    if (!lock)
        return;
    if (still_has_name(lock->file, lock->path))
        unlink(lock->path);
    close(lock->file);
    free(lock);
}

enum lock_answer lock_take(struct lock **lock, const char *guarded, const char *program,
                           double seconds, struct lock_holder *holder)
{
    double end = clock_seconds() + seconds;
    enum lock_answer answer = lock_try(lock, guarded, program, holder);
    while (answer == LOCK_HELD && clock_seconds() < end) {
        clock_pause(5);
        answer = lock_try(lock, guarded, program, holder);
    }
    return answer;
}

void lock_describe(char *text, size_t size, const struct lock_holder *holder)
{
    if (holder->process == 0)
        tr_print(text, size, "another program");
    else
        tr_print(text, size, "%s (process %ld, since %s)", holder->program, holder->process,
                 holder->since);
}

// Others hold such locks for as long as they write; a window should not wait much longer.
const struct lock_wish lock_to_change = {"lenetpad", 2, TR("is being changed by"), TR("try again")};

bool lock_tell_failure(const char *guarded, struct status *status)
{
    return status_fail(status, errno == ENOMEM ? STATUS_NO_MEMORY : STATUS_IO,
                       tr("cannot lock %s: %s; try again"), guarded, strerror(errno));
}

bool lock_or_fail(struct lock **lock, const char *guarded, const struct lock_wish *wish,
                  struct status *status)
{
    struct lock_holder holder;
    char who[160];
    enum lock_answer answer = lock_take(lock, guarded, wish->program, wish->seconds, &holder);
    if (answer == LOCK_FAILED)
        return lock_tell_failure(guarded, status);
    if (answer != LOCK_HELD)
        return true;
    lock_describe(who, sizeof who, &holder);
    return status_fail(status, STATUS_IO, "%s %s %s; %s", guarded, tr(wish->held), who,
                       tr(wish->advice));
}
