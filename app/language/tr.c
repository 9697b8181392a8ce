// One catalogue is spoken at a time, and none is ever changed: whoever asks has it whole, in any
// thread.
#include "app/language/tr.h"

#include "app/language/format.h"
#include "nn/base/utf8.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

enum { NUMBER_SIZE = 512 };

static _Atomic(const struct catalogue *) used;

void tr_use(const struct catalogue *catalogue)
{
    atomic_store(&used, catalogue);
}

const struct catalogue *tr_used(void)
{
    return atomic_load(&used);
}

const char *tr(const char *text)
{
    const char *translation = text ? catalogue_find(tr_used(), NULL, text) : NULL;
    return translation ? translation : text;
}

const char *tr_in(const char *context, const char *text)
{
    const char *translation = catalogue_find(tr_used(), context, text);
    return translation ? translation : text;
}

const char *tr_many(const char *one, const char *many, unsigned long n)
{
    const char *translation = catalogue_find_many(tr_used(), one, many, n);
    return translation ? translation : n == 1 ? one : many;
}

// ---- Printing -----------------------------------------------------------------------------------

struct value {
    enum format_kind kind;
    union {
        intmax_t whole;
        double number;
        const char *text;
    };
};

struct output {
    char *text;
    size_t size, length; // it may be longer than what fits
};

static void put(struct output *output, const char *bytes, size_t count)
{
    if (output->length < output->size) {
        size_t room = output->size - output->length;
        memcpy(output->text + output->length, bytes, count < room ? count : room);
    }
    output->length += count;
}

static void put_blanks(struct output *output, int count)
{
    for (int i = 0; i < count; i++)
        put(output, " ", 1);
}

static void end_text(struct output *output)
{
    if (output->size == 0)
        return;
    size_t end = output->length < output->size ? output->length : output->size - 1;
    if (output->length >= output->size)
        while (end > 0 && utf8_is_inner(output->text[end]))
            end--;
    output->text[end] = '\0';
}

// As many bytes of it as `precision` allows (-1: all), but no part of a character.
static size_t text_length(const char *text, int precision)
{
    size_t length = precision < 0 ? strlen(text) : strnlen(text, (size_t)precision);
    if (text[length])
        while (length > 0 && utf8_is_inner(text[length]))
            length--;
    return length;
}

static void put_text(struct output *output, const char *text, int width, int precision, bool left)
{
    if (!text)
        text = "";
    size_t length = text_length(text, precision);
    int blanks = width > (int)length ? width - (int)length : 0;
    put_blanks(output, left ? 0 : blanks);
    put(output, text, length);
    put_blanks(output, left ? blanks : 0);
}

static void put_number(struct output *output, const char *number, const char *decimal)
{
    const char *point = strchr(number, '.');
    if (point) {
        put(output, number, (size_t)(point - number));
        put(output, decimal, strlen(decimal));
        number = point + 1;
    }
    put(output, number, strlen(number));
}

// What the arguments are is told by the format itself; they are taken in their order.
static void take_values(struct value values[FORMAT_MOST], const enum format_kind *kinds, int count,
                        va_list arguments)
{
    // NOLINTBEGIN(bugprone-branch-clone): types that are one here are several elsewhere
    for (int i = 0; i < count; i++) {
        values[i].kind = kinds[i];
        if (kinds[i] == FORMAT_TEXT)
            values[i].text = va_arg(arguments, const char *);
        else if (kinds[i] == FORMAT_DOUBLE)
            values[i].number = va_arg(arguments, double);
        else if (kinds[i] == FORMAT_LONG)
            values[i].whole = va_arg(arguments, long);
        else if (kinds[i] == FORMAT_LONG_LONG)
            values[i].whole = va_arg(arguments, long long);
        else if (kinds[i] == FORMAT_SIZE)
            values[i].whole = (intmax_t)va_arg(arguments, size_t);
        else if (kinds[i] == FORMAT_MAX)
            values[i].whole = va_arg(arguments, intmax_t);
        else if (kinds[i] == FORMAT_DIFFERENCE)
            values[i].whole = va_arg(arguments, ptrdiff_t);
        else
            values[i].whole = va_arg(arguments, int);
    }
    // NOLINTEND(bugprone-branch-clone)
}

static intmax_t narrowed(const struct format_piece *piece, intmax_t value)
{
    bool is_signed = piece->letter == 'd' || piece->letter == 'i';
    if (strcmp(piece->length, "hh") == 0)
        return is_signed ? (intmax_t)(signed char)value : (intmax_t)(unsigned char)value;
    if (strcmp(piece->length, "h") == 0)
        return is_signed ? (intmax_t)(short)value : (intmax_t)(unsigned short)value;
    if (piece->kind == FORMAT_INT && !is_signed)
        return (intmax_t)(unsigned)value;
    return value;
}

// Room for a number: more digits than that nobody reads.
static int bounded(int value, int most)
{
    return value > most ? most : value;
}

// A mark before every third digit from the end.
static void group(char text[NUMBER_SIZE], const char *plain, const char *mark)
{
    struct output output = {text, NUMBER_SIZE, 0};
    size_t digits = strlen(plain), first = plain[0] == '-' ? 1 : 0;
    for (size_t i = 0; i < digits; i++) {
        if (i > first && (digits - i) % 3 == 0)
            put(&output, mark, strlen(mark));
        put(&output, &plain[i], 1);
    }
    end_text(&output);
}

