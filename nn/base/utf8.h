// UTF-8, and whether bytes are that.
#ifndef NN_BASE_UTF8_H
#define NN_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

// The length (1 to 4) of the character at the front of `size` bytes (at least one); 0 if it is
// none: overlong forms, surrogates and what is cut short are no characters.
size_t utf8_length(const char *text, size_t size);
// The same, but 0 also for a control character: those below a space, DEL, and U+0080 to U+009F,
// which move a terminal's cursor or worse; the separators of lines and paragraphs; and those that
// turn the direction of text (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069).
size_t utf8_printable_length(const char *text, size_t size);

// Copies as many whole characters as fit into `size` bytes (at least one) with the final zero.
// Every byte that is no UTF-8 becomes `instead`, a character; so does every control character, but
// for `controls`. Where `instead` is one byte, `out` may be `text`. Returns the length.
size_t utf8_copy(char *out, size_t size, const char *text, const char *instead, bool controls);

#endif
