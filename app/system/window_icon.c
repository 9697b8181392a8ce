// The icon is drawn rather than loaded: it is there wherever the program is, and in its colours.
#include "app/system/window_icon.h"

#include "app/paint/canvas.h"
#include "app/ui/ui_theme.h"

enum { ICON_SIDE = 64 };

// A handwritten five on a blue tile.
static void draw_icon(struct canvas *colour, struct canvas *alpha)
{
    static const float five[] = {43, 17, 26,    17, 23.5f, 30, 30, 27.5f, 37, 28.5f,
                                 42, 33, 42.5f, 40, 38,    46, 30, 48,    22, 45.5f};
    struct rect whole = {0, 0, ICON_SIDE, ICON_SIDE};
    canvas_fill(colour, whole, theme_light.accent);
    canvas_polyline(colour, five, (int)(sizeof five / sizeof five[0] / 2), 6, 0xffffffff);
    canvas_fill(alpha, whole, 0xff000000);
    canvas_round_fill(alpha, rect_inset(whole, 2), 14, 0xffffffff);
}

void window_icon_set(SDL_Window *window)
{
    struct canvas colour = {0}, alpha = {0};
    if (canvas_resize(&colour, ICON_SIDE, ICON_SIDE) &&
        canvas_resize(&alpha, ICON_SIDE, ICON_SIDE)) {
        draw_icon(&colour, &alpha);
        for (int i = 0; i < ICON_SIDE * ICON_SIDE; i++)
            colour.pixel[i] = (colour.pixel[i] & 0x00ffffff) | (alpha.pixel[i] & 255) << 24;
        SDL_Surface *icon = SDL_CreateRGBSurfaceWithFormatFrom(
            colour.pixel, ICON_SIDE, ICON_SIDE, 32, ICON_SIDE * 4, SDL_PIXELFORMAT_ARGB8888);
        SDL_SetWindowIcon(window, icon);
        SDL_FreeSurface(icon);
    }
    canvas_free(&colour);
    canvas_free(&alpha);
}
