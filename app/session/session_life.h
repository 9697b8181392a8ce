// How a session begins, goes on beside its threads, and ends.
#ifndef APP_SESSION_SESSION_LIFE_H
#define APP_SESSION_SESSION_LIFE_H

#include "app/session/state/session.h"

// Where a session keeps and finds its things; NULL or "" where it shall not.
struct session_options {
    const char *settings_path;
    const char *model; // to begin with, instead of the remembered one
    const char *checkpoint;
    const char *own_digits; // the strokes file of the person's digits
    const char *runs;       // the library of runs
    uint64_t random_seed;   // of the random digits
    download_bring *bring;  // brings MNIST from an address, or NULL for the usual mirrors; NULL:
                            // nothing does
    trainer_wake *wake;     // called from threads that have news; then session_follow
    void *wake_context;
};

// On a session that is all zero; session_close afterwards, always. A model named in the options
// must load; without one, a missing or broken model leads to untrained weights and an error among
// the questions.
bool session_open(struct session *session, const struct session_options *options,
                  struct status *status);
// News of the threads.
void session_follow(struct session *session);
// Writes settings that changed and have come to rest. Called now and then, at the latest after
// session_rest_ms (-1: no need).
void session_remember(struct session *session, double now);
int session_rest_ms(const struct session *session, double now);
// Stops training, keeping the run or its result, and remembers the settings. Nothing but
// session_close may follow.
void session_end(struct session *session);
// The same, and frees what the session holds.
void session_close(struct session *session);

#endif
