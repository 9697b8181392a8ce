// The glyphs that were rendered: of characters and of whole runs, each kept until there are many.
#ifndef APP_PAINT_GLYPHS_H
#define APP_PAINT_GLYPHS_H

#include "app/paint/glyph_source.h"

struct glyphs; // the cache; opaque

// NULL: no memory (the source stays the caller's). glyphs_close(NULL) does nothing.
struct glyphs *glyphs_open(struct glyph_source source);
void glyphs_close(struct glyphs *glyphs);
const struct glyph_source *glyphs_source(const struct glyphs *glyphs);

// Valid until the next call; never NULL (without memory it is a blank).
const struct glyph *glyphs_get(struct glyphs *glyphs, uint32_t codepoint, int pixels, bool bold);
// Whether a font has it, and so no box stands for it.
bool glyphs_have(struct glyphs *glyphs, uint32_t codepoint, int pixels, bool bold);
// A run as one glyph, valid until the next call of it; NULL if the source cannot shape it.
const struct glyph *glyphs_get_run(struct glyphs *glyphs, const struct glyph_run *run, int pixels,
                                   bool bold);

// To be told when memory lacks for something that is drawn, and whether it ever did.
void glyphs_lose(struct glyphs *glyphs);
bool glyphs_complete(const struct glyphs *glyphs);

#endif
