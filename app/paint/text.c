// Glyphs are rendered once for each code point, pixel size and weight, and kept in a hash table.
// Pens stand on whole pixels, so that a word looks the same everywhere. The sizes that fitted text
// asks for are rounded, and the cache is emptied when it gets large (a window being resized with a
// huge digit in it would else collect one bitmap for every size).
#include "app/paint/text.h"

#include "app/paint/canvas_recorder.h"
#include "nn/base/utf8.h"

#include <assert.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CACHE_SLOTS = 2048, // a power of two
    CACHE_GLYPHS = CACHE_SLOTS / 2,
    CACHE_BYTES = 8 << 20,
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

// One font at one size in device pixels.
struct face {
    int pixels;
    bool bold;
    int ascent, descent;
    int capital; // height of an H
};

struct slot {
    uint32_t codepoint;
    int pixels; // 0: the slot is free
    bool bold;
    bool missing; // a box stands for it
    struct glyph glyph;
};

struct text {
    struct glyph_source source;
    text_heard *heard; // or NULL
    void *listener;
    float scale;
    struct face face[FACES];
    int faces;
    int glyphs;   // slots in use
    size_t bytes; // of their bitmaps
    bool lost;    // something could not be drawn
    struct slot slot[CACHE_SLOTS];
};

bool text_open(struct text **text, struct glyph_source source, struct status *status)
{
    *text = calloc(1, sizeof **text);
    if (!*text)
        return status_fail(status, STATUS_NO_MEMORY, "out of memory for the glyph cache");
    (*text)->source = source;
    (*text)->scale = 1;
    return true;
}

static void empty_cache(struct text *text)
{
    for (int i = 0; i < CACHE_SLOTS; i++)
        free(text->slot[i].glyph.alpha);
    memset(text->slot, 0, sizeof text->slot);
    text->glyphs = 0;
    text->bytes = 0;
}

void text_close(struct text *text)
{
    if (!text)
        return;
    empty_cache(text);
    if (text->source.close)
        text->source.close(text->source.self);
    free(text);
}

void text_set_scale(struct text *text, float scale)
{
    text->scale = scale;
}

bool text_complete(const struct text *text)
{
    const struct glyph_source *source = &text->source;
    return !text->lost && !(source->has_failed && source->has_failed(source->self));
}

// ---- Strings ------------------------------------------------------------------------------------

uint32_t text_next(const char **string)
{
    // A broken character ends before the final zero: no byte behind that is looked at.
    size_t length = utf8_length(*string, UTF8_LONGEST);
    uint32_t code = length > 0 ? utf8_code(*string, length) : TEXT_BROKEN;
    *string += length > 0 ? length : 1;
    return code;
}

// ---- Glyphs -------------------------------------------------------------------------------------

// What stands for a character that the font does not have.
static bool make_box(struct glyph *glyph, int pixels)
{
    int width = (pixels + 1) / 2, height = pixels * 3 / 4 > 0 ? pixels * 3 / 4 : 1;
    *glyph = (struct glyph){NULL, width, height, 1, height, width + 2};
    glyph->alpha = calloc((size_t)width, (size_t)height);
    if (!glyph->alpha)
        return false;
    for (int y = 0; y < height; y++)
        for (int x = 0; x < width; x++)
            if (y == 0 || x == 0 || y == height - 1 || x == width - 1)
                glyph->alpha[y * width + x] = 255;
    return true;
}

static struct slot *find_slot(struct text *text, uint32_t codepoint, int pixels, bool bold)
{
    uint32_t hash = (codepoint * 2654435761u) ^ ((uint32_t)pixels * 40503u) ^ (bold ? 0x9e37u : 0);
    hash ^= hash >> 15;
    for (;; hash++) {
        struct slot *slot = &text->slot[hash & (CACHE_SLOTS - 1)];
        if (!slot->pixels ||
            (slot->codepoint == codepoint && slot->pixels == pixels && slot->bold == bold))
            return slot;
    }
}

