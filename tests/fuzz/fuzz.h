// What the fuzz targets share. Each target is one function, called by libFuzzer (or by
// fuzz_replay.c) with one input after the other; see README.md.
#ifndef TESTS_FUZZ_FUZZ_H
#define TESTS_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// A broken promise ends the process, which a fuzzer counts as a finding.
#define FUZZ_PROMISE(condition)                                                                    \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            fprintf(stderr, "%s:%d: broken promise: %s\n", __FILE__, __LINE__, #condition);        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

// A folder of this process, made with the first call and removed at its ordinary end. It lies in
// $TMPDIR or /tmp.
const char *fuzz_folder(void);
// Writes a file into it and returns its path, valid until the next call. Files keep being there.
const char *fuzz_write(const char *name, const void *data, size_t size);
// Empties the folder.
void fuzz_clean(void);

// An input read piece by piece, as the target needs numbers; past its end everything is 0.
struct fuzz_input {
    const uint8_t *data;
    size_t left;
};

static inline uint8_t fuzz_byte(struct fuzz_input *input)
{
    if (!input->left)
        return 0;
    input->left--;
    return *input->data++;
}

// From 0 to `most`, both included.
static inline int fuzz_up_to(struct fuzz_input *input, int most)
{
    int number = fuzz_byte(input);
    if (most > 255)
        number = number * 256 + fuzz_byte(input);
    return number % (most + 1);
}

#endif
