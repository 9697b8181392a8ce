// Ctrl-C and its kin, asked for instead of suffered: between hold and release they wait until the
// work reaches a place where it can stop cleanly.
#ifndef APP_INTERRUPT_H
#define APP_INTERRUPT_H

#include <stdbool.h>

struct interrupt;

// Call before threads are started, so that they inherit it. NULL if memory is out: signals then
// act as usual.
struct interrupt *interrupt_hold(void);
// Whether someone asked to stop since interrupt_hold, by a signal that was not ignored then.
bool interrupt_pending(const struct interrupt *interrupt);
// Back to normal. What was asked for meanwhile is dropped: the caller has dealt with it.
void interrupt_release(struct interrupt *interrupt);

#endif