// Valid until the next call; never NULL (without memory it is a blank).
static const struct glyph *get_glyph(struct text *text, uint32_t codepoint, int pixels, bool bold)
{
    struct slot *slot = find_slot(text, codepoint, pixels, bold);
    if (slot->pixels)
        return &slot->glyph;
    if (text->glyphs >= CACHE_GLYPHS || text->bytes > CACHE_BYTES) {
        empty_cache(text);
        slot = find_slot(text, codepoint, pixels, bold);
    }
    struct glyph glyph = {0};
    bool found = codepoint != TEXT_BROKEN &&
                 text->source.render(text->source.self, &glyph, codepoint, pixels, bold);
    if (!found && !make_box(&glyph, pixels)) {
        glyph = (struct glyph){.advance = pixels / 2};
        text->lost = true;
    }
    *slot = (struct slot){codepoint, pixels, bold, !found, glyph};
    text->glyphs++;
    text->bytes += (size_t)glyph.width * (size_t)glyph.height;
    return &slot->glyph;
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
    text->source.metrics(text->source.self, &face->ascent, &face->descent, pixels, bold);
    face->capital = get_glyph(text, 'H', pixels, bold)->top;
    return face;
}

static struct face style_face(struct text *text, enum text_style style)
{
    float wanted = roundf(styles[style].pixels * text->scale);
    int pixels = wanted < 1 ? 1 : wanted > MAX_PIXELS ? MAX_PIXELS : (int)wanted;
    return *get_face(text, pixels, styles[style].bold);
}

// ---- Lines --------------------------------------------------------------------------------------

static int measure(struct text *text, const struct face *face, const char *string, const char *end)
{
    int width = 0;
    while (*string && string < end)
        width += get_glyph(text, text_next(&string), face->pixels, face->bold)->advance;
    return width;
}

bool text_can_show(struct text *text, const char *string)
{
    struct face face = style_face(text, TEXT_BODY);
    while (*string) {
        uint32_t code = text_next(&string);
        get_glyph(text, code, face.pixels, face.bold);
        if (find_slot(text, code, face.pixels, face.bold)->missing)
            return false;
    }
    return true;
}

static const char *end_of(const char *string)
{
    return string + strlen(string);
}

static int draw_glyph(struct canvas *canvas, struct text *text, const struct face *face, int x,
                      int baseline, uint32_t colour, uint32_t codepoint)
{
    const struct glyph *glyph = get_glyph(text, codepoint, face->pixels, face->bold);
    if (glyph->alpha)
        canvas_mask(canvas, x + glyph->left, baseline - glyph->top, glyph->alpha, glyph->width,
                    glyph->height, glyph->width, colour);
    return x + glyph->advance;
}

static void tell_source(const struct canvas *canvas, struct text *text, const struct face *face,
                        int x, int baseline, uint32_t colour, const char *string, const char *end,
                        bool cut)
{
    int width = measure(text, face, string, end), right = canvas->clip.x + canvas->clip.w;
    struct rect line = {x, baseline - face->capital, width, face->capital};
    struct rect band = {x, canvas->clip.y, width, canvas->clip.h};
    struct text_drawn drawn = {string,
                               (size_t)(end - string),
                               rect_intersect(line, band),
                               cut || x < canvas->clip.x || x + width > right,
                               colour,
                               canvas};
    if (end > string && drawn.rect.h > 0)
        text->source.drawn(text->source.self, &drawn);
}

static void record_run(const struct canvas *canvas, struct text *text, const struct face *face,
                       int x, int baseline, uint32_t colour, const char *string, const char *end)
{
    struct canvas_text line = {string, (size_t)(end - string), face->pixels,
                               measure(text, face, string, end), face->bold};
    if (end > string)
        canvas_record(canvas,
                      (struct canvas_shape){CANVAS_TEXT, .xy = (float[]){(float)x, (float)baseline},
                                            .points = 1, .colour = colour, .text = line});
}

