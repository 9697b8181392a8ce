// Some files are looked at before they are read (which kind is it?), or tried as one kind and then
// as another. What a pipe brought is gone by then: so it is kept here.
#include "nn/files/input.h"

#include "nn/base/grow.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024 };

static struct {
    bool open, ended;
    void (*before_reading)(void);
    uint8_t *data; // owned
    size_t size;
} input;

void input_open(void (*before_reading)(void))
{
    input.open = true;
    input.before_reading = before_reading;
}

void input_close(void)
{
    free(input.data);
    memset(&input, 0, sizeof input);
}

bool input_is(const char *path)
{
    return input.open && strcmp(path, INPUT_NAME) == 0;
}

// Who started this program may have left it a pipe that does not wait.
static void wait_for_more(void)
{
    struct pollfd look = {.fd = STDIN_FILENO, .events = POLLIN};
    poll(&look, 1, -1);
}

static bool read_chunk(struct status *status)
{
    if (input.size >= INPUT_MOST)
        return status_fail(status, STATUS_BAD_DATA,
                           INPUT_NAME " is too long: no file of more than %d MB is read; send "
                                      "something else",
                           INPUT_MOST >> 20);
    uint8_t *data = grow_array(input.data, input.size, CHUNK, 1);
    if (!data)
        return status_fail(status, STATUS_NO_MEMORY, INPUT_NAME ": out of memory");
    input.data = data;
    ssize_t got = read(STDIN_FILENO, data + input.size, CHUNK);
    if (got < 0 && errno == EINTR)
        return true;
    if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
        wait_for_more();
        return true;
    }
    if (got < 0)
        return status_fail(status, STATUS_IO, "cannot read " INPUT_NAME ": %s", strerror(errno));
    input.ended = got == 0;
    input.size += (size_t)got;
    return true;
}

// That it is too long, who reads it says.
bool input_await(struct status *status)
{
    size_t got;
    return input_read(NULL, INPUT_MOST, 0, &got, status);
}

bool input_read(void *to, size_t at, size_t size, size_t *got, struct status *status)
{
    *got = 0;
    if (input.before_reading)
        input.before_reading();
    input.before_reading = NULL;
    while (!input.ended && input.size < at + size)
        if (!read_chunk(status))
            return false;
    size_t there = input.size > at ? input.size - at : 0;
    *got = there < size ? there : size;
    if (*got > 0)
        memcpy(to, input.data + at, *got);
    return true;
}
