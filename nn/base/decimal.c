// printf obeys the locale, which decides what its decimal point is; files must not. The same number
// has to be the same text wherever it is written, so that nothing is lost and files can be
// compared.
#include "nn/base/decimal.h"

#include "nn/base/words.h"
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The locale's decimal point, which may be several bytes, becomes a point.
static void undo_locale(char *number)
{
    char *to = number;
    bool pointed = false;
    for (const char *from = number; *from != '\0'; from++) {
        if (strchr("+-0123456789e", *from)) {
            *to++ = *from;
        } else if (!pointed) {
            *to++ = '.';
            pointed = true;
        }
    }
    *to = '\0';
}

void decimal_write(char text[DECIMAL_SIZE], float number)
{
    float again = 0.0f;
    for (int precision = 6; precision <= 9; precision++) {
        snprintf(text, DECIMAL_SIZE, "%.*g", precision, (double)number);
        undo_locale(text);
        words_number(&again, text, text + strlen(text));
        if (again == number)
            break;
    }
}

void decimal_spell_out(char text[DECIMAL_SIZE])
{
    static const char zeros[] = "00000000000";
    char digits[DECIMAL_SIZE];
    const char *exponent = strstr(text, "e-");
    int before = exponent ? atoi(exponent + 2) - 1 : 0, used = 0;
    if (!exponent || before >= (int)sizeof zeros)
        return;
    for (const char *at = text; at < exponent; at++)
        if (*at >= '0' && *at <= '9')
            digits[used++] = *at;
    digits[used] = '\0';
    snprintf(text, DECIMAL_SIZE, "%s0.%.*s%.40s", text[0] == '-' ? "-" : "", before, zeros, digits);
}
