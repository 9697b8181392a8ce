// The tables call values by words that people understand, and these say enough for a shell: nothing
// has to be said twice.
#include "app/manual/value_words.h"

#include "app/pictures/picture_kinds.h"
#include "nn/base/name_list.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static const char between[] = "|[] ";

static bool is(const char *word, size_t length, const char *other)
{
    return length == strlen(other) && strncmp(word, other, length) == 0;
}

// Cameras write them in capitals.
static void add_endings(struct value_words *words, const char *endings)
{
    char capitals[128];
    snprintf(capitals, sizeof capitals, "%s", endings);
    for (char *at = capitals; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    name_list_add(words->endings, sizeof words->endings, " ", endings);
    name_list_add(words->endings, sizeof words->endings, " ", capitals);
}

static void add_word(struct value_words *words, const char *word, size_t length)
{
    static const char file[] = "FILE.";
    char text[32];
    snprintf(text, sizeof text, "%.*s", (int)length, word);
    if (is(word, length, "FILE"))
        words->files = true;
    else if (is(word, length, "PICTURE")) {
        words->files = true;
        add_endings(words, PICTURE_ENDINGS);
    } else if (strncmp(text, file, strlen(file)) == 0) {
        words->files = true;
        name_list_add(words->endings, sizeof words->endings, " ", text + strlen(file) - 1);
    } else if (is(word, length, "DIR"))
        words->folders = true;
    else if (is(word, length, "COMMAND"))
        words->commands = true;
    else if (islower((unsigned char)*word))
        name_list_add(words->words, sizeof words->words, " ", text);
}

void value_words_of(struct value_words *words, const char *value)
{
    *words = (struct value_words){0};
    for (const char *at = value ? value : ""; *at;) {
        size_t length = strcspn(at, between), dots = length;
        while (dots > 0 && at[dots - 1] == '.')
            dots--;
        if (dots > 0)
            add_word(words, at, dots);
        at += length + (at[length] != '\0');
    }
}

void value_words_of_option(struct value_words *words, const struct option *option)
{
    value_words_of(words, option->value);
    for (int i = 0; i < option->choice_count; i++)
        name_list_add(words->words, sizeof words->words, " ", option->choices[i]);
}

const char *value_words_next(const char *list, size_t *length)
{
    list += strspn(list, " ");
    *length = strcspn(list, " ");
    return *length > 0 ? list : NULL;
}
