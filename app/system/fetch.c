// A file goes through four steps: is the right one there already; download it into memory; write it
// beside its final name; read it back, and only if its contents have the right hash rename it. So
// what stands under a final name is right, whatever a mirror, the network or the disk did. Names
// the mirrors and their reasons if none could help. One program at a time fills a folder: another
// one waits and then finds the files there.
#include "app/system/fetch.h"

#include "app/base/clock.h"
#include "app/base/lock.h"
#include "app/base/paths.h"
#include "app/base/sha256.h"
#include "nn/base/grow.h"
#include "nn/files/file.h"
#include "nn/files/place.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { FILE_LIMIT = 64 << 20 }; // bytes, downloaded or decompressed; MNIST's largest has 47 million

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

bool fetch_mnist(const char *folder, const char *from, fetch_progress *progress, void *context,
                 struct status *status)
{
    struct fetch_source source = {mnist_files, sizeof mnist_files / sizeof mnist_files[0],
                                  mnist_mirrors, sizeof mnist_mirrors / sizeof mnist_mirrors[0]};
    if (from) {
        source.mirror = &from;
        source.mirror_count = 1;
    }
    return fetch_files(folder, &source, progress, context, status);
}

#ifndef HAVE_CURL

bool fetch_files(const char *folder, const struct fetch_source *source, fetch_progress *progress,
                 void *context, struct status *status)
{
    (void)progress;
    (void)context;
    return status_fail(status, STATUS_MISSING,
                       "this program was built without libcurl and cannot download; get %s and its "
                       "companions from %s and put them into %s",
                       source->file[0].name, source->mirror[0], folder);
}

#else

#include <curl/curl.h>

struct transfer {
    struct bytes body;
    const char *name;
    size_t before, expected; // bytes of earlier files; of all files
    fetch_progress *progress;
    void *context;
    bool cancelled, no_memory;
    char waiting[200]; // for whom; stands in for a name
};

// Whether the address begins with this protocol, in small letters or capitals.
static bool starts_with(const char *text, const char *protocol)
{
    return strncasecmp(text, protocol, strlen(protocol)) == 0;
}

static size_t receive(char *data, size_t unit, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t more = unit * count, size = transfer->body.size + more;
    if (size > FILE_LIMIT)
        return 0; // less than came: libcurl gives up
    uint8_t *grown = grow_array(transfer->body.data, transfer->body.size, more, 1);
    transfer->no_memory = !grown;
    if (!grown)
        return 0; // less than came: libcurl gives up
    transfer->body.data = grown;
    memcpy(transfer->body.data + transfer->body.size, data, more);
    transfer->body.size = size;
    return more;
}

static bool report(struct transfer *transfer, size_t done)
{
    if (transfer->progress && !transfer->progress(transfer->context, transfer->name,
                                                  transfer->before + done, transfer->expected))
        transfer->cancelled = true;
    return !transfer->cancelled;
}

static int on_progress(void *context, curl_off_t total, curl_off_t done, curl_off_t up_total,
                       curl_off_t up_done)
{
    (void)total;
    (void)up_total;
    (void)up_done;
    return report(context, (size_t)done) ? 0 : 1;
}

// Which protocols a URL may lead to: https never falls back to anything less.
static void allow_protocols(CURL *curl, const char *url)
{
    bool plain = starts_with(url, "http://"), file = starts_with(url, "file://");
#if LIBCURL_VERSION_NUM >= 0x075500
    const char *allowed = file ? "file" : plain ? "http,https" : "https";
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, allowed);
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, plain ? "http,https" : "https");
#else
    long web = plain ? CURLPROTO_HTTP | CURLPROTO_HTTPS : CURLPROTO_HTTPS;
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS, file ? (long)CURLPROTO_FILE : web);
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS, web);
#endif
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, file ? 0L : 1L);
}

static void configure(CURL *curl, struct transfer *transfer, const char *url,
                      char error[CURL_ERROR_SIZE])
{
    curl_easy_setopt(curl, CURLOPT_URL, url);
    allow_protocols(curl, url);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 5L);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "lenetpad/" LENETPAD_VERSION);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    // Give up on a mirror that does not answer, or that sends less than 1 kB a second.
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 15L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1000L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, 20L);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)FILE_LIMIT);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, transfer);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}

static bool download(struct transfer *transfer, const char *url, struct status *status)
{
    char error[CURL_ERROR_SIZE] = "";
    transfer->body.size = 0;
    transfer->no_memory = false;
    CURL *curl = curl_easy_init();
    if (!curl)
        return status_fail(status, STATUS_NO_MEMORY, "libcurl cannot start");
    configure(curl, transfer, url, error);
    CURLcode result = curl_easy_perform(curl);
    curl_easy_cleanup(curl);
    if (transfer->cancelled)
        return status_fail(status, STATUS_CANCELLED, "the download was cancelled");
    if (transfer->no_memory || result == CURLE_OUT_OF_MEMORY)
        return status_fail(status, STATUS_NO_MEMORY, "not enough memory to download %s", url);
    if (result == CURLE_WRITE_ERROR || result == CURLE_FILESIZE_EXCEEDED)
        return status_fail(status, STATUS_BAD_DATA,
                           "the file is far too large; use another mirror");
    if (result != CURLE_OK)
        return status_fail(status, STATUS_IO, "%s", *error ? error : curl_easy_strerror(result));
    return true;
}

