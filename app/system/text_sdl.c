// Glyphs from SDL_ttf, and words that its HarfBuzz shapes. One TTF_Font for each weight, set to the
// size that is asked for: bitmaps are cached by glyphs.c, so a change of size costs little. DejaVu
// Sans is looked for through fontconfig; without fontconfig, in the places where systems keep it or
// their own interface font.
#include "app/system/text_sdl.h"

#include "app/base/paths.h"
#include "app/language/tr.h"
#include <SDL.h>
#include <SDL_ttf.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef HAVE_FONTCONFIG
#include <fontconfig/fontconfig.h>
#endif

struct font {
    TTF_Font *font;
    int pixels; // the size it is set to
};

enum { FALLBACKS_MOST = 8, LACKED_MOST = 32 };

struct fonts {
    struct font regular, bold;
    struct font fallback[2][FALLBACKS_MOST]; // for what those lack; bold in the second row
    int fallbacks[2];
    uint32_t lacked[2][LACKED_MOST]; // the latest characters that no font has: 0 is none
    int lacks[2];                    // how many there were
    bool failed;                     // memory lacked for a size or a glyph
};

static struct font *find_fallback(struct fonts *fonts, uint32_t codepoint, bool bold);

static struct font *font_with(struct fonts *fonts, uint32_t codepoint, bool bold)
{
    struct font *font = bold ? &fonts->bold : &fonts->regular;
    if (TTF_GlyphIsProvided32(font->font, codepoint))
        return font;
    for (int i = 0; i < fonts->fallbacks[bold]; i++)
        if (TTF_GlyphIsProvided32(fonts->fallback[bold][i].font, codepoint))
            return &fonts->fallback[bold][i];
    return find_fallback(fonts, codepoint, bold);
}

static struct font *sized_font(struct fonts *fonts, struct font *font, int pixels)
{
    if (font->pixels == pixels)
        return font;
    if (TTF_SetFontSize(font->font, pixels) == 0)
        font->pixels = pixels;
    else
        fonts->failed = true;
    return font;
}

// The smallest rectangle that holds every pixel with any coverage.
static struct rect inked_area(const SDL_Surface *surface)
{
    int left = surface->w, right = 0, top = surface->h, bottom = 0;
    for (int y = 0; y < surface->h; y++) {
        const Uint32 *row = (const Uint32 *)((const Uint8 *)surface->pixels + y * surface->pitch);
        for (int x = 0; x < surface->w; x++) {
            if (row[x] >> 24 == 0)
                continue;
            left = x < left ? x : left;
            right = x + 1 > right ? x + 1 : right;
            top = y < top ? y : top;
            bottom = y + 1;
        }
    }
    return left < right ? (struct rect){left, top, right - left, bottom - top} : (struct rect){0};
}

static bool copy_alpha(struct glyph *glyph, const SDL_Surface *surface)
{
    struct rect area = inked_area(surface);
    if (area.w == 0)
        return true;
    glyph->alpha = malloc((size_t)area.w * (size_t)area.h);
    if (!glyph->alpha)
        return false;
    for (int y = 0; y < area.h; y++) {
        const Uint32 *row =
            (const Uint32 *)((const Uint8 *)surface->pixels + (area.y + y) * surface->pitch);
        for (int x = 0; x < area.w; x++)
            glyph->alpha[y * area.w + x] = (uint8_t)(row[area.x + x] >> 24);
    }
    glyph->width = area.w;
    glyph->height = area.h;
    return true;
}

static bool render(void *self, struct glyph *glyph, uint32_t codepoint, int pixels, bool bold)
{
    struct fonts *fonts = self;
    struct font *font = font_with(fonts, codepoint, bold);
    int left, right, bottom, top, advance;
    if (!font)
        return false;
    sized_font(fonts, font, pixels);
    if (TTF_GlyphMetrics32(font->font, codepoint, &left, &right, &bottom, &top, &advance) != 0) {
        fonts->failed = true;
        return false;
    }
    *glyph = (struct glyph){.left = left, .top = top, .advance = advance};
    SDL_Surface *surface =
        TTF_RenderGlyph32_Blended(font->font, codepoint, (SDL_Color){255, 255, 255, 255});
    if (!surface) { // as it is with a blank, such as a space
        fonts->failed = fonts->failed || (left < right && bottom < top);
        return true;
    }
    bool copied = copy_alpha(glyph, surface);
    fonts->failed = fonts->failed || !copied;
    SDL_FreeSurface(surface);
    return copied;
}

