// Messages quote what they complain about, and that may be any bytes at all.
#include "nn/base/printable.h"

#include "nn/base/utf8.h"

#include <string.h>

struct printable printable_short(const char *bytes, size_t length)
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
    utf8_copy(text, strlen(text) + 1, text, "?", false);
}
