// Whole files in and out, because everything this program keeps (data sets, models, strokes,
// settings) is small enough to be held in memory and too dear to be left half-written.
//
// Reading: a source hands out the contents piece by piece, through inflate when the file begins
// with the gzip magic; the pieces are gathered in a buffer that never grows past the limit.
// Writing: a draft is a complete, flushed file beside the target; taking the target's name is the
// last step and cannot be seen half done.
#include "nn/file.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

enum {
    CHUNK = 64 * 1024,
    GZIP_WINDOW = 15 + 16, // zlib: the largest window, with gzip's header and checksum
    LINKS_MOST = 40,
};

// ---- reading ----

struct source {
    const char *path;
    int file;
    uint8_t *chunk; // owned; CHUNK bytes, [used, filled) is still to be handed out
    size_t used, filled;
    bool inflating;
    bool inside_member; // of a gzip file, which may be several compressed runs in a row
    z_stream zip;
};

static bool source_fill(struct source *source, struct status *status)
{
    source->used = source->filled = 0;
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

static const char *kind_of(mode_t mode)
{
    return S_ISDIR(mode)    ? "folder"
           : S_ISFIFO(mode) ? "named pipe"
           : S_ISSOCK(mode) ? "socket"
                            : "device";
}

// Opened without waiting: a pipe without a writer would otherwise hold the program for good.
static bool open_existing(int *file, const char *path, struct status *status)
{
    struct stat there;
    *file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    int error = *file < 0 || fstat(*file, &there) != 0 ? errno : 0;
    if (error == 0 && S_ISREG(there.st_mode))
        return true;
    if (error == 0 || (error == ENXIO && stat(path, &there) == 0))
        return status_fail(status, STATUS_IO, "%s is not a file but a %s; choose a file", path,
                           kind_of(there.st_mode));
    if (error == ENOENT || error == ENOTDIR)
        return status_fail(status, STATUS_MISSING, "%s: there is no such file; check the name",
                           path);
    return status_fail(status, STATUS_IO, "cannot read %s: %s%s", path, strerror(error),
                       error == EACCES ? "; ask its owner for the right to read it" : "");
}

static bool source_open(struct source *source, const char *path, struct status *status)
{
    *source = (struct source){.path = path, .file = -1};
    if (!open_existing(&source->file, path, status))
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

// ---- writing ----

// A complete file that has not yet got its name.
struct draft {
    char path[PATH_MAX];   // where it shall stand, links followed
    char beside[PATH_MAX]; // where it stands until then; "" if it was written in place
};

// The length of the folder's part of a path, with its separator; 0 if there is none.
static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) + 1 : 0;
}

// Puts `name` into the folder of `path`. False if it is too long.
static bool sibling(char out[PATH_MAX], const char *path, const char *name)
{
    int length = snprintf(out, PATH_MAX, "%.*s%s", (int)folder_length(path), path, name);
    return length > 0 && length < PATH_MAX;
}

// Where writing to `path` really goes: the end of its chain of links, which need not exist yet.
static int follow_links(char out[PATH_MAX], const char *path)
{
    char target[PATH_MAX], joined[PATH_MAX];
    if (!sibling(out, "", path))
        return ENAMETOOLONG;
    for (int i = 0; i < LINKS_MOST; i++) {
        ssize_t length = readlink(out, target, sizeof target - 1);
        if (length < 0)
            return 0; // not a link; any other fault will show when the file is made
        target[length] = '\0';
        if (!sibling(joined, target[0] == '/' ? "" : out, target))
            return ENAMETOOLONG;
        memcpy(out, joined, PATH_MAX);
    }
    return ELOOP;
}

static const char *remedy(int error)
{
    switch (error) {
    case EACCES:
    case EPERM:
    case EROFS:
        return "choose a folder that you may write to";
    case ENOSPC:
    case EDQUOT:
        return "make room on the disk or choose another one";
    case ENOENT:
        return "its folder takes no new files, choose another one";
    case ENAMETOOLONG:
        return "choose a shorter name";
    default:
        return "choose another place";
    }
}

