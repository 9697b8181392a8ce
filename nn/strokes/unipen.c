// UNIPEN is read because that is how others distribute their pens' digits. A line that begins with
// a point is a keyword with its arguments; lines between keywords belong to the keyword before
// them. Only pen strokes have such lines here.
#include "nn/strokes/unipen.h"

#include <math.h>
#include <string.h>

enum { WRITER_SIZE = sizeof((struct strokes_digit){0}.writer) };

struct unipen {
    struct words *text;
    struct strokes *strokes;
    struct stroke *pen_down; // the stroke being read; NULL elsewhere
    size_t columns;          // numbers for each point, of which the first two are x and y
    bool in_air;             // after .PEN_UP: pairs that leave no ink
};

bool unipen_recognised(const struct words *text)
{
    struct words look = *text;
    while (words_next_line(&look)) {
        struct word word = words_next(&look);
        if (word.length > 0)
            return *word.start == '.';
    }
    return false;
}

static struct strokes_digit *current_digit(const struct unipen *unipen)
{
    struct strokes *strokes = unipen->strokes;
    return strokes->count > 0 ? &strokes->digit[strokes->count - 1] : NULL;
}

static bool finish_stroke(struct unipen *unipen)
{
    bool empty = unipen->pen_down && unipen->pen_down->count == 0;
    unipen->pen_down = NULL;
    unipen->in_air = false;
    return !empty || words_fail(unipen->text, "a .PEN_DOWN without points ends here");
}

// A digit without strokes would mean that they come elsewhere, under another digit's name.
static bool finish_digit(struct unipen *unipen)
{
    const struct strokes_digit *digit = current_digit(unipen);
    return !digit || digit->drawing.count > 0 ||
           words_fail(unipen->text, "a .SEGMENT without a .PEN_DOWN of its own ends here");
}

static bool parse_label(struct unipen *unipen, struct word word, int *label)
{
    bool quoted = word.length == 3 && word.start[0] == '"' && word.start[2] == '"';
    char c = quoted ? word.start[1] : '\0';
    if (c >= '0' && c <= '9')
        *label = c - '0';
    else if (c != '?')
        return words_fail(unipen->text, "expected a label \"0\" to \"9\" or \"?\", found %s",
                          word_show(word).text);
    return true;
}

// .SEGMENT HIERARCHY DELINEATION QUALITY LABEL; only the label says anything here.
static bool parse_segment(struct unipen *unipen)
{
    struct strokes_digit digit = {.label = -1};
    if (!finish_digit(unipen))
        return false;
    for (int i = 0; i < 3; i++)
        words_next(unipen->text);
    struct word label = words_next(unipen->text);
    if (label.length > 0 && !parse_label(unipen, label, &digit.label))
        return false;
    if (!words_expect_end(unipen->text))
        return false;
    return strokes_add_digit(unipen->strokes, &digit) || words_no_memory(unipen->text);
}

static bool is_whole_number(struct word word)
{
    for (size_t i = 0; i < word.length; i++)
        if (word.start[i] < '0' || word.start[i] > '9')
            return false;
    return word.length > 0;
}

// "label writer number"; any other comment is for people. Where the label is not the segment's,
// one of them is wrong.
static bool parse_comment(struct unipen *unipen)
{
    struct strokes_digit *digit = current_digit(unipen);
    struct word label = words_next(unipen->text), writer = words_next(unipen->text);
    struct word number = words_next(unipen->text), more = words_next(unipen->text);
    if (!digit || !is_whole_number(label) || !is_whole_number(writer) || !is_whole_number(number) ||
        more.length > 0)
        return true;
    if (digit->label >= 0 && (label.length != 1 || *label.start - '0' != digit->label))
        return words_fail(unipen->text, "the comment's digit %s is not the segment's label",
                          word_show(label).text);
    if (writer.length >= WRITER_SIZE)
        return words_fail(unipen->text, "the writer's number has more than %d digits",
                          WRITER_SIZE - 1);
    memcpy(digit->writer, writer.start, writer.length);
    digit->writer[writer.length] = '\0';
    return true;
}

static bool parse_coord(struct unipen *unipen)
{
    struct word x = words_next(unipen->text), y = words_next(unipen->text);
    if (!word_is(x, "X") || !word_is(y, "Y"))
        return words_fail(unipen->text, "only coordinates that begin with X Y can be read");
    if (unipen->strokes->count > 0)
        return words_fail(unipen->text, ".COORD must come before the first .SEGMENT");
    for (unipen->columns = 2; words_next(unipen->text).length > 0;)
        unipen->columns++;
    return true;
}

