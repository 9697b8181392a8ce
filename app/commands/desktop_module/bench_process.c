// What a whole command costs, its start and its end included, can be told only from outside: so
// this program starts itself as others would, and asks the system for the time and the memory.
#include "app/commands/desktop_module/bench_process.h"

#include "app/base/clock.h"
#include "app/base/paths.h"
#include "app/base/quantile.h"
#include "app/pictures/picture.h"
#include "nn/data/practice.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

struct cost {
    double first_seconds; // from the start to the first line of output
    double mb;
};

// Starts this program with other arguments, its output going into the pipe.
static bool start_self(pid_t *child, const int out[2], char *const arguments[],
                       struct status *status)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
    posix_spawn_file_actions_addclose(&actions, out[0]);
    posix_spawn_file_actions_addclose(&actions, out[1]);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int fault = posix_spawn(child, "/proc/self/exe", &actions, NULL, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    return fault == 0 || status_fail(status, STATUS_IO, "cannot start %s %s: %s", arguments[0],
                                     arguments[1], strerror(fault));
}

// Reads to the end; returns the moment at which the first line was there, or the end.
static double first_line_seconds(int in)
{
    char piece[4096];
    double first = 0;
    for (ssize_t size; (size = read(in, piece, sizeof piece)) != 0;) {
        if (size < 0 && errno != EINTR)
            break;
        if (size > 0 && first == 0 && memchr(piece, '\n', (size_t)size))
            first = clock_seconds();
    }
    return first > 0 ? first : clock_seconds();
}

static bool run_self(struct cost *cost, char *const arguments[], struct status *status)
{
    int out[2], ended = 0;
    pid_t child;
    if (pipe(out) != 0)
        return status_fail(status, STATUS_IO, "cannot make a pipe: %s", strerror(errno));
    double begin = clock_seconds();
    bool started = start_self(&child, out, arguments, status);
    close(out[1]);
    if (started)
        cost->first_seconds = first_line_seconds(out[0]) - begin;
    close(out[0]);
    if (!started)
        return false;
    struct rusage usage;
    while (wait4(child, &ended, 0, &usage) < 0 && errno == EINTR)
        continue;
    cost->mb = (double)usage.ru_maxrss * 1024 / 1e6;
    if (!WIFEXITED(ended) || WEXITSTATUS(ended) != 0)
        return status_fail(status, STATUS_IO, "%s %s failed while it was measured", arguments[0],
                           arguments[1]);
    return true;
}

static bool make_folder(char folder[PATH_SIZE], struct status *status)
{
    const char *base = getenv("TMPDIR");
    snprintf(folder, PATH_SIZE, "%s/lenetpad-bench-XXXXXX", base && base[0] ? base : "/tmp");
    if (!mkdtemp(folder))
        return status_fail(status, STATUS_IO, "cannot make a folder %s: %s", folder,
                           strerror(errno));
    return true;
}

static bool save_practice_picture(const char *path, struct status *status)
{
    struct drawing drawing = {0};
    struct ink ink = {0};
    bool saved = false;
    if (practice_drawing(&drawing, 7, 1, status) && ink_init(&ink, 512, 512, status)) {
        ink_draw_drawing(&ink, &drawing, 30);
        saved = picture_save_ink(&ink, path, status);
    }
    ink_free(&ink);
    drawing_free(&drawing);
    return saved;
}

static bool classify_often(double *ms, char *picture, struct status *status)
{
    enum { RUNS = 15 };
    double sample[RUNS];
    char *const arguments[] = {"lenetpad", "classify", picture, NULL};
    for (int i = 0; i < RUNS; i++) {
        struct cost cost;
        if (!run_self(&cost, arguments, status))
            return false;
        sample[i] = cost.first_seconds * 1e3;
    }
    *ms = quantile(sample, RUNS, 0.5);
    return true;
}

bool bench_classify_ms(double *ms, struct status *status)
{
    char folder[PATH_SIZE], picture[PATH_SIZE];
    if (!make_folder(folder, status))
        return false;
    bool done = path_join(picture, folder, "seven.png", status) &&
                save_practice_picture(picture, status) && classify_often(ms, picture, status);
    unlink(picture);
    rmdir(folder);
    return done;
}

bool bench_train_mb(double *mb, const char *data, struct status *status)
{
    char folder[PATH_SIZE], model[PATH_SIZE];
    if (!make_folder(folder, status))
        return false;
    struct cost cost = {0};
    char *const arguments[] = {"lenetpad", "train", "--data", (char *)(uintptr_t)data,
                               "--epochs", "1",     "--out",  model,
                               NULL};
    bool done =
        path_join(model, folder, "model.safetensors", status) && run_self(&cost, arguments, status);
    *mb = cost.mb;
    unlink(model);
    rmdir(folder);
    return done;
}
