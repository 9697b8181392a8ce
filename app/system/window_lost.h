// X11 only: the display server ends (the session, a connection through the network). Xlib then ends
// the process, wherever it is; what must not be lost is saved before that. On Wayland SDL makes an
// ordinary SDL_QUIT of it.
#ifndef APP_SYSTEM_WINDOW_LOST_H
#define APP_SYSTEM_WINDOW_LOST_H

#include <SDL.h>

struct window_lost {
    // Called once, by the process's first thread in the middle of whatever it does with SDL. It
    // must not call SDL or draw. When it returns, the process ends with exit code 1.
    void (*told)(void *context);
    void *context;
};

// `lost` is borrowed until the window is closed.
void window_lost_watch(SDL_Window *window, struct window_lost *lost);

#endif
