// Glyphs from SDL_ttf. One TTF_Font for each weight, set to the size that is asked for: bitmaps are
// cached by text.c, so a change of size costs little. DejaVu Sans is looked for through fontconfig;
// without fontconfig, in the places where systems keep it or their own interface font.
#include "app/system/text_sdl.h"

#include "app/base/paths.h"
#include "app/language/tr.h"
#include <SDL.h>
#include <SDL_ttf.h>
#include <stdlib.h>
#include <string.h>
#ifdef HAVE_FONTCONFIG
#include <fontconfig/fontconfig.h>
#endif

struct font {
    TTF_Font *font;
    int pixels; // the size it is set to
};

enum { FALLBACKS_MOST = 8 };

struct fonts {
    struct font regular, bold;
    struct font fallback[2][FALLBACKS_MOST]; // for what those lack; bold in the second row
    int fallbacks[2];
    bool failed; // memory lacked for a size or a glyph
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

static struct font *find_fallback(struct fonts *fonts, uint32_t codepoint, bool bold)
{
    int *count = &fonts->fallbacks[bold];
    if (*count == FALLBACKS_MOST ||
        !take_font(&fonts->fallback[bold][*count], open_with(codepoint, bold)))
        return NULL;
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
    *source = (struct glyph_source){fonts, render, metrics, close_fonts, has_failed, NULL};
    return true;
}
