// One file over the network, by libcurl: from where an earlier try ended to its end.
#ifndef APP_SYSTEM_FETCH_TRANSFER_H
#define APP_SYSTEM_FETCH_TRANSFER_H

#include "app/system/fetch/part.h"

// Called now and then while downloading: the file's name, bytes so far and expected in all (over
// all files). Return false to cancel (STATUS_CANCELLED).
typedef bool transfer_progress(void *context, const char *name, size_t done, size_t expected);

// Who is told of the bytes of a file.
struct transfer_watch {
    transfer_progress *progress; // NULL: nobody
    void *context;
    const char *name;
    size_t before, expected; // bytes of earlier files; of all files
    bool cancelled;          // it answered so
};

// Tells of `done` bytes of the file. False if that cancels it.
bool transfer_report(struct transfer_watch *watch, size_t done);

// Adds to `part` what follows its bytes at `url`; a server that cannot do that serves the whole
// anew, and the part begins with it. `patience`: seconds without an answer, or with less than a
// kilobyte each, after which it is given up. Fails with STATUS_CANCELLED, STATUS_NO_MEMORY,
// STATUS_BAD_DATA (far too large) or STATUS_IO, and then what came stays in the part.
// Proxies are those of the environment: https_proxy, http_proxy, all_proxy, no_proxy.
bool transfer_run(struct transfer_watch *watch, struct part *part, const char *url, int patience,
                  struct status *status);

// Whether the address is of a protocol that can be fetched by.
bool transfer_is_supported(const char *url);
// A folder of this machine.
bool transfer_is_local(const char *url);

#endif
