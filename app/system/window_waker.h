// A thread that does nothing but wake the window. SDL does that over a connection to the display
// server, on which a thread may be stuck for good when the server ends (see window_lost.h): not the
// trainer's, which then still has its run to save.
#ifndef APP_SYSTEM_WINDOW_WAKER_H
#define APP_SYSTEM_WINDOW_WAKER_H

struct window_waker;

// `wake` is called in the thread. NULL if there is no thread to be had.
struct window_waker *window_waker_open(void (*wake)(void *context), void *context);
// Asks for a call of `wake`, from any thread, and never waits.
void window_waker_ask(struct window_waker *waker);
// NULL is fine.
void window_waker_close(struct window_waker *waker);

#endif
