// The thread waits on a semaphore and holds no lock while it wakes the window: if it is stuck there
// for good, nobody who asks for a wake is.
#include "app/system/window_waker.h"
#include <SDL.h>
#include <stdbool.h>
#include <stdlib.h>

struct window_waker {
    void (*wake)(void *context);
    void *context;
    SDL_Thread *thread;
    SDL_sem *asked;
    SDL_atomic_t closing;
};

static int serve(void *context)
{
    struct window_waker *waker = context;
    while (SDL_SemWait(waker->asked) == 0 && !SDL_AtomicGet(&waker->closing))
        waker->wake(waker->context);
    return 0;
}

static bool start(struct window_waker *waker)
{
    waker->asked = SDL_CreateSemaphore(0);
    waker->thread = waker->asked ? SDL_CreateThread(serve, "waker", waker) : NULL;
    return waker->thread != NULL;
}

struct window_waker *window_waker_open(void (*wake)(void *context), void *context)
{
    struct window_waker *waker = calloc(1, sizeof *waker);
    if (!waker)
        return NULL;
    waker->wake = wake;
    waker->context = context;
    if (start(waker))
        return waker;
    window_waker_close(waker);
    return NULL;
}

void window_waker_ask(struct window_waker *waker)
{
    SDL_SemPost(waker->asked);
}

void window_waker_close(struct window_waker *waker)
{
    if (!waker)
        return;
    SDL_AtomicSet(&waker->closing, 1);
    if (waker->thread) {
        SDL_SemPost(waker->asked);
        SDL_WaitThread(waker->thread, NULL);
    }
    if (waker->asked)
        SDL_DestroySemaphore(waker->asked);
    free(waker);
}
