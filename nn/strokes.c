// Pen strokes in memory and in text, because what people draw is worth more as points than as
// pixels: it can be replayed, thickened, and read by other programs.
//
// Arrays grow by doubling; how much room one has is told from its count, so that a stroke is only
// its points. The parser goes line by line, word by word, over bytes with a known end: nothing
// needs to be terminated, and numbers are read by hand because strtof obeys the locale.
#include "nn/strokes.h"

#include "nn/file.h"
#include "nn/printable.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_FILE = 64 << 20,
    LEAST_ROOM = 4,
    DEFAULT_BOX = 500,
    WRITER_SIZE = sizeof((struct strokes_digit){0}.writer),
};

static const float largest_coordinate = 1e6f;

// ---- in memory ----

// How many items an array of `count` has room for.
static size_t room_for(size_t count)
{
    size_t room = count > 0 ? LEAST_ROOM : 0;
    while (room < count)
        room *= 2;
    return room;
}

// Returns the array with room for one item more, moved or not; NULL when memory runs out.
static void *with_room_for_next(void *array, size_t count, size_t item_size)
{
    if (array && count < room_for(count))
        return array;
    size_t room = room_for(count + 1);
    return room > SIZE_MAX / 2 / item_size ? NULL : realloc(array, room * item_size);
}

bool stroke_add(struct stroke *stroke, float x, float y)
{
    struct point *point = with_room_for_next(stroke->point, stroke->count, sizeof *point);
    if (!point)
        return false;
    stroke->point = point;
    point[stroke->count++] = (struct point){x, y};
    return true;
}

struct stroke *drawing_add_stroke(struct drawing *drawing)
{
    struct stroke *stroke = with_room_for_next(drawing->stroke, drawing->count, sizeof *stroke);
    if (!stroke)
        return NULL;
    drawing->stroke = stroke;
    stroke[drawing->count] = (struct stroke){0};
    return &stroke[drawing->count++];
}

static bool stroke_copy(struct stroke *copy, const struct stroke *stroke)
{
    if (stroke->count == 0)
        return true;
    copy->point = malloc(room_for(stroke->count) * sizeof *copy->point);
    if (!copy->point)
        return false;
    memcpy(copy->point, stroke->point, stroke->count * sizeof *copy->point);
    copy->count = stroke->count;
    return true;
}

bool drawing_copy(struct drawing *copy, const struct drawing *drawing)
{
    *copy = (struct drawing){0};
    for (size_t i = 0; i < drawing->count; i++) {
        struct stroke *stroke = drawing_add_stroke(copy);
        if (!stroke || !stroke_copy(stroke, &drawing->stroke[i])) {
            drawing_free(copy);
            return false;
        }
    }
    return true;
}

void drawing_free(struct drawing *drawing)
{
    for (size_t i = 0; i < drawing->count; i++)
        free(drawing->stroke[i].point);
    free(drawing->stroke);
    *drawing = (struct drawing){0};
}

void strokes_free(struct strokes *strokes)
{
    for (size_t i = 0; i < strokes->count; i++)
        drawing_free(&strokes->digit[i].drawing);
    free(strokes->digit);
    *strokes = (struct strokes){0};
}

// ---- parsing ----

struct parser {
    const char *name; // of the file, for messages
    size_t line;
    const char *at, *end; // what is left of the line
    struct strokes *strokes;
    bool box_known;
    struct status *status;
};

struct word {
    const char *start;
    size_t length;
};

