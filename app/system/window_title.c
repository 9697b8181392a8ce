// Xlib is found at run time, where SDL has loaded it already, so that the program itself is not
// bound to it.
#include "app/system/window_title.h"
#include <SDL_syswm.h>
#include <stdbool.h>
#include <string.h>

#if defined SDL_VIDEO_DRIVER_X11
typedef Atom intern_atom(Display *display, const char *name, int only_if_exists);
typedef int change_property(Display *display, Window window, Atom property, Atom type, int format,
                            int mode, const unsigned char *data, int count);
typedef int flush(Display *display);

static void set_properties(void *xlib, Display *display, Window window, const char *title)
{
    intern_atom *intern = (intern_atom *)SDL_LoadFunction(xlib, "XInternAtom");
    change_property *change = (change_property *)SDL_LoadFunction(xlib, "XChangeProperty");
    flush *send = (flush *)SDL_LoadFunction(xlib, "XFlush");
    if (!intern || !change || !send)
        return;
    static const char *const names[] = {"_NET_WM_NAME", "WM_NAME"};
    Atom utf8 = intern(display, "UTF8_STRING", 0);
    for (int i = 0; i < 2; i++)
        change(display, window, intern(display, names[i], 0), utf8, 8, 0 /* replace */,
               (const unsigned char *)title, (int)strlen(title));
    send(display);
}

void window_title_x11(SDL_Window *window, const char *title)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(window, &info) || info.subsystem != SDL_SYSWM_X11)
        return;
    void *xlib = SDL_LoadObject("libX11.so.6");
    if (!xlib)
        return;
    set_properties(xlib, info.info.x11.display, info.info.x11.window, title);
    SDL_UnloadObject(xlib);
}

unsigned long window_number_x11(SDL_Window *window)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    bool has = SDL_GetWindowWMInfo(window, &info) && info.subsystem == SDL_SYSWM_X11;
    return has ? info.info.x11.window : 0;
}
#else
void window_title_x11(SDL_Window *window, const char *title)
{
    (void)window;
    (void)title;
}

unsigned long window_number_x11(SDL_Window *window)
{
    (void)window;
    return 0;
}
#endif
