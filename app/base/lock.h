// Who may write a file now: "FILE.lock" beside it, locked by the kernel for as long as its holder
// lives, so that a killed program leaves no lock behind: only the file, which does no harm; the
// next holder takes it over and removes it at the end. Inside is written who holds it. All programs
// that ask for a lock before they write keep out of each other's way; nothing else is prevented.
#ifndef APP_BASE_LOCK_H
#define APP_BASE_LOCK_H

#include "nn/base/status.h"
#include <stdbool.h>
#include <stddef.h>

struct lock;

enum lock_answer {
    LOCK_TAKEN,
    LOCK_HELD,        // by another holder, in this process or in another one
    LOCK_UNAVAILABLE, // none can be had there: a read-only folder, a file system without locks. Go
                      // on without: what cannot be written needs no lock, and where locks are
                      // unknown nobody else holds one
    LOCK_FAILED,      // not now, for lack of memory or of open files, or since others came and went
                      // too fast: errno tells. Somebody may hold it
};

// Whether one may go on after this answer.
static inline bool lock_allows(enum lock_answer answer)
{
    return answer == LOCK_TAKEN || answer == LOCK_UNAVAILABLE;
}

struct lock_holder {
    long process; // 0: not known
    char program[48];
    char since[24]; // "2026-11-27 14:03", local time
};

// Never waits. `guarded` need not exist, its folder must; a link to it stands for its target.
// `program` says who we are ("lenetpad train"). *lock is NULL unless it was taken. `holder` may be
// NULL; it is filled if the lock is held.
enum lock_answer lock_try(struct lock **lock, const char *guarded, const char *program,
                          struct lock_holder *holder);
// As lock_try, but tries again for up to `seconds`. For what others hold for moments only.
enum lock_answer lock_take(struct lock **lock, const char *guarded, const char *program,
                           double seconds, struct lock_holder *holder);

// How to ask for a lock, and what to say to people if it is held: "FILE is being changed by WHO;
// try again".
struct lock_wish {
    const char *program;
    double seconds;            // of patience
    const char *held, *advice; // "is being changed by", "try again"
};
// For a file that is read, changed and written at once.
extern const struct lock_wish lock_to_change;

// Whether one may go on; else says why not. *lock is NULL unless it was taken.
bool lock_or_fail(struct lock **lock, const char *guarded, const struct lock_wish *wish,
                  struct status *status);
// Says that the lock of this file could not be had (LOCK_FAILED, errno). Always false.
bool lock_tell_failure(const char *guarded, struct status *status);
// Removes the lock file, too. NULL is fine.
void lock_release(struct lock *lock);
// "lenetpad train (process 4711, since 2026-11-27 14:03)", or "another program".
void lock_describe(char *text, size_t size, const struct lock_holder *holder);

#endif
