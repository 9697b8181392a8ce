// A plain line is its characters one after the other. Any other is cut into pieces: runs of one
// script and one direction, which the source of the glyphs shapes as a whole, and single characters
// between them; FriBidi says which of them are read from the right, and in what order they stand.
// Each word is a run of its own: a space is plain. So a word has the same pixels in every line, and
// what is broken at a space is as wide as it was measured.
//
// Levels are those of a line, not of its paragraph: a number at the beginning of the second line
// does not know the letter at the end of the first.
#include "app/paint/line.h"

#include "app/paint/bidi.h"
#include "app/paint/character.h"

#include <stdlib.h>
#include <string.h>

static bool is_odd(uint8_t level)
{
    return level & 1;
}

bool line_is_plain(struct line_text text)
{
    if (text.from_right)
        return false;
    while (*text.string && text.string < text.end)
        if (!character_is_plain(text_next(&text.string)))
            return false;
    return true;
}

void line_free(struct line *line)
{
    free(line->piece);
    free(line->code);
    free(line->at);
    free(line->level);
    *line = (struct line){0};
}

// ---- Pieces -------------------------------------------------------------------------------------

static bool make_room(struct line *line, size_t characters)
{
    if (line->characters >= characters)
        return true;
    line_free(line);
    line->code = malloc(characters * sizeof *line->code);
    line->at = malloc((characters + 1) * sizeof *line->at);
    line->level = malloc(characters * sizeof *line->level);
    line->piece = malloc(characters * sizeof *line->piece); // each has at least one
    if (!line->code || !line->at || !line->level || !line->piece) {
        line_free(line);
        return false;
    }
    line->characters = characters;
    return true;
}

static size_t decode(struct line *line, struct line_text text)
{
    const char *at = text.string;
    size_t count = 0;
    for (; *at && at < text.end; count++) {
        line->at[count] = (size_t)(at - text.string);
        line->code[count] = text_next(&at);
    }
    line->at[count] = (size_t)(at - text.string);
    return count;
}

// The end of the cluster at `i`, and whether any of its characters needs to be shaped.
static size_t end_of_cluster(const struct line *line, size_t count, size_t i, bool *shaped)
{
    *shaped = !character_is_plain(line->code[i]);
    for (i++; i < count && character_joins(line->code[i - 1], line->code[i]); i++)
        *shaped = *shaped || !character_is_plain(line->code[i]);
    return i;
}

// The end of the run at `i`, which is to be shaped: clusters of one script and level.
static size_t end_of_run(const struct line *line, size_t count, size_t i, const char *script)
{
    uint8_t level = line->level[i];
    bool shaped;
    size_t end = end_of_cluster(line, count, i, &shaped);
    while (end < count && line->level[end] == level &&
           strcmp(character_script(line->code[end]), script) == 0) {
        size_t next = end_of_cluster(line, count, end, &shaped);
        if (!shaped)
            break;
        end = next;
    }
    return end;
}

static struct glyph_run run_of(const struct line_piece *piece, const char *string)
{
    return (struct glyph_run){string + piece->from, piece->bytes, piece->script,
                              is_odd(piece->level)};
}

static bool add_run(struct line *line, struct glyphs *glyphs, const struct face *face,
                    const char *string, struct line_piece piece)
{
    struct glyph_run run = run_of(&piece, string);
    const struct glyph *glyph = glyphs_get_run(glyphs, &run, face->pixels, face->bold);
    if (!glyph)
        return false;
    piece.width = glyph->advance;
    line->piece[line->pieces++] = piece;
    return true;
}

static void add_character(struct line *line, struct glyphs *glyphs, const struct face *face,
                          size_t i)
{
    if (character_is_unseen(line->code[i]))
        return;
    struct line_piece piece = {.from = line->at[i],
                               .bytes = line->at[i + 1] - line->at[i],
                               .code = line->code[i],
                               .level = line->level[i]};
    if (is_odd(piece.level))
        piece.code = bidi_mirrored(piece.code);
    piece.width = glyphs_get(glyphs, piece.code, face->pixels, face->bold)->advance;
    line->piece[line->pieces++] = piece;
}

// In the order in which they are read.
static void cut(struct line *line, struct glyphs *glyphs, const struct face *face,
                const char *string, size_t count)
{
    for (size_t i = 0, end; i < count; i = end) {
        bool shaped;
        const char *script = character_script(line->code[i]);
        end = end_of_cluster(line, count, i, &shaped);
        bool unseen = end == i + 1 && character_is_unseen(line->code[i]);
        if (shaped && !unseen) {
            end = end_of_run(line, count, i, script);
            struct line_piece piece = {.from = line->at[i],
                                       .bytes = line->at[end] - line->at[i],
                                       .script = script,
                                       .level = line->level[i]};
            if (add_run(line, glyphs, face, string, piece))
                continue;
        }
        for (size_t k = i; k < end; k++)
            add_character(line, glyphs, face, k);
    }
}

static void turn(struct line_piece *piece, size_t count)
{
    for (size_t i = 0; i < count / 2; i++) {
        struct line_piece kept = piece[i];
        piece[i] = piece[count - 1 - i];
        piece[count - 1 - i] = kept;
    }
}

