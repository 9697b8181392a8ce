// A line of text, laid out: what is drawn of it, and where. Measuring and drawing are the same.
#ifndef APP_PAINT_LINE_H
#define APP_PAINT_LINE_H

#include "app/paint/character.h"
#include "app/paint/glyphs.h"

// One font at one size in device pixels.
struct face {
    int pixels;
    bool bold;
    int ascent, descent;
    int capital; // height of an H
};

// What of a string a line has: from `string` to `end`, read from the left or the right.
struct line_text {
    const char *string, *end;
    bool from_right;
};

// What is drawn as it stands, left to right on the screen: a character, or a run that is shaped.
struct line_piece {
    size_t from, bytes; // of the line's string
    int left, width;    // from where the line begins
    uint32_t code;      // drawn if it is not shaped
    const char *script; // of a shaped run; else NULL
    uint8_t level;      // odd: it is read from the right
};

struct line {
    struct line_piece *piece; // in the order of the screen
    size_t pieces, room;
    uint32_t *code; // of each character
    size_t *at;     // where it begins
    uint8_t *level;
    size_t characters; // that there is room for
};

// Whether all of it is plain (character.h), so that no line needs to be laid out.
bool line_is_plain(struct line_text text);
// Fills `line`, whose memory is used again; returns its width. Without memory it has no pieces,
// and the glyphs know.
int line_lay_out(struct line *line, struct glyphs *glyphs, const struct face *face,
                 struct line_text text);
void line_free(struct line *line);

// How wide it is, and drawing it, its pen at `x` on the baseline.
int line_width(struct line *line, struct glyphs *glyphs, const struct face *face,
               struct line_text text);
void line_draw(struct canvas *canvas, struct line *line, struct glyphs *glyphs,
               const struct face *face, int x, int baseline, uint32_t colour,
               struct line_text text);

// How far a caret before byte `at` of a line that was laid out stands from its beginning.
int line_caret(const struct line *line, struct glyphs *glyphs, const struct face *face,
               struct line_text text, size_t at);

// Where the bytes from `from` to `to` of a line that was laid out stand: where directions mix, in
// several places. Returns how many, at most `most`.
int line_spans(const struct line *line, struct glyphs *glyphs, const struct face *face,
               struct line_text text, size_t from, size_t to, struct text_span *span, int most);

#endif
