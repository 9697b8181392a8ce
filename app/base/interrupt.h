// Ctrl-C and its kin, asked for instead of suffered: between hold and release they wait until the
// work reaches a place where it can stop cleanly.
#ifndef APP_BASE_INTERRUPT_H
#define APP_BASE_INTERRUPT_H

#include <stdbool.h>

struct interrupt;

// Call before threads are started, so that they inherit it. NULL if memory is out: signals then
// act as usual.
struct interrupt *interrupt_hold(void);
// From now on a thread waits for what asks to stop and calls `told` when it comes: for work that
// sleeps, as a window does. `told` must be safe to call from any thread. False if there is no
// thread to be had; interrupt_pending tells all the same.
bool interrupt_watch(struct interrupt *interrupt, void (*told)(void *context), void *context);
// Whether someone asked to stop since interrupt_hold, by a signal that was not ignored then.
bool interrupt_pending(const struct interrupt *interrupt);
// Back to normal, once nobody is told any more. What was asked for meanwhile is dropped: the caller
// has dealt with it.
void interrupt_release(struct interrupt *interrupt);

#endif
