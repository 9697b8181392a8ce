// Whole files out: what is dear must not be left half-written. An ordinary file is drafted beside
// its target (nn/files/draft.c); what is none (a pipe, a terminal, an open file named /dev/stdout)
// is written to directly.
#include "nn/files/file.h"

#include "nn/files/draft.h"
#include "nn/files/file_kind.h"
#include "nn/files/place.h"

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

enum { GZIP_WINDOW = 15 + 16 }; // zlib: the largest window, with gzip's header and checksum

// ---- What went wrong ----------------------------------------------------------------------------

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
    case EFBIG:
        return "choose another place, or raise the limit of a file's size (ulimit -f)";
    case EPIPE:
        return "what was to read from it has ended";
    case ENOENT:
        return "its folder takes no new files, choose another one";
    case ENAMETOOLONG:
        return "choose a shorter name";
    case ELOOP:
        return "it is a link that leads back to itself: remove it or choose another name";
    case EBADF:
        return "it is not open";
    default:
        return "choose another place";
    }
}

// Only a look at the folder can tell: some folders (/proc) refuse new files with ENOENT too.
static bool folder_is_missing(const char *path)
{
    char place[PATH_MAX], folder[PATH_MAX];
    struct stat there;
    return place_follow(place, path) == 0 && place_sibling(folder, place, ".") &&
           stat(folder, &there) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

static bool is_protected(const char *path)
{
    struct stat there;
    return stat(path, &there) == 0 && S_ISREG(there.st_mode) && access(path, W_OK) != 0 &&
           errno == EACCES;
}

// What a path that names an open file stands for: "/dev/full", "a pipe".
static const char *name_of_open(char name[PATH_MAX], const char *path)
{
    char link[64];
    int descriptor = place_descriptor(path);
    if (descriptor <= STDERR_FILENO)
        return path;
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t length = readlink(link, name, PATH_MAX - 1);
    if (length <= 0)
        return path;
    name[length] = '\0';
    return name[0] == '/' ? name : strncmp(name, "pipe:", 5) == 0 ? "the pipe" : path;
}

bool file_cannot_write(const char *path, int error, struct status *status)
{
    if (!*path)
        return status_fail(status, STATUS_USAGE, "a file's name is empty; name a file");
    char open_name[PATH_MAX];
    const char *name = name_of_open(open_name, path);
    if (error == EACCES && is_protected(path))
        return status_fail(status, STATUS_IO,
                           "cannot write %s: %s; the file is write-protected: allow writing to it "
                           "or choose another name",
                           path, strerror(error));
    if (name == path && folder_is_missing(path))
        return status_fail(status, STATUS_MISSING,
                           "cannot write %s: its folder does not exist; create the folder first",
                           path);
    if (error == EISDIR)
        return status_fail(status, STATUS_IO,
                           "cannot write %s: it is a folder, not a file; add a file name", path);
    if (error == ENXIO)
        return status_fail(status, STATUS_IO, "cannot write %s: nothing reads from it", path);
    return status_fail(status, STATUS_IO, "cannot write %s: %s; %s", name, strerror(error),
                       remedy(error));
}

// ---- One file -----------------------------------------------------------------------------------

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
    return finish(file, draft_write_all(file, bytes->data, bytes->size));
}

// Where writing to a path goes.
struct plan {
    int descriptor; // an open file; -1: none
    bool in_place;  // no draft
    bool exists;
    mode_t mode;          // of what exists
    char place[PATH_MAX]; // of the draft's target
};

// 0, or the error's number.
static int make_plan(struct plan *plan, const char *path)
{
    struct stat old;
    *plan = (struct plan){.descriptor = place_descriptor(path)};
    plan->in_place = plan->descriptor >= 0;
    if (plan->in_place)
        return 0;
    // First the system's own view: some links (in /proc) lead where no path can.
    plan->exists = stat(path, &old) == 0;
    if (!plan->exists)
        return errno == ENOENT ? place_follow(plan->place, path) : errno;
    plan->mode = old.st_mode;
    if (S_ISDIR(old.st_mode))
        return EISDIR;
    plan->in_place = !S_ISREG(old.st_mode);
    if (plan->in_place)
        return 0;
    // Renaming would replace a file that its owner has protected.
    return access(path, W_OK) != 0 ? errno : place_follow(plan->place, path);
}

