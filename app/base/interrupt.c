// Signals stay blocked while they are held, and "pending" is the operating system's own note that
// one came: no handler, and no variable that a handler would have to share. A signal that the
// program was started to ignore (by nohup, as a script's background job) would be pending, too: it
// is left alone.
//
// A watching thread takes the signal in the system's own call for that, and notes it.
#include "app/base/interrupt.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>

struct interrupt {
    sigset_t stopping; // the signals that ask to stop
    sigset_t before;   // the mask to return to
    pthread_t thread;  // while `watching`
    bool watching;
    void (*told)(void *context);
    void *context;
    atomic_bool asked;  // the thread took a signal
    atomic_bool ending; // the next signal is ours, for the thread to end
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
    struct interrupt *interrupt = calloc(1, sizeof *interrupt);
    if (!interrupt)
        return NULL;
    sigemptyset(&interrupt->stopping);
    for (int i = 0; i < SIGNALS; i++)
        if (!is_ignored(signals[i]))
            sigaddset(&interrupt->stopping, signals[i]);
    pthread_sigmask(SIG_BLOCK, &interrupt->stopping, &interrupt->before);
    return interrupt;
}

static void *watch(void *context)
{
    struct interrupt *interrupt = context;
    int taken;
    while (sigwait(&interrupt->stopping, &taken) == 0 && !atomic_load(&interrupt->ending)) {
        atomic_store(&interrupt->asked, true);
        interrupt->told(interrupt->context);
    }
    return NULL;
}

// 0 if all of them are ignored.
static int first_signal(const struct interrupt *interrupt)
{
    for (int i = 0; i < SIGNALS; i++)
        if (sigismember(&interrupt->stopping, signals[i]) == 1)
            return signals[i];
    return 0;
}

bool interrupt_watch(struct interrupt *interrupt, void (*told)(void *context), void *context)
{
    if (!interrupt || first_signal(interrupt) == 0)
        return false;
    interrupt->told = told;
    interrupt->context = context;
    interrupt->watching = pthread_create(&interrupt->thread, NULL, watch, interrupt) == 0;
    return interrupt->watching;
}

static void end_watch(struct interrupt *interrupt)
{
    if (!interrupt->watching)
        return;
    atomic_store(&interrupt->ending, true);
    pthread_kill(interrupt->thread, first_signal(interrupt));
    pthread_join(interrupt->thread, NULL);
    interrupt->watching = false;
}

static bool is_waiting(const struct interrupt *interrupt)
{
    sigset_t pending;
    if (sigpending(&pending) != 0)
        return false;
    for (int i = 0; i < SIGNALS; i++)
        if (sigismember(&interrupt->stopping, signals[i]) == 1 &&
            sigismember(&pending, signals[i]) == 1)
            return true;
    return false;
}

bool interrupt_pending(const struct interrupt *interrupt)
{
    return interrupt && (atomic_load(&interrupt->asked) || is_waiting(interrupt));
}

void interrupt_release(struct interrupt *interrupt)
{
    if (!interrupt)
        return;
    int taken;
    end_watch(interrupt);
    while (is_waiting(interrupt))
        sigwait(&interrupt->stopping, &taken);
    pthread_sigmask(SIG_SETMASK, &interrupt->before, NULL);
    free(interrupt);
}
