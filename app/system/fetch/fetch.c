// A file goes through four steps: is the right one there already; download it, going on where an
// earlier try ended; write it beside its final name; read it back, and only if its contents have
// the right hash rename it. So what stands under a final name is right, whatever a mirror, the
// network or the disk did. Names the mirrors and their reasons if none could help. One program at a
// time fills a folder: another one waits and then finds the files there.
#include "app/system/fetch/fetch.h"

#include "app/base/clock.h"
#include "app/base/lock.h"
#include "app/base/paths.h"
#include "app/base/sha256.h"
#include "app/language/tr.h"
#include "app/system/fetch/part.h"
#include "app/system/fetch/transfer.h"
#include "nn/files/file.h"
#include "nn/files/place.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    PATIENCE = 20, // seconds
    TRIES = 6,     // of one mirror, each of which brought something
};

static const struct fetch_file mnist_files[] = {
    {"train-images-idx3-ubyte.gz", 9912422,
     "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"},
    {"train-labels-idx1-ubyte.gz", 28881,
     "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"},
    {"t10k-images-idx3-ubyte.gz", 1648877,
     "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"},
    {"t10k-labels-idx1-ubyte.gz", 4542,
     "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"},
};
static const char *const mnist_mirrors[] = {
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
};

bool fetch_mnist(const char *folder, const char *from, transfer_progress *progress, void *context,
                 struct status *status)
{
    struct fetch_source source = {.file = mnist_files,
                                  .file_count = sizeof mnist_files / sizeof mnist_files[0],
                                  .mirror = mnist_mirrors,
                                  .mirror_count = sizeof mnist_mirrors / sizeof mnist_mirrors[0]};
    if (from) {
        source.mirror = &from;
        source.mirror_count = 1;
    }
    return fetch_files(folder, &source, progress, context, status);
}

#ifndef HAVE_CURL

bool fetch_files(const char *folder, const struct fetch_source *source, transfer_progress *progress,
                 void *context, struct status *status)
{
    (void)progress;
    (void)context;
    return status_fail(
        status, STATUS_MISSING,
        tr("this program was built without libcurl and cannot download; get %s and its "
           "companions from %s and put them into %s"),
        source->file[0].name, source->mirror[0], folder);
}

#else

// Whether the file at `path` has the right contents once decompressed.
static bool verify(const char *path, const struct fetch_file *file, struct status *status)
{
    struct bytes contents = {0};
    char hash[SHA256_TEXT];
    if (!file_read(&contents, path, PART_LIMIT, status))
        return false;
    sha256(hash, contents.data, contents.size);
    bytes_free(&contents);
    if (strcmp(hash, file->sha256))
        return status_fail(status, STATUS_BAD_DATA, tr("the contents are wrong (SHA-256 %s)"),
                           hash);
    return true;
}

static bool approve(void *context, const char *path, struct status *status)
{
    return verify(path, context, status);
}

// Writes what came and verifies it from the disk before it gets its name.
static bool keep(const struct bytes *body, const char *path, const struct fetch_file *file,
                 struct status *status)
{
    struct fetch_file expected = *file;
    const struct file_content content = {.path = path,
                                         .data = body->data,
                                         .size = body->size,
                                         .check = approve,
                                         .context = &expected};
    return file_write_together(&content, 1, status);
}

// A disk may have room for the file, but not beside its part.
static bool keep_in_place_of_part(struct part *part, const char *path,
                                  const struct fetch_file *file, struct status *status)
{
    if (keep(&part->body, path, file, status))
        return true;
    if (status->code != STATUS_IO || part->file < 0)
        return false;
    part_take_off(part);
    if (keep(&part->body, path, file, status))
        return true;
    if (status->code == STATUS_IO)
        part_put_back(part);
    return false;
}

// Whose fault it is that a file could not be had, and so what helps.
enum trouble {
    TROUBLE_NONE,
    TROUBLE_HERE, // this machine's disk or memory: no other mirror helps
    TROUBLE_ADDRESS,
    TROUBLE_FOLDER, // a mirror that is a folder of this machine
    TROUBLE_MIRROR, // it gave something else
    TROUBLE_NETWORK,
};

