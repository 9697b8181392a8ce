// Text on a canvas, measured and drawn by the same code. Words of scripts whose letters join or
// change are shaped as a whole, and lines are read from the left or the right, as their first
// letter says.
#ifndef APP_PAINT_TEXT_H
#define APP_PAINT_TEXT_H

#include "app/paint/character.h"
#include "app/paint/glyph_source.h"
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

struct text; // the glyphs that were drawn, and the sizes; opaque

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
int text_height(struct text *text, enum text_style style); // ascent + descent

enum text_align {
    ALIGN_LEFT,
    ALIGN_CENTRE,
    ALIGN_RIGHT,
};
// One line in a rectangle, vertically centred by its capitals; shortened with an ellipsis where it
// does not fit. Between what is read as one (a letter and its accent) it is not cut. Where it is
// read from the right the ellipsis is at its left; it is aligned as any other.
void text_draw_in(struct canvas *canvas, struct text *text, enum text_style style,
                  enum text_align align, struct rect rect, uint32_t colour, const char *string);
// Breaks a paragraph into lines at spaces and '\n'; returns the height used. With canvas NULL it
// only measures. What is read from the right stands at the right.
int text_draw_wrapped(struct canvas *canvas, struct text *text, enum text_style style,
                      struct rect rect, uint32_t colour, const char *string);
// One line scaled so that its capitals fill the height of `rect`, centred both ways.
void text_draw_fitted(struct canvas *canvas, struct text *text, struct rect rect, uint32_t colour,
                      const char *string);

// Whether it is read from the right: its first letter decides.
bool text_is_from_right(const char *string);
// How far a caret before byte `at` stands from the left end of the line.
int text_caret(struct text *text, enum text_style style, const char *string, size_t at);
// Where the bytes from `from` to `to` stand in the line: one place, but several where directions
// mix. Returns how many, at most `most`.
int text_spans(struct text *text, enum text_style style, const char *string, size_t from, size_t to,
               struct text_span *span, int most);

#endif
