// A page is dated by the release that it is of, never by the day on which it was made: the same
// sources give the same page.
#include "app/manual/roff.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

// A plain - would be set as a hyphen, which is no option's dash any more when it is copied.
static void write_character(FILE *page, char c)
{
    if (c == '-')
        fputs("\\-", page);
    else if (c == '\\')
        fputs("\\e", page);
    else if (c == '~')
        fputs("\\(ti", page);
    else if (c == '^')
        fputs("\\(ha", page);
    else
        fputc(c == '\n' ? ' ' : c, page);
}

void roff_text(FILE *page, const char *text)
{
    bool bold = false;
    if (*text == '.' || *text == '\'')
        fputs("\\&", page);
    for (; *text; text++) {
        if (*text == '`')
            fputs((bold = !bold) ? "\\fB" : "\\fP", page);
        else
            write_character(page, *text);
    }
    fputc('\n', page);
}

// The length of the word that begins here, up to what has a meaning of its own in a usage.
static size_t word_length(const char *text)
{
    size_t length = strcspn(text, " []|");
    const char *dots = strstr(text, "...");
    return dots && (size_t)(dots - text) < length ? (size_t)(dots - text) : length;
}

void roff_usage(FILE *page, const char *usage)
{
    while (*usage) {
        bool capitals = isupper((unsigned char)*usage) != 0;
        size_t length = word_length(usage);
        if (length == 0) {
            write_character(page, *usage++);
            continue;
        }
        fputs(capitals ? "\\fI" : "\\fB", page);
        for (; length > 0; length--)
            write_character(page, *usage++);
        fputs("\\fP", page);
    }
}

void roff_section(FILE *page, const char *name)
{
    fprintf(page, ".SH %s\n", name);
}

void roff_begin(FILE *page, const char *name)
{
    fputs(".TH ", page);
    for (; *name; name++)
        write_character(page, (char)toupper((unsigned char)*name));
    fputs(" 1 \"" LENETPAD_RELEASED "\" \"LeNet Pad " LENETPAD_VERSION "\" \"LeNet Pad\"\n", page);
}
