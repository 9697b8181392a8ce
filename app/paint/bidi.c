// The one file that knows FriBidi.
#include "app/paint/bidi.h"

#include "app/paint/character.h"

#include <fribidi.h>
#include <limits.h>
#include <stdlib.h>

// Hebrew's first letter, the first of those that are read from the right, begins with this byte.
enum { FIRST_FROM_RIGHT = 0xd6 };

bool bidi_is_from_right(const char *string, const char *end)
{
    const char *at = string;
    while (at < end && (unsigned char)*at < FIRST_FROM_RIGHT)
        at++;
    if (at == end)
        return false;
    while (string < end) {
        FriBidiCharType type = fribidi_get_bidi_type(text_next(&string));
        if (FRIBIDI_IS_STRONG(type) && FRIBIDI_IS_LETTER(type))
            return FRIBIDI_IS_RTL(type);
    }
    return false;
}

struct paragraph {
    FriBidiCharType *type;
    FriBidiBracketType *bracket;
    FriBidiLevel *level;
};

static bool resolve(const struct paragraph *paragraph, const uint32_t *code, size_t count,
                    bool from_right, uint8_t *level)
{
    FriBidiStrIndex length = (FriBidiStrIndex)count;
    FriBidiParType base = from_right ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    fribidi_get_bidi_types(code, length, paragraph->type);
    fribidi_get_bracket_types(code, length, paragraph->type, paragraph->bracket);
    if (fribidi_get_par_embedding_levels_ex(paragraph->type, paragraph->bracket, length, &base,
                                            paragraph->level) == 0)
        return false;
    for (size_t i = 0; i < count; i++)
        level[i] = (uint8_t)(paragraph->level[i] < 0 ? 0 : paragraph->level[i]);
    return true;
}

bool bidi_levels(const uint32_t *code, size_t count, bool from_right, uint8_t *level)
{
    if (count == 0)
        return true;
    struct paragraph paragraph = {malloc(count * sizeof *paragraph.type),
                                  malloc(count * sizeof *paragraph.bracket),
                                  malloc(count * sizeof *paragraph.level)};
    bool done = count <= INT_MAX && paragraph.type && paragraph.bracket && paragraph.level &&
                resolve(&paragraph, code, count, from_right, level);
    free(paragraph.type);
    free(paragraph.bracket);
    free(paragraph.level);
    return done;
}

uint32_t bidi_mirrored(uint32_t code)
{
    FriBidiChar mirrored = code;
    fribidi_get_mirror_char(code, &mirrored);
    return mirrored;
}
