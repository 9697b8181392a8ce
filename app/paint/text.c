// Pens stand on whole pixels, so that a word looks the same everywhere. The sizes that fitted text
// asks for are rounded, so that a window being resized does not ask for every one.
#include "app/paint/text.h"

#include "app/paint/bidi.h"
#include "app/paint/canvas_recorder.h"
#include "app/paint/glyphs.h"
#include "app/paint/line.h"
#include "nn/base/utf8.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_PIXELS = 1024,
    FACES = 32,
    FITTED_STEP = 4, // sizes of fitted text are multiples of this
};

static const char dots[] = "…";

struct style {
    float pixels; // logical
    bool bold;
};
static const struct style styles[TEXT_STYLES] = {
    [TEXT_SMALL] = {11, false},
    [TEXT_BODY] = {13, false},
    [TEXT_STRONG] = {13, true},
    [TEXT_TITLE] = {16, true},
};

struct text {
    struct glyphs *glyphs;
    const struct glyph_source *source; // of them
    struct line line;                  // the latest that was laid out
    text_heard *heard;                 // or NULL
    void *listener;
    float scale;
    struct face face[FACES];
    int faces;
};

bool text_open(struct text **text, struct glyph_source source, struct status *status)
{
    *text = calloc(1, sizeof **text);
    if (*text)
        (*text)->glyphs = glyphs_open(source);
    if (!*text || !(*text)->glyphs) {
        free(*text);
        *text = NULL;
        return status_fail(status, STATUS_NO_MEMORY, "out of memory for the glyph cache");
    }
    (*text)->source = glyphs_source((*text)->glyphs);
    (*text)->scale = 1;
    return true;
}

void text_close(struct text *text)
{
    if (!text)
        return;
    glyphs_close(text->glyphs);
    line_free(&text->line);
    free(text);
}

void text_set_scale(struct text *text, float scale)
{
    text->scale = scale;
}

bool text_complete(const struct text *text)
{
    return glyphs_complete(text->glyphs);
}

static const struct face *get_face(struct text *text, int pixels, bool bold)
{
    for (int i = 0; i < text->faces; i++)
        if (text->face[i].pixels == pixels && text->face[i].bold == bold)
            return &text->face[i];
    if (text->faces == FACES)
        text->faces = 0;
    struct face *face = &text->face[text->faces++];
    *face = (struct face){.pixels = pixels, .bold = bold};
    text->source->metrics(text->source->self, &face->ascent, &face->descent, pixels, bold);
    face->capital = glyphs_get(text->glyphs, 'H', pixels, bold)->top;
    return face;
}

static struct face style_face(struct text *text, enum text_style style)
{
    float wanted = roundf(styles[style].pixels * text->scale);
    int pixels = wanted < 1 ? 1 : wanted > MAX_PIXELS ? MAX_PIXELS : (int)wanted;
    return *get_face(text, pixels, styles[style].bold);
}

// ---- Lines --------------------------------------------------------------------------------------

static int measure(struct text *text, const struct face *face, struct line_text line)
{
    return line_width(&text->line, text->glyphs, face, line);
}

bool text_can_show(struct text *text, const char *string)
{
    struct face face = style_face(text, TEXT_BODY);
    while (*string) {
        uint32_t code = text_next(&string);
        if (!character_is_unseen(code) && !glyphs_have(text->glyphs, code, face.pixels, face.bold))
            return false;
    }
    return true;
}

static const char *end_of(const char *string)
{
    return string + strlen(string);
}

static struct line_text whole(const char *string)
{
    const char *end = end_of(string);
    return (struct line_text){string, end, bidi_is_from_right(string, end)};
}

// The dots behind a line that was cut: to its left, if it is read from the right.
static struct line_text ellipsis(void)
{
    return (struct line_text){dots, end_of(dots), false};
}

bool text_is_from_right(const char *string)
{
    return bidi_is_from_right(string, end_of(string));
}

static void tell_source(const struct canvas *canvas, struct text *text, const struct face *face,
                        int x, int baseline, uint32_t colour, struct line_text shown, bool cut)
{
    int width = measure(text, face, shown), right = canvas->clip.x + canvas->clip.w;
    struct rect line = {x, baseline - face->capital, width, face->capital};
    struct rect band = {x, canvas->clip.y, width, canvas->clip.h};
    struct text_drawn drawn = {shown.string,
                               (size_t)(shown.end - shown.string),
                               rect_intersect(line, band),
                               cut || x < canvas->clip.x || x + width > right,
                               colour,
                               canvas};
    if (shown.end > shown.string && drawn.rect.h > 0)
        text->source->drawn(text->source->self, &drawn);
}