static void put_value(struct output *output, const struct format_piece *piece,
                      const struct value *values, const struct catalogue_numbers *numbers)
{
    const struct value *value = &values[piece->argument];
    int width =
        piece->width_argument >= 0 ? (int)values[piece->width_argument].whole : piece->width;
    int precision = piece->precision_argument >= 0 ? (int)values[piece->precision_argument].whole
                                                   : piece->precision;
    bool left = strchr(piece->flags, '-') != NULL || width < -1;
    width = bounded(width < -1 ? -width : width < 0 ? 0 : width, 100);
    if (value->kind == FORMAT_TEXT) {
        put_text(output, value->text, width, precision, left);
        return;
    }
    if (piece->grouped && value->kind != FORMAT_DOUBLE) {
        char plain[32], grouped[NUMBER_SIZE];
        intmax_t whole = narrowed(piece, value->whole);
        bool is_signed = piece->letter == 'd' || piece->letter == 'i';
        snprintf(plain, sizeof plain, is_signed ? "%jd" : "%ju", whole);
        group(grouped, plain, numbers->thousands);
        put_text(output, grouped, width, -1, left);
        return;
    }
    char format[32], number[NUMBER_SIZE];
    bool whole = value->kind != FORMAT_DOUBLE, one = piece->letter == 'c';
    snprintf(format, sizeof format, "%%%s%s*.*%s%c", piece->flags, left ? "-" : "",
             whole && !one ? "j" : "", piece->letter);
    precision = bounded(precision, 60);
    if (one)
        snprintf(number, sizeof number, "%c", (int)value->whole);
    else if (whole)
        snprintf(number, sizeof number, format, width, precision, narrowed(piece, value->whole));
    else
        snprintf(number, sizeof number, format, width, precision, value->number);
    put_number(output, number, whole ? "." : numbers->decimal);
}

static bool is_number(const struct format_piece *piece)
{
    return piece->kind != FORMAT_NONE && piece->kind != FORMAT_TEXT && piece->letter != 'c';
}

// Hebrew, Arabic and what lies between them: their letters begin with these bytes.
static bool is_from_right(const char *format)
{
    for (; *format; format++)
        if ((unsigned char)*format >= 0xd7 && (unsigned char)*format <= 0xdd)
            return true;
    return false;
}

// A name in a sentence from the right keeps its own direction (U+2068 to U+2069), so that a path's
// first slash stays at its beginning.
static void put_isolated(struct output *output, const struct format_piece *piece,
                         const struct value *values, const struct catalogue_numbers *numbers)
{
    put(output, "\xe2\x81\xa8", 3);
    put_value(output, piece, values, numbers);
    put(output, "\xe2\x81\xa9", 3);
}

static void put_format(struct output *output, const char *format, const struct value *values,
                       const struct catalogue_numbers *numbers)
{
    struct format_state state = {0};
    struct format_piece piece;
    const char *at = format, *from = format, *number_end = NULL;
    bool from_right = is_from_right(format);
    while (format_next(&at, &state, &piece)) {
        put(output, from, (size_t)(piece.start - from));
        if (piece.kind == FORMAT_TEXT && from_right)
            put_isolated(output, &piece, values, numbers);
        else if (piece.kind != FORMAT_NONE)
            put_value(output, &piece, values, numbers);
        else if (piece.start == number_end)
            put(output, numbers->percent, strlen(numbers->percent));
        else
            put(output, "%", 1);
        number_end = is_number(&piece) ? piece.end : NULL;
        from = at;
    }
    put(output, from, strlen(from));
}

int tr_vprint(char *out, size_t size, const char *format, va_list arguments)
{
    static const struct catalogue_numbers english = {".", ",", "%"};
    const struct catalogue *catalogue = tr_used();
    const struct catalogue_numbers *numbers = catalogue ? catalogue_numbers(catalogue) : &english;
    const char *translation = catalogue_find(catalogue, NULL, format);
    struct value values[FORMAT_MOST];
    enum format_kind kinds[FORMAT_MOST];
    struct output output = {out, size, 0};
    int count = format_kinds(format, kinds); // the compiler has seen these; a translation fits them
    if (count >= 0) {
        take_values(values, kinds, count, arguments);
        put_format(&output, translation ? translation : format, values, numbers);
    }
    end_text(&output);
    return (int)output.length;
}

int tr_print(char *out, size_t size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = tr_vprint(out, size, format, arguments);
    va_end(arguments);
    return length;
}

void tr_mark(char *number, size_t size)
{
    char plain[NUMBER_SIZE];
    const struct catalogue *catalogue = tr_used();
    struct output output = {number, size, 0};
    if (!catalogue)
        return;
    snprintf(plain, sizeof plain, "%s", number);
    put_number(&output, plain, catalogue_numbers(catalogue)->decimal);
    end_text(&output);
}

void tr_count(char *out, size_t size, uint64_t count)
{
    tr_print(out, size, "%'" PRIu64, count);
}
