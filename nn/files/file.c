// Whole files in (nn/files/file_write.c writes them), because everything this program keeps (data
// sets, models, strokes, settings) is small enough to be held in memory. A source hands out the
// contents piece by piece, through inflate when the file begins with the gzip magic; the pieces are
// gathered in a buffer that never grows past the limit.
#include "nn/files/file.h"

#include "nn/files/file_kind.h"
#include "nn/files/input.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
    CHUNK = 64 * 1024,
    GZIP_WINDOW = 15 + 16, // zlib: the largest window, with gzip's header and checksum
};

// ---- Reading ------------------------------------------------------------------------------------

struct source {
    const char *path;
    int file;       // -1: an input (nn/files/input.h), of which
    size_t taken;   // bytes were taken
    uint8_t *chunk; // owned; CHUNK bytes, [used, filled) is still to be handed out
    size_t used, filled;
    bool inflating;
    bool inside_member; // of a gzip file, which may be several compressed runs in a row
    z_stream zip;
};

static bool source_fill(struct source *source, struct status *status)
{
    source->used = source->filled = 0;
    if (source->file < 0) {
        bool good =
            input_read(source->chunk, source->path, source->taken, CHUNK, &source->filled, status);
        source->taken += source->filled;
        return good;
    }
    while (source->filled < CHUNK) {
        ssize_t got = read(source->file, source->chunk + source->filled, CHUNK - source->filled);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return status_fail(status, STATUS_IO, "cannot read %s: %s", source->path,
                               strerror(errno));
        if (got == 0)
            break;
        source->filled += (size_t)got;
    }
    return true;
}

// Opened without waiting: a pipe without a writer would otherwise hold the program for good.
static bool open_existing(int *file, const char *path, struct status *status)
{
    struct stat there;
    if (!*path)
        return status_fail(status, STATUS_MISSING, "a file's name is empty; name a file");
    *file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    int error = *file < 0 || fstat(*file, &there) != 0 ? errno : 0;
    if (error == 0 && S_ISREG(there.st_mode))
        return true;
    if (error == 0 || (error == ENXIO && stat(path, &there) == 0))
        return status_fail(status, STATUS_IO, "%s is not a file but a %s; choose a file", path,
                           file_kind_name(there.st_mode));
    if (error == ENOENT || error == ENOTDIR)
        return status_fail(status, STATUS_MISSING, "%s: there is no such file; check the name",
                           path);
    return status_fail(status, STATUS_IO, "cannot read %s: %s%s", path, strerror(error),
                       error == EACCES ? "; ask its owner for the right to read it" : "");
}

static bool source_open(struct source *source, const char *path, struct status *status)
{
    *source = (struct source){.path = path, .file = -1};
    if (!input_is(path) && !open_existing(&source->file, path, status))
        return false;
    source->chunk = malloc(CHUNK);
    if (!source->chunk)
        return status_fail(status, STATUS_NO_MEMORY, "%s: out of memory", path);
    if (!source_fill(source, status))
        return false;
    if (source->filled < 2 || source->chunk[0] != 0x1f || source->chunk[1] != 0x8b)
        return true;
    if (inflateInit2(&source->zip, GZIP_WINDOW) != Z_OK)
        return status_fail(status, STATUS_NO_MEMORY, "%s: out of memory", path);
    source->inflating = source->inside_member = true;
    return true;
}

static void source_close(struct source *source)
{
    if (source->inflating)
        inflateEnd(&source->zip);
    if (source->file >= 0)
        close(source->file);
    free(source->chunk);
}

// Both pull functions put at least one and at most `room` bytes into `to`; *got is 0 at the end.

static bool pull_plain(struct source *source, uint8_t *to, size_t room, size_t *got,
                       struct status *status)
{
    *got = 0;
    if (source->used == source->filled && !source_fill(source, status))
        return false;
    size_t waiting = source->filled - source->used;
    *got = waiting < room ? waiting : room;
    memcpy(to, source->chunk + source->used, *got);
    source->used += *got;
    return true;
}

