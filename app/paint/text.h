// Text on a canvas: a glyph cache over a source of glyphs. text_sdl.h is the one
// that SDL_ttf and fontconfig provide; tests bring their own.
#ifndef APP_PAINT_TEXT_H
#define APP_PAINT_TEXT_H

#include "app/paint/canvas.h"
#include "nn/base/status.h"
#include <stddef.h>

// The few sizes of the program, in logical pixels (multiplied by the interface scale).
enum text_style {
    TEXT_SMALL,  // 11
    TEXT_BODY,   // 13
    TEXT_STRONG, // 13 bold
    TEXT_TITLE,  // 16 bold
    TEXT_STYLES
};

struct glyph {
    uint8_t *alpha; // width x height coverage; NULL if blank
    int width, height;
    int left, top; // of the bitmap, from the pen position on the baseline; top counts upwards
    int advance;   // device pixels
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
};

struct text; // the cache; opaque

bool text_open(struct text **text, struct glyph_source source, struct status *status);
void text_close(struct text *text);
// The interface scale: 1, 1.25, 1.5, 2, ... Changing it keeps the cache for other scales.
void text_set_scale(struct text *text, float scale);

// Whether everything that was drawn so far is there: false once memory lacked for a glyph.
bool text_complete(const struct text *text);

// Told of every text that is drawn, whole, before it is broken into lines or shortened, and of the
// place that it was given. NULL: nobody.
typedef void text_heard(void *self, const char *string, struct rect rect);
void text_set_listener(struct text *text, text_heard *heard, void *self);

// Whether a font has each of its characters: of the others boxes are drawn.
bool text_can_show(struct text *text, const char *string);

// Strings are UTF-8; a broken byte draws a box.
int text_width(struct text *text, enum text_style style, const char *string);
// The width of its first `bytes` bytes (to place a caret).
int text_width_of(struct text *text, enum text_style style, const char *string, size_t bytes);
int text_height(struct text *text, enum text_style style); // ascent + descent

enum text_align {
    ALIGN_LEFT,
    ALIGN_CENTRE,
    ALIGN_RIGHT,
};
// One line in a rectangle, vertically centred by its capitals; shortened with an ellipsis where it
// does not fit.
void text_draw_in(struct canvas *canvas, struct text *text, enum text_style style,
                  enum text_align align, struct rect rect, uint32_t colour, const char *string);
// Breaks a paragraph into lines at spaces and '\n'; returns the height used. With canvas NULL it
// only measures.
int text_draw_wrapped(struct canvas *canvas, struct text *text, enum text_style style,
                      struct rect rect, uint32_t colour, const char *string);
// One line scaled so that its capitals fill the height of `rect`, centred both ways.
void text_draw_fitted(struct canvas *canvas, struct text *text, struct rect rect, uint32_t colour,
                      const char *string);

// Steps over one character of UTF-8 and returns its code point; TEXT_BROKEN for a broken byte (then
// one byte is stepped over). Must not be called at the end of the string.
enum { TEXT_BROKEN = 0xffff };
uint32_t text_next(const char **string);

#endif
