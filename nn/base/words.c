// Text files line by line, word by word, over bytes with a known end: nothing needs to be
// terminated, and numbers are read by hand because strtof obeys the locale.
#include "nn/base/words.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void words_begin(struct words *words, const char *text, size_t size, const char *name,
                 struct status *status)
{
    size_t mark = size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; // UTF-8's
    *words = (struct words){
        .name = name,
        .status = status,
        .at = text + mark,
        .end = text + mark,
        .rest = text + mark,
        .rest_end = text + size,
    };
}

bool words_next_line(struct words *words)
{
    if (words->rest == words->rest_end)
        return false;
    const char *end = memchr(words->rest, '\n', (size_t)(words->rest_end - words->rest));
    words->at = words->rest;
    words->end = end ? end : words->rest_end;
    words->rest = end ? end + 1 : words->rest_end;
    words->line++;
    return true;
}

bool words_fail(const struct words *words, const char *format, ...)
{
    char what[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    return status_fail(words->status, STATUS_BAD_DATA, "%s:%zu: %s", words->name, words->line,
                       what);
}

bool words_no_memory(const struct words *words)
{
    return status_fail(words->status, STATUS_NO_MEMORY, "%s:%zu: out of memory", words->name,
                       words->line);
}

bool words_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

void words_skip_blanks(struct words *words)
{
    while (words->at < words->end && words_is_blank(*words->at))
        words->at++;
}

struct word words_next(struct words *words)
{
    words_skip_blanks(words);
    struct word word = {words->at, 0};
    while (words->at < words->end && !words_is_blank(*words->at))
        words->at++;
    word.length = (size_t)(words->at - word.start);
    return word;
}

bool words_expect_end(struct words *words)
{
    struct word word = words_next(words);
    return word.length == 0 ||
           words_fail(words, "\"%s\" is one word too many", word_show(word).text);
}

bool word_is(struct word word, const char *text)
{
    return word.length == strlen(text) && memcmp(word.start, text, word.length) == 0;
}

struct printable word_show(struct word word)
{
    return printable_short(word.start, word.length);
}

enum {
    MOST_POWER = 400,       // with 19 digits before it: past a double's range at both ends
    COUNTED_POWER = 1 << 29 // more digits than a file has
};

static double times_power_of_ten(double x, int power)
{
    // Powers up to 22 are exact in a double, so that one operation rounds once.
    static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    // No float's digits reach so far that these would not already decide.
    if (power > MOST_POWER || power < -MOST_POWER)
        return power > 0 ? INFINITY : 0;
    for (; power > 22; power -= 22)
        x *= tens[22];
    for (; power < -22; power += 22)
        x /= tens[22];
    return power >= 0 ? x * tens[power] : x / tens[-power];
}

// The digits of a number, without its point: digits x 10^power.
struct decimal {
    uint64_t digits;
    int power;
    bool any;
};

static const char *read_digits(struct decimal *decimal, const char *at, const char *end,
                               bool after_point)
{
    for (; at < end && *at >= '0' && *at <= '9'; at++) {
        bool kept = decimal->digits < UINT64_MAX / 10 - 1; // 18 digits decide any float
        if (kept)
            decimal->digits = decimal->digits * 10 + (uint64_t)(*at - '0');
        if (kept == after_point && abs(decimal->power) < COUNTED_POWER)
            decimal->power += after_point ? -1 : 1;
        decimal->any = true;
    }
    return at;
}

// The exponent "e-12", if there is a whole one; otherwise nothing is taken.
static const char *read_exponent(struct decimal *decimal, const char *at, const char *end)
{
    const char *start = at;
    int power = 0;
    if (at == end || (*at != 'e' && *at != 'E'))
        return start;
    at++;
    bool negative = at < end && *at == '-';
    at += at < end && (*at == '-' || *at == '+');
    if (at == end || *at < '0' || *at > '9')
        return start;
    for (; at < end && *at >= '0' && *at <= '9'; at++)
        power = power < COUNTED_POWER / 10 ? power * 10 + (*at - '0') : COUNTED_POWER;
    decimal->power += negative ? -power : power;
    return at;
}

const char *words_number(float *number, const char *at, const char *end)
{
    struct decimal decimal = {0};
    bool negative = at < end && *at == '-';
    at += at < end && (*at == '-' || *at == '+');
    at = read_digits(&decimal, at, end, false);
    if (at < end && *at == '.')
        at = read_digits(&decimal, at + 1, end, true);
    if (!decimal.any)
        return NULL;
    at = read_exponent(&decimal, at, end);
    double value =
        decimal.digits == 0 ? 0.0 : times_power_of_ten((double)decimal.digits, decimal.power);
    *number = (float)(negative ? -value : value);
    return at;
}
