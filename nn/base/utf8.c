// Names of files, notes in models and what is typed may hold any bytes. What is shown, measured or
// walked over has to agree on what is a character, so that is told here and nowhere else.
#include "nn/base/utf8.h"

#include <string.h>

size_t utf8_length(const char *text, size_t size)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t length = at[0] < 0x80                    ? 1
                    : at[0] >= 0xc2 && at[0] < 0xe0 ? 2
                    : at[0] >= 0xe0 && at[0] < 0xf0 ? 3
                    : at[0] >= 0xf0 && at[0] < 0xf5 ? 4
                                                    : 0;
    if (length > size)
        return 0;
    for (size_t i = 1; i < length; i++) {
        if (!utf8_is_inner(text[i]))
            return 0;
    }
    bool overlong = (at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xf0 && at[1] < 0x90);
    bool surrogate = at[0] == 0xed && at[1] >= 0xa0;
    bool too_large = at[0] == 0xf4 && at[1] >= 0x90;
    return overlong || surrogate || too_large ? 0 : length;
}

unsigned utf8_code(const char *text, size_t length)
{
    const unsigned char *at = (const unsigned char *)text;
    static const unsigned char lead_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    unsigned code = at[0] & lead_bits[length];
    for (size_t i = 1; i < length; i++)
        code = code << 6 | (at[i] & 0x3f);
    return code;
}

// Sorted. Those of C0 and C1 move a terminal's cursor or worse; the others turn the direction of
// what stands around them, so that a name shows as another, or end its line.
static const struct range {
    unsigned first, last;
} controls_of_text[] = {
    {0x00, 0x1f},     {0x7f, 0x9f},     {0x061c, 0x061c},
    {0x200e, 0x200f}, {0x2028, 0x202e}, {0x2066, 0x2069},
};
enum { RANGES = sizeof controls_of_text / sizeof *controls_of_text };

size_t utf8_printable_length(const char *text, size_t size)
{
    size_t length = utf8_length(text, size);
    unsigned code = length > 0 ? utf8_code(text, length) : 0;
    for (int i = 0; i < RANGES && controls_of_text[i].first <= code; i++)
        if (code <= controls_of_text[i].last)
            return 0;
    return length;
}

bool utf8_is_inner(char byte)
{
    return ((unsigned char)byte & 0xc0) == 0x80;
}

size_t utf8_next(const char *text, size_t length, size_t at)
{
    if (at < length)
        at++;
    while (at < length && utf8_is_inner(text[at]))
        at++;
    return at;
}

size_t utf8_previous(const char *text, size_t at)
{
    if (at > 0)
        at--;
    while (at > 0 && utf8_is_inner(text[at]))
        at--;
    return at;
}

size_t utf8_copy(char *out, size_t size, const char *text, const char *instead, bool controls)
{
    size_t left = strlen(text), used = 0;
    while (left > 0) {
        size_t length = utf8_length(text, left), taken = length > 0 ? length : 1;
        bool stays = length > 0 && (controls || utf8_printable_length(text, left) > 0);
        const char *from = stays ? text : instead;
        size_t put = stays ? length : strlen(instead);
        if (used + put >= size)
            break;
        memmove(out + used, from, put);
        used += put;
        text += taken;
        left -= taken;
    }
    out[used] = '\0';
    return used;
}