// Whether the file at `path` has the right contents once decompressed.
static bool verify(const char *path, const struct fetch_file *file, struct status *status)
{
    struct bytes contents = {0};
    char hash[SHA256_TEXT];
    if (!file_read(&contents, path, FILE_LIMIT, status))
        return false;
    sha256(hash, contents.data, contents.size);
    bytes_free(&contents);
    if (strcmp(hash, file->sha256))
        return status_fail(status, STATUS_BAD_DATA, "the contents are wrong (SHA-256 %s)", hash);
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

static bool is_supported(const char *url)
{
    return starts_with(url, "https://") || starts_with(url, "http://") ||
           starts_with(url, "file://");
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
    return trouble == TROUBLE_ADDRESS  ? "name another folder's address"
           : trouble == TROUBLE_FOLDER ? "name a folder that holds the files"
           : trouble == TROUBLE_MIRROR ? "try again later, or name another mirror"
                                       : "check the network connection and try again, or name "
                                         "another mirror";
}

static enum trouble fetch_from(struct transfer *transfer, const char *mirror, const char *path,
                               const struct fetch_file *file, struct status *status)
{
    char url[PATH_SIZE];
    size_t length = strlen(mirror);
    if (!is_supported(mirror)) {
        status_fail(status, STATUS_USAGE,
                    "not an https://, http:// or file:// address of a folder; check the address");
        return TROUBLE_ADDRESS;
    }
    const char *separator = mirror[length - 1] == '/' ? "" : "/";
    if ((size_t)snprintf(url, sizeof url, "%s%s%s", mirror, separator, file->name) >= sizeof url) {
        status_fail(status, STATUS_USAGE, "the address is too long; use a shorter one");
        return TROUBLE_ADDRESS;
    }
    if (!download(transfer, url, status))
        return status->code == STATUS_NO_MEMORY  ? TROUBLE_HERE
               : starts_with(mirror, "file://")  ? TROUBLE_FOLDER
               : status->code == STATUS_BAD_DATA ? TROUBLE_MIRROR
                                                 : TROUBLE_NETWORK;
    if (keep(&transfer->body, path, file, status))
        return TROUBLE_NONE;
    return status->code == STATUS_BAD_DATA ? TROUBLE_MIRROR : TROUBLE_HERE;
}

// Tries the mirrors in turn; gathers the reasons.
static bool fetch_file(struct transfer *transfer, const char *folder,
                       const struct fetch_source *source, const struct fetch_file *file,
                       struct status *status)
{
    char path[PATH_SIZE], reasons[800] = "";
    enum trouble worst = TROUBLE_NONE;
    enum status_code code = STATUS_IO;
    if (!path_join(path, folder, file->name, status))
        return false;
    if (verify(path, file, NULL))
        return true;
    for (size_t i = 0; i < source->mirror_count; i++) {
        struct status reason = {0};
        enum trouble trouble = fetch_from(transfer, source->mirror[i], path, file, &reason);
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
    return status_fail(status, code, "cannot get %s (%s); %s", file->name, reasons, remedy(worst));
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
    return status_fail(status, STATUS_CANCELLED, "the download was cancelled");
}

// Makes the folder and keeps others out of it, once they have ended. *lock stays NULL where there
// are no locks. Another one that fails takes the folder away again: then it is made anew.
static bool enter_folder(struct lock **lock, struct transfer *transfer, const char *folder,
                         struct status *status)
{
    char guarded[PATH_SIZE], who[160];
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
        snprintf(transfer->waiting, sizeof transfer->waiting, "waiting for %s", who);
        transfer->name = transfer->waiting;
        if (!report(transfer, 0))
            return was_cancelled(status);
        clock_pause(50);
    }
    return file_cannot_write(folder, ENOENT, status);
}

static bool fetch_all(struct transfer *transfer, const char *folder,
                      const struct fetch_source *source, struct status *status)
{
    for (size_t i = 0; i < source->file_count; i++) {
        const struct fetch_file *file = &source->file[i];
        transfer->name = file->name;
        if (!report(transfer, 0))
            return was_cancelled(status);
        if (!fetch_file(transfer, folder, source, file, status))
            return false;
        transfer->before += file->size;
    }
    report(transfer, 0);
    return true;
}

bool fetch_files(const char *folder, const struct fetch_source *source, fetch_progress *progress,
                 void *context, struct status *status)
{
    struct transfer transfer = {.progress = progress, .context = context};
    struct lock *lock = NULL;
    size_t kept = existing_length(folder);
    for (size_t i = 0; i < source->file_count; i++)
        transfer.expected += source->file[i].size;
    bool good = enter_folder(&lock, &transfer, folder, status) &&
                fetch_all(&transfer, folder, source, status);
    lock_release(lock);
    if (!good)
        remove_made_folders(folder, kept);
    bytes_free(&transfer.body);
    return good;
}

#endif

bool fetch_bring(const void *source, const char *folder, fetch_progress *progress, void *context,
                 struct status *status)
{
    return source ? fetch_files(folder, source, progress, context, status)
                  : fetch_mnist(folder, NULL, progress, context, status);
}
