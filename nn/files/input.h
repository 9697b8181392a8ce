// Standard input as a file that has a name. It is read once, no more of it than somebody asks for,
// and kept: a pipe can be read as often as a file, from its beginning. Nothing of this is there
// until a program asks for it, which the command line does where "-" is given. Not for several
// threads at a time.
#ifndef NN_FILES_INPUT_H
#define NN_FILES_INPUT_H

#include "nn/base/status.h"
#include <stddef.h>
#include <stdint.h>

#define INPUT_NAME "standard input" // as a path to read

enum { INPUT_MOST = 256 << 20 }; // bytes that are kept; more than any file that is read may have

// From now on that name is standard input. `before_reading` is called once, before the first byte
// is waited for; it may be NULL.
void input_open(void (*before_reading)(void));
// Forgets what was read; the name is a file's again.
void input_close(void);
// Whether a path is standard input: its name, between these two.
bool input_is(const char *path);

// Waits for all of it that is kept at most: before what could not be interrupted while it waits.
bool input_await(struct status *status);

// Copies the bytes from `at` on; *got are fewer than `size` only at the end. STATUS_BAD_DATA if
// there are more than INPUT_MOST, STATUS_IO if it cannot be read.
bool input_read(void *to, size_t at, size_t size, size_t *got, struct status *status);

#endif
