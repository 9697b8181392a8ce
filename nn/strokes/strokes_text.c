// The text that keeps strokes: read by people and by other programs, and to the last bit by this
// one. UNIPEN, the other text that is read, has a file of its own.
#include "nn/strokes/strokes_text.h"

#include "nn/base/decimal.h"
#include "nn/base/grow.h"
#include "nn/base/words.h"
#include "nn/files/file.h"
#include "nn/strokes/unipen.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_FILE = 64 << 20,
    DEFAULT_BOX = 500,
    WRITER_SIZE = sizeof((struct strokes_digit){0}.writer),
};

static const float largest_coordinate = STROKES_LARGEST_COORDINATE;

// ---- Parsing ------------------------------------------------------------------------------------

struct parser {
    struct words text;
    struct strokes *strokes;
    bool box_known;
};

static bool parse_box_side(struct parser *parser, float *side)
{
    struct word word = words_next(&parser->text);
    const char *end = word.start + word.length;
    if (words_number(side, word.start, end) != end || !(*side > 0.0f) || *side > largest_coordinate)
        return words_fail(&parser->text, "expected \"box WIDTH HEIGHT\" with two numbers above 0");
    return true;
}

static bool parse_box(struct parser *parser)
{
    struct strokes *strokes = parser->strokes;
    if (parser->box_known)
        return words_fail(&parser->text, "the box has been given before");
    if (strokes->count > 0)
        return words_fail(&parser->text, "the box must come before the first digit");
    parser->box_known = true;
    return parse_box_side(parser, &strokes->box_width) &&
           parse_box_side(parser, &strokes->box_height) && words_expect_end(&parser->text);
}

// The rest of the line: a name may have several words.
static bool parse_writer(struct parser *parser, char writer[WRITER_SIZE])
{
    words_skip_blanks(&parser->text);
    struct word name = {parser->text.at, (size_t)(parser->text.end - parser->text.at)};
    while (name.length > 0 && words_is_blank(name.start[name.length - 1]))
        name.length--;
    if (name.length == 0)
        return words_fail(&parser->text, "\"writer\" lacks a name");
    if (name.length >= WRITER_SIZE)
        return words_fail(&parser->text, "the writer's name \"%s\" is longer than %d bytes",
                          word_show(name).text, WRITER_SIZE - 1);
    for (size_t i = 0; i < name.length; i++) {
        if ((unsigned char)name.start[i] < ' ' || name.start[i] == 0x7f)
            return words_fail(&parser->text, "the writer's name holds a control character");
    }
    memcpy(writer, name.start, name.length);
    parser->text.at = parser->text.end;
    return true;
}

static bool parse_digit(struct parser *parser)
{
    struct strokes_digit digit = {.label = -1};
    struct word label = words_next(&parser->text);
    if (label.length == 1 && *label.start >= '0' && *label.start <= '9')
        digit.label = *label.start - '0';
    else if (!word_is(label, "?"))
        return words_fail(&parser->text,
                          "expected \"digit 0\" to \"digit 9\" or \"digit ?\", found \"%s\"",
                          word_show(label).text);
    struct word more = words_next(&parser->text);
    if (word_is(more, "writer")) {
        if (!parse_writer(parser, digit.writer))
            return false;
    } else if (more.length > 0) {
        return words_fail(&parser->text,
                          "expected \"writer NAME\" or nothing after the label, found \"%s\"",
                          word_show(more).text);
    }
    return strokes_add_digit(parser->strokes, &digit) || words_no_memory(&parser->text);
}

static bool parse_point(struct parser *parser, struct stroke *stroke, struct word word)
{
    float x, y;
    const char *end = word.start + word.length;
    const char *at = words_number(&x, word.start, end);
    if (!at || at == end || *at != ',' || words_number(&y, at + 1, end) != end)
        return words_fail(&parser->text, "expected x,y pairs such as 12.5,20, found \"%s\"",
                          word_show(word).text);
    if (fabsf(x) > largest_coordinate || fabsf(y) > largest_coordinate)
        return words_fail(&parser->text, "the point %s lies outside of -1000000 to 1000000",
                          word_show(word).text);
    return stroke_add(stroke, x, y) || words_no_memory(&parser->text);
}

static bool parse_stroke(struct parser *parser)
{
    struct strokes *strokes = parser->strokes;
    if (strokes->count == 0)
        return words_fail(&parser->text, "a stroke before the first \"digit\"");
    struct word word = words_next(&parser->text);
    if (word.length == 0)
        return words_fail(&parser->text, "a stroke without points");
    struct stroke *stroke = drawing_add_stroke(&strokes->digit[strokes->count - 1].drawing);
    if (!stroke)
        return words_no_memory(&parser->text);
    for (; word.length > 0; word = words_next(&parser->text)) {
        if (!parse_point(parser, stroke, word))
            return false;
    }
    return true;
}

static bool parse_line(struct parser *parser)
{
    struct word keyword = words_next(&parser->text);
    if (keyword.length == 0)
        return true;
    if (word_is(keyword, "stroke"))
        return parse_stroke(parser);
    if (word_is(keyword, "digit"))
        return parse_digit(parser);
    if (word_is(keyword, "box"))
        return parse_box(parser);
    return words_fail(&parser->text,
                      "expected \"digit\", \"stroke\", \"box\" or a # comment, found \"%s\"; "
                      "choose a strokes file",
                      word_show(keyword).text);
}

// Where the line's own text ends: at a # that stands first or after a blank.
static const char *before_comment(const char *line, const char *end)
{
    const char *hash = line;
    while ((hash = memchr(hash, '#', (size_t)(end - hash)))) {
        if (hash == line || words_is_blank(hash[-1]))
            return hash;
        hash++;
    }
    return end;
}