// From the order of reading to that of the screen (rule L2): what is at a level or above is turned,
// from the highest level down to the first.
static void reorder(struct line *line)
{
    uint8_t highest = 0;
    for (size_t i = 0; i < line->pieces; i++)
        highest = line->piece[i].level > highest ? line->piece[i].level : highest;
    for (uint8_t level = highest; level > 0; level--)
        for (size_t i = 0, end; i < line->pieces; i = end + 1) {
            for (end = i; end < line->pieces && line->piece[end].level >= level;)
                end++;
            turn(line->piece + i, end - i);
        }
}

int line_lay_out(struct line *line, struct glyphs *glyphs, const struct face *face,
                 struct line_text text)
{
    size_t most = 0;
    for (const char *at = text.string; *at && at < text.end; most++)
        text_next(&at);
    line->pieces = 0;
    if (most == 0)
        return 0;
    if (!make_room(line, most) || decode(line, text) != most ||
        !bidi_levels(line->code, most, text.from_right, line->level)) {
        glyphs_lose(glyphs);
        return 0;
    }
    cut(line, glyphs, face, text.string, most);
    reorder(line);
    int width = 0;
    for (size_t i = 0; i < line->pieces; i++) {
        line->piece[i].left = width;
        width += line->piece[i].width;
    }
    return width;
}

// ---- Lines --------------------------------------------------------------------------------------

int line_width(struct line *line, struct glyphs *glyphs, const struct face *face,
               struct line_text text)
{
    int width = 0;
    if (text.from_right)
        return line_lay_out(line, glyphs, face, text);
    for (const char *at = text.string; *at && at < text.end;) {
        uint32_t code = text_next(&at);
        if (!character_is_plain(code))
            return line_lay_out(line, glyphs, face, text);
        width += glyphs_get(glyphs, code, face->pixels, face->bold)->advance;
    }
    return width;
}

static void put_glyph(struct canvas *canvas, const struct glyph *glyph, int x, int baseline,
                      uint32_t colour)
{
    if (glyph && glyph->alpha)
        canvas_mask(canvas, x + glyph->left, baseline - glyph->top, glyph->alpha, glyph->width,
                    glyph->height, glyph->width, colour);
}

static void draw_plain(struct canvas *canvas, struct glyphs *glyphs, const struct face *face, int x,
                       int baseline, uint32_t colour, struct line_text text)
{
    while (*text.string && text.string < text.end) {
        const struct glyph *glyph =
            glyphs_get(glyphs, text_next(&text.string), face->pixels, face->bold);
        put_glyph(canvas, glyph, x, baseline, colour);
        x += glyph->advance;
    }
}

void line_draw(struct canvas *canvas, struct line *line, struct glyphs *glyphs,
               const struct face *face, int x, int baseline, uint32_t colour, struct line_text text)
{
    if (line_is_plain(text)) {
        draw_plain(canvas, glyphs, face, x, baseline, colour, text);
        return;
    }
    line_lay_out(line, glyphs, face, text);
    for (size_t i = 0; i < line->pieces; i++) {
        const struct line_piece *piece = &line->piece[i];
        struct glyph_run run = run_of(piece, text.string);
        put_glyph(canvas,
                  piece->script ? glyphs_get_run(glyphs, &run, face->pixels, face->bold)
                                : glyphs_get(glyphs, piece->code, face->pixels, face->bold),
                  x + piece->left, baseline, colour);
    }
}

// Where a caret stands before byte `at` of the text, which lies in the piece or at an end of it. In
// a run: behind as much of it as would be drawn by itself.
static int place_in(const struct line_piece *piece, struct glyphs *glyphs, const struct face *face,
                    const char *string, size_t at)
{
    int before = at > piece->from ? piece->width : 0;
    if (piece->script && at > piece->from && at < piece->from + piece->bytes) {
        struct glyph_run run = run_of(piece, string);
        run.bytes = at - piece->from;
        const struct glyph *glyph = glyphs_get_run(glyphs, &run, face->pixels, face->bold);
        int part = glyph ? glyph->advance : 0;
        before = part < piece->width ? part : piece->width;
    }
    return piece->left + (is_odd(piece->level) ? piece->width - before : before);
}

int line_caret(const struct line *line, struct glyphs *glyphs, const struct face *face,
               struct line_text text, size_t at)
{
    // The piece that it is in or before; else the last one that is read.
    const struct line_piece *found = NULL, *last = NULL;
    for (size_t i = 0; i < line->pieces; i++) {
        const struct line_piece *piece = &line->piece[i];
        if (piece->from + piece->bytes > at && (!found || piece->from < found->from))
            found = piece;
        if (!last || piece->from > last->from)
            last = piece;
    }
    if (found)
        return place_in(found, glyphs, face, text.string, at);
    return last ? place_in(last, glyphs, face, text.string, last->from + last->bytes) : 0;
}

int line_spans(const struct line *line, struct glyphs *glyphs, const struct face *face,
               struct line_text text, size_t from, size_t to, struct text_span *span, int most)
{
    int spans = 0;
    for (size_t i = 0; i < line->pieces && spans < most; i++) {
        const struct line_piece *piece = &line->piece[i];
        size_t end = piece->from + piece->bytes;
        size_t first = from > piece->from ? from : piece->from, last = to < end ? to : end;
        if (first >= last)
            continue;
        int a = place_in(piece, glyphs, face, text.string, first);
        int b = place_in(piece, glyphs, face, text.string, last);
        struct text_span part = {a < b ? a : b, a < b ? b : a};
        if (spans > 0 && span[spans - 1].right == part.left)
            span[spans - 1].right = part.right;
        else
            span[spans++] = part;
    }
    return spans;
}
