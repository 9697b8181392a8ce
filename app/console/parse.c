// The library's own reading of numbers takes leading spaces and asks the locale about the decimal
// point: a script that works for one person would fail for another.
#include "app/console/parse.h"

#include <limits.h>
#include <math.h>
#include <string.h>

bool parse_u64(uint64_t *number, const char *text)
{
    uint64_t value = 0;
    if (!*text)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        uint64_t digit = (uint64_t)(*text - '0');
        if (value > (UINT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *number = value;
    return true;
}

bool parse_int(int *number, const char *text)
{
    bool negative = *text == '-';
    uint64_t magnitude;
    if (!parse_u64(&magnitude, text + negative) || magnitude > INT_MAX)
        return false;
    *number = negative ? -(int)magnitude : (int)magnitude;
    return true;
}

// Reads digits into a mantissa of at most 15 digits, which a double holds exactly; the rest only
// count. `scale` follows the decimal point.
static const char *read_mantissa(const char *text, double *mantissa, int *scale)
{
    int digits = 0;
    bool point = false, any = false;
    for (; (*text >= '0' && *text <= '9') || (*text == '.' && !point); text++) {
        if (*text == '.') {
            point = true;
            continue;
        }
        any = true;
        bool kept = digits < 15;
        if (kept) {
            *mantissa = *mantissa * 10 + (*text - '0');
            digits += *mantissa > 0;
        }
        *scale += (kept ? 0 : 1) - (point ? 1 : 0);
    }
    return any ? text : NULL;
}

// strtod reads "0,5" in some locales; this reads "0.5" in all of them. Up to 15 digits and powers
// of ten up to 22 are rounded correctly, which covers what people type.
bool parse_float(double *number, const char *text)
{
    bool negative = *text == '-';
    double mantissa = 0;
    int scale = 0, exponent = 0;
    text = read_mantissa(text + negative, &mantissa, &scale);
    if (!text)
        return false;
    if (*text == 'e' || *text == 'E') {
        text += 1 + (text[1] == '+' && text[2] != '-');
        if (!parse_int(&exponent, text) || exponent > 1000 || exponent < -1000)
            return false;
        text += strlen(text);
    }
    if (*text)
        return false;
    scale += exponent;
    double value = scale < 0 ? mantissa / pow(10, -scale) : mantissa * pow(10, scale);
    if (!isfinite(value))
        return false;
    *number = negative ? -value : value;
    return true;
}

// ---- As it is typed -----------------------------------------------------------------------------

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

// Whether groups of three digits follow one of up to three, and all have the same sign between.
static bool has_thousands(const char *text)
{
    size_t first = strspn(text, "0123456789"), groups = 0;
    const char *at = text + first, gap = *at;
    for (; *at && *at == gap && is_digit(at[1]) && is_digit(at[2]) && is_digit(at[3]); at += 4)
        groups++;
    return first > 0 && first <= 3 && groups > 0 && !*at && strchr(",. ", gap);
}

bool parse_typed(double *number, const char *text, bool whole)
{
    char plain[64];
    size_t used = 0;
    bool thousands = whole && has_thousands(text);
    if (strlen(text) >= sizeof plain)
        return false;
    for (; *text; text++)
        if (!thousands || is_digit(*text))
            plain[used++] = (char)(*text == ',' ? '.' : *text);
    plain[used] = '\0';
    return parse_float(number, plain);
}
