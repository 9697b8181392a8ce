// A folder of a run may have been moved, linked or filled with other things by its owner. What is
// removed is therefore looked at by its name in the opened folder, and only ordinary files go.
#include "app/training/runs/run_files.h"

#include "app/base/paths.h"
#include "app/language/tr.h"
#include "app/training/curves/run_log.h"
#include "app/training/runs/run_record.h"
#include "nn/files/draft.h"
#include "nn/files/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// In the order in which they are removed.
static const char *const names[] = {RUN_FILES_CURVES, RUN_FILES_WEIGHTS, RUN_RECORD_START,
                                    RUN_RECORD_FILE};
enum { NAMES = sizeof names / sizeof names[0] };

static bool is_file(int folder, const char *name, uint64_t *size)
{
    struct stat there;
    bool file = fstatat(folder, name, &there, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(there.st_mode);
    *size = file ? (uint64_t)there.st_size : 0;
    return file;
}

// -1, and errno, if it is no folder or a link.
static int open_folder(int at, const char *name)
{
    return openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

bool run_files_belong(const char *folder)
{
    uint64_t size;
    bool any = false;
    int opened = open_folder(AT_FDCWD, folder);
    for (int i = 0; i < NAMES && opened >= 0; i++)
        any = any || is_file(opened, names[i], &size);
    if (opened >= 0)
        close(opened);
    return any;
}

// ---- Snapshots ----------------------------------------------------------------------------------

static bool is_snapshot(const char *name)
{
    return path_has_ending(name, ".safetensors") || draft_is_name(name);
}

typedef bool belongs(const char *name);

// Adds up the sizes of the files of a folder that belong, and removes them if so asked.
static uint64_t go_through_files(int at, const char *name, belongs *file_belongs, bool remove)
{
    uint64_t bytes = 0, size;
    int opened = open_folder(at, name);
    DIR *list = opened >= 0 ? fdopendir(opened) : NULL;
    if (opened >= 0 && !list)
        close(opened);
    for (const struct dirent *item; list && (item = readdir(list));) {
        if (!file_belongs(item->d_name) || !is_file(dirfd(list), item->d_name, &size))
            continue;
        bytes += size;
        if (remove)
            unlinkat(dirfd(list), item->d_name, 0);
    }
    if (list)
        closedir(list);
    return bytes;
}

static uint64_t go_through_snapshots(int folder, bool remove)
{
    uint64_t bytes = go_through_files(folder, RUN_FILES_SNAPSHOTS, is_snapshot, remove);
    if (remove)
        unlinkat(folder, RUN_FILES_SNAPSHOTS, AT_REMOVEDIR);
    return bytes;
}

static uint64_t go_through(const char *folder, bool remove)
{
    int opened = open_folder(AT_FDCWD, folder);
    if (opened < 0)
        return 0;
    uint64_t bytes = go_through_snapshots(opened, remove);
    close(opened);
    return bytes;
}

uint64_t run_files_snapshot_bytes(const char *folder)
{
    return go_through(folder, false);
}

void run_files_remove_snapshots(const char *folder)
{
    go_through(folder, true);
}

// ---- All of them --------------------------------------------------------------------------------

bool run_files_remove(const char *folder, bool *left, struct status *status)
{
    uint64_t size;
    int error = 0, opened = open_folder(AT_FDCWD, folder);
    *left = false;
    if (opened < 0)
        return status_fail(status, STATUS_IO, tr("%s cannot be opened: %s"), folder,
                           strerror(errno));
    go_through_snapshots(opened, true);
    go_through_files(opened, ".", draft_is_name, true);
    for (int i = 0; i < NAMES && error == 0; i++)
        if (is_file(opened, names[i], &size) && unlinkat(opened, names[i], 0) != 0)
            error = errno;
    close(opened);
    if (error != 0)
        return status_fail(status, STATUS_IO, tr("%s cannot be removed: %s"), folder,
                           strerror(error));
    *left = rmdir(folder) != 0;
    return true;
}

bool run_files_copy(const char *from, const char *to, struct status *status)
{
    char source[PATH_SIZE], target[PATH_SIZE];
    bool good = true;
    for (int i = 0; i < NAMES && good; i++) {
        struct bytes bytes;
        struct stat there;
        good = path_join(source, from, names[i], status) && path_join(target, to, names[i], status);
        if (!good || lstat(source, &there) != 0 || !S_ISREG(there.st_mode))
            continue;
        good = file_read(&bytes, source, MODEL_LONGEST_FILE, status);
        if (!good)
            break;
        good = file_write(target, bytes.data, bytes.size, status);
        bytes_free(&bytes);
    }
    return good;
}

bool run_files_hash(char hash[SHA256_TEXT], const char *path, struct status *status)
{
    struct bytes bytes;
    if (!file_read(&bytes, path, MODEL_LONGEST_FILE, status))
        return false;
    sha256(hash, bytes.data, bytes.size);
    bytes_free(&bytes);
    return true;
}

// ---- Curves -------------------------------------------------------------------------------------

bool run_files_write_curves(const char *folder, const struct run_curves *curves,
                            const struct train_state *state, size_t items, struct status *status)
{
    char path[PATH_SIZE];
    return path_join(path, folder, RUN_FILES_CURVES, status) &&
           run_log_write(path, curves, state, items, status);
}

// The next number of a line; NAN where its place is empty or is no number. Moves *at behind its
// comma.
static double take_number(const char **at, const char *end)
{
    char text[64];
    const char *comma = memchr(*at, ',', (size_t)(end - *at));
    size_t length = (size_t)((comma ? comma : end) - *at);
    double number = NAN;
    if (length > 0 && length < sizeof text) {
        char *stop;
        memcpy(text, *at, length);
        text[length] = '\0';
        number = strtod(text, &stop);
        if (*stop)
            number = NAN;
    }
    *at = comma ? comma + 1 : end;
    return number;
}

static void add_point(struct curve *curve, double x, double y)
{
    bool rises = curve->count == 0 || (float)x > curve->x[curve->count - 1];
    if (x >= 0 && x < 1e9 && y >= 0 && y < 1e9 && rises)
        curve_add(curve, (float)x, (float)y);
}

static void read_line(struct run_curves *curves, const char *at, const char *end)
{
    double x = take_number(&at, end);
    take_number(&at, end); // images
    struct curve *const columns[] = {&curves->loss, &curves->train, &curves->held, &curves->test};
    for (int i = 0; i < 4; i++)
        add_point(columns[i], x, take_number(&at, end));
}

bool run_files_read_curves(struct run_curves *curves, const char *folder, struct status *status)
{
    char path[PATH_SIZE];
    struct bytes bytes;
    size_t header = strlen(run_log_header);
    if (!path_join(path, folder, RUN_FILES_CURVES, status) ||
        !file_read(&bytes, path, RUN_FILES_LONGEST_CURVES, status))
        return false;
    const char *at = (const char *)bytes.data, *end = at + bytes.size;
    bool good = bytes.size >= header && memcmp(at, run_log_header, header) == 0;
    *curves = (struct run_curves){0};
    for (at += good ? header : 0; good && at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        read_line(curves, at, stop ? stop : end);
        at = stop ? stop + 1 : end;
    }
    bytes_free(&bytes);
    return good || status_fail(status, STATUS_BAD_DATA,
                               tr("%s is no table of curves that this program knows"), path);
}
