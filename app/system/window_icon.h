// What task bars and window switchers show of the program.
#ifndef APP_SYSTEM_WINDOW_ICON_H
#define APP_SYSTEM_WINDOW_ICON_H

#include "app/paint/canvas.h"
#include <SDL.h>
#include <stdbool.h>

// 64x64 pixels, which are not all opaque here. False without memory.
bool window_icon_draw(struct canvas *icon);

// Only for looks: without memory there is no icon.
void window_icon_set(SDL_Window *window);

#endif
