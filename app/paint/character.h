// What characters are to whoever places them: one by one, or as parts of a word whose letters join,
// change and stack; and which of them no line may be cut between.
#ifndef APP_PAINT_CHARACTER_H
#define APP_PAINT_CHARACTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Steps over one character of UTF-8 and returns its code point; TEXT_BROKEN for a broken byte (then
// one byte is stepped over). Must not be called at the end of the string.
enum { TEXT_BROKEN = 0xffff };
uint32_t text_next(const char **string);

// One glyph, the same wherever it stands, and the next one to its right: Latin, Greek, Cyrillic,
// Georgian, Chinese, Japanese and Korean, and symbols. Whatever is not known to be plain is not.
bool character_is_plain(uint32_t code);
// One that leaves no mark by itself, but says how its neighbours stand.
bool character_is_unseen(uint32_t code);
// Its script, four letters of ISO 15924: "Zyyy" of what is of none, or of one that is not known
// here. Of a mark that any script has, the script is that of what it stands on.
const char *character_script(uint32_t code);
// Whether two neighbours are read as one: a letter and its accent, an Indic ligature. The clusters
// are those of UAX 29, but for pairs of regional indicators (flags).
bool character_joins(uint32_t before, uint32_t code);

// The end of the cluster that starts at `string`, which is not empty.
const char *cluster_end(const char *string);
// As utf8_next and utf8_previous, over whole clusters.
size_t cluster_next(const char *text, size_t length, size_t at);
size_t cluster_previous(const char *text, size_t at);

// A part of a line that was laid out, in pixels from its left end.
struct text_span {
    int left, right;
};

#endif
