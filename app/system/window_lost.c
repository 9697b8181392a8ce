// When the X server goes, Xlib ends the program by itself; here it is told to let the program save
// first. Xlib is found at run time, as in window_title.c.
//
// Xlib asks twice: a handler for all connections, without a context, then one that belongs to the
// window's connection and has a context (since libX11 1.7; before, nothing is saved).
#include "app/system/window_lost.h"
#include <SDL_syswm.h>
#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/syscall.h>
#endif

#if defined SDL_VIDEO_DRIVER_X11
typedef int io_error(Display *display);
typedef void exit_handler(Display *display, void *context);
typedef io_error *set_io_error(io_error *handler);
typedef void set_exit_handler(Display *display, exit_handler *handler, void *context);

static bool in_first_thread(void)
{
#ifdef __linux__
    return syscall(SYS_gettid) == getpid();
#else
    return true;
#endif
}

// SDL has a second connection for waking the window from another thread (see window_waker.h). That
// thread may meet the server's end first: it must not end the process before everything is saved.
static int wait_for_first_thread(Display *display)
{
    (void)display;
    while (!in_first_thread())
        pause();
    return 0;
}

static void tell(Display *display, void *context)
{
    (void)display;
    const struct window_lost *lost = context;
    lost->told(lost->context);
    exit(EXIT_FAILURE);
}

static void set_handlers(void *xlib, Display *display, struct window_lost *lost)
{
    set_io_error *set_all = (set_io_error *)SDL_LoadFunction(xlib, "XSetIOErrorHandler");
    set_exit_handler *set_own =
        (set_exit_handler *)SDL_LoadFunction(xlib, "XSetIOErrorExitHandler");
    if (!set_all || !set_own)
        return;
    set_all(wait_for_first_thread);
    set_own(display, tell, lost);
}

void window_lost_watch(SDL_Window *window, struct window_lost *lost)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(window, &info) || info.subsystem != SDL_SYSWM_X11)
        return;
    void *xlib = SDL_LoadObject("libX11.so.6");
    if (!xlib)
        return;
    set_handlers(xlib, info.info.x11.display, lost);
    SDL_UnloadObject(xlib); // SDL still has it
}
#else
void window_lost_watch(SDL_Window *window, struct window_lost *lost)
{
    (void)window;
    (void)lost;
}
#endif