// ---- Runs ---------------------------------------------------------------------------------------

#if SDL_TTF_VERSION_ATLEAST(2, 20, 0)
static bool has_all(const struct font *font, const char *string, uint32_t *lacked)
{
    while (*string) {
        *lacked = text_next(&string);
        if (!character_is_unseen(*lacked) && !TTF_GlyphIsProvided32(font->font, *lacked))
            return false;
    }
    return true;
}

// A font that has all of its characters, so that the letters of a word are of one; else NULL.
static struct font *font_with_all(struct fonts *fonts, const char *string, bool bold)
{
    struct font *font = bold ? &fonts->bold : &fonts->regular;
    uint32_t lacked, other;
    if (has_all(font, string, &lacked))
        return font;
    for (int i = 0; i < fonts->fallbacks[bold]; i++)
        if (has_all(&fonts->fallback[bold][i], string, &other))
            return &fonts->fallback[bold][i];
    font = find_fallback(fonts, lacked, bold);
    return font && has_all(font, string, &lacked) ? font : NULL;
}

static bool set_run(const struct font *font, bool right_to_left, const char *script)
{
    TTF_Direction direction = right_to_left ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR;
    return TTF_SetFontDirection(font->font, direction) == 0 &&
           TTF_SetFontScriptName(font->font, script) == 0;
}

static SDL_Surface *render_white(const struct font *font, const char *string)
{
    return TTF_RenderUTF8_Blended(font->font, string, (SDL_Color){255, 255, 255, 255});
}

static int first_inked_row(const SDL_Surface *surface, int columns)
{
    for (int y = 0; y < surface->h; y++) {
        const Uint32 *row = (const Uint32 *)((const Uint8 *)surface->pixels + y * surface->pitch);
        for (int x = 0; x < columns && x < surface->w; x++)
            if (row[x] >> 24 != 0)
                return y;
    }
    return 0;
}

// The row of the baseline in the picture of `padded`, of which it is told how high it is. SDL_ttf
// makes it as high as the font; if marks stand above or below that it is higher, and SDL_ttf does
// not say where. So the picture is made once more with a character at its left, whose height is
// known.
static int baseline_row(const struct font *font, int high, const char *padded, bool right_to_left)
{
    static const char markers[] = "H1.";
    int row = TTF_FontAscent(font->font), right, top;
    const char *marker = markers;
    while (*marker && !TTF_GlyphIsProvided32(font->font, (Uint32)*marker))
        marker++;
    if (high <= TTF_FontHeight(font->font) || !*marker ||
        TTF_GlyphMetrics32(font->font, (Uint32)*marker, NULL, &right, NULL, &top, NULL) != 0)
        return row;
    size_t size = strlen(padded) + sizeof "H  ";
    char *marked = malloc(size);
    if (marked && right_to_left) // then what comes last is at the left
        snprintf(marked, size, "%s  %c", padded, *marker);
    else if (marked)
        snprintf(marked, size, "%c  %s", *marker, padded);
    SDL_Surface *surface = marked ? render_white(font, marked) : NULL;
    if (surface)
        row = first_inked_row(surface, right) + top;
    SDL_FreeSurface(surface);
    free(marked);
    return row;
}

// How wide a space is, in parts of a pixel: SDL_ttf says whole pixels only, rounded down.
static bool measure_space(const struct font *font, float *space)
{
    enum { SPACES = 64 };
    char spaces[SPACES + 1];
    int width, height;
    memset(spaces, ' ', SPACES);
    spaces[SPACES] = '\0';
    if (TTF_SizeUTF8(font->font, spaces, &width, &height) != 0)
        return false;
    *space = (float)width / SPACES;
    return true;
}

// `padded` is the run between two spaces. What it is measured as is the way of the pen then, and
// not how far its ink reaches; and SDL_ttf moves what begins left of the pen to the right and does
// not say how far, for which the space leaves room.
static bool render_padded(struct fonts *fonts, const struct font *font, struct glyph *glyph,
                          const char *padded, bool right_to_left)
{
    int width, height;
    float space;
    if (!measure_space(font, &space) || TTF_SizeUTF8(font->font, padded, &width, &height) != 0)
        return false;
    SDL_Surface *surface = render_white(font, padded);
    if (!surface) {
        fonts->failed = true;
        return false;
    }
    struct rect ink = inked_area(surface);
    *glyph =
        (struct glyph){.left = ink.x - (int)space, // glyphs stand on whole pixels, rounded down
                       .top = baseline_row(font, surface->h, padded, right_to_left) - ink.y,
                       .advance = (int)lroundf((float)width + 0.5f - 2 * space)};
    bool copied = copy_alpha(glyph, surface);
    fonts->failed = fonts->failed || !copied;
    SDL_FreeSurface(surface);
    return copied;
}

