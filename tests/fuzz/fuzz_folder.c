// The targets read files as the program does, by their names; so they need a place for them.
#ifndef _GNU_SOURCE
#define _GNU_SOURCE // nftw
#endif
#include "tests/fuzz/fuzz.h"

#include <fcntl.h>
#include <ftw.h>
#include <unistd.h>

static char folder[512];
static pid_t owner; // a forked child leaves the folder alone

static int remove_below(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info, (void)kind;
    return place->level > 0 ? remove(path) : 0;
}

void fuzz_clean(void)
{
    nftw(fuzz_folder(), remove_below, 8, FTW_DEPTH | FTW_PHYS);
}

static void remove_folder(void)
{
    if (getpid() != owner)
        return;
    fuzz_clean();
    rmdir(folder);
}

const char *fuzz_folder(void)
{
    const char *place = getenv("TMPDIR");
    if (folder[0])
        return folder;
    snprintf(folder, sizeof folder, "%s/lenetpad-fuzz-XXXXXX", place && *place ? place : "/tmp");
    FUZZ_PROMISE(mkdtemp(folder));
    owner = getpid();
    atexit(remove_folder);
    return folder;
}

const char *fuzz_write(const char *name, const void *data, size_t size)
{
    static char path[1024];
    snprintf(path, sizeof path, "%s/%s", fuzz_folder(), name);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    FUZZ_PROMISE(file >= 0 && (size == 0 || write(file, data, size) == (ssize_t)size));
    close(file);
    return path;
}
