// Signals stay blocked while they are held, and "pending" is the operating system's own note that
// one came: no handler, and no variable that a handler would have to share. A signal that the
// program was started to ignore (by nohup, as a script's background job) would be pending, too: it
// is left alone.
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

enum { SIGNALS = 3 };
static const int signals[SIGNALS] = {SIGINT, SIGTERM, SIGHUP};

static bool is_ignored(int number)
{
    struct sigaction action;
    return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

struct interrupt *interrupt_hold(void)
{
    struct interrupt *interrupt = malloc(sizeof *interrupt);
    if (!interrupt)
        return NULL;
    sigemptyset(&interrupt->stopping);
    for (int i = 0; i < SIGNALS; i++)
        if (!is_ignored(signals[i]))
            sigaddset(&interrupt->stopping, signals[i]);
    pthread_sigmask(SIG_BLOCK, &interrupt->stopping, &interrupt->before);
    return interrupt;
}

bool interrupt_pending(const struct interrupt *interrupt)
{
    sigset_t pending;
    if (!interrupt || sigpending(&pending) != 0)
        return false;
    for (int i = 0; i < SIGNALS; i++)
        if (sigismember(&interrupt->stopping, signals[i]) == 1 &&
            sigismember(&pending, signals[i]) == 1)
            return true;
    return false;
}

void interrupt_release(struct interrupt *interrupt)
{
    if (!interrupt)
        return;
    int taken;
    while (interrupt_pending(interrupt))
        sigwait(&interrupt->stopping, &taken);
    pthread_sigmask(SIG_SETMASK, &interrupt->before, NULL);
    free(interrupt);
}

#endif
