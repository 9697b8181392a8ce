// Why something failed, in words a person can act on.
//
// Every function that can fail because of data, files or memory takes a `struct status *` as its
// last argument and returns false after filling it. The message names the file, what is wrong and
// what to do. Broken promises by the programmer are `assert`s instead.
#ifndef NN_BASE_STATUS_H
#define NN_BASE_STATUS_H

#include <stdbool.h>

enum status_code {
    STATUS_OK,
    STATUS_MISSING,  // the file or folder is not there
    STATUS_BAD_DATA, // it is there, but its contents are wrong
    STATUS_IO,       // reading or writing failed (permissions, full disk)
    STATUS_NO_MEMORY,
    STATUS_USAGE, // the caller's request makes no sense (an argument out of range)
    STATUS_CANCELLED,
};

// What would help where a file is not what was asked for, so that a program can add how to come by
// it.
enum status_need {
    STATUS_NEEDS_NOTHING,
    STATUS_NEEDS_MODEL,      // a model of this network
    STATUS_NEEDS_CALIBRATED, // one with a whole calibration
};

struct status {
    enum status_code code;
    enum status_need need;
    char message[1024];
};

// Fills `status` (which may be NULL) with a printf-style message, which becomes one line that can
// be shown anywhere (printable_line). Always returns false, so that callers write `return
// status_fail(status, STATUS_IO, "cannot read %s: %s", path, reason);`.
bool status_fail(struct status *status, enum status_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

// Adds to a failure (`status` may be NULL) what would help. Always returns false.
bool status_need(struct status *status, enum status_need need);

#endif
