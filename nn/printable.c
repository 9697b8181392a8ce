// Messages quote what they complain about, and that may be any bytes at all.
#include "nn/printable.h"

#include "nn/utf8.h"

#include <string.h>

struct printable printable(const char *bytes, size_t length)
{
    struct printable shown;
    size_t most = sizeof shown.text - sizeof "...";
    size_t kept = length < most ? length : most;
    for (size_t i = 0; i < kept; i++)
        shown.text[i] = bytes[i] >= ' ' && bytes[i] <= '~' ? bytes[i] : '?';
    strcpy(shown.text + kept, length > most ? "..." : "");
    return shown;
}

void printable_line(char *text)
{
    size_t left = strlen(text);
    char *to = text;
    for (const char *from = text; left > 0;) {
        size_t length = utf8_printable_length(from, left), broken = utf8_length(from, left);
        size_t taken = length > 0 ? length : broken > 0 ? broken : 1;
        if (length == 0)
            *to++ = '?';
        else
            to = (char *)memmove(to, from, length) + length;
        from += taken;
        left -= taken;
    }
    *to = '\0';
}
