// What task bars and window switchers show of the program.
#ifndef APP_SYSTEM_WINDOW_ICON_H
#define APP_SYSTEM_WINDOW_ICON_H

#include <SDL.h>

// Only for looks: without memory there is no icon.
void window_icon_set(SDL_Window *window);

#endif
