// Two hash tables, which are emptied when they get large (a window being resized with a huge digit
// in it would else collect one bitmap for every size). Runs have one of their own: words come and
// go with what is read, and are not to take the letters with them.
#include "app/paint/glyphs.h"

#include "app/paint/character.h"

#include <stdlib.h>
#include <string.h>

enum {
    CACHE_SLOTS = 2048, // a power of two
    CACHE_GLYPHS = CACHE_SLOTS / 2,
    CACHE_BYTES = 8 << 20,
    RUN_SLOTS = 4096, // a power of two: a page is some hundred words and beginnings of words
    RUNS = RUN_SLOTS / 2,
};

struct slot {
    uint32_t codepoint;
    int pixels; // 0: the slot is free
    bool bold;
    bool missing; // a box stands for it
    struct glyph glyph;
};

struct run_slot {
    char *string; // NULL: the slot is free
    size_t bytes;
    int pixels;
    bool bold, right_to_left;
    bool unshaped; // the source could not
    struct glyph glyph;
};

struct glyphs {
    struct glyph_source source;
    int glyphs;   // slots in use
    size_t bytes; // of their bitmaps
    int runs;
    size_t run_bytes;
    bool lost; // something could not be drawn
    struct slot slot[CACHE_SLOTS];
    struct run_slot run[RUN_SLOTS];
};

struct glyphs *glyphs_open(struct glyph_source source)
{
    struct glyphs *glyphs = calloc(1, sizeof *glyphs);
    if (glyphs)
        glyphs->source = source;
    return glyphs;
}

static void empty_cache(struct glyphs *glyphs)
{
    for (int i = 0; i < CACHE_SLOTS; i++)
        free(glyphs->slot[i].glyph.alpha);
    memset(glyphs->slot, 0, sizeof glyphs->slot);
    glyphs->glyphs = 0;
    glyphs->bytes = 0;
}

static void empty_runs(struct glyphs *glyphs)
{
    for (int i = 0; i < RUN_SLOTS; i++) {
        free(glyphs->run[i].string);
        free(glyphs->run[i].glyph.alpha);
    }
    memset(glyphs->run, 0, sizeof glyphs->run);
    glyphs->runs = 0;
    glyphs->run_bytes = 0;
}

void glyphs_close(struct glyphs *glyphs)
{
    if (!glyphs)
        return;
    empty_cache(glyphs);
    empty_runs(glyphs);
    if (glyphs->source.close)
        glyphs->source.close(glyphs->source.self);
    free(glyphs);
}

const struct glyph_source *glyphs_source(const struct glyphs *glyphs)
{
    return &glyphs->source;
}

void glyphs_lose(struct glyphs *glyphs)
{
    glyphs->lost = true;
}

bool glyphs_complete(const struct glyphs *glyphs)
{
    const struct glyph_source *source = &glyphs->source;
    return !glyphs->lost && !(source->has_failed && source->has_failed(source->self));
}

// ---- Characters ---------------------------------------------------------------------------------

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

static struct slot *find_slot(struct glyphs *glyphs, uint32_t codepoint, int pixels, bool bold)
{
    uint32_t hash = (codepoint * 2654435761u) ^ ((uint32_t)pixels * 40503u) ^ (bold ? 0x9e37u : 0);
    hash ^= hash >> 15;
    for (;; hash++) {
        struct slot *slot = &glyphs->slot[hash & (CACHE_SLOTS - 1)];
        if (!slot->pixels ||
            (slot->codepoint == codepoint && slot->pixels == pixels && slot->bold == bold))
            return slot;
    }
}

const struct glyph *glyphs_get(struct glyphs *glyphs, uint32_t codepoint, int pixels, bool bold)
{
    struct slot *slot = find_slot(glyphs, codepoint, pixels, bold);
    if (slot->pixels)
        return &slot->glyph;
    if (glyphs->glyphs >= CACHE_GLYPHS || glyphs->bytes > CACHE_BYTES) {
        empty_cache(glyphs);
        slot = find_slot(glyphs, codepoint, pixels, bold);
    }
    struct glyph glyph = {0};
    bool found = codepoint != TEXT_BROKEN &&
                 glyphs->source.render(glyphs->source.self, &glyph, codepoint, pixels, bold);
    if (!found && !make_box(&glyph, pixels)) {
        glyph = (struct glyph){.advance = pixels / 2};
        glyphs->lost = true;
    }
    *slot = (struct slot){codepoint, pixels, bold, !found, glyph};
    glyphs->glyphs++;
    glyphs->bytes += (size_t)glyph.width * (size_t)glyph.height;
    return &slot->glyph;
}

bool glyphs_have(struct glyphs *glyphs, uint32_t codepoint, int pixels, bool bold)
{
    glyphs_get(glyphs, codepoint, pixels, bold);
    return !find_slot(glyphs, codepoint, pixels, bold)->missing;
}

// ---- Runs ---------------------------------------------------------------------------------------

static bool is_run(const struct run_slot *slot, const struct glyph_run *run, int pixels, bool bold)
{
    return slot->pixels == pixels && slot->bold == bold &&
           slot->right_to_left == run->right_to_left && slot->bytes == run->bytes &&
           memcmp(slot->string, run->string, run->bytes) == 0;
}

// The script is that of its characters, and no part of the key.
static struct run_slot *find_run(struct glyphs *glyphs, const struct glyph_run *run, int pixels,
                                 bool bold)
{
    uint32_t hash = 2166136261u ^ ((uint32_t)pixels * 40503u) ^ (bold ? 0x9e37u : 0) ^
                    (run->right_to_left ? 0x79b9u : 0);
    for (size_t i = 0; i < run->bytes; i++)
        hash = (hash ^ (unsigned char)run->string[i]) * 16777619u;
    hash ^= hash >> 15;
    for (;; hash++) {
        struct run_slot *slot = &glyphs->run[hash & (RUN_SLOTS - 1)];
        if (!slot->string || is_run(slot, run, pixels, bold))
            return slot;
    }
}

const struct glyph *glyphs_get_run(struct glyphs *glyphs, const struct glyph_run *run, int pixels,
                                   bool bold)
{
    const struct glyph_source *source = &glyphs->source;
    if (!source->shape || run->bytes == 0)
        return NULL;
    struct run_slot *slot = find_run(glyphs, run, pixels, bold);
    if (slot->string)
        return slot->unshaped ? NULL : &slot->glyph;
    if (glyphs->runs >= RUNS || glyphs->run_bytes > CACHE_BYTES) {
        empty_runs(glyphs);
        slot = find_run(glyphs, run, pixels, bold);
    }
    char *string = malloc(run->bytes);
    if (!string) {
        glyphs->lost = true;
        return NULL;
    }
    memcpy(string, run->string, run->bytes);
    struct glyph glyph = {0};
    bool shaped = source->shape(source->self, &glyph, run, pixels, bold);
    *slot = (struct run_slot){string, run->bytes, pixels, bold, run->right_to_left, !shaped, glyph};
    glyphs->runs++;
    glyphs->run_bytes += run->bytes + (size_t)glyph.width * (size_t)glyph.height;
    return shaped ? &slot->glyph : NULL;
}
