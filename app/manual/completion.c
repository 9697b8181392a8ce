// Words of the tables are text for people and may hold anything: no shell may read them as its own.
#include "app/manual/completion.h"

void completion_quote(FILE *script, const char *text, bool fish)
{
    for (; *text; text++)
        if (*text == '\'')
            fputs(fish ? "\\'" : "'\\''", script);
        else if (*text == '\\' && fish)
            fputs("\\\\", script);
        else
            fputc(*text == '\n' ? ' ' : *text, script);
}