// The permissions to give; NULL: the usual ones. `like` may be NULL.
static const mode_t *mode_for(struct plan *plan, const char *like)
{
    struct stat model;
    if (plan->exists)
        return &plan->mode;
    if (!like || stat(like, &model) != 0 || !S_ISREG(model.st_mode))
        return NULL;
    plan->mode = model.st_mode | S_IWUSR;
    return &plan->mode;
}

// A named open file is written to as it is: opening it again would begin at its start, and cannot
// be done with a socket.
static int write_draft(struct draft *draft, const struct file_content *content,
                       const struct bytes *bytes)
{
    *draft = (struct draft){.lock = -1};
    struct plan *plan = malloc(sizeof *plan);
    int error = plan ? make_plan(plan, content->path) : ENOMEM;
    if (error != 0)
        goto done;
    if (plan->descriptor >= 0)
        error = draft_write_all(plan->descriptor, bytes->data, bytes->size);
    else if (plan->in_place)
        error = write_in_place(content->path, bytes);
    else
        error = draft_write(draft, plan->place, mode_for(plan, content->like), bytes->data,
                            bytes->size);
done:
    free(plan);
    return error;
}

bool file_check_writable(const char *path, struct status *status)
{
    struct draft *draft = malloc(sizeof *draft);
    struct plan *plan = malloc(sizeof *plan);
    int error = draft && plan ? make_plan(plan, path) : ENOMEM;
    if (error == 0 && !plan->in_place) {
        error = draft_write(draft, plan->place, NULL, "", 0);
        draft_discard(draft);
    }
    free(plan);
    free(draft);
    return error == 0 || file_cannot_write(path, error, status);
}

// ---- Compression --------------------------------------------------------------------------------

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

// ---- Files --------------------------------------------------------------------------------------

static bool draft_content(struct draft *draft, const struct file_content *content,
                          struct status *status)
{
    struct bytes packed = {0};
    struct bytes plain = {(uint8_t *)content->data, content->size}; // only read
    bool compressed = ends_in_gz(content->path) && !content->check;
    if (compressed && !compress_gzip(&packed, content, status))
        return false;
    int error = write_draft(draft, content, compressed ? &packed : &plain);
    bytes_free(&packed);
    if (error != 0)
        return file_cannot_write(content->path, error, status);
    if (!content->check || draft->beside[0] == '\0' ||
        content->check(content->context, draft->beside, status))
        return true;
    draft_discard(draft);
    return false;
}

// The second would replace the first.
static bool check_apart(const struct file_content *files, size_t count, struct status *status)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (place_same(files[i].path, files[j].path))
                return status_fail(
                    status, STATUS_USAGE,
                    "%s and %s are one file: two were to be written; choose two names",
                    files[j].path, files[i].path);
    return true;
}

bool file_write_together(const struct file_content *files, size_t count, struct status *status)
{
    assert(count <= FILE_TOGETHER_MOST);
    if (!check_apart(files, count, status))
        return false;
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
    const struct file_content content = {.path = path, .data = data, .size = size};
    return file_write_together(&content, 1, status);
}

// ---- Folders ------------------------------------------------------------------------------------

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

// `part` is the beginning of `path` that is no folder.
static bool fail_in_the_way(const char *path, const char *part, struct status *status)
{
    const char *kind = file_kind_if_no_folder(part);
    return status_fail(status, STATUS_IO,
                       "cannot make the folder %s: %s is not a folder but a %s; choose another "
                       "name",
                       path, part, kind ? kind : "file");
}

bool file_make_folder(const char *path, struct status *status)
{
    char part[PATH_MAX];
    int error = place_sibling(part, "", path) ? 0 : ENAMETOOLONG;
    for (char *at = part; error == 0 && *at != '\0'; at++) {
        if (*at != '/' || at == part)
            continue;
        *at = '\0';
        error = make_one_folder(part);
        if (error == 0)
            *at = '/';
    }
    if (error == 0)
        error = make_one_folder(part);
    if (error == ENOTDIR)
        return fail_in_the_way(path, part, status);
    return error == 0 || status_fail(status, STATUS_IO, "cannot make the folder %s: %s; %s", path,
                                     strerror(error), remedy(error));
}
