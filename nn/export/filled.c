// What is said of a model comes from its file, and a path from wherever: neither may end the
// comment or the string that it is put into.
#include "nn/export/filled.h"

#include "nn/base/decimal.h"
#include "nn/base/utf8.h"

#include <stdio.h>
#include <string.h>

// Where the last line begins.
static size_t last_line(const struct buffer *out)
{
    size_t begin = out->size;
    while (begin > 0 && out->data[begin - 1] != '\n')
        begin--;
    return begin;
}

// Adds words to the last line, which is a comment: "// " or "# ". A full line is followed by
// another.
static void add_words(struct buffer *out, const char *text)
{
    enum { WIDTH = 100 };
    size_t begin = last_line(out), column = out->size - begin;
    const char *sign = column > 0 && out->data[begin] == '#' ? "\n#" : "\n//";
    while (*text != '\0') {
        size_t length = 1 + strcspn(text + 1, " "); // a word, and the space before it
        if (*text == ' ' && column + length > WIDTH) {
            buffer_text(out, sign);
            column = strlen(sign) - 1;
        }
        buffer_add(out, text, length);
        column += length;
        text += length;
    }
}

// A backslash at a line's end would go on with the comment, and so would the "??/" of old C.
static void add_description(struct buffer *out, const struct export_source *source)
{
    char line[sizeof source->info->description];
    utf8_copy(line, sizeof line, source->info->description, "?", false);
    for (char *at = line; *at != '\0'; at++)
        if (*at == '\\' || (*at == '?' && at[1] == '?'))
            *at = '.';
    add_words(out, line[0] != '\0' ? line : "of which its file says nothing");
}

static bool is_plain(const char *text)
{
    for (; *text != '\0'; text++)
        if (*text < ' ' || *text > '~' || *text == '"' || *text == '\\')
            return false;
    return true;
}

// Python opens a path of bytes, too.
static void add_path(struct buffer *out, const struct export_source *source)
{
    bool plain = is_plain(source->model_path);
    buffer_text(out, plain ? "\"" : "b\"");
    for (const char *at = source->model_path; *at != '\0'; at++) {
        char one[2] = {*at, '\0'};
        if (is_plain(one))
            buffer_text(out, one);
        else
            buffer_format(out, "\\x%02x", (unsigned)(unsigned char)*at);
    }
    buffer_text(out, "\"");
}

static void add_version(struct buffer *out, const struct export_source *source)
{
    buffer_text(out, source->version);
}

static void add_temperature(struct buffer *out, const struct export_source *source)
{
    char text[DECIMAL_SIZE];
    decimal_write(text, source->info->calibration.temperature);
    buffer_text(out, text);
}

static const char *name_of(const struct export_source *source)
{
    return source->name ? source->name : EXPORT_USUAL_NAME;
}

static void add_name(struct buffer *out, const struct export_source *source)
{
    buffer_format(out, "%s_", name_of(source));
}

// Of a macro.
static void add_large_name(struct buffer *out, const struct export_source *source)
{
    for (const char *at = name_of(source); *at != '\0'; at++) {
        char large = *at >= 'a' && *at <= 'z' ? (char)(*at - 'a' + 'A') : *at;
        buffer_add(out, &large, 1);
    }
    buffer_text(out, "_");
}

static void add_named(struct buffer *out, const struct export_source *source)
{
    if (strcmp(name_of(source), EXPORT_USUAL_NAME) != 0)
        buffer_format(out, " --name %s", source->name);
}

struct filled_word {
    const char *word;
    void (*add)(struct buffer *, const struct export_source *);
};

// The word that `text` begins with, or NULL.
static const struct filled_word *word_at(const char *text)
{
    static const struct filled_word words[] = {
        {"@VERSION@", add_version}, {"@DESCRIPTION@", add_description},
        {"@MODEL@", add_path},      {"@TEMPERATURE@", add_temperature},
        {"@NAMED@", add_named},     {"lenet_", add_name},
        {"LENET_", add_large_name},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(text, words[i].word, strlen(words[i].word)) == 0)
            return &words[i];
    return NULL;
}

void filled_add(struct buffer *out, const char *text, const struct export_source *source)
{
    const char *since = text; // not added yet
    while (*text != '\0') {
        const struct filled_word *word = word_at(text);
        if (!word) {
            text++;
            continue;
        }
        buffer_add(out, since, (size_t)(text - since));
        word->add(out, source);
        since = text += strlen(word->word);
    }
    buffer_text(out, since);
}
