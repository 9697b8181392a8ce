// The glyphs of the system's fonts.
#ifndef APP_SYSTEM_TEXT_SDL_H
#define APP_SYSTEM_TEXT_SDL_H

#include "app/paint/text.h"

// SDL_ttf with DejaVu Sans, found by fontconfig (else the user's sans-serif). Needs no display.
bool text_sdl_source(struct glyph_source *source, struct status *status);

#endif