static const char *remedy(enum trouble trouble)
{
    return trouble == TROUBLE_ADDRESS  ? tr("name another folder's address")
           : trouble == TROUBLE_FOLDER ? tr("name a folder that holds the files")
           : trouble == TROUBLE_MIRROR
               ? tr("try again later, or name another mirror")
               : tr("check the network connection and try again, or name another mirror");
}

// A file on its way.
struct fetched {
    struct transfer_watch *watch;
    const struct fetch_source *source;
    const struct fetch_file *file;
    char path[PATH_SIZE];
    struct part part;
};

static bool make_url(char url[PATH_SIZE], const char *mirror, const char *name,
                     struct status *status)
{
    size_t length = strlen(mirror);
    if (!transfer_is_supported(mirror))
        return status_fail(
            status, STATUS_USAGE,
            tr("not an https://, http:// or file:// address of a folder; check the address"));
    const char *separator = mirror[length - 1] == '/' ? "" : "/";
    return (size_t)snprintf(url, PATH_SIZE, "%s%s%s", mirror, separator, name) < PATH_SIZE ||
           status_fail(status, STATUS_USAGE, tr("the address is too long; use a shorter one"));
}

// A mirror that cuts off is asked for the rest, as long as each time brings some of it.
static bool download(struct fetched *fetched, const char *url, struct status *status)
{
    int patience = fetched->source->patience > 0 ? fetched->source->patience : PATIENCE;
    for (int i = 1;; i++) {
        size_t before = fetched->part.body.size;
        if (transfer_run(fetched->watch, &fetched->part, url, patience, status))
            return true;
        if (status->code != STATUS_IO || fetched->part.body.size <= before || i == TRIES)
            return false;
    }
}

static enum trouble trouble_of_transfer(const char *mirror, enum status_code code)
{
    return code == STATUS_NO_MEMORY    ? TROUBLE_HERE
           : transfer_is_local(mirror) ? TROUBLE_FOLDER
           : code == STATUS_BAD_DATA   ? TROUBLE_MIRROR
                                       : TROUBLE_NETWORK;
}

// What an earlier try left, perhaps from another mirror, may be wrong: then all of it is fetched.
static enum trouble fetch_from(struct fetched *fetched, const char *mirror, struct status *status)
{
    char url[PATH_SIZE];
    if (!make_url(url, mirror, fetched->file->name, status))
        return TROUBLE_ADDRESS;
    for (;;) {
        bool whole = fetched->part.body.size == 0;
        if (!download(fetched, url, status))
            return trouble_of_transfer(mirror, status->code);
        if (keep_in_place_of_part(&fetched->part, fetched->path, fetched->file, status))
            return TROUBLE_NONE;
        if (status->code != STATUS_BAD_DATA)
            return TROUBLE_HERE; // what came may be right
        part_clear(&fetched->part);
        if (whole)
            return TROUBLE_MIRROR;
    }
}

// Tries the mirrors in turn; gathers the reasons.
static bool ask_mirrors(struct fetched *fetched, struct status *status)
{
    const struct fetch_source *source = fetched->source;
    char reasons[800] = "";
    enum trouble worst = TROUBLE_NONE;
    enum status_code code = STATUS_IO;
    for (size_t i = 0; i < source->mirror_count; i++) {
        struct status reason = {0};
        enum trouble trouble = fetch_from(fetched, source->mirror[i], &reason);
        if (trouble == TROUBLE_NONE)
            return true;
        if (trouble == TROUBLE_HERE || reason.code == STATUS_CANCELLED)
            return status_fail(status, reason.code, "%s", reason.message);
        code = reason.code;
        worst = trouble > worst ? trouble : worst;
        size_t used = strlen(reasons);
        snprintf(reasons + used, sizeof reasons - used, "%s%s: %.300s", used ? "; " : "",
                 source->mirror[i], reason.message);
    }
    return status_fail(status, code, tr("cannot get %s (%s); %s"), fetched->file->name, reasons,
                       remedy(worst));
}

