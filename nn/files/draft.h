// A complete, flushed file that stands beside its target until it takes the target's name: whatever
// happens, under that name is either all of the old file or all of the new one.
#ifndef NN_FILES_DRAFT_H
#define NN_FILES_DRAFT_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct draft {
    char path[PATH_MAX];   // where it shall stand
    char beside[PATH_MAX]; // where it stands until then; "" if there is nothing (any more)
    int lock;              // keeps others from clearing it away; -1: none
};

// Whether a file is called as drafts are. One that nobody writes any more was left by a program
// that was killed.
bool draft_is_name(const char *name);

// Each returns 0 or the error's number.

// Writes a draft for `path`, which is no link. `mode` are the permissions to give it, as far as the
// file system knows permissions; NULL: the usual ones. After a failure there is nothing to discard.
int draft_write(struct draft *draft, const char *path, const mode_t *mode, const void *data,
                size_t size);
int draft_take_name(struct draft *draft);
void draft_discard(struct draft *draft); // fine after taking the name, too

// Writes all of it, waiting for a slow reader. 0 or the error's number.
int draft_write_all(int file, const void *data, size_t size);

#endif
