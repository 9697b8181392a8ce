// A stream is opened before the work and stays open: a pipe whose reader saw it closed would have
// ended by the time there is something to read.
#include "app/console/files/output.h"
#include "app/base/clock.h"

#include "nn/files/file.h"
#include "nn/files/place.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READER_PAUSES = 50, READER_PAUSE = 20 }; // ms: a second in all

bool output_is_stdout(const char *name)
{
    return place_descriptor(name) == STDOUT_FILENO;
}

// 0 or the error's number. Some devices refuse even nothing (/dev/full), and a pipe may have lost
// its reader.
static int try_stream(int file)
{
    struct stat kind;
    struct pollfd look = {.fd = file, .events = POLLOUT};
    int flags = fcntl(file, F_GETFL);
    if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY)
        return EBADF;
    if (fstat(file, &kind) == 0 && S_ISCHR(kind.st_mode) && write(file, "", 0) < 0)
        return errno;
    return poll(&look, 1, 0) > 0 && (look.revents & POLLERR) ? EPIPE : 0;
}

static bool keep_open(struct output *output, int file)
{
    output->file = file;
    snprintf(output->path, sizeof output->path, "/dev/fd/%d", file);
    return true;
}

// From here on what is printed goes to standard error.
static int take_stdout(struct output *output)
{
    int error = fflush(stdout) == 0 ? try_stream(STDOUT_FILENO) : errno;
    if (error != 0)
        return error;
    int file = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (file < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0)
        return errno;
    keep_open(output, file);
    return 0;
}

// The reader of a named pipe may have been started in the same moment.
static int open_for_reader(const char *name)
{
    int file = open(name, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    for (int i = 0; i < READER_PAUSES && file < 0 && errno == ENXIO; i++) {
        clock_pause(READER_PAUSE);
        file = open(name, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
    }
    return file;
}

static int open_stream(struct output *output, const char *name)
{
    int file = open_for_reader(name);
    if (file < 0)
        return errno;
    fcntl(file, F_SETFL, 0);
    keep_open(output, file);
    return try_stream(file);
}

bool output_open(struct output *output, const char *name, struct status *status)
{
    struct stat there;
    int descriptor = place_descriptor(name), error;
    *output = (struct output){.stream = true};
    if (snprintf(output->path, sizeof output->path, "%s", name) >= (int)sizeof output->path)
        return file_cannot_write(name, ENAMETOOLONG, status);
    if (descriptor == STDOUT_FILENO)
        error = take_stdout(output);
    else if (descriptor >= 0)
        error = try_stream(descriptor);
    else if (stat(name, &there) == 0 && !S_ISREG(there.st_mode) && !S_ISDIR(there.st_mode))
        error = open_stream(output, name);
    else {
        output->stream = false;
        return file_check_writable(name, status);
    }
    return error == 0 || file_cannot_write(name, error, status);
}

void output_close(struct output *output)
{
    if (output->file > 0)
        close(output->file);
    *output = (struct output){0};
}
