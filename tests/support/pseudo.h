// A language that nobody speaks: made of the program's own texts, each letter with an accent and
// each word two fifths longer. What is shown in plain letters is a text that cannot be translated,
// and what is shortened has no room for words as long as other languages have them.
#ifndef TESTS_SUPPORT_PSEUDO_H
#define TESTS_SUPPORT_PSEUDO_H

#include "app/language/catalogue.h"
#include "nn/files/file.h"
#include "tests/support/support.h"

#include <ctype.h>

// Numbers have marks that no number of the program has by itself.
static const char pseudo_header[] =
    "msgid \"\"\nmsgstr \"\"\n\"Language: qps\\n\"\n\"X-Name: Pseudo\\n\"\n"
    "\"Plural-Forms: nplurals=2; plural=(n != 1);\\n\"\n"
    "\"X-Decimal: ·\\n\"\n\"X-Thousands: ’\\n\"\n\"X-Percent:  %\\n\"\n\n";

static inline const char *pseudo_letter(char letter)
{
    static const char *const small[] = {"à", "ƀ", "ç", "đ", "é", "ƒ", "ğ", "ħ", "ï",
                                        "ĵ", "ķ", "ł", "ṁ", "ñ", "ö", "ṗ", "ɋ", "ř",
                                        "š", "ţ", "ü", "ṽ", "ŵ", "ẋ", "ý", "ž"};
    static const char *const large[] = {"À", "Ɓ", "Ç", "Đ", "É", "Ƒ", "Ğ", "Ħ", "Ï",
                                        "Ĵ", "Ķ", "Ł", "Ṁ", "Ñ", "Ö", "Ṗ", "Ɋ", "Ř",
                                        "Š", "Ţ", "Ü", "Ṽ", "Ŵ", "Ẋ", "Ý", "Ž"};
    return islower((unsigned char)letter) ? small[letter - 'a'] : large[letter - 'A'];
}

static inline char *pseudo_put(char *out, const char *bytes, size_t count)
{
    memcpy(out, bytes, count);
    return out + count;
}

// Writes what stands between the quotes of a PO file, `length` bytes, changed. Returns the end.
static inline char *pseudo_text(char *out, const char *text, size_t length)
{
    const char *end = text + length;
    int owed = 0; // fifths of letters
    while (text < end) {
        size_t as_it_is = 0;
        if (*text == '\\') {
            as_it_is = 2;
        } else if (*text == '%') {
            as_it_is = 1 + strspn(text + 1, "-+ #'0123456789$.*lhzjt");
            as_it_is += text + as_it_is < end && strncmp(text, "% ", 2) != 0;
        } else if (!isalpha((unsigned char)*text)) {
            as_it_is = 1;
        }
        bool mark = (*text == '.' || *text == ',') && isdigit((unsigned char)text[-1]) &&
                    isdigit((unsigned char)text[1]); // of a number that stands in the text
        if (mark) {
            out = pseudo_put(out, "·", strlen("·"));
            text++;
            continue;
        }
        if (as_it_is > 0) {
            out = pseudo_put(out, text, as_it_is);
            text += as_it_is;
            continue;
        }
        const char *letter = pseudo_letter(*text++);
        out = pseudo_put(out, letter, strlen(letter));
        owed += 2;
        if (owed >= 5) {
            out = pseudo_put(out, letter, strlen(letter));
            owed -= 5;
        }
    }
    return out;
}

static inline const char *pseudo_next_line(const char *line)
{
    const char *end = strchr(line, '\n');
    return end ? end + 1 : line + strlen(line);
}

// Copies a string of several lines as it stands, or changed. Returns the end, and where it ended.
static inline char *pseudo_lines(char *out, const char **line, bool changed)
{
    const char *at = *line;
    do {
        const char *end = pseudo_next_line(at), *first = strchr(at, '"');
        const char *last = end;
        while (last > first && *last != '"')
            last--;
        out = pseudo_put(out, "\"", 1);
        out = changed ? pseudo_text(out, first + 1, (size_t)(last - first - 1))
                      : pseudo_put(out, first + 1, (size_t)(last - first - 1));
        out = pseudo_put(out, "\"\n", 2);
        at = end;
    } while (*at == '"');
    *line = at;
    return out;
}

// Of the texts of a catalogue that is there. It is never freed, as languages are not.
static inline struct catalogue *pseudo_open(const char *path)
{
    struct bytes bytes;
    struct status status = {0};
    struct catalogue *catalogue;
    assert_true(file_read(&bytes, path, 1 << 22, NULL));
    char *source = strndup((const char *)bytes.data, bytes.size);
    char *made = malloc(bytes.size * 12 + sizeof pseudo_header), *out = made;
    assert_true(source && made);
    bytes_free(&bytes);
    out = pseudo_put(out, pseudo_header, sizeof pseudo_header - 1);
    const char *line = strstr(source, "\n\nmsg"), *one = NULL, *many = NULL;
    while (*line) {
        if (strncmp(line, "msgctxt", 7) == 0) {
            out = pseudo_put(out, "msgctxt ", 8);
            out = pseudo_lines(out, &line, false);
        } else if (strncmp(line, "msgid_plural", 12) == 0) {
            many = line;
            out = pseudo_put(out, "msgid_plural ", 13);
            out = pseudo_lines(out, &line, false);
        } else if (strncmp(line, "msgid", 5) == 0) {
            one = line;
            many = NULL;
            out = pseudo_put(out, "msgid ", 6);
            out = pseudo_lines(out, &line, false);
        } else if (strncmp(line, "msgstr", 6) == 0) {
            out = pseudo_put(out, line, strcspn(line, " "));
            const char *from = many && line[7] != '0' ? many : one;
            out = pseudo_put(out, " ", 1);
            out = pseudo_lines(out, &from, true);
            line = pseudo_next_line(line);
        } else {
            if (*line == '\n')
                out = pseudo_put(out, "\n", 1);
            line = pseudo_next_line(line);
        }
    }
    if (!catalogue_read(&catalogue, made, (size_t)(out - made), "the pseudo-language", &status))
        fail_msg("%s", status.message);
    free(source);
    free(made);
    return catalogue;
}

#endif
