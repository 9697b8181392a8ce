// Signals stay blocked while they are held, and "pending" is the operating system's own note that
// one came: no handler, and no variable that a handler would have to share.
#include "app/interrupt.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#ifdef _WIN32

// Windows has no signals that can wait; Ctrl-C ends the program at once there, and what was saved
// after the last epoch remains.
struct interrupt *interrupt_hold(void)
{
    return NULL;
}

bool interrupt_pending(const struct interrupt *interrupt)
{
    (void)interrupt;
    return false;
}

void interrupt_release(struct interrupt *interrupt)
{
    (void)interrupt;
}

#else

struct interrupt {
    sigset_t stopping; // the signals that ask to stop
    sigset_t before;   // the mask to return to
};

struct interrupt *interrupt_hold(void)
{
    struct interrupt *interrupt = malloc(sizeof *interrupt);
    if (!interrupt)
        return NULL;
    sigemptyset(&interrupt->stopping);
    sigaddset(&interrupt->stopping, SIGINT);
    sigaddset(&interrupt->stopping, SIGTERM);
    sigaddset(&interrupt->stopping, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &interrupt->stopping, &interrupt->before);
    return interrupt;
}

static int pending_signal(const struct interrupt *interrupt)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
    sigset_t pending;
    if (!interrupt || sigpending(&pending) != 0)
        return 0;
    for (int i = 0; i < 3; i++)
        if (sigismember(&pending, signals[i]) == 1)
            return signals[i];
    return 0;
}

bool interrupt_pending(const struct interrupt *interrupt)
{
    return pending_signal(interrupt) != 0;
}

void interrupt_release(struct interrupt *interrupt)
{
    if (!interrupt)
        return;
    int taken;
    while (pending_signal(interrupt) != 0)
        sigwait(&interrupt->stopping, &taken);
    pthread_sigmask(SIG_SETMASK, &interrupt->before, NULL);
    free(interrupt);
}

#endif