static bool parse_fail(const struct parser *parser, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static bool parse_fail(const struct parser *parser, const char *format, ...)
{
    char words[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(words, sizeof words, format, arguments);
    va_end(arguments);
    return status_fail(parser->status, STATUS_BAD_DATA, "%s:%zu: %s", parser->name, parser->line,
                       words);
}

static bool out_of_memory(const struct parser *parser)
{
    return status_fail(parser->status, STATUS_NO_MEMORY, "%s:%zu: out of memory", parser->name,
                       parser->line);
}

static struct printable show(struct word word)
{
    return printable(word.start, word.length);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

static void skip_blanks(struct parser *parser)
{
    while (parser->at < parser->end && is_blank(*parser->at))
        parser->at++;
}

// Takes the next word of the line; its length is 0 at the line's end.
static struct word next_word(struct parser *parser)
{
    skip_blanks(parser);
    struct word word = {parser->at, 0};
    while (parser->at < parser->end && !is_blank(*parser->at))
        parser->at++;
    word.length = (size_t)(parser->at - word.start);
    return word;
}

static bool word_is(struct word word, const char *text)
{
    return word.length == strlen(text) && memcmp(word.start, text, word.length) == 0;
}

static bool expect_line_end(struct parser *parser)
{
    struct word word = next_word(parser);
    return word.length == 0 || parse_fail(parser, "\"%s\" is one word too many", show(word).text);
}

static double times_power_of_ten(double x, int power)
{
    // Powers up to 22 are exact in a double, so that one operation rounds once.
    static const double tens[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    for (; power > 22; power -= 22)
        x *= tens[22];
    for (; power < -22; power += 22)
        x /= tens[22];
    return power >= 0 ? x * tens[power] : x / tens[-power];
}

// The digits of a number, without its point: digits x 10^power.
struct decimal {
    uint64_t digits;
    int power;
    bool any;
};

static const char *read_digits(struct decimal *decimal, const char *at, const char *end,
                               bool after_point)
{
    for (; at < end && *at >= '0' && *at <= '9'; at++) {
        bool kept = decimal->digits < UINT64_MAX / 10 - 1; // 18 digits decide any float
        if (kept)
            decimal->digits = decimal->digits * 10 + (uint64_t)(*at - '0');
        if (kept == after_point && decimal->power > -10000 && decimal->power < 10000)
            decimal->power += after_point ? -1 : 1;
        decimal->any = true;
    }
    return at;
}

// The exponent "e-12", if there is a whole one; otherwise nothing is taken.
static const char *read_exponent(struct decimal *decimal, const char *at, const char *end)
{
    const char *start = at;
    int power = 0;
    if (at == end || (*at != 'e' && *at != 'E'))
        return start;
    at++;
    bool negative = at < end && *at == '-';
    at += at < end && (*at == '-' || *at == '+');
    if (at == end || *at < '0' || *at > '9')
        return start;
    for (; at < end && *at >= '0' && *at <= '9'; at++)
        power = power < 10000 ? power * 10 + (*at - '0') : power;
    decimal->power += negative ? -power : power;
    return at;
}

// Reads one decimal number from the front of [at, end). Returns where it ends, NULL if there is
// none. What is too large for a float comes out as infinity.
static const char *read_number(float *number, const char *at, const char *end)
{
    struct decimal decimal = {0};
    bool negative = at < end && *at == '-';
    at += at < end && (*at == '-' || *at == '+');
    at = read_digits(&decimal, at, end, false);
    if (at < end && *at == '.')
        at = read_digits(&decimal, at + 1, end, true);
    if (!decimal.any)
        return NULL;
    at = read_exponent(&decimal, at, end);
    double value =
        decimal.digits == 0 ? 0.0 : times_power_of_ten((double)decimal.digits, decimal.power);
    *number = (float)(negative ? -value : value);
    return at;
}

static bool parse_box_side(struct parser *parser, float *side)
{
    struct word word = next_word(parser);
    const char *end = word.start + word.length;
    if (read_number(side, word.start, end) != end || !(*side > 0.0f) || *side > largest_coordinate)
        return parse_fail(parser, "expected \"box WIDTH HEIGHT\" with two numbers above 0");
    return true;
}

static bool parse_box(struct parser *parser)
{
    struct strokes *strokes = parser->strokes;
    if (parser->box_known)
        return parse_fail(parser, "the box has been given before");
    if (strokes->count > 0)
        return parse_fail(parser, "the box must come before the first digit");
    parser->box_known = true;
    return parse_box_side(parser, &strokes->box_width) &&
           parse_box_side(parser, &strokes->box_height) && expect_line_end(parser);
}

// The rest of the line: a name may have several words.
static bool parse_writer(struct parser *parser, char writer[WRITER_SIZE])
{
    skip_blanks(parser);
    struct word name = {parser->at, (size_t)(parser->end - parser->at)};
    while (name.length > 0 && is_blank(name.start[name.length - 1]))
        name.length--;
    if (name.length == 0)
        return parse_fail(parser, "\"writer\" lacks a name");
    if (name.length >= WRITER_SIZE)
        return parse_fail(parser, "the writer's name \"%s\" is longer than %d bytes",
                          show(name).text, WRITER_SIZE - 1);
    for (size_t i = 0; i < name.length; i++) {
        if ((unsigned char)name.start[i] < ' ' || name.start[i] == 0x7f)
            return parse_fail(parser, "the writer's name holds a control character");
    }
    memcpy(writer, name.start, name.length);
    parser->at = parser->end;
    return true;
}

static bool add_digit(struct parser *parser, const struct strokes_digit *digit)
{
    struct strokes *strokes = parser->strokes;
    struct strokes_digit *digits =
        with_room_for_next(strokes->digit, strokes->count, sizeof *digits);
    if (!digits)
        return out_of_memory(parser);
    strokes->digit = digits;
    digits[strokes->count++] = *digit;
    return true;
}

static bool parse_digit(struct parser *parser)
{
    struct strokes_digit digit = {.label = -1};
    struct word label = next_word(parser);
    if (label.length == 1 && *label.start >= '0' && *label.start <= '9')
        digit.label = *label.start - '0';
    else if (!word_is(label, "?"))
        return parse_fail(parser,
                          "expected \"digit 0\" to \"digit 9\" or \"digit ?\", found \"%s\"",
                          show(label).text);
    struct word more = next_word(parser);
    if (word_is(more, "writer")) {
        if (!parse_writer(parser, digit.writer))
            return false;
    } else if (more.length > 0) {
        return parse_fail(parser,
                          "expected \"writer NAME\" or nothing after the label, found \"%s\"",
                          show(more).text);
    }
    return add_digit(parser, &digit);
}

static bool parse_point(struct parser *parser, struct stroke *stroke, struct word word)
{
    float x, y;
    const char *end = word.start + word.length;
    const char *at = read_number(&x, word.start, end);
    if (!at || at == end || *at != ',' || read_number(&y, at + 1, end) != end)
        return parse_fail(parser, "expected x,y pairs such as 12.5,20, found \"%s\"",
                          show(word).text);
    if (fabsf(x) > largest_coordinate || fabsf(y) > largest_coordinate)
        return parse_fail(parser, "the point %s lies outside of -1000000 to 1000000",
                          show(word).text);
    return stroke_add(stroke, x, y) || out_of_memory(parser);
}

static bool parse_stroke(struct parser *parser)
{
    struct strokes *strokes = parser->strokes;
    if (strokes->count == 0)
        return parse_fail(parser, "a stroke before the first \"digit\"");
    struct word word = next_word(parser);
    if (word.length == 0)
        return parse_fail(parser, "a stroke without points");
    struct stroke *stroke = drawing_add_stroke(&strokes->digit[strokes->count - 1].drawing);
    if (!stroke)
        return out_of_memory(parser);
    for (; word.length > 0; word = next_word(parser)) {
        if (!parse_point(parser, stroke, word))
            return false;
    }
    return true;
}

static bool parse_line(struct parser *parser)
{
    struct word keyword = next_word(parser);
    if (keyword.length == 0)
        return true;
    if (word_is(keyword, "stroke"))
        return parse_stroke(parser);
    if (word_is(keyword, "digit"))
        return parse_digit(parser);
    if (word_is(keyword, "box"))
        return parse_box(parser);
    return parse_fail(parser,
                      "expected \"digit\", \"stroke\", \"box\" or a # comment, found \"%s\"; "
                      "choose a strokes file",
                      show(keyword).text);
}

// Where the line's own text ends: at a # that stands first or after a blank.
static const char *before_comment(const char *line, const char *end)
{
    const char *hash = line;
    while ((hash = memchr(hash, '#', (size_t)(end - hash)))) {
        if (hash == line || is_blank(hash[-1]))
            return hash;
        hash++;
    }
    return end;
}

static bool parse_lines(struct parser *parser, const char *text, size_t size)
{
    const char *end = text + size;
    for (const char *line = text; line < end; parser->line++) {
        const char *line_end = memchr(line, '\n', (size_t)(end - line));
        if (!line_end)
            line_end = end;
        parser->at = line;
        parser->end = before_comment(line, line_end);
        if (!parse_line(parser))
            return false;
        line = line_end < end ? line_end + 1 : end;
    }
    return true;
}

bool strokes_parse(struct strokes *strokes, const char *text, size_t size, const char *name,
                   struct status *status)
{
    *strokes = (struct strokes){.box_width = DEFAULT_BOX, .box_height = DEFAULT_BOX};
    struct parser parser = {.name = name, .line = 1, .strokes = strokes, .status = status};
    size_t mark = size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; // UTF-8's
    bool parsed = parse_lines(&parser, text + mark, size - mark);
    if (parsed && strokes->count == 0)
        parsed = status_fail(status, STATUS_BAD_DATA,
                             "%s: holds no digits; a strokes file has lines such as \"digit 7\" "
                             "and \"stroke 10,12 11,14\"",
                             name);
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

// ---- writing ----

// Text that grows; once memory has run out it stays as it is.
struct text {
    char *data; // owned
    size_t size, room;
    bool failed;
};

static void append(struct text *text, const char *words)
{
    size_t length = strlen(words);
    if (text->room - text->size < length && !text->failed) {
        size_t room = (text->room + length + 1024) * 2;
        char *moved = realloc(text->data, room);
        text->failed = !moved;
        if (!moved)
            return;
        text->data = moved;
        text->room = room;
    }
    if (text->failed)
        return;
    memcpy(text->data + text->size, words, length);
    text->size += length;
}

// The locale's decimal point, which may be several bytes, becomes a point.
static void undo_locale(char *number)
{
    char *to = number;
    bool pointed = false;
    for (const char *from = number; *from != '\0'; from++) {
        if (strchr("+-0123456789e", *from)) {
            *to++ = *from;
        } else if (!pointed) {
            *to++ = '.';
            pointed = true;
        }
    }
    *to = '\0';
}

// The shortest decimal that reads back as the same float.
static void append_number(struct text *text, float number)
{
    char digits[64];
    float again = 0.0f;
    for (int precision = 6; precision <= 9; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, (double)number);
        undo_locale(digits);
        read_number(&again, digits, digits + strlen(digits));
        if (again == number)
            break;
    }
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
    if (is_blank(writer[0]) || is_blank(writer[length - 1]))
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
