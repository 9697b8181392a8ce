// Bytes are written as they come, so that a killed program leaves what it had. What stands in a
// part is not trusted: the whole file is verified, and a wrong one is fetched again from its start.
#include "app/system/fetch/part.h"

#include "nn/base/grow.h"
#include "nn/files/draft.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void part_take_off(struct part *part)
{
    if (part->file < 0)
        return;
    close(part->file);
    part->file = -1;
    unlink(part->path);
}

static bool take_up(struct part *part, size_t size)
{
    off_t length = lseek(part->file, 0, SEEK_END);
    bool no_memory;
    if (length <= 0 || (size_t)length > size || size > PART_LIMIT)
        return false;
    uint8_t *data = malloc((size_t)length);
    bool read = data && pread(part->file, data, (size_t)length, 0) == length;
    int file = part->file;
    part->file = -1; // they are there already
    read = read && part_add(part, data, (size_t)length, &no_memory);
    part->file = file;
    free(data);
    return read;
}

static void open_file(struct part *part)
{
    part->file =
        open(part->path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0666);
    part->full = false;
}

void part_open(struct part *part, const char *path, size_t size)
{
    *part = (struct part){.file = -1};
    if ((size_t)snprintf(part->path, sizeof part->path, "%s.part", path) >= sizeof part->path)
        return;
    open_file(part);
    if (part->file >= 0 && !take_up(part, size))
        part_clear(part);
}

// What does not fit is not written, nor what comes after it.
static void keep(struct part *part, const uint8_t *data, size_t size)
{
    if (part->file >= 0 && !part->full)
        part->full = draft_write_all(part->file, data, size) != 0;
}

void part_put_back(struct part *part)
{
    if (part->file >= 0 || !part->path[0] || part->body.size == 0)
        return;
    open_file(part);
    if (part->file >= 0 && ftruncate(part->file, 0) == 0)
        keep(part, part->body.data, part->body.size);
}

bool part_add(struct part *part, const void *data, size_t size, bool *no_memory)
{
    struct bytes *body = &part->body;
    *no_memory = false;
    if (size > PART_LIMIT - body->size)
        return false;
    uint8_t *grown = grow_array(body->data, body->size, size, 1);
    *no_memory = !grown;
    if (!grown)
        return false;
    body->data = grown;
    memcpy(body->data + body->size, data, size);
    body->size += size;
    keep(part, data, size);
    return true;
}

void part_clear(struct part *part)
{
    part->body.size = 0;
    part->full = false;
    if (part->file >= 0 && ftruncate(part->file, 0) != 0)
        part_take_off(part);
}

void part_close(struct part *part, bool keep)
{
    if (!keep || part->body.size == 0)
        part_take_off(part);
    if (part->file >= 0)
        close(part->file);
    bytes_free(&part->body);
}