static bool parse_dimension(struct unipen *unipen, float *side)
{
    struct word word = words_next(unipen->text);
    const char *end = word.start + word.length;
    if (unipen->strokes->count > 0)
        return words_fail(unipen->text, "the box must come before the first .SEGMENT");
    if (words_number(side, word.start, end) != end || !(*side > 0) ||
        *side > STROKES_LARGEST_COORDINATE)
        return words_fail(unipen->text, "expected a number above 0, found \"%s\"",
                          word_show(word).text);
    return words_expect_end(unipen->text);
}

static bool parse_coordinate(struct unipen *unipen, struct word word, float *number)
{
    const char *end = word.start + word.length;
    if (word.length == 0)
        return words_fail(unipen->text, "a point lacks its last number");
    if (words_number(number, word.start, end) != end)
        return words_fail(unipen->text, "expected a number, found \"%s\"", word_show(word).text);
    if (fabsf(*number) > STROKES_LARGEST_COORDINATE)
        return words_fail(unipen->text, "%s lies outside of -1000000 to 1000000",
                          word_show(word).text);
    return true;
}

// The points on the rest of the line.
static bool parse_points(struct unipen *unipen)
{
    for (struct word word = words_next(unipen->text); word.length > 0;
         word = words_next(unipen->text)) {
        float number[2];
        for (size_t i = 0; i < unipen->columns; i++) {
            float other;
            if (i > 0)
                word = words_next(unipen->text);
            if (!parse_coordinate(unipen, word, i < 2 ? &number[i] : &other))
                return false;
        }
        if (unipen->pen_down &&
            !stroke_add(unipen->pen_down, number[0], unipen->strokes->box_height - number[1]))
            return words_no_memory(unipen->text);
    }
    return true;
}

static bool parse_pen_down(struct unipen *unipen)
{
    struct strokes_digit *digit = current_digit(unipen);
    if (!digit)
        return words_fail(unipen->text, "a .PEN_DOWN before the first .SEGMENT");
    unipen->pen_down = drawing_add_stroke(&digit->drawing);
    return unipen->pen_down ? parse_points(unipen) : words_no_memory(unipen->text);
}

static bool parse_keyword(struct unipen *unipen, struct word keyword)
{
    if (!finish_stroke(unipen))
        return false;
    if (word_is(keyword, ".SEGMENT"))
        return parse_segment(unipen);
    if (word_is(keyword, ".COMMENT"))
        return parse_comment(unipen);
    if (word_is(keyword, ".PEN_DOWN"))
        return parse_pen_down(unipen);
    if (word_is(keyword, ".COORD"))
        return parse_coord(unipen);
    if (word_is(keyword, ".X_DIM"))
        return parse_dimension(unipen, &unipen->strokes->box_width);
    if (word_is(keyword, ".Y_DIM"))
        return parse_dimension(unipen, &unipen->strokes->box_height);
    unipen->in_air = word_is(keyword, ".PEN_UP");
    return !unipen->in_air || parse_points(unipen);
}

// Lines of words belong to a comment or a keyword that is not known; nothing is told from them.
static bool parse_line(struct unipen *unipen)
{
    struct words *text = unipen->text;
    words_skip_blanks(text);
    if (text->at == text->end)
        return true;
    if (*text->at == '.' &&
        !(unipen->pen_down && text->at + 1 < text->end && text->at[1] >= '0' && text->at[1] <= '9'))
        return parse_keyword(unipen, words_next(text));
    return (!unipen->pen_down && !unipen->in_air) || parse_points(unipen);
}

bool unipen_parse(struct strokes *strokes, struct words *text)
{
    struct unipen unipen = {.text = text, .strokes = strokes, .columns = 2};
    while (words_next_line(text))
        if (!parse_line(&unipen))
            return false;
    if (strokes->count == 0)
        return status_fail(text->status, STATUS_BAD_DATA,
                           "%s: holds no digits; UNIPEN text has lines such as .SEGMENT DIGIT 0 ? "
                           "\"7\" and .PEN_DOWN",
                           text->name);
    return finish_stroke(&unipen) && finish_digit(&unipen);
}
