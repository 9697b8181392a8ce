// What is said of a model comes from its file, and a path from wherever: neither may end the
// comment or the string that it is put into.
#include "nn/export/filled.h"

#include "nn/base/decimal.h"
#include "nn/base/utf8.h"

#include <stdio.h>
#include <string.h>

// A backslash at a line's end would go on with the comment, and so would the "??/" of old C.
static void add_description(struct buffer *out, const struct export_source *source)
{
    char line[sizeof source->info->description];
    utf8_copy(line, sizeof line, source->info->description, "?", false);
    for (char *at = line; *at != '\0'; at++)
        if (*at == '\\' || (*at == '?' && at[1] == '?'))
            *at = '.';
    buffer_text(out, line[0] != '\0' ? line : "of which its file says nothing");
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

void filled_add(struct buffer *out, const char *text, const struct export_source *source)
{
    static const struct {
        const char *name;
        void (*add)(struct buffer *, const struct export_source *);
    } values[] = {{"@VERSION@", add_version},
                  {"@DESCRIPTION@", add_description},
                  {"@MODEL@", add_path},
                  {"@TEMPERATURE@", add_temperature}};
    for (const char *at; (at = strchr(text, '@')) != NULL;) {
        size_t skip = 0;
        buffer_add(out, text, (size_t)(at - text));
        for (size_t i = 0; i < sizeof values / sizeof *values && skip == 0; i++) {
            if (strncmp(at, values[i].name, strlen(values[i].name)) != 0)
                continue;
            values[i].add(out, source);
            skip = strlen(values[i].name);
        }
        if (skip == 0)
            buffer_add(out, at, skip = 1);
        text = at + skip;
    }
    buffer_text(out, text);
}
