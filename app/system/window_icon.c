// The icon is drawn rather than loaded: it is there wherever the program is, and in its colours.
#include "app/system/window_icon.h"

#include "app/paint/canvas.h"

enum { ICON_SIDE = 64 };

// The tile is lighter above, as a pad is under a lamp.
static void draw_tile(struct canvas *colour)
{
    for (int y = 0; y < ICON_SIDE; y++) {
        float at = (float)y / ICON_SIDE;
        canvas_fill(colour, (struct rect){0, y, ICON_SIDE, 1},
                    colour_mix(0xff3f7af0, 0xff2350b4, at));
    }
}

// The same as assets/icons/lenetpad.svg: a handwritten five on a blue tile, and three cells.
static void draw_icon(struct canvas *colour, struct canvas *alpha)
{
    static const float five[] = {37,    15,    19,    15,    16,    30,    20.8f, 27,
                                 25,    26.2f, 29.5f, 26.5f, 33.8f, 28,    36.6f, 31,
                                 37.9f, 35,    37.8f, 38,    36.3f, 42.3f, 33,    46,
                                 28.8f, 48.2f, 23.5f, 49,    17.5f, 48.1f, 12.5f, 45.5f};
    static const uint32_t cells[] = {0xfffde725, 0xff35b779, 0xff440154};
    struct rect whole = {0, 0, ICON_SIDE, ICON_SIDE};
    draw_tile(colour);
    canvas_polyline(colour, five, (int)(sizeof five / sizeof five[0] / 2), 6.5f, 0xffffffff);
    for (int i = 0; i < 3; i++)
        canvas_round_fill(colour, (struct rect){45, 12 + 14 * i, 11, 11}, 2, cells[i]);
    canvas_fill(alpha, whole, 0xff000000);
    canvas_round_fill(alpha, rect_inset(whole, 2), 14, 0xffffffff);
}

bool window_icon_draw(struct canvas *icon)
{
    struct canvas alpha = {0};
    bool drawn =
        canvas_resize(icon, ICON_SIDE, ICON_SIDE) && canvas_resize(&alpha, ICON_SIDE, ICON_SIDE);
    if (drawn) {
        draw_icon(icon, &alpha);
        for (int i = 0; i < ICON_SIDE * ICON_SIDE; i++)
            icon->pixel[i] = (icon->pixel[i] & 0x00ffffff) | (alpha.pixel[i] & 255) << 24;
    }
    canvas_free(&alpha);
    return drawn;
}

void window_icon_set(SDL_Window *window)
{
    struct canvas drawn = {0};
    if (window_icon_draw(&drawn)) {
        SDL_Surface *icon = SDL_CreateRGBSurfaceWithFormatFrom(
            drawn.pixel, ICON_SIDE, ICON_SIDE, 32, ICON_SIDE * 4, SDL_PIXELFORMAT_ARGB8888);
        SDL_SetWindowIcon(window, icon);
        SDL_FreeSurface(icon);
    }
    canvas_free(&drawn);
}
