// The canvas is uploaded into one streaming texture, made anew when its size changes or the system
// loses it. Where OpenGL itself would run on the processor (llvmpipe), SDL's software renderer is
// the shorter way.
#include "app/system/window_picture.h"

#include <string.h>

// True if the renderer is OpenGL executed by the processor.
static bool is_emulated(SDL_Renderer *renderer)
{
    enum { NAME_OF_RENDERER = 0x1f01 }; // GL_RENDERER
    SDL_RendererInfo info;
    if (SDL_GetRendererInfo(renderer, &info) != 0 || strncmp(info.name, "opengl", 6) != 0)
        return false;
    const unsigned char *(*get_string)(unsigned) = NULL;
    *(void **)&get_string = SDL_GL_GetProcAddress("glGetString");
    const char *name = get_string ? (const char *)get_string(NAME_OF_RENDERER) : NULL;
    return name && (strstr(name, "llvmpipe") || strstr(name, "softpipe") || strstr(name, "swrast"));
}

// Its surface goes straight to the screen: SDL would rather have it in a texture of OpenGL, which
// the processor then draws once more. Without waiting for the screen's refresh, which SDL would
// only imitate by sleeping.
static SDL_Renderer *make_software_renderer(SDL_Window *window)
{
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    return SDL_CreateRenderer(window, -1, SDL_RENDERER_SOFTWARE);
}

static SDL_Renderer *make_renderer(SDL_Window *window)
{
    SDL_Renderer *renderer =
        SDL_CreateRenderer(window, -1, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
    if (renderer && is_emulated(renderer)) {
        SDL_DestroyRenderer(renderer);
        renderer = NULL;
    }
    return renderer ? renderer : make_software_renderer(window);
}

bool window_picture_open(struct window_picture *picture, SDL_Window *window)
{
    *picture = (struct window_picture){.window = window, .renderer = make_renderer(window)};
    return picture->renderer != NULL;
}

void window_picture_drop(struct window_picture *picture)
{
    if (picture->texture)
        SDL_DestroyTexture(picture->texture);
    picture->texture = NULL;
}

void window_picture_close(struct window_picture *picture)
{
    window_picture_drop(picture);
    if (picture->renderer)
        SDL_DestroyRenderer(picture->renderer);
}

static bool make_texture(struct window_picture *picture, int width, int height)
{
    if (picture->texture && picture->width == width && picture->height == height)
        return true;
    window_picture_drop(picture);
    picture->texture = SDL_CreateTexture(picture->renderer, SDL_PIXELFORMAT_ARGB8888,
                                         SDL_TEXTUREACCESS_STREAMING, width, height);
    picture->width = width;
    picture->height = height;
    if (picture->texture)
        SDL_SetTextureBlendMode(picture->texture, SDL_BLENDMODE_NONE);
    return picture->texture != NULL;
}

// A renderer that cannot hold the canvas (too large a texture, a lost device) gives way to the
// software renderer, which can.
static bool use_software(struct window_picture *picture)
{
    SDL_RendererInfo info;
    if (SDL_GetRendererInfo(picture->renderer, &info) == 0 && info.flags & SDL_RENDERER_SOFTWARE)
        return false;
    SDL_Renderer *renderer;
    window_picture_drop(picture);
    SDL_DestroyRenderer(picture->renderer);
    renderer = make_software_renderer(picture->window);
    picture->renderer = renderer;
    return renderer != NULL;
}

void window_picture_show(struct window_picture *picture, const struct canvas *canvas)
{
    int width = canvas->width, height = canvas->height;
    if (!make_texture(picture, width, height) &&
        !(use_software(picture) && make_texture(picture, width, height)))
        return;
    SDL_Rect place = {0, 0, width, height};
    if (SDL_UpdateTexture(picture->texture, NULL, canvas->pixel, width * 4) != 0) {
        window_picture_drop(picture);
        return;
    }
    SDL_RenderCopy(picture->renderer, picture->texture, NULL, &place);
    SDL_RenderPresent(picture->renderer);
}
