// UTF-8: whether bytes are that, which characters, and the way from one to the next.
#ifndef NN_BASE_UTF8_H
#define NN_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>

enum { UTF8_LONGEST = 4 }; // bytes of a character

// The length (1 to 4) of the character at the front of `size` bytes (at least one); 0 if it is
// none: overlong forms, surrogates and what is cut short are no characters.
size_t utf8_length(const char *text, size_t size);
// The same, but 0 also for a control character: those below a space, DEL, and U+0080 to U+009F,
// which move a terminal's cursor or worse; the separators of lines and paragraphs; and those that
// turn the direction of text (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069).
size_t utf8_printable_length(const char *text, size_t size);

// The number of the character that utf8_length found at `text`, `length` bytes long.
unsigned utf8_code(const char *text, size_t length);

// True of a byte that goes on with a character and begins none.
bool utf8_is_inner(char byte);
// Where the next character begins after `at` in a text of `length` bytes; `length` at its end.
// Bytes that are no UTF-8 are passed over together with what they follow.
size_t utf8_next(const char *text, size_t length, size_t at);
// Where the character before `at` begins; 0 at the text's beginning.
size_t utf8_previous(const char *text, size_t at);

// Copies as many whole characters as fit into `size` bytes (at least one) with the final zero.
// Every byte that is no UTF-8 becomes `instead`, a character; so does every control character, but
// for `controls`. Where `instead` is one byte, `out` may be `text`. Returns the length.
size_t utf8_copy(char *out, size_t size, const char *text, const char *instead, bool controls);

#endif
