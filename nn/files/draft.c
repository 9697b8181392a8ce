// A killed program leaves its drafts behind. The next one that writes into the folder clears them,
// and must never take one from a program that lives: a draft is locked (flock) for as long as its
// writer works on it, and the kernel drops the lock with the process. Over a network another
// machine's locks may not be seen; therefore the name tells the machine, and a stranger's draft,
// or one of a version that did not lock, is cleared only once it is a day old, when a write takes
// seconds.
#include "nn/files/draft.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "nn/files/place.h"

enum {
    ATTEMPTS = 1000,
    NAME_SIZE = 64,
    ABANDONED_SECONDS = 24 * 60 * 60,
};

// ---- Names --------------------------------------------------------------------------------------

// What is inside a draft's name.
struct signature {
    uint32_t machine; // 0: the name does not tell
    long process;
    unsigned number;
};

static uint32_t stir(uint32_t hash, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++)
        hash = (hash ^ (uint8_t)text[i]) * 16777619u; // FNV-1a
    return hash;
}

// Another number on every machine, as far as can be told; never 0.
static uint32_t this_machine(void)
{
    char text[256] = "";
    uint32_t hash = 2166136261u;
    gethostname(text, sizeof text - 1);
    hash = stir(hash, text, strlen(text));
    int file = open("/etc/machine-id", O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file >= 0) {
        ssize_t size = read(file, text, sizeof text);
        hash = stir(hash, text, size > 0 ? (size_t)size : 0);
        close(file);
    }
    return hash ? hash : 1;
}

static void write_name(char name[NAME_SIZE], const struct signature *signature)
{
    snprintf(name, NAME_SIZE, ".writing-%08x-%ld-%u.tmp", (unsigned)signature->machine,
             signature->process, signature->number);
}

// Also knows the names of versions that did not tell the machine.
static bool read_name(struct signature *signature, const char *name)
{
    char back[NAME_SIZE];
    unsigned machine;
    *signature = (struct signature){0};
    if (sscanf(name, ".writing-%8x-%ld-%u.tmp", &machine, &signature->process,
               &signature->number) == 3) {
        signature->machine = machine;
        write_name(back, signature);
        return strcmp(back, name) == 0;
    }
    if (sscanf(name, ".writing-%ld-%u.tmp", &signature->process, &signature->number) != 2)
        return false;
    snprintf(back, sizeof back, ".writing-%ld-%u.tmp", signature->process, signature->number);
    return strcmp(back, name) == 0;
}

bool draft_is_name(const char *name)
{
    struct signature signature;
    return read_name(&signature, name);
}

// ---- Clearing -----------------------------------------------------------------------------------

static bool is_dead(int file, const struct stat *found, const struct stat *own,
                    const struct signature *signature)
{
    bool locked = flock(file, LOCK_EX | LOCK_NB) == 0;
    if (!locked && errno == EWOULDBLOCK)
        return false;
    // Both times are the file system's, whose clock need not be ours.
    if (found->st_mtime < own->st_mtime - ABANDONED_SECONDS)
        return true;
    if (signature->machine == 0 || signature->machine != this_machine())
        return false;
    return locked || (kill((pid_t)signature->process, 0) != 0 && errno == ESRCH);
}