// Only a look at the folder can tell: some folders (/proc) refuse new files with ENOENT too.
static bool folder_is_missing(const char *path)
{
    char place[PATH_MAX], folder[PATH_MAX];
    struct stat there;
    return follow_links(place, path) == 0 && sibling(folder, place, ".") &&
           stat(folder, &there) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

bool file_cannot_write(const char *path, int error, struct status *status)
{
    if (folder_is_missing(path))
        return status_fail(status, STATUS_MISSING,
                           "cannot write %s: its folder does not exist; create the folder first",
                           path);
    if (error == EISDIR)
        return status_fail(status, STATUS_IO,
                           "cannot write %s: it is a folder, not a file; add a file name", path);
    if (error == ENXIO)
        return status_fail(status, STATUS_IO, "cannot write %s: nothing reads from it", path);
    return status_fail(status, STATUS_IO, "cannot write %s: %s; %s", path, strerror(error),
                       remedy(error));
}

static int write_all(int file, const uint8_t *data, size_t size)
{
    while (size > 0) {
        ssize_t done = write(file, data, size);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return errno;
        data += done;
        size -= (size_t)done;
    }
    return 0;
}

// Some file systems cannot flush and say EINVAL; that is no reason to refuse the file.
static int flush(int file)
{
    return fsync(file) == 0 || errno == EINVAL ? 0 : errno;
}

static int finish(int file, int error)
{
    return close(file) == 0 || error != 0 ? error : errno;
}

// A pipe that nobody reads is an error, not a wait; one that is read may be waited for.
static int write_in_place(const char *path, const struct bytes *bytes)
{
    int file = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0)
        return errno;
    fcntl(file, F_SETFL, 0);
    return finish(file, write_all(file, bytes->data, bytes->size));
}

// The name does not grow with the target's, which may already be as long as names can be.
static int create_beside(char beside[PATH_MAX], const char *path, int *file)
{
    for (unsigned attempt = 0; attempt < 1000; attempt++) {
        char name[64];
        snprintf(name, sizeof name, ".writing-%ld-%u.tmp", (long)getpid(), attempt);
        if (!sibling(beside, path, name))
            return ENAMETOOLONG;
        *file = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (*file >= 0)
            return 0;
        if (errno != EEXIST)
            return errno;
    }
    return EEXIST;
}

static int write_beside(struct draft *draft, const struct bytes *bytes, const mode_t *mode)
{
    int file;
    int error = create_beside(draft->beside, draft->path, &file);
    if (error != 0) {
        draft->beside[0] = '\0';
        return error;
    }
    if (mode && fchmod(file, *mode & 0777) != 0)
        error = errno;
    if (error == 0)
        error = write_all(file, bytes->data, bytes->size);
    if (error == 0)
        error = flush(file);
    error = finish(file, error);
    if (error != 0) {
        unlink(draft->beside);
        draft->beside[0] = '\0';
    }
    return error;
}

static int draft_write(struct draft *draft, const char *path, const struct bytes *bytes)
{
    draft->beside[0] = '\0';
    int error = follow_links(draft->path, path);
    if (error != 0)
        return error;
    struct stat old;
    if (stat(draft->path, &old) != 0)
        return write_beside(draft, bytes, NULL);
    if (S_ISDIR(old.st_mode))
        return EISDIR;
    if (!S_ISREG(old.st_mode))
        return write_in_place(draft->path, bytes);
    // Renaming would replace a file that its owner has protected.
    if (access(draft->path, W_OK) != 0)
        return errno;
    return write_beside(draft, bytes, &old.st_mode);
}

// The file is in place by now; if the folder cannot be flushed there is nothing better to do.
static void flush_folder(const char *path)
{
    char folder[PATH_MAX];
    if (!sibling(folder, path, "."))
        return;
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (file < 0)
        return;
    flush(file);
    close(file);
}

static int draft_take_name(struct draft *draft)
{
    if (draft->beside[0] == '\0')
        return 0;
    if (rename(draft->beside, draft->path) != 0)
        return errno;
    draft->beside[0] = '\0';
    flush_folder(draft->path);
    return 0;
}