static bool shape_string(struct fonts *fonts, struct glyph *glyph, const struct glyph_run *run,
                         char *padded, int pixels, bool bold)
{
    padded[run->bytes + 1] = '\0';
    struct font *font = font_with_all(fonts, padded + 1, bold);
    if (!font)
        return false;
    sized_font(fonts, font, pixels);
    strcpy(padded + 1 + run->bytes, " ");
    bool shaped = set_run(font, run->right_to_left, run->script) &&
                  render_padded(fonts, font, glyph, padded, run->right_to_left);
    set_run(font, false, "Zzzz"); // as it is for single glyphs
    return shaped;
}

// By HarfBuzz, if SDL_ttf was built with it.
static bool shape(void *self, struct glyph *glyph, const struct glyph_run *run, int pixels,
                  bool bold)
{
    struct fonts *fonts = self;
    char *padded = malloc(run->bytes + sizeof "  ");
    if (!padded) {
        fonts->failed = true;
        return false;
    }
    padded[0] = ' ';
    memcpy(padded + 1, run->string, run->bytes);
    bool shaped = shape_string(fonts, glyph, run, padded, pixels, bold);
    free(padded);
    return shaped;
}
#else
static bool shape(void *self, struct glyph *glyph, const struct glyph_run *run, int pixels,
                  bool bold)
{
    (void)self, (void)glyph, (void)run, (void)pixels, (void)bold;
    return false;
}
#endif

// ---- Fonts --------------------------------------------------------------------------------------

static void metrics(void *self, int *ascent, int *descent, int pixels, bool bold)
{
    struct fonts *fonts = self;
    struct font *font = sized_font(fonts, bold ? &fonts->bold : &fonts->regular, pixels);
    *ascent = TTF_FontAscent(font->font);
    *descent = -TTF_FontDescent(font->font);
}

static void close_fonts(void *self)
{
    struct fonts *fonts = self;
    if (fonts->regular.font)
        TTF_CloseFont(fonts->regular.font);
    if (fonts->bold.font)
        TTF_CloseFont(fonts->bold.font);
    for (int bold = 0; bold < 2; bold++)
        for (int i = 0; i < fonts->fallbacks[bold]; i++)
            TTF_CloseFont(fonts->fallback[bold][i].font);
    free(fonts);
    TTF_Quit();
}

static bool has_failed(void *self)
{
    return ((const struct fonts *)self)->failed;
}

#ifdef HAVE_FONTCONFIG
// The file of the nearest font to `family`, and which of the fonts in that file it is.
static bool match_font(FcConfig *config, const char *family, const FcCharSet *characters, bool bold,
                       char path[PATH_SIZE], int *index)
{
    FcPattern *pattern =
        FcPatternBuild(NULL, FC_FAMILY, FcTypeString, family, FC_WEIGHT, FcTypeInteger,
                       bold ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR, FC_SLANT, FcTypeInteger,
                       FC_SLANT_ROMAN, FC_SCALABLE, FcTypeBool, FcTrue, NULL);
    if (!pattern)
        return false;
    const struct catalogue *language = tr_used();
    if (characters)
        FcPatternAddCharSet(pattern, FC_CHARSET, characters);
    if (characters && language)
        FcPatternAddString(pattern, FC_LANG, (const FcChar8 *)catalogue_code(language));
    FcConfigSubstitute(config, pattern, FcMatchPattern);
    FcDefaultSubstitute(pattern);
    FcResult result;
    FcPattern *match = FcFontMatch(config, pattern, &result);
    FcChar8 *file = NULL;
    bool found = match && FcPatternGetString(match, FC_FILE, 0, &file) == FcResultMatch &&
                 strlen((const char *)file) < PATH_SIZE;
    if (found) {
        strcpy(path, (const char *)file);
        if (FcPatternGetInteger(match, FC_INDEX, 0, index) != FcResultMatch)
            *index = 0;
        *index &= 0xffff; // the rest names an instance of a variable font
    }
    if (match)
        FcPatternDestroy(match);
    FcPatternDestroy(pattern);
    return found;
}

