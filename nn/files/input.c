// Some files are looked at before they are read (which kind is it?), or tried as one kind and then
// as another. What a pipe brought is gone by then: so it is kept here.
#include "nn/files/input.h"

#include "nn/base/grow.h"
#include "nn/files/place.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024 };

struct input {
    char *path;     // owned
    int descriptor; // -1: not open yet, or not any more
    bool ours;      // to be closed
    bool ended;
    void (*before_reading)(void);
    uint8_t *data; // owned
    size_t size;
};

static struct {
    struct input *input; // of grow_array()
    size_t count;
} all;

static struct input *find(const char *path)
{
    for (size_t i = 0; i < all.count; i++)
        if (strcmp(path, all.input[i].path) == 0)
            return &all.input[i];
    return NULL;
}

static int descriptor_of(const char *path)
{
    return strcmp(path, INPUT_NAME) == 0 ? STDIN_FILENO : place_descriptor(path);
}

// By its descriptor, if it has one: what that leads to may have no name that could be opened.
static bool look(struct stat *there, const char *path)
{
    int descriptor = descriptor_of(path);
    return descriptor >= 0 ? fstat(descriptor, there) == 0 : stat(path, there) == 0;
}

bool input_is_pipe(const char *path)
{
    struct stat there;
    if (!look(&there, path))
        return false;
    return S_ISFIFO(there.st_mode) ||
           (place_descriptor(path) >= 0 && !S_ISREG(there.st_mode) && !S_ISDIR(there.st_mode));
}

// ---- Which there are ----------------------------------------------------------------------------

// An ordinary file can be read under another name.
static bool is_taken(const char *path)
{
    struct stat new, old;
    if (find(path))
        return true;
    for (size_t i = 0; look(&new, path) && !S_ISREG(new.st_mode) && i < all.count; i++)
        if (look(&old, all.input[i].path) && new.st_dev == old.st_dev &&new.st_ino == old.st_ino)
            return true;
    return false;
}

bool input_open(const char *path, void (*before_reading)(void), struct status *status)
{
    if (is_taken(path))
        return status_fail(status, STATUS_USAGE,
                           "it is given twice, and can be read as one file; name another");
    struct input *input = grow_array(all.input, all.count, 1, sizeof *input);
    char *name = strdup(path);
    if (input)
        all.input = input;
    if (!input || !name) {
        free(name);
        return status_fail(status, STATUS_NO_MEMORY, "out of memory");
    }
    all.input[all.count++] = (struct input){
        .path = name, .descriptor = descriptor_of(path), .before_reading = before_reading};
    return true;
}

static void stop(struct input *input)
{
    if (input->ours)
        close(input->descriptor);
    input->descriptor = -1;
    input->ours = false;
}

void input_close(void)
{
    for (size_t i = 0; i < all.count; i++) {
        stop(&all.input[i]);
        free(all.input[i].path);
        free(all.input[i].data);
    }
    free(all.input);
    memset(&all, 0, sizeof all);
}

bool input_is(const char *path)
{
    return find(path) != NULL;
}

// ---- Reading ------------------------------------------------------------------------------------

static bool cannot_read(const struct input *input, struct status *status)
{
    return status_fail(status, STATUS_IO, "cannot read %s: %s", input->path, strerror(errno));
}

// Waits for who writes into it.
static bool begin(struct input *input, struct status *status)
{
    if (input->before_reading)
        input->before_reading();
    input->before_reading = NULL;
    if (input->descriptor >= 0 || input->ended)
        return true;
    do {
        input->descriptor = open(input->path, O_RDONLY | O_CLOEXEC);
    } while (input->descriptor < 0 && errno == EINTR);
    input->ours = input->descriptor >= 0;
    return input->ours || cannot_read(input, status);
}

// Who started this program may have left it a pipe that does not wait.
static void wait_for_more(const struct input *input)
{
    struct pollfd awaited = {.fd = input->descriptor, .events = POLLIN};
    poll(&awaited, 1, -1);
}

static bool read_chunk(struct input *input, struct status *status)
{
    if (input->size >= INPUT_MOST)
        return status_fail(status, STATUS_BAD_DATA,
                           "%s is too long: no file of more than %d MB is read; send "
                           "something else",
                           input->path, INPUT_MOST >> 20);
    uint8_t *data = grow_array(input->data, input->size, CHUNK, 1);
    if (!data)
        return status_fail(status, STATUS_NO_MEMORY, "%s: out of memory", input->path);
    input->data = data;
    ssize_t got = read(input->descriptor, data + input->size, CHUNK);
    if (got < 0 && errno == EINTR)
        return true;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        wait_for_more(input);
        return true;
    }
    if (got < 0)
        return cannot_read(input, status);
    input->ended = got == 0;
    input->size += (size_t)got;
    if (input->ended)
        stop(input);
    return true;
}

// That it is too long, who reads it says.
bool input_await(struct status *status)
{
    bool good = true;
    size_t got;
    for (size_t i = 0; good && i < all.count; i++)
        good = input_read(NULL, all.input[i].path, INPUT_MOST, 0, &got, status);
    return good;
}

bool input_read(void *to, const char *path, size_t at, size_t size, size_t *got,
                struct status *status)
{
    struct input *input = find(path);
    assert(input);
    *got = 0;
    if (!begin(input, status))
        return false;
    while (!input->ended && input->size < at + size)
        if (!read_chunk(input, status))
            return false;
    size_t there = input->size > at ? input->size - at : 0;
    *got = there < size ? there : size;
    if (*got > 0)
        memcpy(to, input->data + at, *got);
    return true;
}
