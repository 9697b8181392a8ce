// A format is input like any other: nothing of it is taken for granted, and no conversion is known
// that could write (%n) or that nobody here prints with (%p, %Lf).
#include "app/language/format.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// -1 without a digit; at most 9999.
static int take_number(const char **at)
{
    int number = is_digit(**at) ? 0 : -1;
    for (; is_digit(**at); (*at)++)
        number = number > 999 ? 9999 : number * 10 + (**at - '0');
    return number;
}

static bool take_flags(const char **at, struct format_piece *piece)
{
    size_t span = strspn(*at, "-+ #0'"), count = 0;
    if (span > 5)
        return false;
    for (size_t i = 0; i < span; i++) {
        if ((*at)[i] == '\'')
            piece->grouped = true;
        else
            piece->flags[count++] = (*at)[i];
    }
    piece->flags[count] = '\0';
    *at += span;
    return true;
}

// "2$" in front of what it is about; 0 without one, then nothing is taken.
static int take_position(const char **at)
{
    const char *after = *at;
    int position = take_number(&after);
    if (position < 1 || *after != '$')
        return 0;
    *at = after + 1;
    return position;
}

static int next_argument(struct format_state *state)
{
    state->in_order = true;
    return state->next++;
}

// A number, or a star: then the next argument says it.
static int take_size(const char **at, struct format_state *state, int *argument)
{
    *argument = -1;
    if (**at != '*')
        return take_number(at);
    (*at)++;
    *argument = next_argument(state);
    return -1;
}

static void take_length(const char **at, char length[3])
{
    size_t count = strspn(*at, "hlzjt");
    if (count > 2)
        count = 2;
    memcpy(length, *at, count);
    length[count] = '\0';
    *at += count;
}

static enum format_kind whole_kind(const char *length)
{
    static const struct {
        const char *length;
        enum format_kind kind;
    } kinds[] = {{"", FORMAT_INT},         {"h", FORMAT_INT},  {"hh", FORMAT_INT},
                 {"l", FORMAT_LONG},       {"z", FORMAT_SIZE}, {"ll", FORMAT_LONG_LONG},
                 {"t", FORMAT_DIFFERENCE}, {"j", FORMAT_MAX}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(length, kinds[i].length) == 0)
            return kinds[i].kind;
    return FORMAT_NONE;
}

static enum format_kind kind_of(const struct format_piece *piece)
{
    if (piece->letter == '\0')
        return FORMAT_NONE;
    if (strchr("diuxXo", piece->letter))
        return whole_kind(piece->length);
    if (strchr("eEfFgG", piece->letter) && (!*piece->length || strcmp(piece->length, "l") == 0))
        return FORMAT_DOUBLE;
    if (piece->letter == 'c' && !*piece->length)
        return FORMAT_INT;
    return piece->letter == 's' && !*piece->length ? FORMAT_TEXT : FORMAT_NONE;
}

static bool take_piece(const char **at, struct format_state *state, struct format_piece *piece)
{
    int position = take_position(at);
    if (!take_flags(at, piece))
        return false;
    piece->width = take_size(at, state, &piece->width_argument);
    piece->precision = piece->precision_argument = -1;
    if (**at == '.') {
        (*at)++;
        piece->precision = take_size(at, state, &piece->precision_argument);
        if (piece->precision < 0 && piece->precision_argument < 0)
            piece->precision = 0;
    }
    take_length(at, piece->length);
    piece->letter = **at;
    piece->kind = kind_of(piece);
    if (piece->kind == FORMAT_NONE)
        return false;
    (*at)++;
    state->by_position |= position > 0;
    piece->argument = position > 0 ? position - 1 : next_argument(state);
    return piece->argument < FORMAT_MOST && !(state->by_position && state->in_order);
}

bool format_next(const char **at, struct format_state *state, struct format_piece *piece)
{
    const char *start = strchr(*at, '%');
    if (!start)
        return false;
    *piece = (struct format_piece){.start = start, .width_argument = -1, .precision_argument = -1};
    *at = start + 1;
    if (**at == '%')
        (*at)++;
    else if (!take_piece(at, state, piece)) {
        *at = NULL;
        return false;
    }
    piece->end = *at;
    return true;
}

static bool note_kind(enum format_kind kinds[FORMAT_MOST], int argument, enum format_kind kind)
{
    if (argument < 0)
        return true;
    if (argument >= FORMAT_MOST || (kinds[argument] != FORMAT_NONE && kinds[argument] != kind))
        return false;
    kinds[argument] = kind;
    return true;
}

int format_kinds(const char *format, enum format_kind kinds[FORMAT_MOST])
{
    struct format_state state = {0};
    struct format_piece piece;
    int count = 0;
    memset(kinds, 0, FORMAT_MOST * sizeof *kinds);
    while (format_next(&format, &state, &piece))
        if (piece.kind != FORMAT_NONE && !(note_kind(kinds, piece.width_argument, FORMAT_INT) &&
                                           note_kind(kinds, piece.precision_argument, FORMAT_INT) &&
                                           note_kind(kinds, piece.argument, piece.kind)))
            return -1;
    if (!format)
        return -1;
    while (count < FORMAT_MOST && kinds[count] != FORMAT_NONE)
        count++;
    for (int i = count; i < FORMAT_MOST; i++)
        if (kinds[i] != FORMAT_NONE)
            return -1;
    return count;
}

bool format_fits(const char *translation, const char *original, bool fewer)
{
    enum format_kind wanted[FORMAT_MOST], kinds[FORMAT_MOST];
    int all = format_kinds(original, wanted), count = format_kinds(translation, kinds);
    if (all < 0) // a text that is no format, and is never printed with
        return true;
    return count >= 0 && (count == all || (fewer && count < all)) &&
           memcmp(kinds, wanted, (size_t)count * sizeof *kinds) == 0;
}