// fontconfig answers a family that is not installed with the user's sans-serif.
static TTF_Font *find_font(bool bold)
{
    FcConfig *config = FcInitLoadConfigAndFonts();
    if (!config)
        return NULL;
    char path[PATH_SIZE];
    int index;
    TTF_Font *font = NULL;
    if (match_font(config, "DejaVu Sans", NULL, bold, path, &index))
        font = TTF_OpenFontIndex(path, 16, index);
    FcConfigDestroy(config);
    return font;
}

// A font that has the character, in the form that the language gives it. NULL: none here has it.
static TTF_Font *open_with(uint32_t codepoint, bool bold)
{
    FcConfig *config = FcInitLoadConfigAndFonts();
    FcCharSet *characters = config ? FcCharSetCreate() : NULL;
    char path[PATH_SIZE];
    int index;
    TTF_Font *font = NULL;
    if (characters && FcCharSetAddChar(characters, codepoint) &&
        match_font(config, "sans-serif", characters, bold, path, &index))
        font = TTF_OpenFontIndex(path, 16, index);
    if (font && !TTF_GlyphIsProvided32(font, codepoint)) {
        TTF_CloseFont(font);
        font = NULL;
    }
    if (characters)
        FcCharSetDestroy(characters);
    if (config)
        FcConfigDestroy(config);
    return font;
}
#else
static TTF_Font *open_with(uint32_t codepoint, bool bold)
{
    (void)codepoint;
    (void)bold;
    return NULL;
}

static TTF_Font *find_font(bool bold)
{
    static const char *const places[][2] = {
        {"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
         "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"},
        {"/usr/share/fonts/TTF/DejaVuSans.ttf", "/usr/share/fonts/TTF/DejaVuSans-Bold.ttf"},
        {"/System/Library/Fonts/Supplemental/Arial.ttf",
         "/System/Library/Fonts/Supplemental/Arial Bold.ttf"},
        {"C:/Windows/Fonts/segoeui.ttf", "C:/Windows/Fonts/segoeuib.ttf"},
    };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        TTF_Font *font = TTF_OpenFont(places[i][bold], 16);
        if (font)
            return font;
    }
    return NULL;
}
#endif

static bool take_font(struct font *font, TTF_Font *opened)
{
    *font = (struct font){.font = opened};
    if (!opened)
        return false;
    TTF_SetFontHinting(opened, TTF_HINTING_LIGHT);
    TTF_SetFontKerning(opened, 0);
    return true;
}

static bool open_font(struct font *font, bool bold)
{
    return take_font(font, find_font(bold));
}

// So that each size and each word does not look through all fonts again.
static bool is_lacked(const struct fonts *fonts, uint32_t codepoint, bool bold)
{
    for (int i = 0; i < LACKED_MOST; i++)
        if (codepoint != 0 && fonts->lacked[bold][i] == codepoint)
            return true;
    return false;
}

static struct font *find_fallback(struct fonts *fonts, uint32_t codepoint, bool bold)
{
    int *count = &fonts->fallbacks[bold];
    if (*count == FALLBACKS_MOST || is_lacked(fonts, codepoint, bold))
        return NULL;
    if (!take_font(&fonts->fallback[bold][*count], open_with(codepoint, bold))) {
        fonts->lacked[bold][fonts->lacks[bold]++ % LACKED_MOST] = codepoint;
        return NULL;
    }
    return &fonts->fallback[bold][(*count)++];
}

bool text_sdl_source(struct glyph_source *source, struct status *status)
{
    if (TTF_Init() != 0)
        return status_fail(status, STATUS_IO, "cannot start SDL_ttf: %s", TTF_GetError());
    struct fonts *fonts = calloc(1, sizeof *fonts);
    if (!fonts) {
        TTF_Quit();
        return status_fail(status, STATUS_NO_MEMORY, "out of memory for fonts");
    }
    if (!open_font(&fonts->regular, false) || !open_font(&fonts->bold, true)) {
        close_fonts(fonts);
        return status_fail(status, STATUS_MISSING,
                           "no font found: install DejaVu Sans (on Debian: fonts-dejavu-core)");
    }
    *source = (struct glyph_source){fonts, render, metrics, close_fonts, has_failed, NULL, shape};
    return true;
}
