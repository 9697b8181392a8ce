// All that is known of libcurl stands here.
#include "app/system/fetch/transfer.h"
#include "app/language/tr.h"

#include <string.h>
#include <strings.h>

// Whether the address begins with this protocol, in small letters or capitals.
static bool starts_with(const char *text, const char *protocol)
{
    return strncasecmp(text, protocol, strlen(protocol)) == 0;
}

bool transfer_is_supported(const char *url)
{
    return starts_with(url, "https://") || starts_with(url, "http://") || transfer_is_local(url);
}

bool transfer_is_local(const char *url)
{
    return starts_with(url, "file://");
}

bool transfer_report(struct transfer_watch *watch, size_t done)
{
    if (watch->progress &&
        !watch->progress(watch->context, watch->name, watch->before + done, watch->expected))
        watch->cancelled = true;
    return !watch->cancelled;
}

#ifdef HAVE_CURL

#include <curl/curl.h>

struct transfer {
    struct transfer_watch *watch;
    struct part *part;
    CURL *curl;
    size_t begun; // bytes of the part when it began
    bool no_memory;
};

static size_t receive(char *data, size_t unit, size_t count, void *context)
{
    struct transfer *transfer = context;
    size_t more = unit * count;
    // Less than came: libcurl gives up.
    return part_add(transfer->part, data, more, &transfer->no_memory) ? more : 0;
}

static int on_progress(void *context, curl_off_t total, curl_off_t done, curl_off_t up_total,
                       curl_off_t up_done)
{
    (void)total;
    (void)done;
    (void)up_total;
    (void)up_done;
    struct transfer *transfer = context;
    return transfer_report(transfer->watch, transfer->part->body.size) ? 0 : 1;
}

// Which protocols a URL may lead to: https never falls back to anything less.
static void allow_protocols(CURL *curl, const char *url)
{
    bool plain = starts_with(url, "http://"), file = transfer_is_local(url);
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

static void configure(struct transfer *transfer, const char *url, int patience,
                      char error[CURL_ERROR_SIZE])
{
    CURL *curl = transfer->curl;
    curl_easy_setopt(curl, CURLOPT_URL, url);
    allow_protocols(curl, url);
    curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 5L);
    curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_USERAGENT, "lenetpad/" LENETPAD_VERSION);
    curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)patience);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1000L);
    curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, (long)patience);
    curl_easy_setopt(curl, CURLOPT_MAXFILESIZE, (long)PART_LIMIT);
    curl_easy_setopt(curl, CURLOPT_RESUME_FROM_LARGE, (curl_off_t)transfer->begun);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, receive);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, transfer);
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
}

static bool tell(const struct transfer *transfer, const char *url, CURLcode result,
                 const char *error, struct status *status)
{
    if (transfer->watch->cancelled)
        return status_fail(status, STATUS_CANCELLED, tr("the download was cancelled"));
    if (transfer->no_memory || result == CURLE_OUT_OF_MEMORY)
        return status_fail(status, STATUS_NO_MEMORY, tr("not enough memory to download %s"), url);
    if (result == CURLE_WRITE_ERROR || result == CURLE_FILESIZE_EXCEEDED)
        return status_fail(status, STATUS_BAD_DATA,
                           tr("the file is far too large; use another mirror"));
    return status_fail(status, STATUS_IO, "%s", *error ? error : curl_easy_strerror(result));
}

static CURLcode perform(struct transfer *transfer, const char *url, int patience,
                        char error[CURL_ERROR_SIZE])
{
    *error = '\0';
    transfer->begun = transfer->part->body.size;
    transfer->curl = curl_easy_init();
    if (!transfer->curl)
        return CURLE_OUT_OF_MEMORY;
    configure(transfer, url, patience, error);
    CURLcode result = curl_easy_perform(transfer->curl);
    curl_easy_cleanup(transfer->curl);
    return result;
}

bool transfer_run(struct transfer_watch *watch, struct part *part, const char *url, int patience,
                  struct status *status)
{
    struct transfer transfer = {.watch = watch, .part = part};
    char error[CURL_ERROR_SIZE];
    CURLcode result = perform(&transfer, url, patience, error);
    // It has no more than the part already, or cannot begin in the middle: from the start, then.
    bool refused = result != CURLE_OK && transfer.begun > 0 && part->body.size == transfer.begun &&
                   (result == CURLE_RANGE_ERROR || result == CURLE_HTTP_RETURNED_ERROR ||
                    result == CURLE_BAD_DOWNLOAD_RESUME);
    if (refused && !watch->cancelled) {
        part_clear(part);
        result = perform(&transfer, url, patience, error);
    }
    return (result == CURLE_OK && !watch->cancelled) || tell(&transfer, url, result, error, status);
}

#endif