static void record_line(const struct canvas *canvas, struct text *text, const struct face *face,
                        int x, int baseline, uint32_t colour, struct line_text shown)
{
    struct canvas_text line = {shown.string, (size_t)(shown.end - shown.string),
                               face->pixels, measure(text, face, shown),
                               face->bold,   shown.from_right};
    if (shown.end > shown.string)
        canvas_record(canvas,
                      (struct canvas_shape){CANVAS_TEXT, .xy = (float[]){(float)x, (float)baseline},
                                            .points = 1, .colour = colour, .text = line});
}

static void draw_line(struct canvas *canvas, struct text *text, const struct face *face, int x,
                      int baseline, uint32_t colour, struct line_text shown)
{
    if (canvas->recorder)
        record_line(canvas, text, face, x, baseline, colour, shown);
    line_draw(canvas, &text->line, text->glyphs, face, x, baseline, colour, shown);
}

int text_width(struct text *text, enum text_style style, const char *string)
{
    struct face face = style_face(text, style);
    return measure(text, &face, whole(string));
}

int text_height(struct text *text, enum text_style style)
{
    struct face face = style_face(text, style);
    return face.ascent + face.descent;
}

// The same where not every character is as wide by itself as it is in its word: by words, and in
// the first that does not fit by clusters. It ends at the line's end at the latest.
static const char *fitting_clusters(struct text *text, const struct face *face,
                                    struct line_text line, int width, int *used)
{
    const char *string = line.string, *stop = string + strcspn(string, "\n"), *end = string;
    bool by_word = true;
    *used = 0;
    while (end < stop) {
        size_t spaces = strspn(end, " ");
        line.end = by_word ? end + spaces + strcspn(end + spaces, " \n") : cluster_end(end);
        int wider = measure(text, face, line);
        if (wider > width && !by_word)
            break;
        if (wider > width) {
            by_word = false;
        } else {
            *used = wider;
            end = line.end;
        }
    }
    return end;
}

// The end of the longest beginning of the line that fits into `width`; also its width.
static const char *fitting_end(struct text *text, const struct face *face, struct line_text line,
                               int width, int *used)
{
    const char *string = line.string;
    if (line.from_right)
        return fitting_clusters(text, face, line, width, used);
    *used = 0;
    while (*string) {
        const char *next = string;
        uint32_t code = text_next(&next);
        if (!character_is_plain(code))
            return fitting_clusters(text, face, line, width, used);
        int advance = glyphs_get(text->glyphs, code, face->pixels, face->bold)->advance;
        if (*used + advance > width)
            break;
        *used += advance;
        string = next;
    }
    return string;
}

void text_set_listener(struct text *text, text_heard *heard, void *self)
{
    text->heard = heard;
    text->listener = self;
}

void text_draw_in(struct canvas *canvas, struct text *text, enum text_style style,
                  enum text_align align, struct rect rect, uint32_t colour, const char *string)
{
    if (text->heard)
        text->heard(text->listener, string, rect);
    struct face face = style_face(text, style);
    struct line_text line = whole(string), shown = line;
    int width = measure(text, &face, line), room = 0;
    bool shorten = width > rect.w;
    if (shorten) {
        room = measure(text, &face, ellipsis());
        shown.end = fitting_end(text, &face, line, rect.w - room, &width);
        while (shown.end > string && shown.end[-1] == ' ')
            shown.end--;
        width += room;
    }
    int slack = rect.w - width > 0 ? rect.w - width : 0;
    int x = rect.x + (align == ALIGN_LEFT ? 0 : align == ALIGN_CENTRE ? slack / 2 : slack);
    int baseline = rect.y + (rect.h + face.capital + 1) / 2;
    struct rect clip = shorten ? canvas_clip(canvas, rect) : canvas->clip;
    if (text->source->drawn)
        tell_source(canvas, text, &face, x, baseline, colour, line, shorten);
    int first = line.from_right ? x + room : x;
    draw_line(canvas, text, &face, first, baseline, colour, shown);
    if (shorten)
        draw_line(canvas, text, &face, line.from_right ? x : x + measure(text, &face, shown),
                  baseline, colour, ellipsis());
    canvas->clip = clip;
}

// Where to cut a word that is longer than the line: after a slash (of a path) if there is one, and
// never before the first character.
static const char *cut_word(const char *string, const char *limit)
{
    const char *end = limit;
    while (end > string + 1 && end[-1] != '/')
        end--;
    if (end > string + 1)
        return end;
    if (limit == string)
        return cluster_end(limit);
    return limit;
}

// Chinese, Japanese and Korean are written without spaces: a line may end between any two of their
// characters, but not before what closes or goes on, nor after what opens.
static bool is_wide(uint32_t code)
{
    return code >= 0x2e80 && code < 0xffe0;
}

static bool is_one_of(uint32_t code, const char *list)
{
    while (*list)
        if (text_next(&list) == code)
            return true;
    return false;
}

