// X11 only: when the window manager takes keyboard or pointer for itself (Alt+Tab, Alt+drag), or a
// button is pressed on its frame, SDL says nothing of it.
#ifndef APP_SYSTEM_WINDOW_GRAB_H
#define APP_SYSTEM_WINDOW_GRAB_H

#include <SDL.h>
#include <stdbool.h>

// True if the event (SDL_SYSWMEVENT) says that another program took the keyboard or the pointer, or
// that a button was pressed anywhere.
bool window_grab_began(const SDL_Event *event);

#endif
