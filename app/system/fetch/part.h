// The beginning of a file that is on its way: in memory, and on disk beside its place as NAME.part,
// so that the next try, of this program or a later one, need not begin anew.
#ifndef APP_SYSTEM_FETCH_PART_H
#define APP_SYSTEM_FETCH_PART_H

#include "app/base/paths.h"
#include "nn/files/file.h"

#include <stdbool.h>

enum { PART_LIMIT = 64 << 20 }; // bytes, downloaded or decompressed; MNIST's largest has 47 million

struct part {
    char path[PATH_SIZE];
    int file;          // of it; -1: none, so that what comes is not kept, which harms nothing
    bool full;         // the file has the beginning only: the disk has no room for more
    struct bytes body; // all of it so far
};

// Takes up what an earlier try left of the file `path`; nothing where that cannot be read, or is
// longer than `size` bytes, as which the whole file is served.
void part_open(struct part *part, const char *path, size_t size);
// Adds what came. False if it is too much, or (*no_memory) memory runs out.
bool part_add(struct part *part, const void *data, size_t size, bool *no_memory);
// Takes the file away, so that there is room for the whole one; what came stays in memory.
void part_take_off(struct part *part);
// Makes the file again from what came, as far as there is room.
void part_put_back(struct part *part);
// What came is of no use.
void part_clear(struct part *part);
// `keep`: what came stays on disk for the next try; without any byte there is nothing to keep.
void part_close(struct part *part, bool keep);

#endif