static bool parse_own_format(struct strokes *strokes, const struct words *text)
{
    struct parser parser = {.text = *text, .strokes = strokes};
    while (words_next_line(&parser.text)) {
        parser.text.end = before_comment(parser.text.at, parser.text.end);
        if (!parse_line(&parser))
            return false;
    }
    return strokes->count > 0 ||
           status_fail(text->status, STATUS_BAD_DATA,
                       "%s: holds no digits; a strokes file has lines such as \"digit 7\" "
                       "and \"stroke 10,12 11,14\"",
                       text->name);
}

bool strokes_parse(struct strokes *strokes, const char *text, size_t size, const char *name,
                   struct status *status)
{
    *strokes = (struct strokes){.box_width = DEFAULT_BOX, .box_height = DEFAULT_BOX};
    struct words words;
    words_begin(&words, text, size, name, status);
    bool parsed = unipen_recognised(&words) ? unipen_parse(strokes, &words)
                                            : parse_own_format(strokes, &words);
    if (!parsed)
        strokes_free(strokes);
    return parsed;
}

bool strokes_load(struct strokes *strokes, const char *path, struct status *status)
{
    struct bytes file;
    *strokes = (struct strokes){0};
    if (!file_read(&file, path, LONGEST_FILE, status))
        return false;
    bool parsed = strokes_parse(strokes, (const char *)file.data, file.size, path, status);
    bytes_free(&file);
    return parsed;
}

// ---- Writing ------------------------------------------------------------------------------------

// Text that grows; once memory has run out it stays as it is.
struct text {
    char *data; // owned
    size_t size;
    bool failed;
};

static void append(struct text *text, const char *words)
{
    size_t length = strlen(words);
    char *moved = text->failed ? NULL : grow_array(text->data, text->size, length, 1);
    text->failed = !moved;
    if (text->failed)
        return;
    text->data = moved;
    memcpy(text->data + text->size, words, length);
    text->size += length;
}

static void append_number(struct text *text, float number)
{
    char digits[DECIMAL_SIZE];
    decimal_write(digits, number);
    append(text, digits);
}

static void append_drawing(struct text *text, const struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->count; i++) {
        const struct stroke *stroke = &drawing->stroke[i];
        if (stroke->count == 0)
            continue;
        append(text, "stroke");
        for (size_t k = 0; k < stroke->count; k++) {
            append(text, " ");
            append_number(text, stroke->point[k].x);
            append(text, ",");
            append_number(text, stroke->point[k].y);
        }
        append(text, "\n");
    }
}

static void append_digit(struct text *text, const struct strokes_digit *digit)
{
    const char label[] = {digit->label < 0 ? '?' : (char)('0' + digit->label), '\0'};
    append(text, "digit ");
    append(text, label);
    if (digit->writer[0] != '\0') {
        append(text, " writer ");
        append(text, digit->writer);
    }
    append(text, "\n");
    append_drawing(text, &digit->drawing);
}

static bool writer_can_be_saved(const char *writer)
{
    size_t length = strlen(writer);
    if (length == 0)
        return true;
    if (words_is_blank(writer[0]) || words_is_blank(writer[length - 1]))
        return false;
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)writer[i] < ' ' || writer[i] == 0x7f)
            return false;
    }
    return before_comment(writer, writer + length) == writer + length;
}

static bool drawing_can_be_saved(const struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->count; i++) {
        const struct stroke *stroke = &drawing->stroke[i];
        for (size_t k = 0; k < stroke->count; k++) {
            if (!(fabsf(stroke->point[k].x) <= largest_coordinate) ||
                !(fabsf(stroke->point[k].y) <= largest_coordinate))
                return false;
        }
    }
    return true;
}

static bool check_before_saving(const struct strokes *strokes, const char *path,
                                struct status *status)
{
    if (!(strokes->box_width > 0.0f && strokes->box_width <= largest_coordinate) ||
        !(strokes->box_height > 0.0f && strokes->box_height <= largest_coordinate))
        return status_fail(status, STATUS_USAGE, "cannot write %s: the writing box has no size",
                           path);
    if (strokes->count == 0)
        return status_fail(status, STATUS_USAGE,
                           "cannot write %s: there is no digit to write; draw one first", path);
    for (size_t i = 0; i < strokes->count; i++) {
        const struct strokes_digit *digit = &strokes->digit[i];
        if (digit->label < -1 || digit->label > 9)
            return status_fail(status, STATUS_USAGE, "cannot write %s: digit %zu is labelled %d",
                               path, i + 1, digit->label);
        if (!writer_can_be_saved(digit->writer))
            return status_fail(status, STATUS_USAGE,
                               "cannot write %s: the writer's name of digit %zu has a control "
                               "character, a # or a space where none can be",
                               path, i + 1);
        if (!drawing_can_be_saved(&digit->drawing))
            return status_fail(status, STATUS_USAGE,
                               "cannot write %s: digit %zu has a point outside of -1000000 to "
                               "1000000",
                               path, i + 1);
    }
    return true;
}

bool strokes_save(const struct strokes *strokes, const char *path, struct status *status)
{
    struct text text = {0};
    if (!check_before_saving(strokes, path, status))
        return false;
    append(&text, "box ");
    append_number(&text, strokes->box_width);
    append(&text, " ");
    append_number(&text, strokes->box_height);
    append(&text, "\n");
    for (size_t i = 0; i < strokes->count; i++)
        append_digit(&text, &strokes->digit[i]);
    bool saved = text.failed
                     ? status_fail(status, STATUS_NO_MEMORY, "cannot write %s: out of memory", path)
                     : file_write(path, text.data, text.size, status);
    free(text.data);
    return saved;
}
