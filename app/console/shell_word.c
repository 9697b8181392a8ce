// Single quotes, inside which a POSIX shell takes every character as it is, but for the single
// quote itself; and $'...' of bash, zsh and ksh for what a terminal must not be given.
#include "app/console/shell_word.h"

#include "nn/base/utf8.h"

#include <stdbool.h>
#include <string.h>

static bool is_printable(const char *word)
{
    size_t left = strlen(word);
    for (size_t length; left > 0; word += length, left -= length) {
        length = utf8_printable_length(word, left);
        if (length == 0)
            return false;
    }
    return true;
}

static void print_quoted(FILE *to, const char *word)
{
    fputs(" '", to);
    for (const char *c = word; *c; c++)
        if (*c == '\'')
            fputs("'\\''", to);
        else
            fputc(*c, to);
    fputc('\'', to);
}

static void print_escaped(FILE *to, const char *word)
{
    size_t left = strlen(word);
    fputs(" $'", to);
    for (size_t taken; left > 0; word += taken, left -= taken) {
        size_t length = utf8_printable_length(word, left);
        taken = length > 0 ? length : 1;
        if (length == 0)
            fprintf(to, "\\%03o", (unsigned char)*word);
        else
            fprintf(to, "%s%.*s", *word == '\'' || *word == '\\' ? "\\" : "", (int)length, word);
    }
    fputc('\'', to);
}

void shell_print(FILE *to, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "%+,-./:=@_";
    if (!is_printable(word))
        print_escaped(to, word);
    else if (*word && strspn(word, plain) == strlen(word))
        fprintf(to, " %s", word);
    else
        print_quoted(to, word);
}
