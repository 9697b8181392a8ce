// What X11 alone knows of a window: its title in UTF-8, where SDL depends on the process's locale
// for it, and its number.
#ifndef APP_SYSTEM_WINDOW_TITLE_H
#define APP_SYSTEM_WINDOW_TITLE_H

#include <SDL.h>

// On X11, SDL converts a title through the C locale: in an ASCII one, a title with an en dash does
// not arrive. This sets the window's properties as UTF-8. Elsewhere it does nothing.
void window_title_x11(SDL_Window *window, const char *title);
// 0 where it has none.
unsigned long window_number_x11(SDL_Window *window);

#endif