static bool may_break(const char *string, const char *at)
{
    const char *before = string + utf8_previous(string, (size_t)(at - string)), *after = at;
    if (at == string || !*at || utf8_is_inner(*at))
        return false;
    uint32_t left = text_next(&before), right = text_next(&after);
    return (is_wide(left) || is_wide(right)) && !character_joins(left, right) && left != ' ' &&
           !is_one_of(left, "「『（【(") &&
           !is_one_of(right, "、。」』）】，．！？ーぁぃぅぇぉっゃゅょァィゥェォッャュョ)%;:,. ");
}

// Where the line that starts a text ends, and where the next one starts.
static const char *break_line(struct text *text, const struct face *face, struct line_text rest,
                              int width, const char **next)
{
    int used;
    const char *string = rest.string, *limit = fitting_end(text, face, rest, width, &used);
    const char *newline = memchr(string, '\n', (size_t)(limit - string));
    if (newline || *limit == '\n' || !*limit) {
        const char *end = newline ? newline : limit;
        *next = *end ? end + 1 : end;
        return end;
    }
    const char *end = limit;
    while (end > string && *end != ' ' && !may_break(string, end))
        end--;
    if (end == string)
        return *next = cut_word(string, limit);
    if (*end != ' ')
        return *next = end;
    *next = end + 1;
    return end;
}

static void draw_in_paragraph(struct canvas *canvas, struct text *text, const struct face *face,
                              struct rect rect, int baseline, uint32_t colour,
                              struct line_text shown)
{
    int x = rect.x + (shown.from_right ? rect.w - measure(text, face, shown) : 0);
    if (text->source->drawn)
        tell_source(canvas, text, face, x, baseline, colour, shown, false);
    draw_line(canvas, text, face, x, baseline, colour, shown);
}

int text_draw_wrapped(struct canvas *canvas, struct text *text, enum text_style style,
                      struct rect rect, uint32_t colour, const char *string)
{
    struct face face = style_face(text, style);
    int height = face.ascent + face.descent;
    int line = height + (face.pixels + 4) / 8; // a little leading
    int y = rect.y;
    const char *first = string;
    if (canvas && text->heard)
        text->heard(text->listener, string, rect);
    bool from_right = false;
    for (const char *next; *string; string = next) {
        if (string == first || string[-1] == '\n')
            from_right = bidi_is_from_right(string, string + strcspn(string, "\n"));
        struct line_text shown = {string, end_of(string), from_right};
        shown.end = break_line(text, &face, shown, rect.w, &next);
        if (canvas)
            draw_in_paragraph(canvas, text, &face, rect, y + face.ascent, colour, shown);
        y += line;
    }
    return y == rect.y ? 0 : y - rect.y - (line - height);
}

void text_draw_fitted(struct canvas *canvas, struct text *text, struct rect rect, uint32_t colour,
                      const char *string)
{
    enum { SAMPLE = 64 };
    struct face sample = *get_face(text, SAMPLE, true);
    if (rect.h <= 0 || sample.capital <= 0)
        return;
    int64_t wanted = (int64_t)rect.h * SAMPLE / sample.capital;
    int pixels = wanted > MAX_PIXELS ? MAX_PIXELS : (int)wanted;
    pixels = pixels > 2 * FITTED_STEP ? pixels - pixels % FITTED_STEP : pixels;
    struct face face = *get_face(text, pixels > 0 ? pixels : 1, true);
    struct line_text line = whole(string);
    int x = rect.x + (rect.w - measure(text, &face, line)) / 2;
    int baseline = rect.y + (rect.h + face.capital + 1) / 2;
    if (text->source->drawn)
        tell_source(canvas, text, &face, x, baseline, colour, line, false);
    draw_line(canvas, text, &face, x, baseline, colour, line);
}

// ---- Carets -------------------------------------------------------------------------------------

int text_caret(struct text *text, enum text_style style, const char *string, size_t at)
{
    struct face face = style_face(text, style);
    struct line_text line = whole(string);
    if (line_is_plain(line)) {
        line.end = string + at;
        return measure(text, &face, line);
    }
    line_lay_out(&text->line, text->glyphs, &face, line);
    return line_caret(&text->line, text->glyphs, &face, line, at);
}

int text_spans(struct text *text, enum text_style style, const char *string, size_t from, size_t to,
               struct text_span *span, int most)
{
    struct face face = style_face(text, style);
    struct line_text line = whole(string);
    if (line_is_plain(line) && most > 0) {
        span[0] = (struct text_span){text_caret(text, style, string, from),
                                     text_caret(text, style, string, to)};
        return 1;
    }
    line_lay_out(&text->line, text->glyphs, &face, line);
    return line_spans(&text->line, text->glyphs, &face, line, from, to, span, most);
}