static int draw_run(struct canvas *canvas, struct text *text, const struct face *face, int x,
                    int baseline, uint32_t colour, const char *string, const char *end)
{
    if (canvas->recorder)
        record_run(canvas, text, face, x, baseline, colour, string, end);
    while (*string && string < end)
        x = draw_glyph(canvas, text, face, x, baseline, colour, text_next(&string));
    return x;
}

int text_width(struct text *text, enum text_style style, const char *string)
{
    struct face face = style_face(text, style);
    return measure(text, &face, string, end_of(string));
}

int text_width_of(struct text *text, enum text_style style, const char *string, size_t bytes)
{
    struct face face = style_face(text, style);
    return measure(text, &face, string, string + bytes);
}

int text_height(struct text *text, enum text_style style)
{
    struct face face = style_face(text, style);
    return face.ascent + face.descent;
}

// The end of the longest beginning of the string that fits into `width`; also its width.
static const char *fitting_end(struct text *text, const struct face *face, const char *string,
                               int width, int *used)
{
    *used = 0;
    while (*string) {
        const char *next = string;
        int advance = get_glyph(text, text_next(&next), face->pixels, face->bold)->advance;
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
    int width = measure(text, &face, string, end_of(string));
    const char *end = end_of(string);
    bool shorten = width > rect.w;
    if (shorten) {
        int room = measure(text, &face, dots, end_of(dots));
        end = fitting_end(text, &face, string, rect.w - room, &width);
        while (end > string && end[-1] == ' ')
            end--;
        width += room;
    }
    int slack = rect.w - width > 0 ? rect.w - width : 0;
    int x = rect.x + (align == ALIGN_LEFT ? 0 : align == ALIGN_CENTRE ? slack / 2 : slack);
    int baseline = rect.y + (rect.h + face.capital + 1) / 2;
    struct rect clip = shorten ? canvas_clip(canvas, rect) : canvas->clip;
    if (text->source.drawn)
        tell_source(canvas, text, &face, x, baseline, colour, string,
                    shorten ? end_of(string) : end, shorten);
    x = draw_run(canvas, text, &face, x, baseline, colour, string, end);
    if (shorten)
        draw_run(canvas, text, &face, x, baseline, colour, dots, end_of(dots));
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
        text_next(&limit);
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
    return (is_wide(left) || is_wide(right)) && left != ' ' && !is_one_of(left, "「『（【(") &&
           !is_one_of(right, "、。」』）】，．！？ーぁぃぅぇぉっゃゅょァィゥェォッャュョ)%;:,. ");
}

// Where the line that starts at `string` ends, and where the next one starts.
static const char *break_line(struct text *text, const struct face *face, const char *string,
                              int width, const char **next)
{
    int used;
    const char *limit = fitting_end(text, face, string, width, &used);
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

int text_draw_wrapped(struct canvas *canvas, struct text *text, enum text_style style,
                      struct rect rect, uint32_t colour, const char *string)
{
    struct face face = style_face(text, style);
    int height = face.ascent + face.descent;
    int line = height + (face.pixels + 4) / 8; // a little leading
    int y = rect.y;
    if (canvas && text->heard)
        text->heard(text->listener, string, rect);
    while (*string) {
        const char *next;
        const char *end = break_line(text, &face, string, rect.w, &next);
        if (canvas && text->source.drawn)
            tell_source(canvas, text, &face, rect.x, y + face.ascent, colour, string, end, false);
        if (canvas)
            draw_run(canvas, text, &face, rect.x, y + face.ascent, colour, string, end);
        y += line;
        string = next;
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
    int width = measure(text, &face, string, end_of(string));
    if (text->source.drawn)
        tell_source(canvas, text, &face, rect.x + (rect.w - width) / 2,
                    rect.y + (rect.h + face.capital + 1) / 2, colour, string, end_of(string),
                    false);
    draw_run(canvas, text, &face, rect.x + (rect.w - width) / 2,
             rect.y + (rect.h + face.capital + 1) / 2, colour, string, end_of(string));
}