static void draft_discard(struct draft *draft)
{
    if (draft->beside[0] != '\0')
        unlink(draft->beside);
}

static bool ends_in_gz(const char *path)
{
    size_t length = strlen(path);
    return length >= 3 && strcmp(path + length - 3, ".gz") == 0;
}

// zlib's gzip header holds no time and no name: the same contents give the same bytes.
static bool compress_gzip(struct bytes *out, const struct file_content *content,
                          struct status *status)
{
    z_stream zip = {0};
    *out = (struct bytes){0};
    if (content->size > UINT_MAX / 2)
        return status_fail(status, STATUS_USAGE, "cannot write %s: too long to compress",
                           content->path);
    if (deflateInit2(&zip, Z_DEFAULT_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, 9, Z_DEFAULT_STRATEGY) !=
        Z_OK)
        goto no_memory;
    size_t bound = deflateBound(&zip, (uLong)content->size);
    out->data = malloc(bound);
    if (!out->data)
        goto no_memory;
    zip.next_in = (z_const Bytef *)content->data;
    zip.avail_in = (uInt)content->size;
    zip.next_out = out->data;
    zip.avail_out = (uInt)bound;
    int result = deflate(&zip, Z_FINISH);
    assert(result == Z_STREAM_END); // deflateBound promises the room
    (void)result;
    out->size = zip.total_out;
    deflateEnd(&zip);
    return true;

no_memory:
    deflateEnd(&zip);
    return status_fail(status, STATUS_NO_MEMORY, "cannot write %s: out of memory", content->path);
}

static bool draft_content(struct draft *draft, const struct file_content *content,
                          struct status *status)
{
    struct bytes packed = {0};
    struct bytes plain = {(uint8_t *)content->data, content->size}; // only read
    bool compressed = ends_in_gz(content->path);
    if (compressed && !compress_gzip(&packed, content, status))
        return false;
    int error = draft_write(draft, content->path, compressed ? &packed : &plain);
    bytes_free(&packed);
    return error == 0 || file_cannot_write(content->path, error, status);
}

bool file_write_together(const struct file_content *files, size_t count, struct status *status)
{
    assert(count <= FILE_TOGETHER_MOST);
    size_t drafted = 0;
    struct draft *drafts = calloc(count, sizeof *drafts);
    if (!drafts)
        return status_fail(status, STATUS_NO_MEMORY, "cannot write %s: out of memory",
                           files[0].path);
    for (; drafted < count; drafted++) {
        if (!draft_content(&drafts[drafted], &files[drafted], status))
            goto fail;
    }
    for (size_t i = 0; i < count; i++) {
        int error = draft_take_name(&drafts[i]);
        if (error != 0) {
            file_cannot_write(files[i].path, error, status);
            goto fail;
        }
    }
    free(drafts);
    return true;

fail:
    for (size_t i = 0; i < drafted; i++)
        draft_discard(&drafts[i]);
    free(drafts);
    return false;
}

bool file_write(const char *path, const void *data, size_t size, struct status *status)
{
    return file_write_together(&(struct file_content){path, data, size}, 1, status);
}

// ---- folders ----

static int make_one_folder(const char *path)
{
    if (mkdir(path, 0777) == 0)
        return 0;
    int error = errno;
    struct stat there;
    if (stat(path, &there) != 0)
        return error;
    return S_ISDIR(there.st_mode) ? 0 : ENOTDIR;
}

bool file_make_folder(const char *path, struct status *status)
{
    char part[PATH_MAX];
    int error = sibling(part, "", path) ? 0 : ENAMETOOLONG;
    for (char *at = part; error == 0 && *at != '\0'; at++) {
        if (*at != '/' || at == part)
            continue;
        *at = '\0';
        error = make_one_folder(part);
        *at = '/';
    }
    if (error == 0)
        error = make_one_folder(part);
    if (error == ENOTDIR)
        return status_fail(
            status, STATUS_IO,
            "cannot make the folder %s: a file of that name is in the way; choose another "
            "name",
            path);
    return error == 0 || status_fail(status, STATUS_IO, "cannot make the folder %s: %s; %s", path,
                                     strerror(error), remedy(error));
}
