// Where the glyphs of text come from. text_sdl.h is the source that SDL_ttf and fontconfig provide;
// tests bring their own.
#ifndef APP_PAINT_GLYPH_SOURCE_H
#define APP_PAINT_GLYPH_SOURCE_H

#include "app/paint/canvas.h"

struct glyph {
    uint8_t *alpha; // width x height coverage; NULL if blank
    int width, height;
    int left, top; // of the bitmap, from the pen position on the baseline; top counts upwards
    int advance;   // device pixels
};

// Characters of one script and one direction, whose glyphs depend on each other.
struct glyph_run {
    const char *string; // UTF-8, `bytes` of it, in the order in which it is read
    size_t bytes;
    const char *script; // four letters of ISO 15924
    bool right_to_left;
};

// A line of text that was put onto a canvas: whether all of it can be read where it stands.
struct text_drawn {
    const char *string; // `bytes` of it
    size_t bytes;
    struct rect rect; // as wide as the line, as high as its capitals; what scrolling hides of the
                      // height is left out
    bool cut;         // shortened, or beyond the canvas' clip to the left or right
    uint32_t colour;
    const struct canvas *canvas; // with what is behind it, and nothing of it yet
};

struct glyph_source {
    void *self;
    // Renders one glyph at a pixel size. False if it has none (a box is drawn instead). `alpha` is
    // malloc'ed and becomes the cache's.
    bool (*render)(void *self, struct glyph *glyph, uint32_t codepoint, int pixels, bool bold);
    // Ascent and descent (both positive) of the font at a pixel size.
    void (*metrics)(void *self, int *ascent, int *descent, int pixels, bool bold);
    void (*close)(void *self);
    // Whether it ever lacked the memory to render something that it has. NULL: never.
    bool (*has_failed)(void *self);
    // Told of every line of which something can be seen. NULL: it does not matter.
    void (*drawn)(void *self, const struct text_drawn *drawn);
    // Renders a whole run as one glyph, its pen at the run's left end. False if it cannot: then the
    // characters are placed one by one. NULL: it never can.
    bool (*shape)(void *self, struct glyph *glyph, const struct glyph_run *run, int pixels,
                  bool bold);
};

#endif