static bool fetch_file(struct transfer_watch *watch, const char *folder,
                       const struct fetch_source *source, const struct fetch_file *file,
                       struct status *status)
{
    struct fetched fetched = {.watch = watch, .source = source, .file = file};
    if (!path_join(fetched.path, folder, file->name, status))
        return false;
    if (verify(fetched.path, file, NULL))
        return true;
    if (!file_check_writable(fetched.path, status))
        return false;
    part_open(&fetched.part, fetched.path, file->size);
    bool fetched_it = ask_mirrors(&fetched, status);
    part_close(&fetched.part, !fetched_it);
    return fetched_it;
}

// The length of the longest beginning of `folder` that exists, in whole names.
static size_t existing_length(const char *folder)
{
    char part[PATH_SIZE];
    snprintf(part, sizeof part, "%s", folder);
    while (part[0] && !place_exists(part))
        path_folder(part, part);
    return strlen(part);
}

// Takes away the folders beyond `kept` again, if they are empty.
static void remove_made_folders(const char *folder, size_t kept)
{
    char part[PATH_SIZE];
    snprintf(part, sizeof part, "%s", folder);
    while (strlen(part) > kept && rmdir(part) == 0)
        path_folder(part, part);
}

static bool was_cancelled(struct status *status)
{
    return status_fail(status, STATUS_CANCELLED, tr("the download was cancelled"));
}

// Makes the folder and keeps others out of it, once they have ended. *lock stays NULL where there
// are no locks. Another one that fails takes the folder away again: then it is made anew.
static bool enter_folder(struct lock **lock, struct transfer_watch *watch, const char *folder,
                         struct status *status)
{
    char guarded[PATH_SIZE], who[160], waiting[200];
    struct lock_holder holder;
    if (!path_join(guarded, folder, ".fetch", status))
        return false;
    for (int vanished = 0; vanished < 100;) {
        if (!file_make_folder(folder, status))
            return false;
        enum lock_answer answer = lock_try(lock, guarded, "lenetpad fetch", &holder);
        if (answer == LOCK_TAKEN || (answer == LOCK_UNAVAILABLE && place_exists(folder)))
            return true;
        if (answer == LOCK_FAILED)
            return lock_tell_failure(guarded, status);
        vanished += answer == LOCK_UNAVAILABLE;
        if (answer != LOCK_HELD)
            continue;
        lock_describe(who, sizeof who, &holder);
        snprintf(waiting, sizeof waiting, "waiting for %s", who);
        watch->name = waiting;
        if (!transfer_report(watch, 0))
            return was_cancelled(status);
        clock_pause(50);
    }
    return file_cannot_write(folder, ENOENT, status);
}

static bool fetch_all(struct transfer_watch *watch, const char *folder,
                      const struct fetch_source *source, struct status *status)
{
    for (size_t i = 0; i < source->file_count; i++) {
        const struct fetch_file *file = &source->file[i];
        watch->name = file->name;
        if (!transfer_report(watch, 0))
            return was_cancelled(status);
        if (!fetch_file(watch, folder, source, file, status))
            return false;
        watch->before += file->size;
    }
    transfer_report(watch, 0);
    return true;
}

bool fetch_files(const char *folder, const struct fetch_source *source, transfer_progress *progress,
                 void *context, struct status *status)
{
    struct transfer_watch watch = {.progress = progress, .context = context};
    struct lock *lock = NULL;
    size_t kept = existing_length(folder);
    for (size_t i = 0; i < source->file_count; i++)
        watch.expected += source->file[i].size;
    bool good =
        enter_folder(&lock, &watch, folder, status) && fetch_all(&watch, folder, source, status);
    lock_release(lock);
    if (!good)
        remove_made_folders(folder, kept);
    return good;
}

#endif

bool fetch_bring(const void *from, const char *folder, transfer_progress *progress, void *context,
                 struct status *status)
{
    return fetch_mnist(folder, from, progress, context, status);
}
