// Links are followed here and not by the system, because the target may not exist yet and a draft
// has to be written beside it.
#include "nn/files/place.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINKS_MOST = 40, DESCRIPTORS_MOST = 1 << 20 };

// ---- What stands there --------------------------------------------------------------------------

bool place_exists(const char *path)
{
    struct stat there;
    return stat(path, &there) == 0;
}

bool place_is_folder(const char *path)
{
    struct stat there;
    return stat(path, &there) == 0 && S_ISDIR(there.st_mode);
}

bool place_is_file(const char *path)
{
    struct stat there;
    return stat(path, &there) == 0 && S_ISREG(there.st_mode);
}

// ---- Parts --------------------------------------------------------------------------------------

bool place_is_separator(char c)
{
    return c == '/';
}

size_t place_folder_length(const char *path)
{
    size_t length = strlen(path);
    while (length > 0 && !place_is_separator(path[length - 1]))
        length--;
    return length;
}

bool place_sibling(char out[PATH_MAX], const char *path, const char *name)
{
    int length = snprintf(out, PATH_MAX, "%.*s%s", (int)place_folder_length(path), path, name);
    return length > 0 && length < PATH_MAX;
}

// ---- Where it leads -----------------------------------------------------------------------------

// One link further. False at the end of the chain; *error is set if the path grows too long.
static bool follow_one(char path[PATH_MAX], int *error)
{
    char target[PATH_MAX], joined[PATH_MAX];
    ssize_t length = readlink(path, target, sizeof target - 1);
    if (length < 0)
        return false; // not a link; any other fault will show when the file is made
    target[length] = '\0';
    if (!place_sibling(joined, target[0] == '/' ? "" : path, target)) {
        *error = ENAMETOOLONG;
        return false;
    }
    memcpy(path, joined, PATH_MAX);
    return true;
}

int place_follow(char out[PATH_MAX], const char *path)
{
    int error = 0;
    if (!place_sibling(out, "", path))
        return ENAMETOOLONG;
    for (int i = 0; i < LINKS_MOST; i++)
        if (!follow_one(out, &error))
            return error;
    return ELOOP;
}

static bool is_one(const struct stat *a, const struct stat *b)
{
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino;
}

// What is not there yet will be made under the name at the end of the links, in that folder.
static bool will_be_same(const char *a, const char *b)
{
    char one[PATH_MAX], other[PATH_MAX], one_folder[PATH_MAX], other_folder[PATH_MAX];
    struct stat here, there;
    return place_follow(one, a) == 0 && place_follow(other, b) == 0 &&
           strcmp(one + place_folder_length(one), other + place_folder_length(other)) == 0 &&
           place_sibling(one_folder, one, ".") && place_sibling(other_folder, other, ".") &&
           stat(one_folder, &here) == 0 && stat(other_folder, &there) == 0 && is_one(&here, &there);
}

bool place_same(const char *a, const char *b)
{
    struct stat one, other;
    bool a_there = stat(a, &one) == 0, b_there = stat(b, &other) == 0;
    if (!a_there && !b_there)
        return will_be_same(a, b);
    return a_there && b_there && is_one(&one, &other) && !S_ISCHR(one.st_mode) &&
           !S_ISBLK(one.st_mode);
}

int place_remove(const char *path)
{
    char end[PATH_MAX];
    struct stat there;
    int error = place_follow(end, path);
    if (error != 0)
        return error;
    if (lstat(end, &there) != 0)
        return errno == ENOENT ? 0 : errno;
    if (!S_ISREG(there.st_mode))
        return S_ISDIR(there.st_mode) ? EISDIR : EPERM;
    return unlink(end) == 0 || errno == ENOENT ? 0 : errno;
}

static int descriptor_named(const char *path)
{
    static const char *const folders[] = {"/dev/fd/", "/proc/self/fd/"};
    if (strcmp(path, "/dev/stdin") == 0)
        return STDIN_FILENO;
    if (strcmp(path, "/dev/stdout") == 0)
        return STDOUT_FILENO;
    if (strcmp(path, "/dev/stderr") == 0)
        return STDERR_FILENO;
    for (size_t i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        const char *number = path + strlen(folders[i]);
        if (strncmp(path, folders[i], strlen(folders[i])) != 0 || *number < '0' || *number > '9')
            continue;
        char *end;
        long descriptor = strtol(number, &end, 10);
        return *end == '\0' && descriptor < DESCRIPTORS_MOST ? (int)descriptor : -1;
    }
    return -1;
}

int place_descriptor(const char *path)
{
    char at[PATH_MAX];
    int error = 0, descriptor = -1;
    if (!place_sibling(at, "", path))
        return -1;
    for (int i = 0; i < LINKS_MOST; i++) {
        descriptor = descriptor_named(at);
        if (descriptor >= 0 || !follow_one(at, &error))
            break;
    }
    return descriptor;
}
