// Glyphs for tests: every character is a solid block half as wide as its size, so that widths can
// be counted by hand and no font is needed.
#ifndef TESTS_SUPPORT_FAKE_GLYPHS_H
#define TESTS_SUPPORT_FAKE_GLYPHS_H

#include "app/paint/text.h"

#include <stdlib.h>
#include <string.h>

typedef void fake_watch(void *context, const struct text_drawn *drawn);

struct fake_glyphs {
    fake_watch *watch; // told of every line that is drawn, unless NULL
    void *context;
    int rendered; // how many were asked for
    int closed;
};

enum { FAKE_MISSING = 0x1f600 }; // a character that the font does not have

static inline bool fake_render(void *self, struct glyph *glyph, uint32_t codepoint, int pixels,
                               bool bold)
{
    struct fake_glyphs *fake = self;
    (void)bold;
    fake->rendered++;
    if (codepoint == FAKE_MISSING)
        return false;
    *glyph = (struct glyph){.advance = pixels / 2};
    if (codepoint == ' ')
        return true;
    glyph->width = pixels / 2 > 1 ? pixels / 2 - 1 : 1;
    glyph->height = glyph->top = pixels * 3 / 4 > 0 ? pixels * 3 / 4 : 1;
    glyph->alpha = malloc((size_t)glyph->width * (size_t)glyph->height);
    memset(glyph->alpha, 255, (size_t)glyph->width * (size_t)glyph->height);
    return true;
}

static inline void fake_metrics(void *self, int *ascent, int *descent, int pixels, bool bold)
{
    (void)self;
    (void)bold;
    *ascent = pixels;
    *descent = pixels / 4;
}

static inline void fake_close(void *self)
{
    ((struct fake_glyphs *)self)->closed++;
}

static inline void fake_drawn(void *self, const struct text_drawn *drawn)
{
    const struct fake_glyphs *fake = self;
    if (fake->watch)
        fake->watch(fake->context, drawn);
}

static inline struct glyph_source fake_source(struct fake_glyphs *fake)
{
    return (struct glyph_source){fake, fake_render, fake_metrics, fake_close,
                                 NULL, fake_drawn,  NULL};
}

#endif
