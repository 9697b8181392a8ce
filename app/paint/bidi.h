// In which direction text is read: the rules of Unicode (UAX 9), by FriBidi.
#ifndef APP_PAINT_BIDI_H
#define APP_PAINT_BIDI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Whether a paragraph is read from the right: its first letter decides; one without any is not.
bool bidi_is_from_right(const char *string, const char *end);
// The level of each of `count` characters of a paragraph: odd ones are read from the right. False:
// no memory.
bool bidi_levels(const uint32_t *code, size_t count, bool from_right, uint8_t *level);
// What is drawn of it where it is read from the right: of "(" the ")".
uint32_t bidi_mirrored(uint32_t code);

#endif
