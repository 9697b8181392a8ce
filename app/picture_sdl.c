// Every kind of picture but PNG: SDL_image decodes.
#include "app/picture_private.h"

#include <SDL.h>
#include <SDL_image.h>
#include <stdlib.h>
#include <string.h>

static bool copy_rows(struct pixels *pixels, const SDL_Surface *surface)
{
    size_t row = (size_t)surface->w * 4, pitch = (size_t)surface->pitch;
    *pixels = (struct pixels){malloc((size_t)surface->h * row), surface->w, surface->h};
    for (size_t y = 0; pixels->rgba && y < (size_t)surface->h; y++)
        memcpy(pixels->rgba + y * (size_t)surface->w, (const uint8_t *)surface->pixels + y * pitch,
               row);
    return pixels->rgba != NULL;
}

bool pixels_decode_other(struct pixels *pixels, const struct picture_file *file,
                         struct status *status)
{
    SDL_RWops *stream = SDL_RWFromConstMem(file->bytes.data, (int)file->bytes.size);
    SDL_Surface *surface = IMG_Load_RW(stream, 1);
    if (!surface)
        return picture_damaged(file, IMG_GetError(), status);
    SDL_Surface *plain = SDL_ConvertSurfaceFormat(surface, SDL_PIXELFORMAT_RGBA32, 0);
    SDL_FreeSurface(surface);
    bool copied = plain && copy_rows(pixels, plain);
    SDL_FreeSurface(plain);
    return copied ||
           status_fail(status, STATUS_NO_MEMORY, "out of memory for the picture %s", file->path);
}
