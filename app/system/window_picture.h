// What the window shows: finished pixels, handed to the screen through SDL's renderer.
#ifndef APP_SYSTEM_WINDOW_PICTURE_H
#define APP_SYSTEM_WINDOW_PICTURE_H

#include "app/paint/canvas.h"
#include <SDL.h>

struct window_picture {
    SDL_Window *window; // the caller's
    SDL_Renderer *renderer;
    SDL_Texture *texture; // NULL: to be made
    int width, height;    // of the texture
};

// False if SDL has no renderer at all for the window; SDL_GetError tells why.
bool window_picture_open(struct window_picture *picture, SDL_Window *window);
void window_picture_close(struct window_picture *picture);
// The system lost the texture: it is made anew when next shown.
void window_picture_drop(struct window_picture *picture);
// Shows the canvas (of the window's size) and waits for the screen's refresh where it can.
void window_picture_show(struct window_picture *picture, const struct canvas *canvas);

#endif