// Its writer may just have given it its real name: only what still has this name is removed.
static void clear_one(int folder, const char *name, const struct stat *own,
                      const struct signature *signature)
{
    struct stat found, named;
    int file = openat(folder, name, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return;
    if (fstat(file, &found) == 0 && S_ISREG(found.st_mode) && found.st_ino != own->st_ino &&
        is_dead(file, &found, own, signature) &&
        fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 && named.st_dev == found.st_dev &&
        named.st_ino == found.st_ino)
        unlinkat(folder, name, 0);
    close(file);
}

// What cannot be cleared stays: that is no reason not to write.
static void clear_dead(const char *path, int own_file)
{
    char folder[PATH_MAX];
    struct stat own;
    struct signature signature;
    DIR *listing = place_sibling(folder, path, ".") ? opendir(folder) : NULL;
    if (!listing)
        return;
    if (fstat(own_file, &own) == 0)
        for (const struct dirent *entry; (entry = readdir(listing));)
            if (read_name(&signature, entry->d_name))
                clear_one(dirfd(listing), entry->d_name, &own, &signature);
    closedir(listing);
}

// ---- Writing ------------------------------------------------------------------------------------

int draft_write_all(int file, const void *data, size_t size)
{
    const uint8_t *at = data;
    while (size > 0) {
        ssize_t done = write(file, at, size);
        if (done < 0 && errno == EAGAIN) {
            poll(&(struct pollfd){.fd = file, .events = POLLOUT}, 1, -1);
            continue;
        }
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return errno;
        at += done;
        size -= (size_t)done;
    }
    return 0;
}

// Some file systems cannot flush and say EINVAL; that is no reason to refuse the file.
static int flush(int file)
{
    return fsync(file) == 0 || errno == EINVAL ? 0 : errno;
}

// Someone who clears may have seen the file before it was locked: then it is his. Where there are
// no locks (other errors) the process's number has to do.
static bool is_ours(int file)
{
    struct stat own;
    if (flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        return false;
    return fstat(file, &own) == 0 && own.st_nlink > 0;
}

// The name does not grow with the target's, which may already be as long as names can be.
static int create(char beside[PATH_MAX], const char *path, mode_t mode, int *file)
{
    char name[NAME_SIZE];
    struct signature signature = {this_machine(), (long)getpid(), 0};
    for (; signature.number < ATTEMPTS; signature.number++) {
        write_name(name, &signature);
        if (!place_sibling(beside, path, name))
            return ENAMETOOLONG;
        *file = open(beside, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (*file < 0 && errno != EEXIST)
            return errno;
        if (*file >= 0 && is_ours(*file))
            return 0;
        if (*file >= 0)
            close(*file);
    }
    return EEXIST;
}

// A file system without permissions refuses to change them, and nothing is lost by that: the file
// was made with no more of them than these.
static void give_mode(int file, mode_t mode)
{
    struct stat own;
    if (fstat(file, &own) != 0 || (own.st_mode & 0777) != mode)
        (void)!fchmod(file, mode);
}

int draft_write(struct draft *draft, const char *path, const mode_t *mode, const void *data,
                size_t size)
{
    int file;
    *draft = (struct draft){.lock = -1};
    if (!place_sibling(draft->path, "", path))
        return ENAMETOOLONG;
    int error = create(draft->beside, path, mode ? *mode & 0777 : 0666, &file);
    if (error != 0) {
        draft->beside[0] = '\0';
        return error;
    }
    clear_dead(path, file);
    if (mode)
        give_mode(file, *mode & 0777);
    error = draft_write_all(file, data, size);
    if (error == 0)
        error = flush(file);
    // Closing tells of errors, but the lock has to stay: with no other handle it is not closed yet.
    draft->lock = fcntl(file, F_DUPFD_CLOEXEC, 0);
    if (draft->lock < 0)
        draft->lock = file;
    else if (close(file) != 0 && error == 0)
        error = errno;
    if (error != 0)
        draft_discard(draft);
    return error;
}

static void unlock(struct draft *draft)
{
    if (draft->lock >= 0)
        close(draft->lock);
    draft->lock = -1;
}

// The file is in place by now; if the folder cannot be flushed there is nothing better to do.
static void flush_folder(const char *path)
{
    char folder[PATH_MAX];
    if (!place_sibling(folder, path, "."))
        return;
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return;
    flush(file);
    close(file);
}

int draft_take_name(struct draft *draft)
{
    if (draft->beside[0] == '\0')
        return 0;
    if (rename(draft->beside, draft->path) != 0)
        return errno;
    draft->beside[0] = '\0';
    unlock(draft);
    flush_folder(draft->path);
    return 0;
}

void draft_discard(struct draft *draft)
{
    if (draft->beside[0] != '\0')
        unlink(draft->beside);
    draft->beside[0] = '\0';
    unlock(draft);
}
