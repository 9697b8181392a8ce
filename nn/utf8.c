// See utf8.h.
#include "nn/utf8.h"

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
        if ((at[i] & 0xc0) != 0x80)
            return 0;
    }
    bool overlong = (at[0] == 0xe0 && at[1] < 0xa0) || (at[0] == 0xf0 && at[1] < 0x90);
    bool surrogate = at[0] == 0xed && at[1] >= 0xa0;
    bool too_large = at[0] == 0xf4 && at[1] >= 0x90;
    return overlong || surrogate || too_large ? 0 : length;
}

size_t utf8_printable_length(const char *text, size_t size)
{
    size_t length = utf8_length(text, size);
    const unsigned char *at = (const unsigned char *)text;
    bool control = (length == 1 && (at[0] < ' ' || at[0] == 0x7f)) ||
                   (length == 2 && at[0] == 0xc2 && at[1] < 0xa0);
    return control ? 0 : length;
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
