// Standard input, and pipes that have a name, as files. Each is read once, no more of it than
// somebody asks for, and kept: it can be read as often as a file, from its beginning. Nothing of
// this is there until a program asks for it, which the command line does where "-" or a pipe is
// given: elsewhere no pipe is waited for. Not for several threads at a time.
#ifndef NN_FILES_INPUT_H
#define NN_FILES_INPUT_H

#include "nn/base/status.h"
#include <stddef.h>
#include <stdint.h>

#define INPUT_NAME "standard input" // as a path to read

enum { INPUT_MOST = 256 << 20 }; // bytes that are kept; more than any file that is read may have

// Whether a path leads to what ends but once: a named pipe, or what this program was given open
// ("/dev/stdin", the shell's <(...)) and is no ordinary file. Other devices and folders are none.
bool input_is_pipe(const char *path);

// From now on INPUT_NAME is standard input, or the path of a pipe is what comes through it.
// `before_reading` is called once, before the first byte is waited for; it may be NULL. Fails with
// STATUS_USAGE if that pipe is an input already, whose bytes cannot come twice; the message goes
// behind its name.
bool input_open(const char *path, void (*before_reading)(void), struct status *status);
// Forgets all that was read; the names are files' again.
void input_close(void);
// Whether a path is one of these inputs, as it was spelled, between these two.
bool input_is(const char *path);

// Waits for all of them, for what is kept at most: before what could not be interrupted while it
// waits.
bool input_await(struct status *status);

// Copies the bytes of an input from `at` on; *got are fewer than `size` only at the end.
// STATUS_BAD_DATA if there are more than INPUT_MOST, STATUS_IO if it cannot be read.
bool input_read(void *to, const char *path, size_t at, size_t size, size_t *got,
                struct status *status);

#endif