static bool gzip_fault(const struct source *source, int result, struct status *status)
{
    if (result == Z_MEM_ERROR)
        return status_fail(status, STATUS_NO_MEMORY, "%s: out of memory", source->path);
    return status_fail(status, STATUS_BAD_DATA,
                       "%s: the gzip data is damaged (%s); copy or download the file again",
                       source->path, source->zip.msg ? source->zip.msg : zError(result));
}

static bool pull_inflated(struct source *source, uint8_t *to, size_t room, size_t *got,
                          struct status *status)
{
    z_stream *zip = &source->zip;
    *got = 0;
    while (*got == 0) {
        if (source->used == source->filled && !source_fill(source, status))
            return false;
        size_t waiting = source->filled - source->used;
        // Tapes and disks pad with zeros, and gzip allows it.
        if (!source->inside_member && waiting > 0 && source->chunk[source->used] == 0) {
            source->used++;
            continue;
        }
        if (waiting == 0 && source->inside_member)
            return status_fail(status, STATUS_BAD_DATA,
                               "%s: the gzip data is cut short; copy or download the file again",
                               source->path);
        if (waiting == 0)
            return true;
        if (!source->inside_member)
            inflateReset(zip);
        source->inside_member = true;
        zip->next_in = source->chunk + source->used;
        zip->avail_in = (uInt)waiting;
        zip->next_out = to;
        zip->avail_out = (uInt)(room < CHUNK ? room : CHUNK);
        int result = inflate(zip, Z_NO_FLUSH);
        source->used = source->filled - zip->avail_in;
        *got = (size_t)(zip->next_out - to);
        if (result == Z_STREAM_END)
            source->inside_member = false;
        else if (result != Z_OK)
            return gzip_fault(source, result, status);
    }
    return true;
}

static bool source_pull(struct source *source, uint8_t *to, size_t room, size_t *got,
                        struct status *status)
{
    return source->inflating ? pull_inflated(source, to, room, got, status)
                             : pull_plain(source, to, room, got, status);
}

// Makes room for more; one byte past the limit, so that what is too long can be told.
static bool grow(struct bytes *bytes, size_t *capacity, size_t limit, const char *path,
                 struct status *status)
{
    size_t wanted = *capacity == 0 ? CHUNK : *capacity <= limit / 2 ? *capacity * 2 : limit + 1;
    if (wanted > limit + 1)
        wanted = limit + 1;
    uint8_t *moved = realloc(bytes->data, wanted);
    if (!moved)
        return status_fail(status, STATUS_NO_MEMORY, "%s: out of memory", path);
    bytes->data = moved;
    *capacity = wanted;
    return true;
}

static bool gather(struct bytes *bytes, struct source *source, size_t limit, struct status *status)
{
    size_t capacity = 0, got = 0;
    do {
        if (bytes->size == capacity && !grow(bytes, &capacity, limit, source->path, status))
            return false;
        if (!source_pull(source, bytes->data + bytes->size, capacity - bytes->size, &got, status))
            return false;
        bytes->size += got;
        if (bytes->size > limit)
            return status_fail(status, STATUS_BAD_DATA,
                               "%s: too long: such a file may have at most %.1f MB%s; choose "
                               "another file",
                               source->path, (double)limit / 1e6,
                               source->inflating ? " when decompressed" : "");
    } while (got > 0);
    uint8_t *fitted = realloc(bytes->data, bytes->size > 0 ? bytes->size : 1);
    if (fitted)
        bytes->data = fitted;
    return true;
}

bool file_read(struct bytes *out, const char *path, size_t limit, struct status *status)
{
    assert(limit < SIZE_MAX);
    *out = (struct bytes){0};
    struct source source;
    bool read_all = source_open(&source, path, status) && gather(out, &source, limit, status);
    source_close(&source);
    if (!read_all)
        bytes_free(out);
    return read_all;
}

size_t file_read_start(void *out, size_t size, const char *path)
{
    int file;
    size_t filled = 0;
    if (input_is(path)) {
        input_read(out, path, 0, size, &filled, NULL);
        return filled;
    }
    if (open_existing(&file, path, NULL)) {
        ssize_t got = read(file, out, size);
        filled = got > 0 ? (size_t)got : 0;
    }
    if (file >= 0)
        close(file);
    return filled;
}

void bytes_free(struct bytes *bytes)
{
    free(bytes->data);
    *bytes = (struct bytes){0};
}
